import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { copyFile, mkdir, open, readdir, readFile, stat } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Fault, isJsonObject, parseJson, toHex } from '@enlace/core'
import type { Sql } from 'postgres'
import { dataFolder } from './data-folder.ts'
import { readMigrations } from './migrate.ts'
import { findSecret, flushFolder, makeSecretFolder, writeFileDurably } from './node-keys.ts'
import { checkOfSearchKey } from './search-key.ts'

// docs/formats/backup.md

type Part = { readonly sha256: string; readonly size: number }
type Table = Part & { readonly name: string; readonly columns: readonly string[]; readonly rows: number }
type PlainFile = Part & { readonly path: string }

export type BackupManifest = {
  readonly v: 1
  readonly party: string
  readonly at: string
  readonly migrations: readonly { readonly number: number; readonly hash: string }[]
  readonly tables: readonly Table[]
  readonly files: readonly PlainFile[]
  readonly keystore: { readonly slots: number }
  /** Proves the search key that the digests stand under, and does not give it. */
  readonly search_key: string
}

/** Tables that point at others come after them; of every other pair the order does not matter. */
const last: readonly string[] = ['decision', 'release_task', 'session', 'draft', 'tile']

/**
 * Writes the database, the sealed files and what lies open in a data folder into a new folder, from one snapshot, while the node works. No key
 * and no keystore is in it. Throws Fault `backup_exists` when the folder is there.
 */
export async function writeBackup(options: {
  readonly sql: Sql
  readonly dataDir: string
  readonly party: string
  readonly folder: string
  readonly at: Date
}): Promise<BackupManifest> {
  const { sql, folder, dataDir } = options
  if ((await stat(folder).catch(() => undefined)) !== undefined) throw new Fault('backup_exists', { folder })
  await makeSecretFolder(folder)
  await mkdir(join(folder, 'database'), { mode: 0o700 })
  const { tables, slots } = await sql.begin('isolation level repeatable read read only', async (tx) => {
    const names = await listTables(tx as unknown as Sql)
    const written: Table[] = []
    for (const { name, columns } of names) {
      const rows = await tx.unsafe(`copy ${quote(name)} (${columns.map(quote).join(', ')}) to stdout`).readable()
      let count = 0
      const part = await writeHashed(rows, join(folder, 'database', `${name}.copy`), (chunk) => {
        for (const byte of chunk) if (byte === 0x0a) count++
      })
      written.push({ name, columns, rows: count, ...part })
    }
    const [found] = await tx<{ slots: number }[]>`select greatest((select coalesce(max(slot) + 1, 0) from body),
      (select coalesce(max(slot) + 1, 0) from file), (select coalesce(max(slot) + 1, 0) from draft),
      (select coalesce(max(slot) + 1, 0) from displaced)) as slots`
    return { tables: written, slots: found?.slots ?? 0 }
  })
  const manifest: BackupManifest = {
    ...{ v: 1, party: options.party, at: options.at.toISOString(), tables, keystore: { slots } },
    search_key: toHex(checkOfSearchKey((await findSecret(dataFolder(dataDir).searchKey)) ?? new Uint8Array(0))),
    migrations: (await readMigrations()).map(({ number, hash }) => ({ number, hash })),
    files: await copyFiles(dataDir, folder),
  }
  await writeFileDurably(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 1)}\n`)
  return manifest
}

/** Reads a manifest and checks every file against it. Throws Fault `backup_damaged` that names the file, or `backup_unknown`. */
export async function readBackup(folder: string): Promise<BackupManifest> {
  const parsed = parseJson(await readFile(join(folder, 'manifest.json')).catch(() => Buffer.alloc(0)), {
    maxBytes: 67_108_864,
    maxDepth: 8,
  })
  if (!parsed.ok || !isJsonObject(parsed.value.value) || parsed.value.value.v !== 1) throw new Fault('backup_unknown', { folder })
  // Our own file in our own form; each part is checked by its hash before it is used.
  const manifest = parsed.value.value as unknown as BackupManifest
  const parts = [...manifest.tables.map((table) => ({ ...table, path: join('database', `${table.name}.copy`) })), ...manifest.files]
  for (const { path, sha256, size } of parts) {
    const found = await hashFile(join(folder, path)).catch(() => undefined)
    if (found?.sha256 !== sha256 || found.size !== size) throw new Fault('backup_damaged', { file: path })
  }
  return manifest
}

/** Fills an empty, migrated database from a backup, in one transaction. Throws Fault `backup_of_other_version` when the schema is another. */
export async function restoreDatabase(sql: Sql, folder: string, manifest: BackupManifest): Promise<void> {
  const ours = await readMigrations()
  const same = ours.length === manifest.migrations.length && ours.every(({ hash }, i) => hash === manifest.migrations[i]?.hash)
  if (!same) throw new Fault('backup_of_other_version', { migration: manifest.migrations.at(-1)?.number ?? 0 })
  await sql.begin(async (tx) => {
    const known = new Map((await listTables(tx as unknown as Sql)).map(({ name, columns }) => [name, columns]))
    for (const { name, columns } of manifest.tables) {
      const here = known.get(name)
      if (here === undefined || columns.some((column) => !here.includes(column))) throw new Fault('backup_damaged', { file: name })
      if (name === 'migration') continue
      const rows = await tx.unsafe(`copy ${quote(name)} (${columns.map(quote).join(', ')}) from stdin`).writable()
      await pipeline(createReadStream(join(folder, 'database', `${name}.copy`)), rows)
    }
    // Numbers that the database gives out go on after the restored ones.
    const identities = await tx<
      { name: string; column: string }[]
    >`select table_name as name, column_name as column from information_schema.columns
      where table_schema = 'public' and is_identity = 'YES'`
    for (const { name, column } of identities) {
      await tx.unsafe(
        `select setval(pg_get_serial_sequence('${quote(name)}', '${column}'), coalesce((select max(${quote(column)}) from ${quote(name)}), 0) + 1, false)`,
      )
    }
  })
}

/** Puts the sealed files and what lay open back into a data folder. What is there already stays. */
export async function restoreFiles(dataDir: string, folder: string, manifest: BackupManifest): Promise<void> {
  for (const { path } of manifest.files) {
    const [top = '', ...rest] = path.split('/')
    const target = top === 'plain' ? join(dataDir, ...rest) : join(dataFolder(dataDir).files, ...rest)
    await mkdir(dirname(target), { recursive: true, mode: 0o700 })
    if ((await stat(target).catch(() => undefined)) === undefined) await copyFile(join(folder, path), target)
  }
}

async function listTables(sql: Sql): Promise<{ name: string; columns: string[] }[]> {
  const rows = await sql<
    { name: string; columns: string[] }[]
  >`select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' group by c.relname`
  return rows.map((row) => ({ ...row })).sort((a, b) => last.indexOf(a.name) - last.indexOf(b.name) || (a.name < b.name ? -1 : 1))
}

