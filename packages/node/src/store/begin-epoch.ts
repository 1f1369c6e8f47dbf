import { equalBytes, fromBase64, fromBase64Url } from '@enlace/core'
import { emptyRoot, type Leaf } from '@enlace/proof/node'
import type { Sql } from 'postgres'
import { type Log, type Querier, readLog } from './logs.ts'
import { subtreeHash } from './tree.ts'

/**
 * Lets the first leaf of a partner's new epoch end its old log, where it names an end that we hold and have receipted; false otherwise, and nothing
 * changes. A stranger's bytes never throw.
 */
export async function beginEpoch(sql: Sql, logId: number, leaf: Leaf, at: Date): Promise<boolean> {
  const [epoch] = await sql<{ previous: number }[]>`select previous from epoch where log_id = ${logId}`
  const end = epoch === undefined ? undefined : await readEnd(sql, epoch.previous, leaf)
  if (epoch === undefined || end === undefined) return false
  await sql.begin(async (tx) => {
    await tx`update log set ended_at = coalesce(ended_at, ${at}), frozen = coalesce(frozen, 'epoch_ended'), frozen_at = coalesce(frozen_at, ${at})
      where log_id = ${epoch.previous}`
    await tx`update epoch set previous_size = ${end.size}, previous_root = ${Buffer.from(end.root)} where log_id = ${logId}`
  })
  return true
}

type End = { readonly size: number; readonly root: Uint8Array }

async function readEnd(sql: Querier, oldLogId: number, leaf: Leaf): Promise<End | undefined> {
  const old = await readLog(sql, oldLogId)
  const { prev_origin: origin, prev_size: size, prev_root: named } = leaf
  const root = typeof named === 'string' ? fromBase64Url(named) : undefined
  if (leaf.t !== 'epoch-start' || origin !== old.origin || root === undefined) return undefined
  if (typeof size !== 'number' || size < 0 || size > old.checkpointSize) return undefined
  return equalBytes(root, await rootAt(sql, old, size)) ? { size, root } : undefined
}

async function rootAt(sql: Querier, old: Log, size: number): Promise<Uint8Array> {
  if (size === 0) return emptyRoot
  // What we receipted stands in the kept checkpoint, also where entries of the mirror were damaged since.
  if (size === old.checkpointSize) return fromBase64(old.checkpoint?.split('\n')[2] ?? '') ?? emptyRoot
  return await subtreeHash(sql, old.logId, { start: 0, end: size })
}
