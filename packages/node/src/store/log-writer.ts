import type { Sql, TransactionSql } from 'postgres'
import { appendEntries, type EntryDraft } from './append-entries.ts'
import { createDayKeys } from './day-keys.ts'
import type { Keystore } from './keystore.ts'

/** What a piece of work may do in the one transaction it gets. */
export type Writing = {
  readonly sql: TransactionSql
  /** Appends to one of the node's logs; positions come back in order. */
  append(logId: number, drafts: readonly EntryDraft[], seen?: number): Promise<number[]>
}

export type LogWriter = {
  /** Runs `work` alone, in one transaction; what it appended is durable when this resolves. */
  transact<T>(work: (writing: Writing) => Promise<T>): Promise<T>
  /** Calls back after each commit that appended, with the logs that grew. Returns how to stop. */
  onAppend(listener: (logIds: ReadonlySet<number>) => void): () => void
  /** Waits for the work under way. */
  idle(): Promise<void>
}

/**
 * The node's writer of logs: one piece of work at a time in this process (so that commits come in log order and never deadlock),
 * and the log's advisory lock against other processes.
 */
export function createLogWriter(sql: Sql, keystore: Keystore): LogWriter {
  const dayKeys = createDayKeys(keystore)
  const listeners = new Set<(logIds: ReadonlySet<number>) => void>()
  let last: Promise<unknown> = Promise.resolve()

  async function run<T>(work: (writing: Writing) => Promise<T>): Promise<T> {
    const grown = new Set<number>()
    const value = await sql.begin(async (tx) => {
      return await work({
        sql: tx,
        append: async (logId, drafts, seen) => {
          const positions = await appendEntries(tx, keystore, dayKeys, logId, drafts, seen)
          if (positions.length > 0) grown.add(logId)
          return positions
        },
      })
    })
    // What is committed is committed: a listener that throws is a bug of its own, never a failed write.
    if (grown.size > 0) for (const listener of listeners) queueMicrotask(() => listener(grown))
    return value as T
  }

  return {
    transact: (work) => {
      const result = last.then(() => run(work))
      last = result.catch(() => undefined)
      return result
    },
    onAppend: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    idle: async () => {
      await last
    },
  }
}
