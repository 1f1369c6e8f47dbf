import type { Sql, TransactionSql } from 'postgres'
import { isShown } from './hidden.ts'
import type { Querier } from './logs.ts'
import { type StoredVersion, versionColumns } from './version-rows.ts'

export type FileRow = {
  readonly digest: Uint8Array
  readonly agency: string
  readonly fromParty: string
  readonly type: string
  readonly size: number
  readonly slot: number | null
  readonly whole: boolean
}

const columns = 'digest, agency, from_party as "fromParty", type, size, slot, whole'

/** Files by digest; erased ones have no slot. */
export async function findFiles(sql: Querier, digests: readonly Uint8Array[]): Promise<FileRow[]> {
  if (digests.length === 0) return []
  return await sql<FileRow[]>`select ${sql.unsafe(columns)} from file where digest = any(${bytesOf(sql, digests)}::bytea[])`
}

/** Files by digest, kept from being forgotten for a while. */
export async function wantFiles(sql: Querier, digests: readonly Uint8Array[], at: Date): Promise<FileRow[]> {
  return await sql<FileRow[]>`update file set wanted_at = ${at} where digest = any(${bytesOf(sql, digests)}::bytea[]) and slot is not null
    returning ${sql.unsafe(columns)}`
}

/** Notes a file that begins to arrive; one that was erased begins again under a new key. */
export async function saveFile(sql: Querier, row: FileRow, at: Date): Promise<void> {
  await sql`insert into file (digest, agency, from_party, type, size, slot, whole, wanted_at)
    values (${row.digest}, ${row.agency}, ${row.fromParty}, ${row.type}, ${row.size}, ${row.slot}, ${row.whole}, ${at})
    on conflict (digest) do update set type = excluded.type, size = excluded.size, slot = excluded.slot, whole = excluded.whole,
      wanted_at = excluded.wanted_at`
}

/** Files that are not whole yet, of one agency from one party. */
export async function countArriving(sql: Querier, agency: string, fromParty: string): Promise<number> {
  const [row] = await sql<{ count: number }[]>`select count(*)::int as count from file
    where agency = ${agency} and from_party = ${fromParty} and not whole and slot is not null`
  return row?.count ?? 0
}

/** Notes which files versions name. */
export async function insertFileUses(
  sql: TransactionSql,
  uses: readonly { readonly seq: number; readonly digest: Uint8Array }[],
): Promise<void> {
  if (uses.length === 0) return
  await sql`insert into file_use (seq, digest) select * from unnest(${sql.array(
    uses.map((use) => use.seq),
    20,
  )}::bigint[], ${bytesOf(
    sql,
    uses.map((use) => use.digest),
  )}::bytea[]) on conflict do nothing`
}

/** Versions that name a file and can still be read, newest first. */
export async function listFileUses(sql: Sql, digests: readonly Uint8Array[]): Promise<(StoredVersion & { readonly digest: Uint8Array })[]> {
  return await sql<(StoredVersion & { digest: Uint8Array })[]>`select ${versionColumns(sql)}, u.digest
    from file_use u join version v on v.seq = u.seq join log body_at on body_at.log_id = v.body_log
    where u.digest = any(${bytesOf(sql, digests)}::bytea[]) and ${isShown(sql)} order by v.seq desc limit 500`
}

/** Files that only versions of this record name: what must go when it goes. */
export async function listFilesOnlyOf(sql: Querier, rid: Uint8Array): Promise<FileRow[]> {
  return await sql<FileRow[]>`select ${sql.unsafe(columns)} from file where slot is not null
    and digest in (select u.digest from file_use u join version v on v.seq = u.seq where v.rid = ${rid as Buffer})
    and not exists (select from file_use u join version v on v.seq = u.seq
      where u.digest = file.digest and v.rid <> ${rid as Buffer} and v.erased_at is null)`
}

/** Marks files erased; their keys are gone. */
export async function markFilesErased(sql: Querier, digests: readonly Uint8Array[]): Promise<void> {
  if (digests.length === 0) return
  await sql`update file set slot = null, whole = false where digest = any(${bytesOf(sql, digests)}::bytea[])`
}

/** Files that nobody wanted since: parts that never became whole, and whole ones that no record names. */
export async function listForgotten(sql: Querier, before: { readonly parts: Date; readonly whole: Date }): Promise<FileRow[]> {
  return await sql<FileRow[]>`select ${sql.unsafe(columns)} from file where slot is not null and (
    (not whole and wanted_at < ${before.parts}) or (whole and wanted_at < ${before.whole}))
    and not exists (select from file_use u where u.digest = file.digest) limit 1000`
}

/** The files of own records that an outbound entry carries, as they lie here. */
export async function listFilesAt(sql: Querier, logId: number, seq: number): Promise<FileRow[]> {
  return await sql<FileRow[]>`select ${sql.unsafe(columns)} from file where digest in (
    select u.digest from position p join file_use u on u.seq = p.seq where p.log_id = ${logId} and p.log_seq = ${seq})`
}

/** A file that an own version names and this store does not hold whole; erased ones are not missing. */
export type MissingFile = { readonly digest: Uint8Array; readonly versionSeq: number; readonly agency: string; readonly bodySeq: number }

/** Files of versions whose body is in an outbound log: after a recovery those that are still to come back, the oldest first. */
export async function listMissingFiles(sql: Querier, logId: number): Promise<MissingFile[]> {
  return await sql<MissingFile[]>`select u.digest, v.seq as "versionSeq", v.agency, v.body_seq as "bodySeq"
    from file_use u join version v on v.seq = u.seq left join file f on f.digest = u.digest
    where v.body_log = ${logId} and ${isShown(sql)} and (f.digest is null or (f.slot is not null and not f.whole))
    order by v.seq limit 1000`
}

function bytesOf(sql: Querier, digests: readonly Uint8Array[]) {
  return sql.array(
    digests.map((digest) => Buffer.from(digest)),
    17,
  )
}
