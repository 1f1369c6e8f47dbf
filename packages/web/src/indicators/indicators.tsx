import type { IndicatorRow } from '@enlace/api'
import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { send } from '../api/send.ts'
import { useMay } from '../api/use-may.ts'
import { useUsualEnvelope } from '../call/use-usual-envelope.ts'
import { formatDay } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { type Column, DataTable } from '../parts/data-table.tsx'
import { ProblemNotice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { Answered, Empty } from '../parts/page-state.tsx'
import { useParties } from '../parts/party.ts'
import { Tag } from '../parts/tag.tsx'
import { showToast } from '../parts/toast.ts'
import { useDeed } from '../parts/use-deed.ts'
import { programmePath } from '../programme/programme-path.ts'
import { askIndicators } from './ask-indicators.ts'
import { FigureCell } from './figure-cell.tsx'
import { figuresFirst, groupRows } from './group-rows.ts'
import classes from './indicators.module.css'

/** Every indicator, one table a level: both parties always beside each other, and nothing of one level in another’s table. */
export function Indicators() {
  const text = useText()
  const may = useMay()
  const parties = useParties()
  const question = useQuery(askIndicators())
  const begin = may('record.create') ? (
    <Button variant="default" renderRoot={(props) => <Link to="/new/$kind" params={{ kind: 'indicator-card' }} {...props} />}>
      {text('indicators.begin')}
    </Button>
  ) : undefined
  return (
    <Page
      title={text('indicators.title')}
      lead={text('indicators.lead')}
      actions={
        <>
          {question.data !== undefined && question.data.starters > 0 && may('indicator.load') ? (
            <LoadStarters count={question.data.starters} />
          ) : null}
          {begin}
        </>
      }
    >
      <Answered question={question} shape="rows">
        {({ items, parties: columns, on, more }) => (
          <div className="stack">
            <p className="soft" role="status">
              {text('indicators.count', { count: items.length, day: formatDay(on, text.tag) })}
            </p>
            {items.length === 0 ? (
              <div className="card">
                <Empty title={text('indicators.empty')}>{text('indicators.empty.detail')}</Empty>
              </div>
            ) : null}
            {groupRows(items).map(({ group, rows }) => (
              <Card key={group} title={text(`indicators.level.${group}`)} flush>
                <div className={classes.even}>
                  <DataTable
                    caption={text(`indicators.level.${group}`)}
                    rows={figuresFirst(rows)}
                    keyOf={({ record }) => record.id}
                    columns={[
                      {
                        id: 'indicator',
                        header: text('indicators.column.indicator'),
                        rowHeader: true,
                        cell: (row) => <Named row={row} />,
                      },
                      ...columns.map(
                        (party): Column<IndicatorRow> => ({
                          id: party,
                          header: parties.nameOf(party),
                          cell: ({ sides }) => <FigureCell side={sides.find(({ side }) => side === party)} />,
                        }),
                      ),
                      ...(rows.some(({ sides }) => sides.some(({ side }) => side === 'all'))
                        ? [
                            {
                              id: 'all',
                              header: text('indicators.column.side.all'),
                              cell: ({ sides }: IndicatorRow) => <FigureCell side={sides.find(({ side }) => side === 'all')} />,
                            },
                          ]
                        : []),
                      {
                        id: 'next',
                        header: text('indicators.column.next'),
                        cell: ({ nextPublication }) => (nextPublication === null ? '' : formatDay(nextPublication, text.tag)),
                      },
                    ]}
                  />
                </div>
              </Card>
            ))}
            {more ? <p className="soft">{text('indicators.more')}</p> : null}
          </div>
        )}
      </Answered>
    </Page>
  )
}

function Named({ row }: { readonly row: IndicatorRow }) {
  const text = useText()
  return (
    <span className="stack-tight">
      <Link to={programmePath('indicators', row.record.id)} className={classes.title}>
        {text.of(row.title) || row.record.title}
      </Link>
      <span className={classes.marks}>
        {row.verifiable ? null : <Tag tone="warn">{text('indicators.notVerifiable', { count: row.missing.length })}</Tag>}
        {row.query === null ? null : <Tag>{text('indicators.from.query')}</Tag>}
        {row.series === null ? null : <Tag>{text('indicators.from.series')}</Tag>}
        {row.marks
          .filter((code) => code !== 'came_late')
          .map((code) => (
            <Tag key={code} tone="warn">
              {text.find(`indicators.mark.${code}`) ?? code}
            </Tag>
          ))}
      </span>
      {row.direction === null ? null : <span className="small soft">{text.find(`indicators.direction.${row.direction}`)}</span>}
    </span>
  )
}

function LoadStarters({ count }: { readonly count: number }) {
  const text = useText()
  const client = useQueryClient()
  const envelope = useUsualEnvelope({ home: false })
  const { busy, run, problem } = useDeed(
    async () => {
      const { stored } = await send<{ stored: number }>('POST', '/programme/indicators/starter', {
        body: { envelope: { ...envelope, retention: 'case' } },
      })
      await client.invalidateQueries({ queryKey: ['record'] })
      showToast(text('indicators.load.done', { count: stored }), { tone: 'good' })
    },
    { onClose: () => undefined },
  )
  return (
    <>
      <Button loading={busy} disabled={envelope === undefined} onClick={run}>
        {text('indicators.load', { count })}
      </Button>
      {problem === undefined ? null : <ProblemNotice problem={problem} />}
    </>
  )
}
