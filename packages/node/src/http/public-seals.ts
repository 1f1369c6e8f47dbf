import { toBase64 } from '@enlace/core'
import { type LadderRecords, smallBelow } from '@enlace/policy'
import type { Seal } from '@enlace/site'
import { fieldsOf } from '../store/case-records.ts'
import type { StoredRecord } from '../store/stored-records.ts'
import type { Desk } from './desk.ts'
import { slugOf } from './public-timeline.ts'
import { figureOfSeal, noteOf } from './show-evidence.ts'

/** A sealed result that is public, with what the ladder reads of each signature under it. */
export type PublicSeal = {
  readonly value: string | undefined
  readonly shown: Seal
  readonly file: string
  readonly rungs: LadderRecords['seals']
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
      const figure = figureOfSeal(results.queries.get(seal.indicator), first.seal)
      const rungs = same.map(({ record, seal: one }) => ({
        ...{ id: String(record.object.id), from: record.fromParty, at: String(record.object.created ?? record.addedAt.toISOString()) },
        ...{ text: one.text, figure: figure ?? '', holds: one.signedBy.includes(record.fromParty) },
      }))
      const shown: Seal = {
        id: slugOf(String(first.record.object.id)),
        period: `${seal.period.from} – ${seal.period.to}`,
        ...{ figure, unit: seal.unit, count: seal.count },
        sealedAt: new Date(seal.at).toISOString(),
        signedBy: [...new Set([first.record.fromParty, ...rungs.filter(({ holds }) => holds).map(({ from }) => from)])],
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
