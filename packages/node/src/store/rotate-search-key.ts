import { randomBytes } from 'node:crypto'
import { link, readdir, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { Fault, toHex } from '@enlace/core'
import { parseAttachedFiles, parseRecallNotice } from '@enlace/records'
import type { Sql, TransactionSql } from 'postgres'
import { openBody } from './bodies.ts'
import type { FileRow } from './file-rows.ts'
import { contentDigest, fileDigest, recordDigest } from './keyed-digest.ts'
import type { Keystore } from './keystore.ts'
import { findOrMakeSecret, findSecret, flushFolder } from './node-keys.ts'
import { hashBack } from './sealed-file.ts'
import { checkOfSearchKey, nextSearchKey, settleSearchKey } from './search-key.ts'
import { readStoredRecords, type StoredRecord } from './stored-records.ts'
import { forgetCatalogue } from './write-catalogue.ts'
import { askForReindex } from './write-index.ts'

const batchSize = 500

/** What a rotation changed: digests that follow their records under the new key, and those of nothing that is left, which mean nothing now. */
export type Rotated = { readonly renamed: number; readonly orphaned: number }

type Pair = { readonly old: Uint8Array; readonly new: Uint8Array }

/**
 * Gives the node another search key: every keyed digest of what can still be read is made anew from the sealed body, every other one is replaced
 * by a random one, and the old key is overwritten. All of it commits at once; the words of search and the catalogue are emptied here and made
 * anew by the running node. The caller holds the keystore, so no node runs. Cut short anywhere, it is as if it had not begun, or done: `settleSearchKey` sees to it.
 */
export async function rotateSearchKey(options: {
  readonly sql: Sql
  readonly keystore: Keystore
  readonly keyFile: string
  /** Folder of the sealed files. */
  readonly files: string
  readonly at: Date
  /** The key that the database stands under is gone, as in a backup from before a rotation: the one in the file is another. */
  readonly lost?: boolean
  readonly onProgress?: (done: number, total: number) => void
}): Promise<Rotated> {
  const { sql, keystore, keyFile } = options
  await settleSearchKey(keyFile, sql)
  const old = options.lost === true ? undefined : await findSecret(keyFile)
  if (options.lost !== true && old?.length !== 32) throw new Fault('keystore_damaged', { file: keyFile })
  const key = await findOrMakeSecret(nextSearchKey(keyFile), () => randomBytes(32))
  const dropped = await dropParts(sql, keystore)
  const rotated = await sql.begin(async (tx) => {
    await tx`create temporary table rekey (old bytea primary key, new bytea not null) on commit drop`
    const [size] = await tx<{ total: number }[]>`select count(*)::int as total from version where erased_at is null`
    let done = 0
    for (let after = -1; ; ) {
      const rows = await tx<
        { seq: number; digest: Uint8Array }[]
      >`select seq, digest from version where seq > ${after} and erased_at is null order by seq limit ${batchSize}`
      if (rows.length === 0) break
      after = rows.at(-1)?.seq ?? after
      const digests = new Map(rows.map((row) => [row.seq, row.digest]))
      const records = await readStoredRecords(
        tx,
        keystore,
        rows.map((row) => row.seq),
      )
      await insertPairs(
        tx,
        records.flatMap((record) => pairsOf(old, key, record, digests.get(record.seq) as Uint8Array)),
      )
      done += rows.length
      options.onProgress?.(done, size?.total ?? done)
    }
    await insertPairs(tx, await pairsOfRecalls(tx, keystore, key))
    const files = await pairsOfFiles(tx, keystore, options.files, key)
    await insertPairs(tx, files)
    const columns = await digestColumns(tx)
    const orphaned = await inventRest(tx, columns)
    for (const { table, column, where } of columns) {
      await tx.unsafe(`update ${table} t set ${column} = r.new from rekey r where t.${column} = r.old${where}`)
    }
    await tx`delete from search`
    await tx`delete from reference`
    await forgetCatalogue(tx)
    await askForReindex(tx)
    await tx`insert into search_key ("check", since) values (${Buffer.from(checkOfSearchKey(key))}, ${options.at})
      on conflict (one) do update set "check" = excluded."check", since = excluded.since`
    // Under both names until this commits, so that whichever key counts afterwards finds every file.
    for (const pair of files) {
      await link(join(options.files, toHex(pair.old)), join(options.files, toHex(pair.new))).catch((cause: NodeJS.ErrnoException) => {
        if (cause.code !== 'EEXIST' && cause.code !== 'ENOENT') throw cause
      })
    }
    if (files.length > 0) await flushFolder(options.files)
    const [count] = await tx<{ renamed: number }[]>`select count(*)::int as renamed from rekey`
    return { renamed: (count?.renamed ?? 0) - orphaned, orphaned: orphaned + dropped }
  })
  await settleSearchKey(keyFile, sql)
  await removeUnnamed(sql, options.files)
  return rotated
}

function pairsOf(old: Uint8Array | undefined, key: Uint8Array, record: StoredRecord, digest: Uint8Array): Pair[] {
  const { object, objectBytes, filesBytes, agency, fromParty } = record
  const content = filesBytes === undefined ? objectBytes : Buffer.concat([objectBytes, filesBytes])
  const files = filesBytes === undefined ? undefined : parseAttachedFiles(filesBytes)
  return [
    { old: record.rid, new: recordDigest(key, String(object.id)) },
    { old: digest, new: contentDigest(key, content) },
    // Files that never came are known by these alone.
    ...(old !== undefined && files?.ok === true
      ? files.value.map(({ sha256 }) => ({
          old: fileDigest(old, agency, fromParty, sha256),
          new: fileDigest(key, agency, fromParty, sha256),
        }))
      : []),
  ]
}

/**
 * A recall may be about what never came, or is erased: its notice says the id, and what comes later must still meet it. One of ours over a copy under
 * an id made for its partner names that id and not ours.
 */
async function pairsOfRecalls(sql: TransactionSql, keystore: Keystore, key: Uint8Array): Promise<Pair[]> {
  const rows = await sql<{ rid: Uint8Array; origin: string; seq: number; slot: number | null; sealed: Uint8Array | null }[]>`
    select recall.rid, log.origin, body.seq, body.slot, body.sealed from recall join log using (log_id)
    join body on body.log_id = recall.log_id and body.seq = recall.log_seq where recall.state <> 'replaced'
      and not (recall.direction = 'out' and exists (select from decision d join version v on v.seq = d.version_seq
        where v.rid = recall.rid and d.partner = recall.partner and d.partner_id))`
  return rows.flatMap((row) => {
    const body = openBody(keystore, row.origin, row)
    const item = typeof body === 'string' ? undefined : body.items[0]
    const notice = item === undefined ? undefined : parseRecallNotice(item.bytes)
    return notice?.ok === true ? [{ old: row.rid, new: recordDigest(key, notice.value.id) }] : []
  })
}

/** Whole files, named by what they hold: also those that no record names yet. */
async function pairsOfFiles(sql: TransactionSql, keystore: Keystore, folder: string, key: Uint8Array): Promise<Pair[]> {
  const rows = await sql<
    FileRow[]
  >`select digest, agency, from_party as "fromParty", type, size, slot, whole from file where whole and slot is not null`
  const pairs: Pair[] = []
  for (const row of rows) {
    const fileKey = row.slot === null ? undefined : keystore.read(row.slot)?.key
    const sha256 =
      fileKey === undefined ? undefined : await hashBack(join(folder, toHex(row.digest)), fileKey, row.size).catch(() => undefined)
    if (sha256 !== undefined) pairs.push({ old: row.digest, new: fileDigest(key, row.agency, row.fromParty, sha256) })
  }
  return pairs
}

/** Parts of files are named by a hash that nobody can tell any more: they are forgotten, and come again from their beginning. */
async function dropParts(sql: Sql, keystore: Keystore): Promise<number> {
  const rows = await sql<{ slot: number | null }[]>`delete from file where not whole returning slot`
  await keystore.erase(rows.flatMap(({ slot }) => (slot === null ? [] : [slot])))
  return rows.length
}

type DigestColumn = { readonly table: string; readonly column: string; readonly where: string }

/** Every column that holds a digest under the search key; what is emptied and made anew is not among them. */
async function digestColumns(sql: TransactionSql): Promise<DigestColumn[]> {
  const named = await sql<
    { table: string; column: string }[]
  >`select format('%I', c.table_name) as table, format('%I', c.column_name) as column
    from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.data_type = 'bytea' and c.column_name in ('rid', 'digest')
      and c.table_name not in ('listed', 'figure') order by 1, 2`
  const items = ['inbox_mark', 'inbox_snooze', 'handover_item'].map((table) => ({ table, column: 'ref', where: " and t.source = 'alert'" }))
  return [...named.map((one) => ({ ...one, where: '' })), ...items]
}

/** Digests of what can no longer be read get a random successor, the same wherever they stand. */
async function inventRest(sql: TransactionSql, columns: readonly DigestColumn[]): Promise<number> {
  let count = 0
  for (const { table, column, where } of columns) {
    const rest = await sql.unsafe<{ old: Uint8Array }[]>(
      `select distinct t.${column} as old from ${table} t where not exists (select from rekey r where r.old = t.${column})${where}`,
    )
    await insertPairs(
      sql,
      rest.map((row) => ({ old: row.old, new: randomBytes(32) })),
    )
    count += rest.length
  }
  return count
}

async function insertPairs(sql: TransactionSql, pairs: readonly Pair[]): Promise<void> {
  if (pairs.length === 0) return
  const bytes = (values: readonly Uint8Array[]) =>
    sql.array(
      values.map((value) => Buffer.from(value)),
      17,
    )
  await sql`insert into rekey (old, new)
    select * from unnest(${bytes(pairs.map((pair) => pair.old))}::bytea[], ${bytes(pairs.map((pair) => pair.new))}::bytea[]) on conflict do nothing`
}

/** Names of files that no row has any more: those under the old key, or what a rotation that was cut short laid down. */
async function removeUnnamed(sql: Sql, folder: string): Promise<void> {
  const rows = await sql<{ digest: Uint8Array }[]>`select digest from file where slot is not null`
  const named = new Set(rows.map((row) => toHex(row.digest)))
  for (const name of await readdir(folder).catch(() => [])) {
    if (/^[0-9a-f]{64}$/.test(name) && !named.has(name)) await unlink(join(folder, name))
  }
}
