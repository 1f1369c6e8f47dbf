import { canonicalBytes, fromUtf8, isJsonObject, parseJson } from '@enlace/core'
import { originHash } from '@enlace/proof/node'
import { type Loop, startLoop } from '../store/loop.ts'
import { protocolVersions } from '../store/protocol-versions.ts'
import type { Reply } from './exchange-server.ts'
import type { LinkClient } from './link-client.ts'
import type { Receiver } from './receive.ts'
import { LinkFault, type Sender } from './send.ts'

export type LinkFaultNote = { readonly code: string; readonly at: Date; readonly values: Readonly<Record<string, string | number>> }

export type LinkState = {
  readonly state: 'up' | 'down' | 'held'
  readonly since: Date
  readonly lastFault: LinkFaultNote | null
  /** Kinds the partner's node said it knows; undefined before it answered. */
  readonly partnerKinds: readonly string[] | undefined
}

export type PartnerLink = {
  answer(method: string, path: string, body: Uint8Array): Promise<Reply>
  /** There may be something to send. */
  poke(): void
  /** There is something that need not go by itself: it goes with what follows, or a little later. */
  pokeSoon(): void
  /** What failed may work again. */
  retry(): void
  hold(held: boolean): void
  isHeld(): boolean
  state(): LinkState
  stop(): Promise<void>
}

/** How often an idle link is greeted, and how long a link that brought an answer needs no greeting. */
const greetEveryMs = 10_000
/** How long an answer waits for company. */
const soonMs = 100
/** A partner's Retry-After is honoured up to this. */
const maxDelayMs = 60_000
/** After trouble of our own, such as a database that is starting again, the partner need not be spared. */
const maxOwnDelayMs = 5_000

