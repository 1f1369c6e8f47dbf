import type { CountJob } from '@enlace/api'
import { useText } from '../language/text.ts'
import { DefinitionList } from '../parts/definition-list.tsx'
import { useParties } from '../parts/party.ts'

type Counted = NonNullable<CountJob['counted']>

/** What a count came to: the figure, each party beside the other, what was left out and why. */
export function CountView({ counted, unit }: { readonly counted: Counted; readonly unit: string }) {
  const text = useText()
  const parties = useParties()
  const say = (figure: string | null) => (figure === null ? text('results.none') : `${figure} ${unit}`)
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
