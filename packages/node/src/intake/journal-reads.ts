import { canonicalBytes } from '@enlace/core'
import type { LogWriter } from '../store/log-writer.ts'

type Reader = { readonly user: string; readonly agency: string }
type Read = { readonly reader: Reader; readonly rid: string; readonly at: string }

/** Reads that wait while the store cannot be written; those beyond are lost to the journal, and people are told how many. */
const maxWaiting = 10_000
/** Reads in one journal entry of an agency. */
const maxPerEntry = 1_000

export type ReadJournal = {
  note(reader: Reader, rids: readonly Uint8Array[]): void
  /** Writes what waits; resolves when it is written, or told as failed and waiting again. Never rejects. */
  flush(): Promise<void>
  /** Writes what waits a last time, and tells what could not be written. */
  stop(): Promise<void>
}

/**
 * Puts reads of records with personal data into the journal, in batches: who, which records (by keyed digest), when. Never delays a reader;
 * what waits is written at the latest `everyMs` later, and when the node stops.
 */
export function createReadJournal(options: {
  readonly writer: LogWriter
  readonly journalId: number
  readonly everyMs: number
  readonly now: () => Date
  readonly onError: (cause: unknown) => void
}): ReadJournal {
  let waiting: Read[] = []
  let lost = 0
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  let writing: Promise<void> | undefined

  function flush(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    // One at a time: what comes while one is written is written after it.
    writing ??= writeAll().finally(() => {
      writing = undefined
    })
    return writing
  }

  async function writeAll(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting
      waiting = []
      try {
        await write(batch)
      } catch (cause) {
        waiting = [...batch, ...waiting]
        lost += waiting.splice(maxWaiting).length
        options.onError(cause)
        if (!stopped) schedule()
        return
      }
    }
  }

  async function write(batch: readonly Read[]): Promise<void> {
    const at = options.now()
    const entries = [...Map.groupBy(batch, (read) => read.reader.agency)].flatMap(([agency, reads]) =>
      inParts(reads).map((part) => ({ agency, reads: part.map(({ reader, rid, at: when }) => ({ at: when, by: reader.user, rid })) })),
    )
    await options.writer.transact(({ append }) =>
      append(
        options.journalId,
        entries.map(({ agency, reads }) => ({
          type: 'read',
          at,
          body: { agency, key: 'day' as const, items: [canonicalBytes({ reads })] },
        })),
      ),
    )
    if (lost === 0) return
    options.onError(new Error(`${lost} reads were not journaled while the store could not be written`))
    lost = 0
  }

  function schedule(): void {
    timer ??= setTimeout(() => void flush(), options.everyMs)
  }

  return {
    note: (reader, rids) => {
      const at = options.now().toISOString()
      for (const rid of rids) {
        if (waiting.length < maxWaiting) waiting.push({ reader, rid: Buffer.from(rid).toString('base64url'), at })
        else lost++
      }
      if (waiting.length >= maxPerEntry) void flush()
      else schedule()
    },
    flush,
    stop: async () => {
      stopped = true
      await flush()
      await flush()
      if (waiting.length + lost > 0) options.onError(new Error(`${waiting.length + lost} reads were not journaled before the stop`))
    },
  }
}

function inParts(reads: readonly Read[]): Read[][] {
  return Array.from({ length: Math.ceil(reads.length / maxPerEntry) }, (_, i) => reads.slice(i * maxPerEntry, (i + 1) * maxPerEntry))
}
