import type { JsonObject } from '@enlace/core'
import { type FieldMessage, Problem } from '../../api/problem.ts'
import { send } from '../../api/send.ts'
import type { Stored } from '../../api/shapes.ts'
import { retryDelayMs } from '../../live/retry-delay.ts'
import { forgetDraft } from './keep-drafts.ts'
import { openShelf } from './shelf.ts'

/** What the node said no to, kept with what it refused. */
export type Refusal = {
  readonly status: number
  readonly code: string
  readonly title: string
  readonly detail: string
  readonly fields: readonly FieldMessage[]
}

/**
 * A record on its way. Its bodies, ids and times were fixed before the first try, so that trying again never stores it twice: the node
 * answers `unchanged` to what it has.
 */
export type Waiting = {
  readonly draftId: string
  readonly recordId: string
  readonly kind: string
  readonly title: string
  /** Bodies of `POST /records`, in order: stubs first, the record last. */
  readonly bodies: readonly JsonObject[]
  readonly since: string
  readonly state: 'waiting' | 'signed_out' | 'refused'
  readonly refusal?: Refusal
}

export type OutboxEvent =
  | { readonly say: 'changed' }
  | { readonly say: 'sent'; readonly draftId: string; readonly recordId: string; readonly title: string }

const keyOf = (account: string, draftId: string) => `${account}/${draftId}`
const listeners = new Set<(event: OutboxEvent) => void>()
let channel: BroadcastChannel | undefined

function tell(event: OutboxEvent): void {
  for (const listener of listeners) listener(event)
  channel?.postMessage(event)
}

/** Hears what happens to what waits, in this tab and the others. Returns how to stop. */
export function hearOutbox(listener: (event: OutboxEvent) => void): () => void {
  if (channel === undefined) {
    channel = new BroadcastChannel('enlace-outbox')
    channel.onmessage = ({ data }: MessageEvent<OutboxEvent>) => {
      for (const each of listeners) each(data)
    }
  }
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** What waits to be sent for an account, oldest first. */
export async function listWaiting(account: string): Promise<readonly Waiting[]> {
  const found = await (await openShelf()).list<Waiting>('outbox', `${account}/`)
  return [...found].sort((a, b) => (a.since < b.since ? -1 : 1))
}

/** Takes something back: it is sent no more. It may have arrived all the same, when only the answer was lost. */
export async function takeBack(account: string, draftId: string): Promise<void> {
  await (await openShelf()).remove('outbox', keyOf(account, draftId))
  tell({ say: 'changed' })
}

/**
 * Sends a record, or leaves it waiting when the node cannot be reached. Written down before the first try. Returns what became of it; a
 * refusal is returned, not kept, when the writer is still looking at the form.
 */
export async function sendOut(account: string, waiting: Waiting): Promise<'sent' | Waiting> {
  const shelf = await openShelf()
  await shelf.write('outbox', keyOf(account, waiting.draftId), waiting)
  const outcome = await tryOne(account, waiting)
  if (outcome !== 'sent' && outcome.state === 'refused') await takeBack(account, waiting.draftId)
  return outcome
}

async function tryOne(account: string, waiting: Waiting): Promise<'sent' | Waiting> {
  const shelf = await openShelf()
  try {
    for (const body of waiting.bodies) await send<Stored>('POST', '/records', { body })
  } catch (cause) {
    if (!(cause instanceof Problem)) throw cause
    const next = afterProblem(waiting, cause)
    await shelf.write('outbox', keyOf(account, waiting.draftId), next)
    tell({ say: 'changed' })
    return next
  }
  await shelf.remove('outbox', keyOf(account, waiting.draftId))
  tell({ say: 'sent', draftId: waiting.draftId, recordId: waiting.recordId, title: waiting.title })
  await forgetDraft(account, waiting.draftId)
  return 'sent'
}

/** What a failed try means: wait and try again, wait for a sign-in, or a refusal that only the writer can mend. */
export function afterProblem(waiting: Waiting, problem: Problem): Waiting {
  const { status, code, title, detail, fields } = problem
  const { refusal: _, ...rest } = waiting
  if (status === 401) return { ...rest, state: 'signed_out' }
  const passing = status === 0 || status === 408 || status === 429 || status >= 500 || code === 'unreadable'
  return passing ? { ...rest, state: 'waiting' } : { ...rest, state: 'refused', refusal: { status, code, title, detail, fields } }
}

/**
 * Sends what waits for an account until nothing waits, however often that takes: one tab at a time, again when the network comes back, and
 * with growing pauses. Call the returned function to stop.
 */
export function keepSending(account: string): () => void {
  const stop = new AbortController()
  let attempt = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const round = async (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    if (stop.signal.aborted) return
    const left = await drain(account, stop.signal)
    attempt = left ? attempt + 1 : 0
    if (!stop.signal.aborted && left) timer = setTimeout(go, retryDelayMs(attempt))
  }
  const alone = (): Promise<void> =>
    navigator.locks === undefined
      ? round()
      : navigator.locks.request(`enlace-outbox-${account}`, { ifAvailable: true }, async (lock) => {
          if (lock !== null) await round()
        })
  const go = (): void => {
    alone().catch(() => undefined)
  }
  const back = (): void => {
    attempt = 0
    go()
  }
  const unhear = hearOutbox((event) => {
    // Something new waits: try in a while, the form has just tried itself.
    if (event.say === 'changed' && timer === undefined) timer = setTimeout(go, retryDelayMs(1))
  })
  addEventListener('online', back)
  go()
  return () => {
    stop.abort()
    clearTimeout(timer)
    unhear()
    removeEventListener('online', back)
  }
}

/** One round over what waits; true when something still does. */
async function drain(account: string, signal: AbortSignal): Promise<boolean> {
  let left = false
  for (const waiting of await listWaiting(account)) {
    if (signal.aborted) return false
    if (waiting.state === 'refused') continue
    const outcome = await tryOne(account, waiting)
    if (outcome !== 'sent' && outcome.state !== 'refused') left = true
  }
  return left
}
