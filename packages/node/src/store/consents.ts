import { type Consent, readConsent } from '@enlace/records'
import { hiddenSeqs } from './hidden.ts'
import type { Keystore } from './keystore.ts'
import type { Querier } from './logs.ts'
import { readStoredRecords, type StoredRecord } from './stored-records.ts'

/** A consent as this node holds it. */
export type HeldConsent = Consent & { readonly id: string; readonly seq: number; readonly addedAt: Date }

const maxRead = 100

/**
 * What the author of a record said about passing it on, newest first. What it revoked or recalled stays its newest word, and that word is no: an
 * older consent does not come back by it.
 */
export async function readConsents(sql: Querier, keystore: Keystore, rid: Uint8Array, author: string): Promise<HeldConsent[]> {
  const said = await readAboutPassingOn(sql, keystore, rid)
  return said.flatMap((record) => {
    const consent = record.kind === 'onward-consent' && record.fromParty === author ? readConsent(record.object) : undefined
    return consent === undefined
      ? []
      : [{ ...consent, revoked: record.withdrawn, id: String(record.object.id), seq: record.seq, addedAt: record.addedAt }]
  })
}

/** A request or a consent; `withdrawn`: its author took it back, and nothing of it but that may be shown. */
export type SaidOnward = StoredRecord & { readonly withdrawn: boolean }

/** Requests and consents about a record, whoever wrote them, newest first. */
export async function readAboutPassingOn(sql: Querier, keystore: Keystore, rid: Uint8Array): Promise<SaidOnward[]> {
  const rows = await sql<{ seq: number; hidden: boolean }[]>`select v.seq, v.seq in ${hiddenSeqs(sql)} as hidden
    from reference r join version v on v.seq = r.seq
    where r.target = ${rid as Buffer} and r.relation = 'object_refs' and v.kind in ('onward-request', 'onward-consent') and v.latest
      and v.erased_at is null order by v.seq desc limit ${maxRead}`
  const hidden = new Set(rows.flatMap((row) => (row.hidden ? [row.seq] : [])))
  const stored = await readStoredRecords(
    sql,
    keystore,
    rows.map((row) => row.seq),
  )
  return stored
    .map((record) => ({ ...record, withdrawn: record.revoked || hidden.has(record.seq) }))
    .toSorted((a, b) => b.modified.getTime() - a.modified.getTime() || b.seq - a.seq)
}

/** The newest of them for one recipient: a party, or an agency of a party. */
export function newestFor(consents: readonly HeldConsent[], party: string, agency?: string): HeldConsent | undefined {
  return consents.find((consent) => consent.toParty === party && (agency === undefined || consent.toAgency === agency))
}
