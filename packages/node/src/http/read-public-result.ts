import type { EvidenceOfValue, ResultRow } from '@enlace/api'
import { toBase64 } from '@enlace/core'
import { recordDigest } from '../store/keyed-digest.ts'
import { findLatest } from '../store/read-changes.ts'
import { readStoredRecords } from '../store/stored-records.ts'
import type { Desk } from './desk.ts'
import { figureOfSeal, noteOf, showEvidence } from './show-evidence.ts'

/** What the public may know of a sealed result: the number and how well it is founded. Never an event, and no opening of one. */
export type PublicResult = Pick<EvidenceOfValue, 'level' | 'code' | 'sealedBy' | 'disputedBy' | 'figures'> &
  Pick<ResultRow, 'query' | 'period' | 'unit' | 'figure' | 'count'> & {
    readonly root: string | null
    readonly card: string
    /** The file `result.json` without events, with the signature lines of every party. */
    readonly file: Uint8Array
  }

/** The public form of a sealed result; undefined when the record is no seal that holds. */
export async function readPublicResult(desk: Desk, agency: string, id: string): Promise<PublicResult | undefined> {
  const { results } = desk.services
  const versions = await findLatest(desk.sql, agency, [recordDigest(desk.searchKey, id)])
  const records = await readStoredRecords(
    desk.sql,
    desk.keystore,
    versions.map(({ seq }) => seq),
  )
  const record = records.find(({ kind }) => kind === 'result-seal')
  const read = record === undefined ? undefined : results.read(noteOf(record))
  const evidence = read === undefined ? undefined : await showEvidence(desk, { agency, party: desk.authority.party }, id)
  if (record === undefined || read === undefined || evidence === undefined) return undefined
  const { seal } = read
  const { level, code, sealedBy, disputedBy, figures } = evidence
  const signatures = await readStoredRecords(
    desk.sql,
    desk.keystore,
    (
      await findLatest(
        desk.sql,
        agency,
        evidence.seals.map((one) => recordDigest(desk.searchKey, one.id)),
      )
    ).map(({ seq }) => seq),
  )
  return {
    ...{ level, code, sealedBy, disputedBy, figures },
    ...{ query: seal.indicator, period: seal.period, unit: seal.unit, count: seal.count, card: seal.card },
    figure: figureOfSeal(results.queries.get(seal.indicator), read),
    root: seal.root === null ? null : toBase64(seal.root),
    file: await results.file(read, [noteOf(record), ...signatures.map(noteOf)], { what: 'none' }),
  }
}
