import { nodeNow } from '../api/node-clock.ts'
import type { Connection } from './connection.ts'
import { type News, newsEvents } from './news.ts'
import { retryDelayMs } from './retry-delay.ts'

type Listener = {
  readonly onNews: (news: News) => void
  readonly onConnection: (connection: Connection) => void
  /** Called when the stream opens without knowing what was missed: ask everything again. */
  readonly onGap: () => void
}

type Shared =
  | { readonly say: 'news'; readonly news: News }
  | { readonly say: 'connection'; readonly connection: Connection }
  | { readonly say: 'gap' }
  | { readonly say: 'hello' }

/**
 * Follows the node's stream with one connection for the whole browser: the tab that holds the lock listens and tells the others. When it
 * closes, the next tab takes the lock and resumes after the last position that any tab has heard. (Over HTTP/1.1 a browser opens six
 * connections to an origin: a stream per tab would silence the seventh.) Call the returned function to stop.
 */
export function followNews(party: string, listener: Listener): () => void {
  const stop = new AbortController()
  const name = `enlace-news-${party}`
  const channel = new BroadcastChannel(name)
  let last: string | undefined
  let mine: Connection = { state: 'connecting', since: nodeNow().toISOString() }
  let leading = false

  const hear = (shared: Shared) => {
    if (shared.say === 'news') {
      last = shared.news.seq || last
      listener.onNews(shared.news)
    } else if (shared.say === 'connection') listener.onConnection(shared.connection)
    else if (shared.say === 'gap') listener.onGap()
    else if (leading) channel.postMessage({ say: 'connection', connection: mine } satisfies Shared)
  }
  const tell = (shared: Shared) => {
    if (stop.signal.aborted) return
    if (shared.say === 'connection') mine = shared.connection
    channel.postMessage(shared)
    hear(shared)
  }
  channel.onmessage = (message: MessageEvent<Shared>) => hear(message.data)
  channel.postMessage({ say: 'hello' } satisfies Shared)

  const lead = async () => {
    leading = true
    await listen(() => last, tell, stop.signal)
  }
  // Locks exist only in a secure context; a page served otherwise listens for itself.
  const leadership = navigator.locks === undefined ? lead() : navigator.locks.request(name, { signal: stop.signal }, lead)
  leadership.catch((cause: unknown) => {
    if (!stop.signal.aborted) throw cause
  })
  return () => {
    stop.abort()
    channel.close()
  }
}

async function listen(last: () => string | undefined, tell: (shared: Shared) => void, signal: AbortSignal): Promise<void> {
  for (let attempt = 0; !signal.aborted; attempt++) {
    const opened = await stream(last(), tell, signal)
    if (signal.aborted) return
    if (opened) attempt = 0
    tell({
      say: 'connection',
      connection: { state: (await isSignedOut(signal)) ? 'signed_out' : 'waiting', since: nodeNow().toISOString() },
    })
    await pause(retryDelayMs(attempt + 1), signal)
  }
}

/** One connection from open to failure; true when it did open. */
function stream(after: string | undefined, tell: (shared: Shared) => void, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const source = new EventSource(`/api/v1/stream${after === undefined ? '' : `?after=${encodeURIComponent(after)}`}`)
    let opened = false
    const end = () => {
      source.close()
      signal.removeEventListener('abort', end)
      resolve(opened)
    }
    signal.addEventListener('abort', end)
    source.onerror = end
    source.onopen = () => {
      opened = true
      tell({ say: 'connection', connection: { state: 'live', since: nodeNow().toISOString() } })
      if (after === undefined) tell({ say: 'gap' })
    }
    for (const event of newsEvents) {
      source.addEventListener(event, (message: MessageEvent<string>) => {
        tell({ say: 'news', news: { event, seq: message.lastEventId, data: parseData(message.data) } })
      })
    }
  })
}

function parseData(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** An EventSource does not say why it failed; the session does. */
async function isSignedOut(signal: AbortSignal): Promise<boolean> {
  try {
    return (await fetch('/api/v1/session', { credentials: 'same-origin', signal })).status === 401
  } catch {
    return false
  }
}

/** Waits, but not past a return of the network or the end of the page's interest. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      removeEventListener('online', done)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    addEventListener('online', done)
    signal.addEventListener('abort', done)
  })
}
