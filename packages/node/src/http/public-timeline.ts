import type { Page, Version } from '@enlace/site'
import type { PublishedRecord } from '../store/read-publications.ts'
import type { StoredRecord } from '../store/stored-records.ts'

/** The last part of a record's address on the public site: what stands behind its type. */
export function slugOf(id: string): string {
  return id.slice(id.indexOf('--') + 2)
}

/** The part of an address that names a version: the instant from which it was public, so that no other version coming or going moves it. */
export function stampOf(from: string): string {
  return from.replace(/[-:.]/g, '')
}

/**
 * A page of the public site with all its versions: one for each instant at which its own record or one said about it became public. Each shows the records as they were public at that
 * instant, so the address of a version says the same for ever; the current one is told as of `today`.
 */
export function timeline<T>(
  own: readonly PublishedRecord[],
  said: readonly PublishedRecord[],
  today: string,
  show: (record: StoredRecord, said: readonly StoredRecord[], on: string) => T,
): Page<T> | undefined {
  const [first] = own
  if (first === undefined) return undefined
  const all = [...own, ...said]
  const instants = [...new Set(all.map(({ from }) => (from < first.from ? first.from : from)))].sort()
  const versions = instants.map((from, i): Version<T> => {
    const at = (records: readonly PublishedRecord[]) => records.filter((one) => one.from <= from)
    const latest = [...Map.groupBy(at(said), ({ rid }) => rid).values()].flatMap((each) => each.toSorted((a, b) => a.n - b.n).at(-1) ?? [])
    const record = (at(own).at(-1) ?? first).record
    const acts = all
      .filter((one) => one.from === from)
      .map(({ n, state, acts: words }) => words.find(({ id }) => id === state.versions[n - 1]?.id))
    const corrected = acts.find((act) => act?.does === 'correct')
    const on = i === instants.length - 1 ? today : from.slice(0, 10)
    return {
      stamp: stampOf(from),
      from,
      does: corrected === undefined ? 'publish' : 'correct',
      reason: corrected?.reason ?? {},
      content: show(
        record,
        latest.map((one) => one.record),
        on,
      ),
    }
  })
  return { id: slugOf(String(first.record.object.id)), versions }
}
