import { setTimeout as pause } from 'node:timers/promises'
import { type FleetNode, waitUntil } from '@enlace/fleet'
import { cpuSecondsOf, databaseCpuSeconds } from './process-cost.ts'

/** CPU seconds of both nodes and both databases so far. */
export function fleetCpuSeconds(nodes: readonly FleetNode[]): number {
  return nodes.reduce((sum, node) => sum + cpuSecondsOf(node.pid()) + databaseCpuSeconds(node.databasePid()), 0)
}

/** Waits until `count` records of the sender are decided, and every entry of its outbound log is covered by a verified receipt. */
export async function waitReceipted(from: FleetNode, count: number, limitMs: number): Promise<void> {
  await using database = await from.database()
  const deadline = performance.now() + limitMs
  for (;;) {
    const [state] = await database.sql<
      { done: boolean }[]
    >`select size >= ${count} and size = receipted_size as done from log where role = 'out' and lane = 'routine'`
    if (state?.done) return
    if (performance.now() > deadline) throw new Error('receipts took too long')
    await pause(25)
  }
}

/** Waits until the receiver has applied what it receipted, and its answers are receipted too. */
export async function waitApplied(from: FleetNode, to: FleetNode, limitMs: number): Promise<void> {
  await waitUntil('everything is applied and answered', async () => await isQuiet([from, to]), limitMs)
}

async function isQuiet(nodes: readonly FleetNode[]): Promise<boolean> {
  for (const node of nodes) {
    await using database = await node.database()
    const [state] = await database.sql<{ waiting: number }[]>`select
      coalesce(sum(case role when 'out' then size - receipted_size else checkpoint_size - applied_size end), 0)::int as waiting
      from log where role <> 'journal'`
    if (state?.waiting !== 0) return false
  }
  return true
}

/** Waits until `wanted` entries stand in the sender's routine log. */
export async function waitQueued(from: FleetNode, wanted: number): Promise<void> {
  await using database = await from.database()
  const { sql } = database
  await waitUntil(
    'everything is queued',
    async () => ((await sql`select size from log where role = 'out' and lane = 'routine'`)[0]?.size ?? 0) >= wanted,
    120_000,
  )
}

/** Lets the routine log drain until nothing waits or the time is over, looking each second. */
export async function drainFor(
  from: FleetNode,
  limitMs: number,
  onLook: () => void,
): Promise<{ readonly receipted: number; readonly left: number; readonly ms: number }> {
  await using database = await from.database()
  const startedAt = performance.now()
  for (;;) {
    const [row] = await database.sql<
      { receipted: number; left: number }[]
    >`select receipted_size::int as receipted, (size - receipted_size)::int as left from log where role = 'out' and lane = 'routine'`
    const { receipted = 0, left = 0 } = row ?? {}
    const ms = performance.now() - startedAt
    onLook()
    if (left === 0 || ms > limitMs) return { receipted, left, ms }
    await pause(1000)
  }
}
