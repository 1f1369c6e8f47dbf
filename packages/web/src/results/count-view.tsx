import type { CountJob } from '@enlace/api'
import { useText } from '../language/text.ts'
import { type Column, DataTable } from '../parts/data-table.tsx'
import { DefinitionList } from '../parts/definition-list.tsx'
import { useParties } from '../parts/party.ts'
import { sayFigure } from './say-figure.ts'

type All = NonNullable<CountJob['all']>

/** Every indicator of a period, counted in one pass: the figure, each party's beside it, and what has no value. */
export function AllView({ all }: { readonly all: All }) {
  const text = useText()
  const parties = useParties()
  const [first] = all
  const columns: readonly Column<All[number]>[] = [
    { id: 'what', header: text('results.what'), rowHeader: true, cell: ({ title }) => text.of(title) },
    { id: 'figure', header: text('results.figure'), align: 'number', cell: ({ counted, unit }) => sayFigure(text, counted.figure, unit) },
    { id: 'count', header: text('results.events'), align: 'number', cell: ({ counted }) => counted.count },
    ...(first?.counted.parties ?? []).map(
      ({ party }, i): Column<All[number]> => ({
        id: party,
        header: parties.nameOf(party),
        align: 'number',
        cell: ({ counted, unit }) => sayFigure(text, counted.parties[i]?.figure ?? null, unit),
      }),
    ),
    { id: 'without', header: text('results.without'), align: 'number', cell: ({ counted }) => counted.without },
  ]
  return <DataTable caption={text('results.all')} showCaption rows={all} keyOf={({ query }) => query} columns={columns} />
}

type Counted = NonNullable<CountJob['counted']>

/** What a count came to: the figure, each party beside the other, what was left out and why. */
export function CountView({ counted, unit }: { readonly counted: Counted; readonly unit: string }) {
  const text = useText()
  const parties = useParties()
  const say = (figure: string | null) => sayFigure(text, figure, unit)
  return (
    <DefinitionList
      items={[
        { term: text('results.figure'), detail: <strong>{say(counted.figure)}</strong> },
        { term: text('results.events'), detail: counted.count },
        ...counted.parties.map(({ party, figure, count }) => ({
          term: parties.nameOf(party),
          detail: `${say(figure)} · ${text('results.ofEvents', { count })}`,
        })),
        ...(counted.groups.length === 0
          ? []
          : [{ term: text('results.groups'), detail: counted.groups.map(({ by, count }) => `${by}: ${count}`).join(' · ') }]),
        { term: text('results.without'), detail: counted.without },
        { term: text('results.doubles'), detail: counted.doubles.length },
        { term: text('results.unreadable'), detail: counted.unreadable },
      ]}
    />
  )
}
