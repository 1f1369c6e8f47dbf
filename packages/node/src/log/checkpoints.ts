import { equalBytes } from '@enlace/core'
import {
  emptyFrontier,
  type Frontier,
  frontierRoot,
  type NoteSigner,
  openCheckpoint,
  signCheckpoint,
  type VerifierKey,
} from '@enlace/proof/node'
import type { Sql } from 'postgres'
import { freezeLog, type Log, readLog, type SignedTree, type StoredEntry, saveCheckpoint } from '../store/logs.ts'
import { extendFrontier, openRescan, readBackFrom } from '../store/read-back.ts'

export type Checkpoints = {
  /**
   * Signs the tree of the first `size` entries (all of them when omitted), after reading back from the store every entry that the
   * previous checkpoint did not cover. Returns the signed note, or undefined when the log is empty, or frozen because of damage.
   * Who has just read the log may hand it in, and with it entries: those that the previous checkpoint does not cover are then not read again.
   */
  sign(logId: number, size?: number, log?: Log, entries?: readonly StoredEntry[]): Promise<SignedTree | undefined>
}

type Verified = { frontier: Frontier; readonly rescan: (end: number) => Promise<number | undefined> }

/**
 * Signs checkpoints of the node's own logs. Nothing is signed that was not durable and read back: leaf bytes are hashed again, and
 * the whole log is checked once after each start against the last checkpoint. Damage freezes the log and is told to `onDamage`.
 */
export function createCheckpoints(options: {
  readonly sql: Sql
  readonly signersOf: (origin: string) => readonly NoteSigner[]
  /** Keys that signed the log once and sign it no more. */
  readonly formerOf?: (origin: string) => readonly VerifierKey[]
  readonly now: () => Date
  readonly onDamage: (origin: string, seq: number) => void
}): Checkpoints {
  const { sql } = options
  const states = new Map<number, Verified>()
  const queues = new Map<number, Promise<unknown>>()

  async function damaged(log: Log, seq: number): Promise<undefined> {
    states.delete(log.logId)
    await freezeLog(sql, log.logId, 'damaged_entry', JSON.stringify({ seq, checkpoint: log.checkpoint }), options.now())
    options.onDamage(log.origin, seq)
    return undefined
  }

  /** The frontier at the last checkpoint, recomputed from the stored leaves and compared with that checkpoint's root. */
  async function verifyFromStart(log: Log): Promise<Verified | number> {
    const frontier = await extendFrontier(sql, log.logId, emptyFrontier, log.checkpointSize)
    if (typeof frontier === 'number') return frontier
    if (log.checkpoint !== null) {
      const keys = [...options.signersOf(log.origin).map(keyOf), ...(options.formerOf?.(log.origin) ?? [])]
      const opened = openCheckpoint(log.checkpoint, keys)
      if (!opened.ok || !equalBytes(opened.value.checkpoint.root, frontierRoot(frontier))) return log.checkpointSize - 1
    }
    return { frontier, rescan: openRescan(sql, log.logId) }
  }

  async function signNow(logId: number, wanted?: number, read?: Log, given?: readonly StoredEntry[]): Promise<SignedTree | undefined> {
    const log = read ?? (await readLog(sql, logId))
    if (log.frozen !== null) return undefined
    const size = Math.min(log.size, wanted ?? log.size)
    if (size === 0) return undefined
    const state = states.get(logId) ?? (await verifyFromStart(log))
    if (typeof state === 'number') return await damaged(log, state)
    states.set(logId, state)
    if (log.checkpoint !== null && log.checkpointSize >= size) return { text: log.checkpoint, size: log.checkpointSize }
    const bad = await state.rescan(state.frontier.size)
    if (bad !== undefined) return await damaged(log, bad)
    const back = await readBackFrom(sql, logId, state.frontier, size, given)
    if (typeof back === 'number') return await damaged(log, back)
    const checkpoint = { origin: log.origin, size, root: frontierRoot(back.frontier) }
    const text = signCheckpoint(checkpoint, options.signersOf(log.origin), Math.floor(options.now().getTime() / 1000))
    if (!(await saveCheckpoint(sql, logId, size, text))) {
      states.delete(logId)
      return undefined
    }
    state.frontier = back.frontier
    return { text, size, checkpoint, readBack: back.entries }
  }

  return {
    sign: (logId, size, log, entries) => {
      const result = (queues.get(logId) ?? Promise.resolve()).then(() => signNow(logId, size, log, entries))
      queues.set(
        logId,
        result.catch(() => undefined),
      )
      return result
    },
  }
}

function keyOf(signer: NoteSigner): VerifierKey {
  return { name: signer.name, id: signer.keyId, type: signer.type, publicKey: signer.publicKey }
}
