import type { InstrumentList } from '@enlace/api'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { askInstruments } from '../clocks/ask-clocks.ts'
import { useKindTitle } from '../kinds/kind-title.ts'
import { formatDay, formatNumber } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { DataTable } from '../parts/data-table.tsx'
import { Notice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { Answered } from '../parts/page-state.tsx'
import { PartyMark } from '../parts/party-mark.tsx'
import { Tag } from '../parts/tag.tsx'

type Item = InstrumentList['items'][number]
type Calendar = InstrumentList['calendars'][number]

/** The law as data: treaties, laws and models, the calendars that count, and for what of this node's own work their clocks run by themselves. */
export function Instruments() {
  const text = useText()
  const list = useQuery(askInstruments)
  return (
    <Page
      title={text('clocks.instruments.title')}
      lead={text('clocks.instruments.lead')}
      actions={<Link to="/simulator">{text('clocks.simulator.open')}</Link>}
    >
      <Answered question={list} shape="cards">
        {(shown) => (
          <div className="stack">
            <Notice tone="warn" title={text('clocks.notLaw')}>
              {text('clocks.notLaw.detail')}
            </Notice>
            <Items items={shown.items} />
            <Calendars calendars={shown.calendars} />
          </div>
        )}
      </Answered>
    </Page>
  )
}

function Items({ items }: { readonly items: readonly Item[] }) {
  const text = useText()
  const kindTitle = useKindTitle()
  return (
    <Card title={text('clocks.instruments')} flush>
      <DataTable
        caption={text('clocks.instruments')}
        rows={items}
        keyOf={(row) => row.id}
        columns={[
          {
            id: 'title',
            header: text('clocks.instrument'),
            rowHeader: true,
            cell: (row: Item) => (
              <span className="stack-tight">
                <Link to="/instruments/$id" params={{ id: row.id }}>
                  {text.of(row.title)}
                </Link>
                <span className="soft small">{row.reference}</span>
                {row.runsFor.length === 0 ? null : (
                  <span className="cluster small">
                    {text('clocks.runs')}
                    {row.runsFor.map((name) => (
                      <Tag key={name}>{text.find(`clocks.kind.${name}`) ?? kindTitle(name)}</Tag>
                    ))}
                  </span>
                )}
              </span>
            ),
          },
          {
            id: 'character',
            header: text('clocks.character'),
            cell: (row: Item) => text.find(`clocks.character.${row.character}`) ?? row.character,
          },
          {
            id: 'parties',
            header: text('clocks.binds'),
            cell: (row: Item) =>
              row.parties.length === 0 ? (
                text('clocks.binds.none')
              ) : (
                <span className="cluster">
                  {row.parties.map((party) => (
                    <PartyMark key={party} party={party} />
                  ))}
                </span>
              ),
          },
          {
            id: 'since',
            header: text('clocks.since'),
            cell: (row: Item) =>
              row.until === null ? formatDay(row.from, text.tag) : `${formatDay(row.from, text.tag)} – ${formatDay(row.until, text.tag)}`,
          },
          { id: 'clocks', header: text('clocks.clocks'), cell: (row: Item) => formatNumber(row.clocks, text.tag), align: 'number' },
          {
            id: 'unverified',
            header: text('clocks.unverified'),
            cell: (row: Item) =>
              row.unverified === 0 ? (
                <Tag tone="good">{text('clocks.unverified.none')}</Tag>
              ) : (
                <Tag tone="warn">{text('clocks.unverified.count', { count: row.unverified })}</Tag>
              ),
          },
        ]}
      />
    </Card>
  )
}

function Calendars({ calendars }: { readonly calendars: readonly Calendar[] }) {
  const text = useText()
  return (
    <Card title={text('clocks.calendars')} lead={text('clocks.calendars.lead')} flush>
      <DataTable
        caption={text('clocks.calendars')}
        rows={calendars}
        keyOf={(row) => row.id}
        columns={[
          {
            id: 'title',
            header: text('clocks.calendar'),
            rowHeader: true,
            cell: (row: Calendar) => (
              <span className="stack-tight">
                <span>{text.of(row.title)}</span>
                <span className="soft small">{text.of(row.note)}</span>
              </span>
            ),
          },
          { id: 'zone', header: text('clocks.zone'), cell: (row: Calendar) => <code className="small">{row.zone}</code> },
          {
            id: 'editions',
            header: text('clocks.editions'),
            cell: (row: Calendar) => (
              <ul>
                {row.editions.map((edition) => (
                  <li key={edition.id} className="small">
                    {formatDay(edition.known, text.tag)}: {text.of(edition.title)}
                  </li>
                ))}
              </ul>
            ),
          },
        ]}
      />
    </Card>
  )
}
