import type { OfficialList } from '@enlace/api'
import { formatNumber } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { type Definition, DefinitionList } from '../parts/definition-list.tsx'
import { Time } from '../parts/time.tsx'
import { sources } from './sources.ts'

/** Who publishes it, where, on what terms, and what was read of it. The address is text: nothing leaves this machine. */
export function SourceCard({ list, run }: { readonly list: string; readonly run?: OfficialList['lastRun'] | undefined }) {
  const text = useText()
  const source = sources.get(list)
  if (source === undefined && (run === undefined || run === null)) return null
  const items: Definition[] = [
    ...(source === undefined
      ? []
      : [
          { term: text('lists.publisher'), detail: source.publisher },
          { term: text('lists.publishedAs'), detail: source.list_name },
          { term: text('lists.address'), detail: <span className="mono">{source.address}</span> },
          { term: text('lists.terms'), detail: source.terms },
          { term: text('lists.exchange'), detail: text(source.exchanged ? 'lists.exchange.yes' : 'lists.exchange.no') },
          ...(source.note === undefined ? [] : [{ term: text('lists.note'), detail: source.note }]),
        ]),
    ...(run === undefined || run === null
      ? []
      : [
          {
            term: text('lists.lastRead'),
            detail: (
              <>
                <Time at={run.at} />
                <br />
                <span className="soft">{sayRows(run, text)}</span>
              </>
            ),
          },
        ]),
  ]
  return (
    <Card title={text('lists.source')}>
      <DefinitionList items={items} />
    </Card>
  )
}

/** What became of every row that was read. */
export function sayRows(run: NonNullable<OfficialList['lastRun']>, text: ReturnType<typeof useText>): string {
  const number = (value: number) => formatNumber(value, text.tag)
  return text('lists.rows', {
    read: number(run.rowsRead),
    stored: number(run.stored),
    unchanged: number(run.unchanged),
    reported: number(run.reported),
  })
}
