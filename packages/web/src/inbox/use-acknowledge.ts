import type { InboxEntry } from '@enlace/api'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { nodeNow } from '../api/node-clock.ts'
import { useText } from '../language/text.ts'
import { showToast } from '../parts/toast.ts'
import { doLater } from '../parts/undo.ts'
import { nextSteps } from './next-steps.ts'
import { respondTo } from './use-respond.ts'

/** How far a batch of acknowledgements has come. */
export type Batch = { readonly done: number; readonly total: number; readonly failed: number; readonly startedAt: string }

/** Requests under way at once: the node stays quick for everybody else. */
const atOnce = 4

/** True when the item is an alert that may be acknowledged now. */
export function isAcknowledgeable(entry: InboxEntry): boolean {
  return entry.work !== null && nextSteps(entry.work).includes('acknowledged')
}

/**
 * Acknowledges many alerts. What was said to the partner cannot be taken back, so the batch leaves ten seconds later and can be stopped until then;
 * afterwards each answer is counted as the node confirms it.
 */
export function useAcknowledge(): {
  readonly pending: ReadonlySet<string>
  readonly batch: Batch | undefined
  readonly acknowledge: (entries: readonly InboxEntry[]) => void
} {
  const text = useText()
  const client = useQueryClient()
  const [pending, setPending] = useState<ReadonlySet<string>>(new Set())
  const [batch, setBatch] = useState<Batch>()

  const release = (keys: readonly string[]) => setPending((before) => new Set([...before].filter((key) => !keys.includes(key))))
  const acknowledge = (entries: readonly InboxEntry[]) => {
    const fit = entries.filter((entry) => isAcknowledgeable(entry) && !pending.has(entry.key))
    if (fit.length === 0) return
    const keys = fit.map((entry) => entry.key)
    setPending((before) => new Set([...before, ...keys]))
    doLater({
      saying: text('inbox.willAcknowledge', { count: fit.length }),
      undone: () => release(keys),
      commit: async () => {
        const waiting = [...fit]
        let [done, failed] = [0, 0]
        const startedAt = nodeNow().toISOString()
        const tell = () => setBatch({ done, failed, total: fit.length, startedAt })
        tell()
        const work = async () => {
          for (let entry = waiting.shift(); entry !== undefined; entry = waiting.shift()) {
            try {
              if (entry.work !== null) {
                await respondTo({ item: entry.work, step: 'acknowledged', sentence: text('respond.sentence.acknowledged') })
              }
            } catch {
              failed++
            }
            done++
            release([entry.key])
            tell()
          }
        }
        await Promise.all(Array.from({ length: atOnce }, work))
        await client.invalidateQueries({ queryKey: ['inbox'] })
        setBatch(undefined)
        showToast(
          failed === 0 ? text('inbox.done.acknowledged', { count: done }) : text('inbox.done.someFailed', { count: done - failed, failed }),
          { tone: failed === 0 ? 'good' : 'bad' },
        )
      },
    })
  }
  return { pending, batch, acknowledge }
}
