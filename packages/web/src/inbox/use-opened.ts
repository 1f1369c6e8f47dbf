import type { InboxEntry, SavedFilter } from '@enlace/api'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { askInboxWindow, windowSize } from './inbox-questions.ts'

/** How far down the list an item is looked for that is not on screen. */
const most = 500

/** The item that the address opens. It is looked for in what the list holds; once found it stays, though the list moves on. */
export function useOpened(key: string | undefined, filter: SavedFilter, total: number): InboxEntry | undefined {
  const client = useQueryClient()
  const [found, setFound] = useState<InboxEntry>()
  // The filter is made anew by every drawing; what it says is what counts.
  const asked = JSON.stringify(filter)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` stands for the filter
  useEffect(() => {
    if (key === undefined) return setFound(undefined)
    let current = true
    const look = (): InboxEntry | undefined =>
      client
        .getQueriesData<{ readonly items: readonly InboxEntry[] }>({ queryKey: ['inbox', 'items'] })
        .flatMap(([, page]) => page?.items ?? [])
        .findLast((entry) => entry.key === key)
    const settle = async () => {
      const known = look()
      if (known !== undefined && current) setFound(known)
      // Opened by its address alone, or moved far: the first windows are looked through.
      for (let window = 0; look() === undefined && window * windowSize < Math.min(total, most); window++) {
        await client.fetchQuery(askInboxWindow(filter, window))
      }
      const later = look()
      if (later !== undefined && current) setFound(later)
    }
    settle().catch(() => undefined)
    const stop = client.getQueryCache().subscribe((event) => {
      if (event.type !== 'updated' || event.query.queryKey[1] !== 'items') return
      const later = look()
      if (later !== undefined && current) setFound((before) => (before === later ? before : later))
    })
    return () => {
      current = false
      stop()
    }
  }, [key, client, total, asked])
  return found?.key === key ? found : undefined
}
