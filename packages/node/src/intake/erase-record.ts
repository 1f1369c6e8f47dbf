import { canonicalBytes, Fault } from '@enlace/core'
import type { Sql } from 'postgres'
import { listFilesOnlyOf } from '../store/file-rows.ts'
import type { FileStore } from '../store/files.ts'
import { forgetItems } from '../store/forget-items.ts'
import { recordDigest } from '../store/keyed-digest.ts'
import type { Keystore } from '../store/keystore.ts'
import { findHold } from '../store/legal-holds.ts'
import type { LogWriter } from '../store/log-writer.ts'
import { answerRecall, findOpenIncoming } from '../store/recalls.ts'
import { findFlag } from '../store/rights-flags.ts'
import { forgetSealed } from '../store/sealed-entries.ts'
import { deleteFromCatalogue } from '../store/write-catalogue.ts'

export type EraseRequest = ({ readonly id: string } | { readonly rid: Uint8Array }) & {
  readonly reason: string
  readonly agency: string
  readonly user: string
  readonly proposedBy?: string
  /** Only the versions that this party sent; absent: every version. */
  readonly from?: string
  /** The retention rule whose period is over; absent: persons erase it. */
  readonly rule?: string
}

/**
 * Erases every copy of a record at this node: the keys are overwritten first, so it is unreadable from that instant; then what is indexed of it
 * goes, and the journal says that it was erased, by whose office and why. Leaves and commitments stay, so every proof still verifies.
 */
export function createErase(options: {
  readonly sql: Sql
  readonly writer: LogWriter
  readonly keystore: Keystore
  readonly searchKey: Uint8Array
  readonly journalId: number
  readonly now: () => Date
  readonly files?: Pick<FileStore, 'erase'>
  /** Told before the keys go: what holds the record's text in memory lets it go. */
  readonly onErase?: (rid: Uint8Array) => void
}): (request: EraseRequest) => Promise<{ erasedVersions: number; seq: number }> {
  return async ({ reason, agency, user, proposedBy, from, rule, ...which }) => {
    const rid = Buffer.from('rid' in which ? which.rid : recordDigest(options.searchKey, which.id))
    const versions = await options.sql<{ seq: number; erased: boolean }[]>`
      select seq, erased_at is not null as erased from version where rid = ${rid} and from_party = coalesce(${from ?? null}, from_party)`
    if (versions.length === 0) throw new Fault('record_unknown', {})
    const known = versions.filter((row) => !row.erased).map((row) => row.seq)
    if (known.length === 0) throw new Fault('record_erased', {})
    if ((await findHold(options.sql, rid)) !== undefined) throw new Fault('record_held', {})
    // What it stops would wait for an answer that nobody could read the question of.
    if ((await findFlag(options.sql, rid))?.state === 'open') throw new Fault('rights_flag_open', {})
    options.onErase?.(rid)
    await eraseKeys(known)
    // Files of the versions that stay are still named by them.
    if (from === undefined) await options.files?.erase(await listFilesOnlyOf(options.sql, rid))
    return await options.writer.transact(async ({ sql, append }) => {
      const at = options.now()
      // A version, or a copy in a partner's log, may have come between the two looks.
      const standing = await sql<
        { seq: number; retention: string; kind: string }[]
      >`select seq, retention, kind from version where rid = ${rid} and erased_at is null and from_party = coalesce(${from ?? null}, from_party)
        order by seq for update`
      const seqs = standing.map((row) => row.seq)
      if (seqs.length === 0) throw new Fault('record_erased', {})
      await eraseKeys(seqs)
      const stays = await sql`select from version where rid = ${rid} and erased_at is null and seq <> all(${seqs}) limit 1`
      if (stays.length === 0) await options.files?.erase(await listFilesOnlyOf(sql, rid))
      await sql`update body set slot = null, sealed = null from position
        where position.seq = any(${seqs}) and body.log_id = position.log_id and body.seq = position.log_seq`
      await forgetSealed(sql, seqs)
      await sql`delete from search where seq = any(${seqs})`
      await sql`delete from reference where seq = any(${seqs})`
      await deleteFromCatalogue(sql, seqs)
      await sql`update version set erased_at = ${at}, latest = false where seq = any(${seqs})`
      await sql`delete from file_use where seq = any(${seqs})`
      await sql`delete from seen where rid = ${rid}`
      await forgetItems(sql, rid)
      const document = canonicalBytes({
        at: at.toISOString(),
        by: user,
        reason,
        versions: seqs,
        ...(proposedBy === undefined ? {} : { proposed_by: proposedBy }),
        ...(rule === undefined ? {} : { rule }),
      })
      const [seq] = await append(options.journalId, [{ type: 'erase', at, body: { agency, key: 'day', items: [document] } }])
      const { retention, kind } = standing.at(-1) as { retention: string; kind: string }
      await sql`insert into erasure (seq, at, agency, retention, kind, rule, versions)
        values (${seq as number}, ${at}, ${agency}, ${retention}, ${kind}, ${rule ?? null}, ${seqs.length})`
      await sql`delete from retention_limit where seq = any(${seqs})`
      // Whoever asked for it back is told; the answer leaves as soon as the log to them takes it.
      for (const { recallId } of await findOpenIncoming(sql, rid, from)) {
        await answerRecall(sql, recallId, { answer: 'purged', at, seq: seq as number })
      }
      return { erasedVersions: seqs.length, seq: seq as number }
    })
  }

  async function eraseKeys(seqs: readonly number[]): Promise<void> {
    const slots = await options.sql<{ slot: number }[]>`select slot from position
      join body on body.log_id = position.log_id and body.seq = position.log_seq
      where position.seq = any(${seqs as number[]}) and slot is not null`
    if (slots.length > 0) await options.keystore.erase(slots.map((row) => row.slot))
  }
}
