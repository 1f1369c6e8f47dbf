import type { InstrumentDetail, LegalClockRuleView } from '@enlace/api'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { askInstrument } from '../clocks/ask-clocks.ts'
import { sayEvents, sayOwner, sayTerm } from '../clocks/say-clock.ts'
import { SourceTags } from '../clocks/source-tags.tsx'
import { formatDay } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Breadcrumbs } from '../parts/breadcrumbs.tsx'
import { Card } from '../parts/card.tsx'
import { DataTable } from '../parts/data-table.tsx'
import { DefinitionList } from '../parts/definition-list.tsx'
import { Notice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { Answered } from '../parts/page-state.tsx'
import { useParties } from '../parts/party.ts'
import { PartyMark } from '../parts/party-mark.tsx'
import { Tag } from '../parts/tag.tsx'

const route = getRouteApi('/desk/instruments/$id')

/** One instrument for a lawyer to read: validity, articles, authorities, documents, refusal grounds and clocks, each with its source. */
export function InstrumentPage() {
  const text = useText()
  const { id } = route.useParams()
  const question = useQuery(askInstrument(id))
  const title = question.data === undefined ? text('clocks.instrument') : text.of(question.data.title)
  return (
    <div className="stack">
      <Breadcrumbs trail={[{ label: text('clocks.instruments.title'), to: '/instruments' }]} here={title} />
      <Page
        title={title}
        {...(question.data === undefined ? {} : { lead: text.of(question.data.note) })}
        actions={
          question.data === undefined || question.data.clocks.length === 0 ? undefined : (
            <Link to="/simulator" search={{ law: id }}>
              {text('clocks.simulator.open')}
            </Link>
          )
        }
      >
        <Answered question={question} shape="cards">
          {(law) => <Law law={law} />}
        </Answered>
      </Page>
    </div>
  )
}

function Law({ law }: { readonly law: InstrumentDetail }) {
  const text = useText()
  return (
    <div className="stack">
      <Notice tone="warn" title={text('clocks.notLaw')}>
        {text('clocks.notLaw.detail')}
      </Notice>
      <Card title={text('clocks.about')}>
        <DefinitionList
          items={[
            { term: text('clocks.character'), detail: text.find(`clocks.character.${law.character}`) ?? law.character },
            { term: text('clocks.reference'), detail: law.reference },
            {
              term: text('clocks.binds'),
              detail:
                law.parties.length === 0 ? (
                  text('clocks.binds.none')
                ) : (
                  <span className="cluster">
                    {law.parties.map((party) => (
                      <PartyMark key={party} party={party} />
                    ))}
                  </span>
                ),
            },
            {
              term: text('clocks.since'),
              detail: (
                <span className="stack-tight">
                  <span>{formatDay(law.validity.from, text.tag)}</span>
                  <span className="soft small">{text.of(law.validity.note)}</span>
                  <SourceTags {...law.validity} />
                </span>
              ),
            },
          ]}
        />
      </Card>
      <Clocks law={law} />
      <Listed
        title={text('clocks.articles')}
        rows={law.articles.map((one) => ({ ...one, key: one.article, name: text.of(one.says), detail: '' }))}
      />
      <Listed
        title={text('clocks.documents')}
        rows={law.documents.map((one) => ({ ...one, key: one.id, name: text.of(one.title), detail: text.of(one.when) }))}
      />
      <Listed
        title={text('clocks.refusals')}
        rows={law.refusals.map((one) => ({
          ...one,
          key: one.id,
          name: `${text.of(one.title)}: ${text.find(`clocks.binding.${one.binding}`) ?? one.binding}`,
          detail: text.of(one.says),
        }))}
      />
      {law.authorities.length === 0 ? null : (
        <Card title={text('clocks.authorities')}>
          <DefinitionList
            items={law.authorities.map((one) => ({
              term: text.of(one.name),
              detail: (
                <>
                  <PartyMark party={one.party} short /> {text.of(one.does)}
                </>
              ),
            }))}
          />
        </Card>
      )}
    </div>
  )
}

type Row = {
  readonly key: string
  readonly name: string
  readonly detail: string
  readonly article: string
  readonly source: string
  readonly verified: boolean
}

function Listed({ title, rows }: { readonly title: string; readonly rows: readonly Row[] }) {
  const text = useText()
  if (rows.length === 0) return null
  return (
    <Card title={title} flush>
      <DataTable
        caption={title}
        rows={rows}
        keyOf={(row) => row.key}
        columns={[
          {
            id: 'name',
            header: text('clocks.rule'),
            rowHeader: true,
            cell: (row: Row) => (
              <span className="stack-tight">
                <span>{row.name}</span>
                {row.detail === '' ? null : <span className="soft small">{row.detail}</span>}
              </span>
            ),
          },
          {
            id: 'source',
            header: text('clocks.whence'),
            cell: (row: Row) => (
              <span className="stack-tight">
                <SourceTags {...row} />
                <span className="soft small wrap">{row.source}</span>
              </span>
            ),
          },
        ]}
      />
    </Card>
  )
}

function Clocks({ law }: { readonly law: InstrumentDetail }) {
  const text = useText()
  const { nameOf } = useParties()
  if (law.clocks.length === 0) return null
  const events = (codes: readonly string[]) => sayEvents(codes, law.events, text)
  return (
    <Card title={text('clocks.clocks')} flush>
      <DataTable
        caption={text('clocks.clocks')}
        rows={law.clocks}
        keyOf={(row) => row.id}
        columns={[
          {
            id: 'clock',
            header: text('clocks.clock'),
            rowHeader: true,
            cell: (row: LegalClockRuleView) => (
              <span className="stack-tight">
                <span>{text.of(row.title)}</span>
                <span>
                  <Tag>{text.find(`clocks.nature.${row.nature}`) ?? row.nature}</Tag>
                </span>
                <SourceTags {...row} />
              </span>
            ),
          },
          {
            id: 'term',
            header: text('clocks.term'),
            cell: (row: LegalClockRuleView) => (
              <span className="stack-tight">
                <strong>{sayTerm(row.term, text)}</strong>
                <span className="small">{text.find(`clocks.firstDay.${row.firstDay}`) ?? row.firstDay}</span>
                <span className="small">{text.find(`clocks.lastDay.${row.lastDay}`) ?? row.lastDay}</span>
              </span>
            ),
          },
          { id: 'owner', header: text('clocks.owner'), cell: (row: LegalClockRuleView) => sayOwner(row.owner, nameOf, text) },
          {
            id: 'runs',
            header: text('clocks.runs'),
            cell: (row: LegalClockRuleView) => (
              <span className="stack-tight small">
                <span>{text('clocks.starts', { events: events(row.starts) })}</span>
                <span>{text('clocks.stops', { events: events(row.stops) })}</span>
                {row.ends.length === 0 ? null : <span>{text('clocks.ends', { events: events(row.ends) })}</span>}
                {row.pauses.map((pause) => (
                  <span key={pause.id}>{text('clocks.pauses', { events: events(pause.by), until: events(pause.until) })}</span>
                ))}
                {row.cure === null ? null : <span>{text('clocks.cures', { cure: text.of(row.cure.title) })}</span>}
                <span>{text('clocks.atEnd', { end: text.of(row.atEnd) })}</span>
              </span>
            ),
          },
        ]}
      />
    </Card>
  )
}
