import { toBase64 } from '@enlace/core'
import { type LadderRecords, smallBelow } from '@enlace/policy'
import type { SealedResult } from '@enlace/proof/node'
import type { Seal } from '@enlace/site'
import { fieldsOf } from '../store/case-records.ts'
import type { StoredRecord } from '../store/stored-records.ts'
import type { Desk } from './desk.ts'
import { slugOf } from './public-timeline.ts'
import type { Cell } from './public-withheld.ts'
import { figureOfSeal, noteOf, rungOf } from './show-evidence.ts'

/** A sealed result that is public, with what the ladder reads of each signature under it. */
export type PublicSeal = {
  readonly value: string | undefined
  readonly shown: Seal
  readonly file: string
  /** Each public signature under it, as the ladder reads it for a value. */
  readonly rungs: readonly {
    readonly id: string
    readonly of: (value: StoredRecord, card: StoredRecord) => LadderRecords['seals'][number]
  }[]
}

/**
 * The sealed results among public records: each text once, with the signatures that are public too, and its file without any event. A seal over fewer than ten events is left out:
 * its count, which it says in clear, would be a small one.
 */
export async function readPublicSeals(desk: Pick<Desk, 'services'>, records: readonly StoredRecord[]): Promise<readonly PublicSeal[]> {
  const { results } = desk.services
  const read = records.flatMap((record) => {
    const seal = record.kind === 'result-seal' ? results.read(noteOf(record)) : undefined
    return seal === undefined ? [] : [{ record, seal }]
  })
  const texts = Map.groupBy(read, ({ seal }) => seal.text)
  return await Promise.all(
    [...texts.values()].flatMap((same) => {
      const first = same.find(({ record }) => fieldsOf(record).text('confirms_ref') === undefined) ?? same[0]
      if (first === undefined || (first.seal.seal.count > 0 && first.seal.seal.count < smallBelow)) return []
      const { seal } = first.seal
      const query = results.queries.get(seal.indicator)
      const figure = figureOfSeal(query, first.seal)
      const rungs: PublicSeal['rungs'] = same.map(({ record, seal: one }) => ({
        id: String(record.object.id),
        of: (value, card) => rungOf(record, one, query, { value, card }),
      }))
      const signers = same.flatMap(({ record, seal: one }) => (one.signedBy.includes(record.fromParty) ? [record.fromParty] : []))
      const shown: Seal = {
        id: slugOf(String(first.record.object.id)),
        period: `${seal.period.from} – ${seal.period.to}`,
        ...{ figure, unit: seal.unit, count: seal.count },
        sealedAt: new Date(seal.at).toISOString(),
        signedBy: [...new Set([first.record.fromParty, ...signers])],
        root: seal.root === null ? null : toBase64(seal.root),
      }
      const value = same.map(({ record }) => fieldsOf(record).text('value_ref')).find((ref) => ref !== undefined)
      return [
        results
          .file(
            first.seal,
            same.map(({ record }) => noteOf(record)),
            { what: 'none' },
          )
          .then((file) => ({ value, shown, rungs, file: Buffer.from(file).toString('utf8') })),
      ]
    }),
  )
}

/**
 * What a seal tells in clear, as disclosure control reads it: of counted events their number, as one more statement of the side and period of the value that it seals; of a share the
 * events, those that count and the rest; of anything else the events. Two seals over periods that lie in each other tell what lies between. Ids are the record's, with a mark of the part.
 */
export function cellsOfSeal(
  { unit, count, sum, scale, period }: Pick<SealedResult, 'unit' | 'count' | 'sum' | 'scale' | 'period'>,
  { id, isCount, side = 'all' }: { readonly id: string; readonly isCount: boolean; readonly side: string | undefined },
): readonly Cell[] {
  const none = { low: null, high: null, revises: undefined, of: null, isShare: false, isCount: true }
  const place = { start: period.from, end: period.to }
  if (isCount && scale === 0) return [{ ...none, ...place, id: `${id} sum`, party: side, value: Number(sum), classes: {} }]
  const events = { ...none, ...place, party: `sealed ${side}` }
  const whole = { ...events, id: `${id} count`, value: count, classes: {} }
  if (unit !== '%') return [whole]
  return [
    whole,
    { ...events, id: `${id} part`, value: Number(sum), classes: { part: 'yes' } },
    { ...events, id: `${id} rest`, value: count - Number(sum), classes: { part: 'no' } },
  ]
}
