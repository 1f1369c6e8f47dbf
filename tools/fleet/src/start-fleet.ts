import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type ReachedDatabase, reachDatabase } from '@enlace/node'
import { freePort } from './free-port.ts'
import { type FleetAccount, makeAccounts } from './make-accounts.ts'
import { type NodeProcess, nodeProcess } from './node-process.ts'
import { placeDatabase } from './place-database.ts'
import { prepareNodes } from './prepare-nodes.ts'
import { waitUntil } from './wait-until.ts'

export type FleetNode = NodeProcess & {
  readonly accounts: readonly FleetAccount[]
  /** Calls the node's API as an account: by role and agency, the first agency unless told. */
  readonly call: (method: string, path: string, options?: CallOptions) => Promise<Called>
  /** The bytes of an answer, whatever its status. */
  readonly fetch: (method: string, path: string, options?: CallOptions) => Promise<Response>
  /** The node's own database, for what a test must look at from below. */
  readonly database: () => Promise<ReachedDatabase>
}

export type CallOptions = {
  readonly role?: string
  readonly agency?: string
  readonly body?: unknown
  readonly headers?: Record<string, string>
}
export type Called = { readonly status: number; readonly body: unknown; readonly headers: Headers }

export type Fleet = {
  readonly root: string
  readonly nodes: Readonly<Record<string, FleetNode>>
  readonly node: (party: string) => FleetNode
  /** Waits until every entry of every running node is receipted by its partner and applied there. */
  readonly settle: (limitMs?: number) => Promise<void>
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

export type FleetOptions = {
  readonly environment?: Record<string, string>
  /** Parties whose nodes run; the others have a folder with keys, pairing and agreement, for a test to speak with. All unless told. */
  readonly run?: readonly string[]
  /** Who takes part, `mx` and `us` unless told: each pair exchanges under an agreement of its own. */
  readonly parties?: readonly string[]
  /** Lays a wire before a party's exchange; the port at which its partners reach it. */
  readonly wire?: (party: string, port: number) => Promise<number>
}

/**
 * Starts real nodes: separate processes, folders, keys and databases, paired by the demonstration agreement. `await using fleet = await
 * startFleet()`; everything is stopped and removed at the end.
 */
export async function startFleet(options: FleetOptions = {}): Promise<Fleet> {
  const root = await mkdtemp(join(tmpdir(), 'enlace-fleet-'))
  const ports: Record<string, { readonly http: number; readonly exchange: number }> = {}
  for (const party of options.parties ?? ['mx', 'us']) ports[party] = { http: await freePort(), exchange: await freePort() }
  const { wire } = options
  const reached = await Promise.all(
    Object.entries(ports).map(async ([party, port]) => {
      const reachedAt = await wire?.(party, port.exchange)
      return [party, reachedAt === undefined ? port : { ...port, reachedAt }] as const
    }),
  )
  await prepareNodes(root, Object.fromEntries(reached))
  const nodes: Record<string, FleetNode> = {}
  const launched: NodeProcess[] = []
  const starts = await Promise.allSettled(
    Object.entries(ports).map(async ([party, port]) => {
      if (options.run?.includes(party) === false) return
      await within(`the database of ${party} is placed`, placeDatabase(join(root, party), party))
      const running = nodeProcess({ party, dataDir: join(root, party), httpPort: port.http })
      launched.push(running)
      await running.start(options.environment)
      nodes[party] = fleetNode(running, await within(`${party} has its accounts`, makeAccounts(running.dataDir, 1)))
    }),
  )
  const failed = starts.find((start) => start.status === 'rejected')
  if (failed !== undefined) {
    // A node that were left running would keep the test's own process from ending.
    await Promise.allSettled(launched.map((each) => each.stop()))
    throw failed.reason
  }
  const node = (party: string): FleetNode => {
    const found = nodes[party]
    if (found === undefined) throw new Error(`no node ${party}`)
    return found
  }
  return {
    root,
    nodes,
    node,
    settle: async (limitMs = 60_000) => {
      await waitUntil('everything is receipted and applied', async () => await isSettled(Object.values(nodes)), limitMs)
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all(Object.values(nodes).map((each) => each.stop()))
      await rm(root, { recursive: true, force: true })
    },
  }
}

/** A step that hangs is told by its name, long before the limit of the whole test file ends it without one. */
const stepLimitMs = 90_000

async function within<T>(what: string, step: Promise<T>): Promise<T> {
  const late = new AbortController()
  const limit = pause(stepLimitMs, undefined, { signal: late.signal }).then(() => {
    throw new Error(`waited ${stepLimitMs} ms in vain: ${what}`)
  })
  try {
    return await Promise.race([step, limit])
  } finally {
    late.abort()
    limit.catch(() => undefined)
  }
}

function fleetNode(running: NodeProcess, accounts: readonly FleetAccount[]): FleetNode {
  const first = accounts[0]?.agency
  const ask: FleetNode['fetch'] = async (method, path, { role = 'duty-officer', agency = first, body, headers } = {}) => {
    const account = accounts.find((candidate) => candidate.role === role && candidate.agency === agency)
    return await fetch(`${running.api}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${account?.token ?? ''}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      signal: AbortSignal.timeout(requestLimitMs),
    })
  }
  return {
    ...running,
    accounts,
    fetch: ask,
    call: async (method, path, options) => {
      const response = await ask(method, path, options)
      const text = await response.text()
      const isJson = response.headers.get('content-type')?.includes('json') ?? false
      return { status: response.status, body: isJson ? JSON.parse(text) : text, headers: response.headers }
    },
    database: () => reachDatabase(running.dataDir, undefined),
  }
}

/** A node that is stopped answers nothing: whoever asks it gives up after this. */
const requestLimitMs = 30_000

type LogRow = { role: string; origin: string; size: number; receipted: number; applied: number; checkpoint: number; behind: number }

async function isSettled(nodes: readonly FleetNode[]): Promise<boolean> {
  const running = nodes.filter((node) => node.isRunning())
  const logs = await Promise.all(running.map(readLogs)).catch(() => undefined)
  if (logs === undefined) return false
  return logs.flat().every((log) => {
    if (log.behind > 0) return false
    if (log.role === 'out') return log.receipted === log.size
    const sent = logs.flat().find((other) => other.role === 'out' && other.origin === log.origin)
    return log.applied === log.checkpoint && (sent === undefined || log.size === sent.size)
  })
}

async function readLogs(node: FleetNode): Promise<LogRow[]> {
  await using database = await node.database()
  return await database.sql<LogRow[]>`select role, origin, size, receipted_size as receipted, applied_size as applied,
      checkpoint_size as checkpoint,
      (select count(*)::int from version where from_party = ${node.party} and erased_at is null and role = 'out'
        and seq > coalesce((select position from follower where name = 'release:' || partner), -1)) as behind
    from log where role <> 'journal' and (ended_at is null or frozen is null)`
}
