import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { send } from '../api/send.ts'
import type { RecordDetail } from '../api/shapes.ts'

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
    onSuccess: () => {
      for (const list of ['records', 'inbox', 'search']) client.invalidateQueries({ queryKey: [list], refetchType: 'none' })
    },
  })
  const { asOf } = detail
  const known = detail.seen?.seq
  useEffect(() => {
    if (asOf === undefined || document.visibilityState === 'hidden') return
    if (known !== undefined && known >= asOf) return
    const timer = setTimeout(() => mutate(asOf), sightMs)
    return () => clearTimeout(timer)
  }, [asOf, known, mutate])
  return before
}
