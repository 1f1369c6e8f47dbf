import { Button } from '@mantine/core'
import { useState } from 'react'
import { formatNumber } from '../language/format.ts'
import { useText } from '../language/text.ts'
import classes from '../pages/design.module.css'
import { Breadcrumbs } from '../parts/breadcrumbs.tsx'
import { Card } from '../parts/card.tsx'
import { type Column, DataTable } from '../parts/data-table.tsx'
import { DefinitionList } from '../parts/definition-list.tsx'
import { DiffText } from '../parts/diff-text.tsx'
import { LoadMore } from '../parts/load-more.tsx'
import { SplitView } from '../parts/split-view.tsx'
import { StatusMark } from '../parts/status-mark.tsx'
import { TabPanels } from '../parts/tab-panels.tsx'
import { Tabs } from '../parts/tabs.tsx'
import { Timeline } from '../parts/timeline.tsx'
import { Toolbar } from '../parts/toolbar.tsx'
import { Term } from '../terms/term.tsx'
import { TermHints } from '../terms/term-hints.tsx'
import { Specimen, State } from './specimen.tsx'

type Row = { readonly id: string; readonly size: number; readonly status: 'good' | 'waiting' | 'bad' }
const rows: readonly Row[] = [
  { id: 'crossing', size: 1240, status: 'good' },
  { id: 'port', size: 87, status: 'waiting' },
  { id: 'airport', size: 12_005, status: 'bad' },
]

/** Lists, tables, panels, and text with its history. */
export function Lists({ now }: { readonly now: number }) {
  const text = useText()
  const [opened, setOpened] = useState<string>()
  const [shown, setShown] = useState(50)
  const nameOf = (row: Pick<Row, 'id'>) => text.find(`design.row.${row.id}`) ?? row.id
  const columns: readonly Column<Row>[] = [
    {
      id: 'name',
      header: text('design.table.name'),
      rowHeader: true,
      compare: (a, b) => nameOf(a).localeCompare(nameOf(b), text.tag),
      cell: (row) => (
        <button type="button" className={classes.open} onClick={() => setOpened(row.id)}>
          {nameOf(row)}
        </button>
      ),
    },
    {
      id: 'size',
      header: text('design.table.size'),
      align: 'number',
      compare: (a, b) => a.size - b.size,
      cell: (row) => formatNumber(row.size, text.tag),
    },
    {
      id: 'state',
      header: text('design.table.state'),
      cell: (row) => <StatusMark status={row.status}>{text(`design.status.${row.status}`)}</StatusMark>,
    },
  ]
  return (
    <>
      <Specimen id="tables" title={text('design.tables')} lead={text('design.tables.lead')}>
        <Card flush title={text('design.table.title')} lead={text('design.table.lead')} level={3}>
          <DataTable caption={text('design.table.title')} columns={columns} rows={rows} keyOf={({ id }) => id} current={opened} />
        </Card>
        <State name={text('design.table.none')}>
          <Card flush>
            <DataTable caption={text('design.table.none')} columns={columns} rows={[]} keyOf={({ id }) => id} />
          </Card>
        </State>
        <LoadMore shown={shown} total={120} hasMore={shown < 120} loading={false} onMore={() => setShown(120)} />
      </Specimen>
      <Specimen id="panels" title={text('design.panels')} lead={text('design.panels.lead')}>
        <Toolbar label={text('design.toolbar')} end={<span className="soft small">{text('design.toolbar.end')}</span>}>
          <Button variant="default" size="xs" onClick={() => setOpened('port')}>
            {text('design.panel.open')}
          </Button>
          <Button variant="default" size="xs" onClick={() => setOpened(undefined)}>
            {text('parts.split.close')}
          </Button>
        </Toolbar>
        <div className={classes.rowDemo}>
          <SplitView
            title={opened === undefined ? '' : nameOf({ id: opened })}
            onClose={() => setOpened(undefined)}
            list={
              <ul className={`card ${classes.list}`}>
                {rows.map((row) => (
                  <li key={row.id}>{nameOf(row)}</li>
                ))}
              </ul>
            }
            panel={opened === undefined ? undefined : <p>{text('design.panel.content')}</p>}
          />
        </div>
        <State name={text('design.tabs')}>
          <Tabs
            label={text('design.tabs.pages')}
            tabs={[
              { name: 'here', to: '/design', current: true, label: text('design.tab.one'), count: 3 },
              { name: 'there', to: '/help', current: false, label: text('design.tab.two') },
            ]}
          />
          <TabPanels
            label={text('design.tabs.inPlace')}
            panels={[
              { name: 'one', label: text('design.tab.one'), content: () => text('design.tab.one.content') },
              { name: 'two', label: text('design.tab.two'), content: () => text('design.tab.two.content') },
            ]}
          />
        </State>
        <State name={text('design.breadcrumbs')}>
          <Breadcrumbs
            label={text('design.breadcrumbs')}
            trail={[{ label: text('nav.records'), to: '/records' }]}
            here={text('design.row.port')}
          />
        </State>
      </Specimen>
      <Specimen id="texts" title={text('design.texts')}>
        <DefinitionList
          items={[
            { term: text('design.table.name'), detail: text('design.row.port') },
            { term: text('design.table.size'), detail: formatNumber(87, text.tag) },
          ]}
        />
        <State name={text('design.diff')}>
          <DiffText before={text('design.diff.before')} after={text('design.diff.after')} />
        </State>
        <State name={text('design.timeline')}>
          <Timeline
            events={[
              { id: '1', at: new Date(now - 3_600_000).toISOString(), title: text('event.sent'), by: 'MX', status: 'good' },
              { id: '2', at: new Date(now - 3_000_000).toISOString(), title: text('event.acknowledged'), by: 'US', status: 'good' },
              {
                id: '3',
                at: new Date(now - 600_000).toISOString(),
                title: text('event.acting'),
                by: 'US',
                status: 'active',
                detail: text('design.timeline.said'),
              },
            ]}
          />
        </State>
        <State name={text('design.terms')}>
          <p>
            <Term id="seizure">{text('design.terms.word')}</Term>
          </p>
          <TermHints content={text('design.terms.sample')} languages={[text.language]} />
        </State>
      </Specimen>
    </>
  )
}
