import type { AgencyList } from '@enlace/api'
import { useQuery } from '@tanstack/react-query'
import { Suspense } from 'react'
import { askAgencies } from '../api/people-questions.ts'
import { formatNumber } from '../language/format.ts'
import { withWords } from '../language/language.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { DefinitionList } from '../parts/definition-list.tsx'
import { late } from '../parts/late.tsx'
import { Page } from '../parts/page.tsx'
import { Answered } from '../parts/page-state.tsx'
import { useParties } from '../parts/party.ts'
import { PartyMark } from '../parts/party-mark.tsx'
import { Tag } from '../parts/tag.tsx'
import { AnswersNow } from '../people/answers-now.tsx'
import classes from '../people/people.module.css'
import { useRoleName } from '../people/role-name.ts'

const OfficesCard = late(withWords('offices', () => import('../people/offices-card.tsx')))
const MilitaryCard = late(withWords('offices', () => import('../people/military-card.tsx')))
type Agency = AgencyList['items'][number]

/** The compartments of this party: who is in, who answers now, what is kept how long, what is shared with whom. */
export function Agencies() {
  const text = useText()
  const agencies = useQuery({ ...askAgencies, refetchInterval: 60_000 })
  return (
    <Page title={text('people.agencies.title')} lead={text('people.agencies.lead')}>
      <Answered question={agencies} shape="cards">
        {(items) => (
          <div className={classes.grid}>
            {items.map((agency) => (
              <AgencyCard key={agency.id} agency={agency} />
            ))}
          </div>
        )}
      </Answered>
      <Suspense fallback={null}>
        <OfficesCard />
        <MilitaryCard />
      </Suspense>
    </Page>
  )
}

function AgencyCard({ agency }: { readonly agency: Agency }) {
  const text = useText()
  const roleName = useRoleName()
  const number = (value: number) => formatNumber(value, text.tag)
  const { holdings } = agency
  return (
    <Card
      title={text.of(agency.name)}
      actions={agency.own ? <Tag tone="info">{text('people.agencies.own')}</Tag> : undefined}
      lead={<span className="mono">{agency.id.toUpperCase()}</span>}
    >
      <DefinitionList
        items={[
          { term: text('people.agencies.now'), detail: <AnswersNow onDuty={agency.onDuty} next={agency.next} /> },
          {
            term: text('people.agencies.people'),
            detail:
              agency.people.length === 0
                ? text('people.agencies.nobody')
                : agency.people.map((row) => (
                    <div key={row.role}>
                      {roleName(row.role)}: {number(row.count)}
                    </div>
                  )),
          },
          {
            term: text('people.agencies.partners'),
            detail:
              agency.partners.length === 0
                ? text('people.agencies.partners.none')
                : agency.partners.map((row) => (
                    <div key={row.agreement} className="cluster">
                      <PartyMark party={row.party} /> <code>{row.agreement}</code>
                    </div>
                  )),
          },
          ...(holdings === undefined
            ? [{ term: text('people.agencies.holdings'), detail: <span className="soft">{text('people.agencies.closed')}</span> }]
            : [
                { term: text('people.agencies.retention'), detail: <Retention rows={holdings.retention} /> },
                { term: text('people.agencies.given'), detail: <Given rows={holdings.given} /> },
              ]),
        ]}
      />
    </Card>
  )
}

type Holdings = NonNullable<Agency['holdings']>

function Retention({ rows }: { readonly rows: Holdings['retention'] }) {
  const text = useText()
  if (rows.length === 0) return <>{text('people.agencies.empty')}</>
  return (
    <>
      {rows.map((row) => (
        <div key={row.retention}>
          {text.find(`retention.${row.retention}`) ?? row.retention}: {text('people.agencies.records', { count: row.count })}
        </div>
      ))}
    </>
  )
}

function Given({ rows }: { readonly rows: Holdings['given'] }) {
  const text = useText()
  const parties = useParties()
  if (rows.length === 0) return <>{text('people.agencies.given.none')}</>
  return (
    <>
      {rows.map((row) => (
        <div key={row.agency}>
          {parties.agencyName(row.agency)}: {text('people.agencies.records', { count: row.count })}
        </div>
      ))}
    </>
  )
}
