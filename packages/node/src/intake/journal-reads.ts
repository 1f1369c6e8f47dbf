import { canonicalBytes } from '@enlace/core'
import type { LogWriter } from '../store/log-writer.ts'

type Reader = { readonly user: string; readonly agency: string }

const maxWaiting = 10_000

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
}): { note(reader: Reader, rids: readonly Uint8Array[]): void; flush(): Promise<void>; stop(): Promise<void> } {
  let waiting: { reader: Reader; rid: string; at: string }[] = []
  let timer: NodeJS.Timeout | undefined

  async function flush(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    const batch = waiting
    waiting = []
    if (batch.length === 0) return
    const byAgency = [...Map.groupBy(batch, (read) => read.reader.agency)]
    const at = options.now()
    try {
      await options.writer.transact(({ append }) =>
        append(
          options.journalId,
          byAgency.map(([agency, reads]) => ({
            type: 'read',
            at,
            body: {
              key: 'day' as const,
              agency,
              items: [canonicalBytes({ reads: reads.map(({ reader, rid, at: when }) => ({ at: when, by: reader.user, rid })) })],
            },
          })),
        ),
      )
    } catch (cause) {
      waiting = [...batch, ...waiting].slice(0, maxWaiting)
      options.onError(cause)
      schedule()
    }
  }

  function schedule(): void {
    timer ??= setTimeout(() => void flush(), options.everyMs)
  }

  return {
    note: (reader, rids) => {
      const at = options.now().toISOString()
      for (const rid of rids) waiting.push({ reader, rid: Buffer.from(rid).toString('base64url'), at })
      if (waiting.length >= maxWaiting) void flush()
      else schedule()
    },
    flush,
    stop: flush,
  }
}
