import type { Sql, TransactionSql } from 'postgres'
import {
  buildEntries,
  type EntryDraft,
  type LockedLog,
  LogMoved,
  type LogWrite,
  lockForAppend,
  type StatementPart,
  writeEntries,
  writeEntriesWith,
} from './append-entries.ts'
import { isDataError } from './data-error.ts'
import { createDayKeys } from './day-keys.ts'
import type { Keystore } from './keystore.ts'
import type { StoredRecord } from './stored-records.ts'

/** What a piece of work may do in the one transaction it gets. */
export type Writing = {
  readonly sql: TransactionSql
  /**
   * Sends a write without waiting for its answer: statements of one transaction are met in order, and nothing commits before each has
   * succeeded.
   */
  queue(write: Promise<unknown>): void
  /**
   * Adds a write that nothing else of this work looks for: with `at_end` it goes into the one statement that writes the entries. Its names must be
   * its own in the piece of work.
   */
  beside(part: StatementPart): void
  /**
   * Takes a log's lock early, beside other questions; `append` takes it where nobody did. Rejects when the log is frozen. With `at_end` the end that
   * this process remembers does in its place: the statement at the end takes the lock and writes only where the log still ends there.
   */
  lock(logId: number): Promise<LockedLog>
  /** Appends to one of the node's logs; positions come back in order. The rows are queued. Of one log, one call at a time. */
  append(logId: number, drafts: readonly EntryDraft[], seen?: number): Promise<number[]>
  /** The key's slot of a body that this same work appended. */
  slotOf(logId: number, seq: number): number | undefined
  /** Calls back once this work is committed, before anybody else hears of it. */
  onCommit(callback: () => void): void
}

/** Decides over new own versions, given in journal order, in the transaction that writes them; `updates`: whether one of them has an earlier version. */
export type Deciding = {
  /** Whether it may look for these versions in the store: then they must stand there before it decides. */
  readonly looks: boolean
  readonly decide: (records: readonly StoredRecord[], updates: boolean) => Promise<void>
}

/**
 * Work that may join the transaction of new own versions, so that what leaves by a standing rule is decided in the same commit: looks whether
 * it can.
 */
export type Alongside = (writing: Writing) => Promise<Deciding | undefined>

/** Which logs grew: `bodies` where something came with content, `leaves` where only answers and the like did. */
export type Growth = ReadonlyMap<number, 'bodies' | 'leaves'>

export type LogWriter = {
  /**
   * Runs `work` alone, in one transaction; what it appended is durable when this resolves. What somebody waits for goes `first`: ahead of the rest
   * that waits, in turns with it, so that neither waits for more than one piece of the other. With `at_end` all that it appends is written by one
   * statement behind everything else that it writes, which then must not look for it.
   */
  transact<T>(work: (writing: Writing) => Promise<T>, place?: 'first' | undefined, entries?: 'at_end'): Promise<T>
  /** Calls back after each commit that appended, with the logs that grew. Returns how to stop. */
  onAppend(listener: (grown: Growth) => void): () => void
  /** Waits for the work under way. */
  idle(): Promise<void>
}

/**
 * The node's writer of logs: one piece of work at a time in this process (so that commits come in log order and never deadlock),
 * and the log's advisory lock against other processes.
 */
