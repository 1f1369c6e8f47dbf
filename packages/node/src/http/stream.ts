import { routes, type StreamEvents } from '@enlace/api'
import { Fault } from '@enlace/core'
import { type Actor, mayDo, programmeKinds } from '@enlace/policy'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { findLatest, readJournalEnd, sharesBetween, taskChangesBetween, versionsAfter, workAfter } from '../store/read-changes.ts'
import { readRecallWords } from '../store/recall-words.ts'
import { recallsBetween } from '../store/recalls.ts'
import type { Desk } from './desk.ts'
import { mount, sendAsIs } from './mount.ts'
import { securityHeaders } from './security-headers.ts'
import type { NodeChange } from './services.ts'
import { noteReads } from './show-record.ts'
import type { Site } from './site.ts'

/** One event for one reader; `seq` is set where a resume may start after it. */
type Event = {
  [Name in keyof StreamEvents]: { readonly event: Name; readonly data: StreamEvents[Name]; readonly seq?: number }
}[keyof StreamEvents]

const batch = 200
const heartbeatMs = 15_000
/** How often a reader's place is compared with the journal even when nobody calls: a lost hint costs this much. */
const lookEveryMs = 5_000
/** Changes that come close together are told together. */
const gatherMs = 20
const maxMoved = 1000
const maxReaders = 200
const maxReadersOfOne = 12

/**
 * Mounts the live stream (HTML standard, server-sent events). A reader's place is a journal seq; each reader asks the store for what lies after
 * it and only while its connection takes bytes, so memory stays bounded and nothing is skipped: a slow reader is late, never wrong.
 * Returns how to end every stream.
 */
export function mountStream(site: Site, desk: Desk): { readonly readers: () => number; readonly close: () => void } {
  const open = new Map<string, Set<() => void>>()
  const count = (): number => [...open.values()].reduce((sum, set) => sum + set.size, 0)

  mount(site, routes.followStream, async ({ query, request, reply }, actor) => {
    const mine = open.get(actor.user) ?? new Set()
    if (count() >= maxReaders || mine.size >= maxReadersOfOne) throw new Fault('too_many_requests', { seconds: 5 })
    const end = await readJournalEnd(desk.sql)
    // A browser that comes back on its own repeats the address and adds where it had come to, which is further.
    const asked = readLastEventId(request) ?? query.after
    const resumed = asked !== undefined && asked < end
    const stop = followFor(desk, actor, reply, {
      after: resumed ? asked : end - 1,
      resumed,
      stillAllowed: async () => void (await site.readActor(request)),
      onEnd: () => {
        mine.delete(stop)
        if (mine.size === 0) open.delete(actor.user)
      },
    })
    open.set(actor.user, mine.add(stop))
    return sendAsIs(null)
  })

  return {
    readers: count,
    close: () => {
      for (const stop of [...open.values()].flatMap((set) => [...set])) stop()
    },
  }
}

// -1 is the place before the first entry, told to whoever follows an empty journal.
function readLastEventId(request: FastifyRequest): number | undefined {
  const header = request.headers['last-event-id']
  return typeof header === 'string' && /^(-1|\d{1,15})$/.test(header) ? Number(header) : undefined
}

type Following = {
  readonly after: number
  readonly resumed: boolean
  /** Rejects once the session is over. */
  readonly stillAllowed: () => Promise<void>
  readonly onEnd: () => void
}

function followFor(desk: Desk, actor: Actor, reply: FastifyReply, following: Following): () => void {
  const { after, resumed, stillAllowed, onEnd } = following
  const { raw } = reply
  reply.hijack()
  raw.writeHead(200, {
    ...securityHeaders,
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    // Proxies that gather answers would hold events back.
    'x-accel-buffering': 'no',
    connection: 'keep-alive',
  })
  let place = after
  let stopped = false
  let wanted = true
  let running = false
  const exchanged = new Set<string>()
  let inboxMoved = false
  const moved = new Map<string, Extract<NodeChange, { what: 'work' }>>()

  const write = async (text: string): Promise<void> => {
    if (stopped || raw.write(text)) return
    await new Promise<void>((resolve) => {
      const done = (): void => {
        raw.off('drain', done).off('close', done)
        resolve()
      }
      raw.on('drain', done).on('close', done)
    })
  }
  const run = async (): Promise<void> => {
    if (running) return
    running = true
    try {
      while (wanted && !stopped) {
        wanted = false
        for (const party of exchanged) await write(print({ event: 'exchange', data: { party } }))
        exchanged.clear()
        if (inboxMoved) await write(print({ event: 'inbox', data: { agency: actor.agency } }))
        inboxMoved = false
        const changes = await readChanges(desk, actor, place)
        for (const event of changes.events) await write(print(event))
        place = changes.place
        const works = [...moved.values()]
        moved.clear()
        for (const event of await showMoved(desk, actor, works)) await write(print(event))
        wanted ||= changes.more
      }
    } catch {
      // The store is away: the reader is told by the end of the stream, comes back, and resumes where it was.
      stop()
    } finally {
      running = false
    }
  }
  const poke = (): void => {
    wanted = true
    gather ??= setTimeout(() => {
      gather = undefined
      void run()
    }, gatherMs)
  }
  let gather: NodeJS.Timeout | undefined
  // Who signed out, or whose session or account ended, hears nothing more.
  const beat = setInterval(() => stillAllowed().then(() => write(': alive\n\n'), stop), heartbeatMs)
  const look = setInterval(poke, lookEveryMs)
  const forget = desk.services.onChange((change) => {
    if (change.what === 'exchange') exchanged.add(change.party)
    if (change.what === 'inbox' && change.agency === actor.agency && mayDo(actor, 'inbox.list', { agency: actor.agency }).allowed)
      inboxMoved = true
    if (change.what === 'work') moved.set(Buffer.from(change.rid).toString('hex'), change)
    // A reader that takes nothing for so long starts anew when it comes back.
    if (moved.size > maxMoved) stop()
    else poke()
  })
  const stop = (): void => {
    if (stopped) return
    stopped = true
    clearTimeout(gather)
    clearInterval(beat)
    clearInterval(look)
    forget()
    onEnd()
    raw.end()
  }
  raw.on('close', stop)
  void write(`retry: 2000\nid: ${place}\n\n`)
    .then(async () => {
      // What moved while the reader was away and has no journal entry of its own (a receipt) is told once more.
      if (resumed) for (const event of await showAway(desk, actor, after)) await write(print(event))
    })
    .then(run, stop)
  return stop
}