/** One partner's link: sends our log to it, answers its requests, greets it while idle, and remembers how it goes. */
export function openPartnerLink(options: {
  readonly party: string
  readonly partner: string
  readonly inOrigin: string
  readonly outOrigin: string
  readonly client: LinkClient
  readonly sender: Sender
  readonly receiver: Receiver
  /** The read side of our own log to the partner, and of our mirror of its log (C2SP tlog-tiles). */
  readonly readOwn: (resource: string) => Promise<Reply>
  readonly readMirror: (resource: string) => Promise<Reply>
  /** How many entries of the partner's log we hold durably. */
  readonly holds: () => Promise<number>
  /** Brings our own log back where the partner holds more of it than we do; true when it did. */
  readonly recover: () => Promise<boolean>
  readonly kinds: readonly string[]
  readonly software: string
  readonly held: boolean
  readonly now: () => Date
  readonly onChange: () => void
  /** Anything but the partner's trouble: told whole to the log. */
  readonly onError: (cause: unknown) => void
}): PartnerLink {
  const prefix = `/x/v1/out/${originHash(options.inOrigin)}/`
  const ownPrefix = `/x/v1/out/${originHash(options.outOrigin)}/`
  let held = options.held
  let soon: NodeJS.Timeout | undefined
  let state: LinkState = { state: held ? 'held' : 'down', since: options.now(), lastFault: null, partnerKinds: undefined }
  /** When the partner last answered as it should, on the monotonic clock. */
  let heardAt = Number.NEGATIVE_INFINITY
  const loop: Loop = startLoop({ step, onError: note, everyMs: greetEveryMs, maxDelayMs: maxDelayAfter, waitAskedMs: waitAskedBy })

  function move(next: LinkState['state'], lastFault: LinkFaultNote | null): void {
    const changed = next !== state.state
    state = { ...state, state: next, since: changed ? options.now() : state.since, lastFault }
    if (changed) options.onChange()
  }

  async function step(): Promise<boolean> {
    if (held) return false
    if (performance.now() - heardAt >= greetEveryMs - 1000) await greet()
    if (await options.recover()) return true
    const more = await options.sender.step()
    if (!held) move('up', state.lastFault)
    return more
  }

  /** Says hello: agrees on a protocol version, learns the partner's kinds, and wakes its own sending. */
  async function greet(): Promise<void> {
    const began = performance.now()
    const answer = await options.client.request('GET', '/x/v1/hello').catch((cause: unknown) => {
      throw new LinkFault('partner_unreachable', {}, cause)
    })
    if (answer.status === 503) throw new LinkFault('partner_holds', { waitMs: answer.retryAfterMs ?? 2000 })
    if (answer.status !== 200) throw new LinkFault('partner_refused', { request: 'hello', status: answer.status })
    const parsed = parseJson(answer.body, { maxBytes: 262_144, maxDepth: 4 })
    const hello = parsed.ok && isJsonObject(parsed.value.value) ? parsed.value.value : {}
    const versions = Array.isArray(hello.protocols) ? hello.protocols : []
    if (!protocolVersions.some((version) => versions.includes(version))) throw new LinkFault('protocol_not_shared', {})
    const kinds = Array.isArray(hello.kinds) ? hello.kinds.filter((name): name is string => typeof name === 'string') : []
    state = { ...state, partnerKinds: kinds }
    const theirs = isJsonObject(hello.holds) ? hello.holds[options.outOrigin] : undefined
    if (typeof theirs === 'number' && Number.isSafeInteger(theirs)) await options.sender.meet(theirs)
    heardAt = began
  }

  function note(cause: unknown): void {
    heardAt = Number.NEGATIVE_INFINITY
    if (cause instanceof LinkFault && cause.code === 'link_held') return
    if (!(cause instanceof LinkFault)) options.onError(cause)
    const fault = cause instanceof LinkFault ? { code: cause.code, values: cause.values } : { code: 'internal', values: {} }
    if (!held) move('down', { ...fault, at: options.now() })
  }

  async function answer(method: string, path: string, body: Uint8Array): Promise<Reply> {
    if (held) return { status: 503, headers: { 'retry-after': '2' } }
    // It reaches us, so we may reach it.
    if (state.state === 'down') loop.retry()
    if (method === 'GET' && path === '/x/v1/hello') return await hello()
    if (method === 'GET' && !isRequestToFill(path)) return await read(path)
    if (!path.startsWith(prefix)) return { status: 404, contentType: 'text/plain; charset=utf-8', body: 'log_unknown\n' }
    if (method !== 'POST') return { status: 405, headers: { allow: 'POST' } }
    switch (path.slice(prefix.length)) {
      case 'add-checkpoint':
        return await options.receiver.addCheckpoint(body)
      case 'add-bodies':
        return await options.receiver.addBodies(body)
      case 'add-blob':
        return await options.receiver.addBlob(body)
      case 'add-entries':
        return await options.receiver.addEntries(body)
      default:
        return { status: 404 }
    }
  }

  /** Both logs of the pair can be read: ours by the partner it is for, and our mirror of the partner's by its owner. */
  async function read(path: string): Promise<Reply> {
    if (path.startsWith(prefix)) {
      const resource = path.slice(prefix.length)
      return resource === 'checkpoint' ? await options.receiver.readCheckpoint() : await options.readMirror(resource)
    }
    if (path.startsWith(ownPrefix)) return await options.readOwn(path.slice(ownPrefix.length))
    return { status: 404, contentType: 'text/plain; charset=utf-8', body: 'log_unknown\n' }
  }

  async function hello(): Promise<Reply> {
    const body = canonicalBytes({
      holds: { [options.inOrigin]: await options.holds() },
      kinds: [...options.kinds],
      party: options.party,
      protocols: [...protocolVersions],
      software: options.software,
    })
    return { status: 200, contentType: 'application/json', body: fromUtf8(body) ?? '' }
  }

  return {
    answer,
    isHeld: () => held,
    poke: () => loop.poke(),
    pokeSoon: () => {
      soon ??= setTimeout(() => {
        soon = undefined
        loop.poke()
      }, soonMs)
    },
    retry: () => {
      if (!held) loop.retry()
    },
    hold: (next) => {
      held = next
      heardAt = Number.NEGATIVE_INFINITY
      move(held ? 'held' : 'down', null)
      if (!held) loop.retry()
    },
    state: () => state,
    stop: async () => {
      clearTimeout(soon)
      const stopped = loop.stop()
      await options.client.close()
      await stopped
    },
  }
}

function maxDelayAfter(cause: unknown): number {
  return cause instanceof LinkFault ? maxDelayMs : maxOwnDelayMs
}

function waitAskedBy(cause: unknown): number {
  const asked = cause instanceof LinkFault ? cause.values.waitMs : undefined
  return typeof asked === 'number' ? asked : 0
}

/** The four requests that fill a log: POST only. */
function isRequestToFill(path: string): boolean {
  return /\/add-(checkpoint|bodies|blob|entries)$/.test(path)
}