export function createLogWriter(sql: Sql, keystore: Keystore): LogWriter {
  const dayKeys = createDayKeys(keystore)
  const listeners = new Set<(grown: Growth) => void>()
  const waiting: Readonly<Record<'first' | 'rest', (() => Promise<unknown>)[]>> = { first: [], rest: [] }
  let running: Promise<void> | undefined
  /** Where logs ended after the last commit that wrote to them. */
  const ends = new Map<number, LockedLog>()

  async function run<T>(work: (writing: Writing) => Promise<T>, entries: 'at_end' | 'at_once'): Promise<T> {
    if (entries === 'at_once' || ends.size === 0) return await runOnce(work, entries, false)
    try {
      return await runOnce(work, entries, true)
    } catch (cause) {
      // Somebody else wrote, or froze a log: nothing is written, and what is asked of the store itself tells.
      if (!(cause instanceof LogMoved || isDataError(cause))) throw cause
      return await runOnce(work, entries, false)
    }
  }

  async function runOnce<T>(work: (writing: Writing) => Promise<T>, entries: 'at_end' | 'at_once', isRemembering: boolean): Promise<T> {
    const grown = new Map<number, 'bodies' | 'leaves'>()
    const slots = new Map<string, number>()
    const committed: (() => void)[] = []
    const reached = new Map<number, LockedLog>()
    const remembered = new Map(ends)
    // Whatever comes of it, until it is committed nothing is known.
    ends.clear()
    const value = await sql.begin(async (tx) => {
      const queued: Promise<unknown>[] = []
      const queue = (write: Promise<unknown>) => {
        queued.push(write)
        // Whoever waits for all of them learns of it; until then it is no stray rejection.
        write.catch(() => undefined)
      }
      const held = new Map<number, Promise<LockedLog>>()
      const left = new Map<number, LogWrite>()
      const beside: StatementPart[] = []
      const lock = (logId: number) => {
        const known = isRemembering ? remembered.get(logId) : undefined
        const log = held.get(logId) ?? (known === undefined ? lockForAppend(tx, logId) : Promise.resolve(known))
        held.set(logId, log)
        return log
      }
      const append = async (logId: number, drafts: readonly EntryDraft[], seen?: number) => {
        if (drafts.length === 0) return []
        const log = await lock(logId)
        const built = await buildEntries(keystore, dayKeys, log, drafts, seen)
        held.set(logId, Promise.resolve(built.end))
        if (entries === 'at_end') left.set(logId, joinWrites(left.get(logId), { logId, from: log, built }))
        else queue(writeEntries(tx, [{ logId, from: log, built }]))
        if (drafts.some((draft) => draft.body !== undefined)) grown.set(logId, 'bodies')
        else if (!grown.has(logId)) grown.set(logId, 'leaves')
        for (const { seq, slot } of built.entries) if (slot !== undefined) slots.set(`${logId}/${seq}`, slot)
        return built.entries.map(({ seq }) => seq)
      }
      try {
        const done = await work({
          sql: tx,
          queue,
          beside: (part) => {
            if (entries === 'at_end') beside.push(part)
            else queue(writeEntriesWith(tx, [], [part]))
          },
          lock,
          append,
          slotOf: (logId, seq) => slots.get(`${logId}/${seq}`),
          onCommit: (callback) => committed.push(callback),
        })
        queue(writeEntriesWith(tx, [...left.values()], beside))
        await Promise.all(queued)
        for (const [logId, log] of held) {
          // One that is frozen was asked for and has no end to write behind.
          const end = await log.catch(() => undefined)
          if (end !== undefined) reached.set(logId, end)
        }
        return done
      } catch (cause) {
        // What failed first is why; all that followed it only says that the transaction is over.
        const failed = (await Promise.allSettled(queued)).find((result) => result.status === 'rejected')
        throw failed?.reason ?? cause
      }
    })
    for (const [logId, end] of [...remembered, ...reached]) ends.set(logId, end)
    for (const callback of committed) callback()
    // What is committed is committed: a listener that throws is a bug of its own, never a failed write.
    if (grown.size > 0) for (const listener of listeners) queueMicrotask(() => listener(grown))
    return value as T
  }

  async function runAll(): Promise<void> {
    for (let wasFirst = false; ; ) {
      const from: 'first' | 'rest' = waiting.first.length > 0 && !(wasFirst && waiting.rest.length > 0) ? 'first' : 'rest'
      const piece = waiting[from].shift()
      if (piece === undefined) break
      wasFirst = from === 'first'
      await piece()
    }
    running = undefined
  }

  return {
    transact: (work, place, entries) =>
      new Promise((resolve, reject) => {
        waiting[place ?? 'rest'].push(() => run(work, entries ?? 'at_once').then(resolve, reject))
        running ??= runAll()
      }),
    onAppend: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    idle: async () => {
      while (running !== undefined) await running
    },
  }
}

/** Two writes to one log, the second behind the first. */
function joinWrites(first: LogWrite | undefined, second: LogWrite): LogWrite {
  if (first === undefined) return second
  return { ...first, built: { entries: [...first.built.entries, ...second.built.entries], end: second.built.end } }
}
