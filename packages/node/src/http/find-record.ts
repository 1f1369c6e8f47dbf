import { Fault } from '@enlace/core'
import { type Action, type Actor, mayDo, programmeKinds, viewOf } from '@enlace/policy'
import { listVersions } from '../store/read-records.ts'
import type { StoredVersion } from '../store/version-rows.ts'
import type { Desk } from './desk.ts'

/** The version of a record that counts: the latest, else (all erased) the newest. */
export type FoundRecord = {
  readonly version: StoredVersion
  readonly versions: readonly StoredVersion[]
  /** `hidden`: its author, or that of its source, took it back. */
  readonly view: 'whole' | 'metadata' | 'hidden'
}

/** What may still be done with a record that is shown to nobody: know that it is so, prove it, keep it or let it go. */
const onHidden: ReadonlySet<Action> = new Set<Action>([
  'record.read',
  'record.read_answers',
  'record.read_proof',
  'record.mark_seen',
  'record.erase',
  'record.hold',
  'record.lift_hold',
  'record.recall',
])

/**
 * The id here of what a reader names: what a partner writes about a record of ours names the id that was made for that partner. Only for looking a
 * record up to show it; what is done to one names its own id.
 */
export async function ownIdOf(desk: Desk, id: string): Promise<string> {
  if ((await listVersions(desk.sql, desk.searchKey, id)).length > 0) return id
  for (const { party } of desk.partners) {
    const own = desk.services.ownId(party, id)
    if (own !== undefined && (await listVersions(desk.sql, desk.searchKey, own)).length > 0) return own
  }
  return id
}

/** The ids here of what a record by `from` may name: as they stand, and of ours for which ids were made for that party. */
export function idsMeant(desk: Pick<Desk, 'services'>, from: string, ids: readonly string[]): readonly string[] {
  return ids.flatMap((id) => {
    const own = desk.services.ownId(from, id)
    return own === undefined ? [id] : [id, own]
  })
}

/**
 * Finds a record that the caller may do something to. A record of a compartment that is not theirs is as unknown as one that does not exist:
 * ids of observables are made from what they observe, so saying «forbidden» would say «we know this address».
 * Throws Fault `record_unknown`, `not_permitted` when they may see it but not do this to it, or `record_recalled`.
 */
export async function findRecord(desk: Desk, actor: Actor, action: Action, id: string): Promise<FoundRecord> {
  const versions = await listVersions(desk.sql, desk.searchKey, id)
  const version = versions.find((row) => row.latest && !row.hidden) ?? versions.find((row) => row.latest) ?? versions[0]
  if (version === undefined) throw new Fault('record_unknown')
  const resource = { agency: version.agency, sharedWith: version.sharedWith }
  const permission = mayDo(actor, action, resource)
  // Who may do what is asked sees what it needs, though no other record is theirs to read: a minister and what was agreed.
  const seen = viewOf(actor, resource)
  const view = seen === 'none' && permission.allowed && programmeKinds.has(version.kind) ? 'whole' : seen
  if (view === 'none') throw new Fault('record_unknown')
  if (!permission.allowed && !(view === 'metadata' && action === 'record.read')) {
    throw new Fault('not_permitted', { reason: `may_not_${permission.reason}` })
  }
  const hidden = version.hidden && version.erasedAt === null
  if (hidden && !onHidden.has(action)) throw new Fault('record_recalled')
  return { version, versions, view: hidden ? 'hidden' : view }
}
