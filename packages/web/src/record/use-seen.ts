import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { nodeNow } from '../api/node-clock.ts'
import { send } from '../api/send.ts'
import type { RecordDetail } from '../api/shapes.ts'
import { newsOf } from './news.ts'

/** How long a record must be in sight before it counts as seen, in ms: passing by is not reading. */
const sightMs = 1_500

/**
 * Tells the node how far the reader has seen a record, and gives the look before this visit: what was news when the page was opened stays marked
 * until it is left.
 */
export function useSeen(detail: RecordDetail): RecordDetail['seen'] {
  const [before] = useState(detail.seen)
  const client = useQueryClient()
  const { mutate } = useMutation({
    mutationFn: (upTo: number) => send<void>('POST', `/records/${encodeURIComponent(detail.id)}/seen`, { body: { upTo } }),
    onSuccess: (_nothing, upTo) => {
      client.setQueryData<RecordDetail>(
        ['record', detail.id],
        (held) => held && { ...held, seen: { seq: upTo, at: nodeNow().toISOString() } },
      )
      for (const list of ['records', 'inbox', 'search']) client.invalidateQueries({ queryKey: [list], refetchType: 'none' })
    },
  })
  const { asOf } = detail
  // The journal grows with every reading; a look is noted again only where there is something that the last one had not.
  const fresh = detail.view !== 'metadata' && (detail.seen === null || newsOf(detail, detail.seen) !== undefined)
  useEffect(() => {
    if (asOf === undefined || !fresh || document.visibilityState === 'hidden') return
    const timer = setTimeout(() => mutate(asOf), sightMs)
    return () => clearTimeout(timer)
  }, [asOf, fresh, mutate])
  return before
}