/** The next events after a place, in journal order; several of one entry share its seq, which stands on the last of them. */
async function readChanges(
  desk: Desk,
  actor: Actor,
  after: number,
): Promise<{ readonly events: readonly Event[]; readonly place: number; readonly more: boolean }> {
  const end = await readJournalEnd(desk.sql)
  if (end <= after + 1) return { events: [], place: after, more: false }
  const reads = mayDo(actor, 'record.list', { agency: actor.agency }).allowed
  const follows = reads || mayDo(actor, 'commitment.list', { agency: actor.agency }).allowed
  const added = follows ? await versionsAfter(desk.sql, actor.agency, after, batch) : []
  const more = added.length === batch
  const upTo = more ? (added.at(-1)?.seq ?? end - 1) : Math.max(end - 1, added.at(-1)?.seq ?? 0)
  const versions = reads ? added : added.filter(({ kind }) => programmeKinds.has(kind))
  const shared = reads ? await sharesBetween(desk.sql, actor.agency, after, upTo) : []
  const tasks = mayDo(actor, 'release_task.list', { agency: actor.agency }).allowed
    ? await taskChangesBetween(desk.sql, actor.agency, after, upTo)
    : []
  const recalls = reads ? await recallsBetween(desk.sql, actor.agency, after, upTo) : []
  const words = await readRecallWords(
    desk.sql,
    desk.keystore,
    recalls.map(({ row }) => row),
  )
  const rows = [...versions.map((version) => ({ seq: version.seq, version })), ...shared]
  const texts = await desk.cache.read(rows.map((row) => row.version))
  noteReads(
    desk,
    actor,
    rows.filter((_, i) => texts[i] !== undefined).map((row) => row.version),
  )
  const events = [
    ...rows.flatMap(({ seq, version }, i): Event[] => {
      const text = texts[i]
      if (text === undefined) return []
      return [{ event: 'record', data: { id: String(text.object.id), kind: version.kind, seq: version.seq, from: version.fromParty }, seq }]
    }),
    ...recalls.map(({ row, seq, state }): Event => {
      const record = words.get(row.recallId)?.id ?? ''
      return { event: 'recall', data: { record, partner: row.partner, state }, seq }
    }),
    ...tasks.map(({ seq, taskId, state }): Event => ({ event: 'release-task', data: { id: String(taskId), state }, seq })),
  ].sort((a, b) => (a.seq ?? 0) - (b.seq ?? 0))
  return { events: events.map((event, i) => (events[i + 1]?.seq === event.seq ? withoutSeq(event) : event)), place: upTo, more }
}

function withoutSeq(event: Event): Event {
  const { seq: _seq, ...rest } = event
  return rest
}

async function showMoved(desk: Desk, actor: Actor, moved: readonly Extract<NodeChange, { what: 'work' }>[]): Promise<Event[]> {
  if (moved.length === 0 || !mayDo(actor, 'inbox.list', { agency: actor.agency }).allowed) return []
  const versions = await findLatest(
    desk.sql,
    actor.agency,
    moved.map((change) => change.rid),
  )
  const state = new Map(moved.map((change) => [Buffer.from(change.rid).toString('hex'), change.state]))
  return await toWorkEvents(
    desk,
    versions.map((version) => ({ version, state: state.get(Buffer.from(version.rid).toString('hex')) ?? '' })),
  )
}

async function showAway(desk: Desk, actor: Actor, after: number): Promise<Event[]> {
  if (!mayDo(actor, 'inbox.list', { agency: actor.agency }).allowed) return []
  return await toWorkEvents(desk, await workAfter(desk.sql, actor.agency, after))
}

async function toWorkEvents(
  desk: Desk,
  rows: readonly { readonly version: Parameters<Desk['cache']['read']>[0][number]; readonly state: string }[],
): Promise<Event[]> {
  const texts = await desk.cache.read(rows.map((row) => row.version))
  return rows.flatMap(({ state }, i): Event[] => {
    const text = texts[i]
    return text === undefined ? [] : [{ event: 'work', data: { id: String(text.object.id), state } }]
  })
}

function print({ event, data, seq }: Event): string {
  return `${seq === undefined ? '' : `id: ${seq}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`
}
