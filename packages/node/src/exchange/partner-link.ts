import { canonicalBytes, Fault, fromUtf8, isJsonObject, type JsonObject, parseJson } from '@enlace/core'
import { originHash } from '@enlace/proof/node'
import { type Lane, lanes } from '../store/log-names.ts'
import { type Loop, startLoop } from '../store/loop.ts'
import { protocolVersions } from '../store/protocol-versions.ts'
import type { RightOfWay } from '../store/right-of-way.ts'
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
  /** There may be something to send on a lane. */
  poke(lane: Lane): void
  /** There is something that need not go by itself: it goes with what follows, or a little later. */
  pokeSoon(lane: Lane): void
  /** What failed may work again. */
  retry(): void
  hold(held: boolean): void
  isHeld(): boolean
  state(): LinkState
  /** Logs of the partner that it says it has ended, by origin. */
  theirEnds(): ReadonlyMap<string, EndedLog>
  stop(): Promise<void>
}

/** How often an idle link is greeted, and how long a link that brought an answer needs no greeting. */
const greetEveryMs = 10_000
/** How long an answer waits for company: by itself it costs both nodes as much as a hundred together. */
const soonMs = 400
/** While entries come steadily, those of so long leave together, with one signature and one receipt. */
const lingerMs = 5
/** A partner's Retry-After is honoured up to this. */
const maxDelayMs = 60_000
/** After trouble of our own, such as a database that is starting again, the partner need not be spared. */
const maxOwnDelayMs = 5_000

/** Our log of one epoch to the partner, and what sends it. */
export type LinkOwn = {
  readonly origin: string
  readonly sender: Sender
  /** The read side (C2SP tlog-tiles). */
  readonly read: (resource: string) => Promise<Reply>
  /** Brings the log back where the partner holds more of it than we do; true when it did. */
  readonly recover: () => Promise<boolean>
}

/** Our mirror of the partner's log of one epoch, and what fills it. */
export type LinkMirror = {
  readonly origin: string
  readonly receiver: Receiver
  readonly read: (resource: string) => Promise<Reply>
  /** How many entries of it we hold durably. */
  readonly holds: () => Promise<number>
}

/** The logs of one lane, in both directions the first epoch first. */
export type LinkLane = { readonly lane: Lane; readonly owns: readonly LinkOwn[]; readonly mirrors: readonly LinkMirror[] }

/** How a log of the partner ended, in its own words: a hint for people, until the first entry of the next epoch says it under a signature. */
export type EndedLog = { readonly size: number; readonly reason: string }

/**
 * One partner's link: sends our logs to it, each by a loop of its own so that none waits for another, answers its requests, greets it while idle,
 * and remembers how it goes.
 */