/** What lies open in a data folder: all but keys, keystore, database, sealed files, courier files and locks. */
const closed = /^(keys|keystore.*|postgres|files|courier|.*\.lock.*|.*\.draft)$/

async function copyFiles(dataDir: string, folder: string): Promise<PlainFile[]> {
  const sealed = dataFolder(dataDir).files
  const found = [
    ...(await listFiles(sealed)).map((file) => ({ file, path: join('files', relative(sealed, file)) })),
    ...(await readdir(dataDir, { withFileTypes: true }))
      .filter((entry) => !closed.test(entry.name))
      .map((entry) => ({ entry, file: join(dataDir, entry.name) })),
  ]
  const all: { readonly file: string; readonly path: string }[] = []
  for (const one of found) {
    if ('path' in one) all.push(one)
    else if (one.entry.isFile()) all.push({ file: one.file, path: join('plain', one.entry.name) })
    else for (const file of await listFiles(one.file)) all.push({ file, path: join('plain', relative(dataDir, file)) })
  }
  const copied: PlainFile[] = []
  for (const { file, path } of all) {
    const target = join(folder, path)
    await mkdir(dirname(target), { recursive: true, mode: 0o700 })
    // A file that is erased as we read is not needed.
    const part = await writeHashed(createReadStream(file), target).catch((cause: NodeJS.ErrnoException) => {
      if (cause.code === 'ENOENT') return undefined
      throw cause
    })
    if (part !== undefined) copied.push({ path, ...part })
  }
  return copied
}

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

async function writeHashed(
  source: AsyncIterable<Uint8Array> & NodeJS.ReadableStream,
  file: string,
  look?: (chunk: Buffer) => void,
): Promise<Part> {
  const hash = createHash('sha256')
  let size = 0
  const meter = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      hash.update(chunk)
      size += chunk.length
      look?.(chunk)
      done(null, chunk)
    },
  })
  await pipeline(source, meter, createWriteStream(file, { mode: 0o600 }))
  const handle = await open(file, 'r')
  await handle.datasync().finally(() => handle.close())
  await flushFolder(dirname(file))
  return { sha256: hash.digest('hex'), size }
}

async function hashFile(file: string): Promise<Part> {
  const hash = createHash('sha256')
  let size = 0
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    hash.update(chunk)
    size += chunk.length
  }
  return { sha256: hash.digest('hex'), size }
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
