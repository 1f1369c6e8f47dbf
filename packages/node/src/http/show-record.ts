import type { Summary, WorkItem } from '@enlace/api'
import type { JsonObject } from '@enlace/core'
import { type Actor, dayOfTerm, lastDayBefore } from '@enlace/policy'
import { kindOf, kinds, titleOf, versionKeyOf } from '@enlace/records'
import { findWork, type StoredWork } from '../store/read-work.ts'
import type { Unsealed } from '../store/record-cache.ts'
import { findSeen } from '../store/seen.ts'
import type { StoredVersion } from '../store/version-rows.ts'
import type { Custody } from '../store/write-work.ts'
import type { Desk } from './desk.ts'
import { clocksOfWork } from './show-clocks.ts'

/** Summaries of versions that the caller was already allowed to see; those that no longer open are left out. Reads are journaled. */
export async function summarise(desk: Desk, actor: Actor, versions: readonly StoredVersion[]): Promise<(Summary | undefined)[]> {
  const rids = versions.map((version) => version.rid)
  const [unsealed, work, looks] = [
    await desk.cache.read(versions),
    await findWork(desk.sql, rids),
    await findSeen(desk.sql, actor.user, rids),
  ]
  noteReads(
    desk,
    actor,
    versions.filter((_, i) => unsealed[i] !== undefined),
  )
  return versions.map((version, i) => {
    const text = unsealed[i]
    if (text === undefined) return undefined
    const look = looks.get(hexOf(version.rid))
    const summary = toSummary(version, text, work.get(hexOf(version.rid))?.state)
    return look !== undefined && look.seq <= version.seq ? { ...summary, changed: true } : summary
  })
}

/** Tells the journal that a person read records that say something about people. */
export function noteReads(desk: Desk, actor: Actor, versions: readonly StoredVersion[]): void {
  const personal = versions.filter((version) => version.personal).map((version) => version.rid)
  if (personal.length > 0) desk.services.journalRead(actor, personal)
}

/** One record as lists show it. */
export function toSummary(version: StoredVersion, { object }: Unsealed, state?: string): Summary {
  const kind = kinds.get(version.kind) ?? kindOf(object)
  return {
    id: String(object.id),
    kind: version.kind,
    title: titleOf(kind, object),
    modified: modifiedOf(version, object),
    addedAt: version.addedAt.toISOString(),
    seq: version.seq,
    from: version.fromParty,
    agency: version.agency,
    tlp: version.tlp,
    ...(state === undefined ? {} : { state }),
    personal: version.personal,
    flags: [...version.flags, ...(version.revoked ? ['revoked'] : [])],
  }
}

/** `modified` as the author wrote it, every fraction of a second kept; for objects without one, when the node got it. */
export function modifiedOf(version: StoredVersion, object: JsonObject): string {
  return versionKeyOf(object).modified ?? version.modified.toISOString()
}

/** Work items with their clocks as they stand now; items whose record no longer opens are left out. */
export async function showWork(desk: Desk, actor: Actor, items: readonly StoredWork[]): Promise<WorkItem[]> {
  const unsealed = await desk.cache.read(items.map((item) => item.version))
  noteReads(
    desk,
    actor,
    items.filter((_, i) => unsealed[i] !== undefined).map((item) => item.version),
  )
  return items.flatMap((item, i) => {
    const text = unsealed[i]
    return text === undefined ? [] : [toWorkItem(desk, item, text)]
  })
}

/** One piece of work with its clocks. */
export function toWorkItem(desk: Desk, item: StoredWork, text: Unsealed): WorkItem {
  return {
    record: toSummary(item.version, text, item.state),
    direction: item.direction,
    state: item.state,
    startedAt: item.startedAt.toISOString(),
    events: item.events.map(({ code, at, by }) => ({ code, at, ...(by === undefined ? {} : { by }) })),
    clocks: clocksOfWork(desk, item, text, desk.now().toISOString()),
    exchange: { state: exchangeStateOf(desk, item.exchange), since: item.exchange.since.toISOString() },
    ...(item.custody === null ? {} : { custody: showCustody(item.custody, desk.now().toISOString()) }),
  }
}

/** Days of custody as they stand at an instant (ISO). */
export function showCustody(custody: Custody, now: string): NonNullable<WorkItem['custody']> {
  const { clock, instrument, of, dueOn, missing, untranslated } = custody
  return { clock, instrument, day: dayOfTerm(custody, now), of, held: dueOn === null, dueOn, missing, untranslated }
}

/** When something is due that the store keeps as an instant, and its last day where the law counts days. */
export function showLimit(desk: Desk, tooLate: Date | null): { readonly dueAt: string | null; readonly lastDay: string | null } {
  const dueAt = tooLate?.toISOString() ?? null
  return { dueAt, lastDay: dueAt === null ? null : lastDayBefore(dueAt, desk.law.zones) }
}

/** What waits in an outbound log is *sent* once the partner has taken its bytes and the receipt is still to come. */
export function exchangeStateOf(desk: Desk, { state, place }: StoredWork['exchange']): WorkItem['exchange']['state'] {
  return state === 'waiting' && place !== undefined && desk.services.sentSize(place.logId) > place.seq ? 'sent' : state
}

/** Hexadecimal of a record digest: how maps are keyed by record. */
export function hexOf(rid: Uint8Array): string {
  return Buffer.from(rid).toString('hex')
}