export function openPartnerLink(options: {
  readonly party: string
  readonly partner: string
  readonly lanes: readonly LinkLane[]
  readonly client: LinkClient
  /** Own logs to the partner that ended. */
  readonly ends: () => Promise<readonly (EndedLog & { readonly origin: string })[]>
  /** Its node said of which lanes it keeps logs. */
  readonly onLanes: (names: readonly string[]) => void
  /** Its node said whether it knows entries that are receipted before they can be read. */
  readonly onSealed: (takes: boolean) => void
  readonly kinds: readonly string[]
  readonly software: string
  readonly held: boolean
  /** What goes by the flash lane has it, coming and going. */
  readonly rightOfWay: RightOfWay
  readonly now: () => Date
  readonly onChange: () => void
  /** Anything but the partner's trouble: told whole to the log. */
  readonly onError: (cause: unknown) => void
}): PartnerLink {
  const { rightOfWay } = options
  const prefixOf = (origin: string) => `/x/v1/out/${originHash(origin)}/`
  const mirrors = options.lanes.flatMap((lane) =>
    lane.mirrors.map((mirror) => ({ prefix: prefixOf(mirror.origin), lane: lane.lane, ...mirror })),
  )
  const owns = options.lanes.flatMap((lane) => lane.owns.map((own) => ({ prefix: prefixOf(own.origin), ...own })))
  let theirEnds: ReadonlyMap<string, EndedLog> = new Map()
  let held = options.held
  let state: LinkState = { state: held ? 'held' : 'down', since: options.now(), lastFault: null, partnerKinds: undefined }
  /** When the partner last answered a lane's greeting as it should, on the monotonic clock; absent since something went wrong. */
  const heardAt = new Map<Lane, number>()
  /** Lanes whose last step failed: the link is up when none did. */
  const failing = new Set<Lane>()
  const loops = new Map<Lane, { readonly loop: Loop; soon?: NodeJS.Timeout | undefined }>(
    options.lanes.map((one) => {
      const { lane } = one
      const restMs = lane === 'flash' ? 0 : lingerMs
      const timing = { everyMs: greetEveryMs, restMs, maxDelayMs: maxDelayAfter, waitAskedMs: waitAskedBy }
      const stepThrough = lane === 'flash' ? () => step(one).finally(() => rightOfWay.done(claimOf(one))) : () => step(one)
      return [lane, { loop: startLoop({ step: stepThrough, onError: (cause) => note(lane, cause), ...timing }) }]
    }),
  )
  const retryAll = (but?: Lane): void => {
    for (const [lane, { loop }] of loops) if (lane !== but) loop.retry()
  }

  function move(next: LinkState['state'], lastFault: LinkFaultNote | null): void {
    const changed = next !== state.state
    state = { ...state, state: next, since: changed ? options.now() : state.since, lastFault }
    if (changed) options.onChange()
  }

  async function step({ lane, owns }: LinkLane): Promise<boolean> {
    if (held) return false
    if (performance.now() - (heardAt.get(lane) ?? Number.NEGATIVE_INFINITY) >= greetEveryMs - 1000) await greet(lane)
    let more = false
    for (const { recover, sender } of owns) {
      if (await recover()) return true
      more = (await sender.step()) || more
    }
    // What works again for one lane may work for the other, whose own turn may be a minute away.
    if (failing.delete(lane) && failing.size > 0) retryAll(lane)
    if (!held && failing.size === 0) move('up', state.lastFault)
    return more
  }

  /** Says hello: agrees on a protocol version, learns the partner's kinds, and wakes its own sending. */
  async function greet(lane: Lane): Promise<void> {
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
    const held = isJsonObject(hello.holds) ? hello.holds : {}
    for (const { origin, sender } of owns) {
      const theirs = held[origin]
      if (typeof theirs === 'number' && Number.isSafeInteger(theirs)) await sender.meet(theirs)
    }
    hearEnds(isJsonObject(hello.ended) ? hello.ended : {})
    heardAt.set(lane, began)
    options.onSealed(hello.sealed === true)
    options.onLanes(Array.isArray(hello.lanes) ? hello.lanes.filter((name) => typeof name === 'string') : [])
  }

  function hearEnds(said: JsonObject): void {
    const heard = mirrors.flatMap(({ origin }): (readonly [string, EndedLog])[] => {
      const end = said[origin]
      if (!isJsonObject(end) || typeof end.size !== 'number' || typeof end.reason !== 'string') return []
      return Number.isSafeInteger(end.size) && /^[a-z_]{1,32}$/.test(end.reason) ? [[origin, { size: end.size, reason: end.reason }]] : []
    })
    const isNew = heard.some(([origin]) => !theirEnds.has(origin))
    theirEnds = new Map(heard)
    if (isNew) options.onChange()
  }

  function note(lane: Lane, cause: unknown): void {
    heardAt.delete(lane)
    failing.add(lane)
    if (cause instanceof LinkFault && cause.code === 'link_held') return
    if (!(cause instanceof LinkFault)) options.onError(cause)
    // A token that signs can be put back by somebody who is told of it.
    const isTold = cause instanceof LinkFault || (cause instanceof Fault && cause.code.startsWith('token_'))
    const fault = isTold ? { code: cause.code, values: cause.values } : { code: 'internal', values: {} }
    if (!held) move('down', { ...fault, at: options.now() })
  }

  async function answer(method: string, path: string, body: Uint8Array): Promise<Reply> {
    if (held) return { status: 503, headers: { 'retry-after': '2' } }
    // It reaches us, so we may reach it.
    if (state.state === 'down') retryAll()
    if (method === 'GET' && path === '/x/v1/hello') return await hello()
    if (method === 'GET' && !isRequestToFill(path)) return await read(path)
    const mirror = mirrors.find(({ prefix }) => path.startsWith(prefix))
    if (mirror === undefined) return unknownLog
    if (method !== 'POST') return { status: 405, headers: { allow: 'POST' } }
    const { receiver, prefix } = mirror
    if (mirror.lane === 'flash') rightOfWay.claim(mirror.origin)
    switch (path.slice(prefix.length)) {
      case 'add-checkpoint':
        return await receiver.addCheckpoint(body)
      case 'add-bodies':
        return await receiver.addBodies(body)
      case 'add-blob':
        return await receiver.addBlob(body)
      case 'add-entries':
        return await receiver.addEntries(body)
      default:
        return { status: 404 }
    }
  }

  /** All logs of the pair can be read: ours by the partner they are for, and our mirrors of the partner's by their owner. */
  async function read(path: string): Promise<Reply> {
    const mirror = mirrors.find(({ prefix }) => path.startsWith(prefix))
    if (mirror !== undefined) {
      const resource = path.slice(mirror.prefix.length)
      return resource === 'checkpoint' ? await mirror.receiver.readCheckpoint() : await mirror.read(resource)
    }
    const own = owns.find(({ prefix }) => path.startsWith(prefix))
    return own === undefined ? unknownLog : await own.read(path.slice(own.prefix.length))
  }

  async function hello(): Promise<Reply> {
    const [ended, ...holds] = await Promise.all([
      options.ends(),
      ...mirrors.map(async ({ origin, holds }) => [origin, await holds()] as const),
    ])
    const body = canonicalBytes({
      ...(ended.length === 0 ? {} : { ended: Object.fromEntries(ended.map(({ origin, size, reason }) => [origin, { reason, size }])) }),
      holds: Object.fromEntries(holds),
      kinds: [...options.kinds],
      lanes: [...lanes],
      party: options.party,
      protocols: [...protocolVersions],
      sealed: true,
      software: options.software,
    })
    return { status: 200, contentType: 'application/json', body: fromUtf8(body) ?? '' }
  }

  return {
    answer,
    isHeld: () => held,
    poke: (lane) => {
      const flash = options.lanes.find((one) => one.lane === lane && lane === 'flash')
      if (flash !== undefined && !held) rightOfWay.claim(claimOf(flash))
      loops.get(lane)?.loop.poke()
    },
    pokeSoon: (lane) => {
      const one = loops.get(lane)
      if (one === undefined) return
      one.soon ??= setTimeout(() => {
        one.soon = undefined
        one.loop.poke()
      }, soonMs)
    },
    retry: () => {
      if (!held) retryAll()
    },
    hold: (next) => {
      held = next
      heardAt.clear()
      move(held ? 'held' : 'down', null)
      if (!held) retryAll()
    },
    state: () => state,
    theirEnds: () => theirEnds,
    stop: async () => {
      for (const { soon } of loops.values()) clearTimeout(soon)
      const stopped = [...loops.values()].map(({ loop }) => loop.stop())
      await options.client.close()
      await Promise.all(stopped)
    },
  }
}

/** By what name a lane has the right of way while it sends. */
function claimOf({ owns }: LinkLane): string {
  return owns.at(-1)?.origin ?? ''
}

const unknownLog: Reply = { status: 404, contentType: 'text/plain; charset=utf-8', body: 'log_unknown\n' }

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
