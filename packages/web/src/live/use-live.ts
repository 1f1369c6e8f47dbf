import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { setConnection } from './connection.ts'
import { followNews } from './follow-news.ts'
import { staleAfter } from './news.ts'

/** News that arrives within this time is answered by one round of questions, so that an import of thousands does not flood the node. */
const gatherMs = 150

/** Keeps every page current: news from the node makes the questions it touches stale, and what is on screen is asked again. */
export function useLive(party: string | undefined): void {
  const client = useQueryClient()
  useEffect(() => {
    if (party === undefined) return
    const stale = new Map<string, readonly string[]>()
    let timer: ReturnType<typeof setTimeout> | undefined
    const flush = () => {
      timer = undefined
      for (const queryKey of stale.values()) client.invalidateQueries({ queryKey })
      stale.clear()
    }
    const stop = followNews(party, {
      onConnection: setConnection,
      onGap: () => client.invalidateQueries(),
      onNews: (news) => {
        for (const key of staleAfter(news)) stale.set(key.join('\0'), key)
        if (stale.size > 0) timer ??= setTimeout(flush, gatherMs)
      },
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [client, party])
}
