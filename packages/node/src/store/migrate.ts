import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Fault } from '@enlace/core'
import type { Sql } from 'postgres'

/** One numbered file of SQL. */
export type Migration = { readonly number: number; readonly name: string; readonly text: string; readonly hash: string }

const lockKey = 7300

/**
 * Brings the schema to this node's version: every migration not yet applied, in order, all in one transaction and under an advisory
 * lock, so that two processes starting together apply each once. Returns the numbers applied now.
 * Throws Fault `store_newer_than_node` when a newer node has been here, `store_migration_changed` when an applied file was edited since.
 */
export async function migrate(sql: Sql, migrations?: readonly Migration[]): Promise<readonly number[]> {
  const wanted = migrations ?? (await readMigrations())
  return await sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(${lockKey})`
    await tx`create table if not exists migration (
      number integer primary key, name text not null, hash text not null, applied_at timestamptz not null default now())`
    const applied = await tx<{ number: number; hash: string }[]>`select number, hash from migration order by number`
    const due = decideMigrations(applied, wanted)
    for (const { number, name, text, hash } of due) {
      await tx.unsafe(text)
      await tx`insert into migration (number, name, hash) values (${number}, ${name}, ${hash})`
    }
    return due.map(({ number }) => number)
  })
}

/**
 * Which of our migrations the database still needs, by number: one that was being written while a later one landed is still due.
 * Throws as `migrate` says.
 */
export function decideMigrations(
  applied: readonly { readonly number: number; readonly hash: string }[],
  wanted: readonly Migration[],
): readonly Migration[] {
  for (const { number, hash } of applied) {
    const ours = wanted.find((migration) => migration.number === number)
    if (ours === undefined) throw new Fault('store_newer_than_node', { migration: number })
    if (ours.hash !== hash) throw new Fault('store_migration_changed', { migration: number })
  }
  const done = new Set(applied.map(({ number }) => number))
  return wanted.filter(({ number }) => !done.has(number))
}

/** The migrations of a folder in order: files `NNNN-name.sql`, no number twice. Throws when a name or number is wrong. */
export async function readMigrations(folder: string = join(import.meta.dirname, 'migrations')): Promise<readonly Migration[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort()
  const numbers = new Set<number>()
  return await Promise.all(
    files.map(async (file) => {
      const [, digits = '', name = ''] = /^(\d{4})-([a-z0-9-]+)\.sql$/.exec(file) ?? []
      const number = Number(digits)
      if (number < 1 || numbers.has(number)) throw new Error(`migration ${file} is misnamed or has the number of another`)
      numbers.add(number)
      const text = await readFile(join(folder, file), 'utf8')
      return { number, name, text, hash: createHash('sha256').update(text).digest('hex') }
    }),
  )
}
