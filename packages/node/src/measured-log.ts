import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openKeystore } from './store/keystore.ts'
import { createLogWriter } from './store/log-writer.ts'
import { openLog, readEntries, readLog } from './store/logs.ts'
import { testDatabase } from './store/test-database.ts'
import { inclusionProof, subtreeHash } from './store/tree.ts'

/** A stored log without bodies, to measure proofs over: as large as asked, in a database of its own. */
export type MeasuredLog = {
  /** Appends entries in batches until the log has `size`; returns its size. */
  readonly grow: (size: number, batchSize: number) => Promise<number>
  readonly root: () => Promise<Uint8Array>
  /** A leaf's hash, and its inclusion proof in the whole log. */
  readonly prove: (index: number) => Promise<{ readonly hash: Uint8Array; readonly proof: Uint8Array[] }>
  /** The least question that can be put to its database. */
  readonly ask: () => Promise<unknown>
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

/** Opens an empty log. `await using log = await openMeasuredLog()`. */
export async function openMeasuredLog(): Promise<MeasuredLog> {
  const database = await testDatabase()
  const { sql } = database
  const folder = await mkdtemp(join(tmpdir(), 'enlace-measured-'))
  const keystore = await openKeystore({ file: join(folder, 'keystore'), agencies: new Map() })
  const writer = createLogWriter(sql, keystore)
  const { logId } = await openLog(sql, { origin: 'node.mx.sig.example/journal/1', role: 'journal', partner: null, epoch: 1 })
  let grown = 0
  return {
    grow: async (size, batchSize) => {
      while (grown < size) {
        const drafts = Array.from({ length: Math.min(batchSize, size - grown) }, () => ({ type: 'admin', at: new Date() }))
        await writer.transact(({ append }) => append(logId, drafts))
        grown = (await readLog(sql, logId)).size
      }
      return grown
    },
    root: () => subtreeHash(sql, logId, { start: 0, end: grown }),
    prove: async (index) => {
      const [[entry], proof] = await Promise.all([readEntries(sql, logId, index, index + 1), inclusionProof(sql, logId, index, grown)])
      if (entry === undefined) throw new RangeError('no such leaf')
      return { hash: entry.hash, proof }
    },
    ask: () => sql`select 1`,
    [Symbol.asyncDispose]: async () => {
      await keystore.close()
      await database.dispose()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
