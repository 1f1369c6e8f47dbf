import { Fault } from '@enlace/core'
import { type Action, type Actor, mayDo, viewOf } from '@enlace/policy'
import { listVersions } from '../store/read-records.ts'
import type { StoredVersion } from '../store/version-rows.ts'
import type { Desk } from './desk.ts'

/** The version of a record that counts: the latest, else (all erased) the newest. */
export type FoundRecord = {
  readonly version: StoredVersion
  readonly versions: readonly StoredVersion[]
  readonly view: 'whole' | 'metadata'
}

/**
 * Finds a record that the caller may do something to. A record of a compartment that is not theirs is as unknown as one that does not exist:
 * ids of observables are made from what they observe, so saying «forbidden» would say «we know this address».
 * Throws Fault `record_unknown`, or `not_permitted` when they may see it but not do this to it.
 */
export async function findRecord(desk: Desk, actor: Actor, action: Action, id: string): Promise<FoundRecord> {
  const versions = await listVersions(desk.sql, desk.searchKey, id)
  const version = versions.find((row) => row.latest) ?? versions[0]
  if (version === undefined) throw new Fault('record_unknown')
  const resource = { agency: version.agency, sharedWith: version.sharedWith }
  const view = viewOf(actor, resource)
  if (view === 'none') throw new Fault('record_unknown')
  const permission = mayDo(actor, action, resource)
  if (!permission.allowed && !(view === 'metadata' && action === 'record.read')) {
    throw new Fault('not_permitted', { reason: `may_not_${permission.reason}` })
  }
  return { version, versions, view }
}
