import type { NodeInfo } from '@enlace/api'
import type { Instrument } from '@enlace/policy'
import { labelOf } from '../store/say-label.ts'

type Office = NonNullable<NodeInfo['partners'][number]['offices']>[number]

/** The offices of a party that diplomatic notes are addressed to, as the instruments name them, each once: the foreign ministry before the others. */
export function addressedOffices(instruments: readonly Instrument[], party: string): Office[] {
  const found = instruments.flatMap(({ id, authorities }) =>
    authorities.flatMap((one) => (one.party === party && one.addressed !== undefined ? [{ ...one.addressed, instrument: id }] : [])),
  )
  const byName = Map.groupBy(
    [...found].sort((a, b) => Number(b.as === 'foreign_ministry') - Number(a.as === 'foreign_ministry')),
    ({ name }) => JSON.stringify(name),
  )
  return [...byName.values()].flatMap(([first, ...more]) =>
    first === undefined
      ? []
      : [{ name: labelOf(first.name), article: labelOf(first.article), instruments: [first, ...more].map(({ instrument }) => instrument) }],
  )
}
