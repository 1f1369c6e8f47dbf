import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { askSession } from '../api/questions.ts'

/** One object for the whole tab: a channel never hears itself. Carries the user now signed in, empty when nobody is. */
const channel = new BroadcastChannel('enlace.account')

/**
 * All tabs of a browser share one session. When another tab signs out, or somebody else signs in there, this one is loaded again: it would
 * otherwise show one person's name and act under another's.
 */
export function useSameAccount(): void {
  const { data: session } = useQuery(askSession)
  const user = session?.account.user
  useEffect(() => {
    if (user === undefined) return
    const hear = ({ data }: MessageEvent) => {
      if (data !== user) location.reload()
    }
    channel.addEventListener('message', hear)
    channel.postMessage(user)
    return () => channel.removeEventListener('message', hear)
  }, [user])
}

/** Tells the other tabs that nobody is signed in any more. */
export function tellSignedOut(): void {
  channel.postMessage('')
}
