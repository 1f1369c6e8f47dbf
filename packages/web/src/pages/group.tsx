import type { GroupDetail } from '@enlace/api'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { askGroup } from '../groups/ask-groups.ts'
import classes from '../groups/groups.module.css'
import { OnDay } from '../groups/on-day.tsx'
import { PartyLabels, Said } from '../groups/party-labels.tsx'
import { withWords } from '../language/language.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { late } from '../parts/late.tsx'
import { Notice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { Answered } from '../parts/page-state.tsx'
import { PartyMark } from '../parts/party-mark.tsx'
import { PrintList } from '../parts/print-list.tsx'
import { RecordRow } from '../parts/record-row.tsx'

const LedgerCard = late(withWords('claims', () => import('../claims/ledger-card.tsx')))
const route = getRouteApi('/desk/groups/$id')

/** One group: its names and whose they are, each party’s designations as of a day, what is said of it, its members and records. */
export function GroupPage() {
  const text = useText()
  const navigate = useNavigate()
  const { id } = route.useParams()
  const { on } = route.useSearch()
  const question = useQuery(askGroup(id, on))
  return (
    <Page
      title={question.data?.group.names[0]?.name ?? text('groups.one')}
      trail={[{ label: text('groups.title'), to: '/groups' }]}
      actions={
        <>
          <OnDay on={on} change={(day) => navigate({ to: '/groups/$id', params: { id }, search: { on: day }, replace: true })} />
          <PrintList list="group" id={id} of={on === undefined ? '' : `on=${on}`} />
        </>
      }
    >
      <Answered question={question}>{(detail) => <Whole detail={detail} />}</Answered>
    </Page>
  )
}

function Whole({ detail: { group, records, related } }: { readonly detail: GroupDetail }) {
  const text = useText()
  return (
    <div className="stack">
      <Card title={text('groups.designations')} lead={text('groups.designations.lead')}>
        <PartyLabels parties={group.parties} />
        {group.hearsay.length === 0 ? null : (
          <Notice tone="warn" title={text('groups.hearsay')}>
            <ul>
              {group.hearsay.map((one) => (
                <li key={one.id}>
                  {text('groups.hearsay.one', { from: one.from.toUpperCase(), by: one.by.toUpperCase() })} <Said one={one} />
                </li>
              ))}
            </ul>
          </Notice>
        )}
      </Card>
      <Card title={text('groups.names')}>
        <ul className="stack-tight">
          {group.names.map(({ name, alias, from }) => (
            <li key={name} className={classes.names}>
              <strong>{name}</strong>
              {alias ? <span className="soft">{text('groups.alias')}</span> : null}
              {from.map((party) => (
                <PartyMark key={party} party={party} />
              ))}
            </li>
          ))}
        </ul>
      </Card>
      {group.ids.map((id) => (
        <LedgerCard key={id} id={id} />
      ))}
      <Card title={text('groups.records')} flush>
        <ul>
          {records.map((record) => (
            <RecordRow key={record.id} record={record} />
          ))}
        </ul>
      </Card>
      <Card title={text('groups.related')} lead={related.length === 0 ? text('groups.related.none') : undefined} flush={related.length > 0}>
        <ul>
          {related.map(({ relation, record }) => (
            <RecordRow key={`${relation} ${record.id}`} record={record}>
              <span className="soft small">{text.find(`record.relation.${relation}`) ?? relation}</span>
            </RecordRow>
          ))}
        </ul>
      </Card>
      <p className="soft">
        <Link to="/terms" search={{ q: text('groups.term.query') }}>
          {text('groups.term')}
        </Link>
      </p>
    </div>
  )
}
