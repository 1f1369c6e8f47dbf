import { isJsonObject, type JsonObject } from '@enlace/core'
import { findKind } from '../kinds/index.ts'
import { instantAt, keyOf, meets, valuesAt } from './query-fields.ts'
import type { QuerySource, StatedQuery } from './stated-query.ts'

/** An entry of a log between two parties as a query reads it: the record in the form in which it left. */
export type QueriedEntry = {
  /** Place of its log in the list of logs, and its position there. */
  readonly log: number
  readonly seq: number
  /** Party that wrote it. */
  readonly from: string
  readonly kind: string
  readonly object: JsonObject
}

export type CountedEvent = {
  readonly log: number
  readonly seq: number
  readonly id: string
  /** Party whose value it is. */
  readonly per: string
  /** A whole number of the unit's smallest part. */
  readonly value: number
  readonly by: string | null
}

export type CountOf = { readonly sum: bigint; readonly count: number; readonly median: number | null }

export type QueryCount = CountOf & {
  /** What counts, in the order of places. */
  readonly events: readonly CountedEvent[]
  readonly parties: readonly ({ readonly party: string } & CountOf)[]
  readonly groups: readonly { readonly by: string; readonly count: number }[]
  /** Records that are one event with another: the earlier place counts. */
  readonly doubles: readonly { readonly kept: string; readonly left: string }[]
  /** Events of the period that have no value: no answer yet, or nothing that says how much. */
  readonly without: number
}

type Held = {
  readonly log: number
  readonly seq: number
  readonly from: string
  readonly modified: number
  readonly at: number
  readonly by: string | null
  /** Its value where it needs no answer. */
  readonly value: number | undefined
  /** The last moment at which an answer is in time. */
  readonly due: number | undefined
  readonly keys: readonly string[]
}
type Reply = { readonly modified: number; readonly targets: readonly string[]; readonly at: number; readonly by: string | null }

const hourMs = 3_600_000
const dayMs = 86_400_000

/**
 * Counts events of one query over a period of days (YYYY-MM-DD, both included, in UTC) between two parties. Entries come in any order; one record counts by its latest version.
 * What is kept grows with the events of the query and their answers, never with the records that were looked at.
 */
export function openCount(query: StatedQuery, period: { readonly from: string; readonly to: string }, parties: readonly [string, string]) {
  const [start, end] = [Date.parse(period.from), Date.parse(period.to) + dayMs]
  const events = new Map<string, Held>()
  const starts = new Map<string, Reply>()
  const answers = new Map<string, Reply>()
  /** Versions that meet no condition any more still replace the one that did. */
  const gone = new Map<string, number>()

  function take(entry: QueriedEntry): void {
    const { kind, object } = entry
    const { id } = object
    if (typeof id !== 'string') return
    if (kind === query.event.kind) replace(events, id, object, () => heldOf(query, entry))
    if (kind === query.start?.kind) replace(starts, id, object, () => replyOf(query.start as QuerySource, object, undefined))
    if (kind === query.answer?.kind) {
      const by = query.by?.of === 'answer' ? query.by.field : undefined
      replace(answers, id, object, () => replyOf(query.answer as QuerySource, object, by))
    }
  }

  function replace<T extends { readonly modified: number }>(
    map: Map<string, T>,
    id: string,
    object: JsonObject,
    read: () => T | undefined,
  ): void {
    const modified = modifiedOf(object)
    if (Math.max(map.get(id)?.modified ?? 0, gone.get(id) ?? 0) > modified) return
    const found = object.revoked === true ? undefined : read()
    if (found !== undefined) map.set(id, found)
    else {
      map.delete(id)
      // A first version has none before it that could still come.
      if (object.modified !== object.created) gone.set(id, modified)
    }
  }

  /** A record that was taken back counts no more. */
  function leave(id: string): void {
    for (const map of [events, starts, answers]) map.delete(id)
  }

  function close(): QueryCount {
    const [began, answered] = [firstOf(starts), firstOf(answers)]
    const seen = new Map<string, string>()
    const counted: CountedEvent[] = []
    const doubles: { kept: string; left: string }[] = []
    let without = 0
    const held = [...events].filter(([, { at }]) => at >= start && at < end)
    for (const [id, one] of held.toSorted(([, a], [, b]) => a.log - b.log || a.seq - b.seq)) {
      const kept = one.keys.map((key) => seen.get(key)).find((other) => other !== undefined)
      if (kept !== undefined) {
        doubles.push({ kept, left: id })
        continue
      }
      for (const key of one.keys) seen.set(key, id)
      const reply = answered.get(id)
      const value = measure(query, one, query.start === null ? one.at : began.get(id)?.at, reply)
      if (value === undefined) {
        without++
        continue
      }
      const other = parties[0] === one.from ? parties[1] : parties[0]
      const per = query.per === 'author' ? one.from : other
      counted.push({ log: one.log, seq: one.seq, id, per, value, by: query.by?.of === 'answer' ? (reply?.by ?? null) : one.by })
    }
    return {
      ...countOf(counted),
      events: counted,
      parties: parties.map((party) => ({ party, ...countOf(counted.filter(({ per }) => per === party)) })),
      groups: groupsOf(counted),
      doubles,
      without,
    }
  }
  return { take, leave, close }
}

function heldOf(query: StatedQuery, { log, seq, from, kind: name, object }: QueriedEntry): Held | undefined {
  const kind = findKind(name)
  const at = instantAt(kind, object, query.event.at)
  if (at === undefined || !meets(kind, object, query.event.where)) return undefined
  const [by] = query.by?.of === 'event' ? valuesAt(kind, object, query.by.field) : []
  const due = query.value.of === 'by' ? instantAt(kind, object, query.value.field) : undefined
  return {
    log,
    seq,
    from,
    modified: modifiedOf(object),
    at,
    by: typeof by === 'string' ? by : null,
    value: ownValue(query, object),
    due: due === undefined ? undefined : due + dayMs,
    keys: query.distinct.flatMap((names) => keyOf(kind, object, names) ?? []),
  }
}

function replyOf(source: QuerySource, object: JsonObject, by: string | undefined): Reply | undefined {
  const kind = findKind(source.kind)
  const at = instantAt(kind, object, source.at)
  if (at === undefined || !meets(kind, object, source.where)) return undefined
  const targets = Array.isArray(object.object_refs) ? object.object_refs.filter((id) => typeof id === 'string') : []
  const [said] = by === undefined ? [] : valuesAt(kind, object, by)
  return { modified: modifiedOf(object), targets, at, by: typeof said === 'string' ? said : null }
}

/** What an event is worth by itself; undefined where that hangs on its answer, or where nothing says it. */
function ownValue({ value, event, unit, scale }: StatedQuery, object: JsonObject): number | undefined {
  const kind = findKind(event.kind)
  if (value.of === 'one') return 1
  if (value.of === 'filled') return valuesAt(kind, object, value.field).some((one) => one !== '') ? 1 : 0
  if (value.of === 'every') {
    const said = valuesAt(kind, object, `${value.list}.${value.member}`)
    return said.length > 0 && said.every((one) => typeof one === 'string' && value.is.includes(one)) ? 1 : 0
  }
  if (value.of !== 'quantity') return undefined
  const items = valuesAt(kind, object, value.list).filter(isJsonObject)
  const fitting = items.filter((item) => value.where.every(({ field, is }) => is.includes(String(item[field]))))
  const parts = fitting.flatMap((item) => amountOf(item[value.member], unit) ?? [])
  return parts.length === 0 ? undefined : Math.round(parts.reduce((sum, part) => sum + part, 0) * 10 ** scale)
}

const grams: Readonly<Record<string, number>> = { g: 1, kg: 1000, t: 1_000_000, lb: 453.592_37 }

/** A number, or a quantity in the unit asked; undefined for a unit that cannot be converted, and for less than nothing. */
function amountOf(value: unknown, unit: string): number | undefined {
  if (typeof value === 'number') return value >= 0 ? value : undefined
  if (typeof value !== 'object' || value === null || !('value' in value) || !('unit' in value)) return undefined
  const { value: amount, unit: given } = value
  if (typeof amount !== 'number' || typeof given !== 'string' || amount < 0) return undefined
  if (given === unit) return amount
  const [from, to] = [grams[given], grams[unit]]
  return from === undefined || to === undefined ? undefined : (amount * from) / to
}

function measure({ value, scale }: StatedQuery, event: Held, start: number | undefined, reply: Reply | undefined): number | undefined {
  if (value.of === 'within') return reply !== undefined && reply.at - event.at <= value.hours * hourMs ? 1 : 0
  if (value.of === 'by') return event.due === undefined ? undefined : reply !== undefined && reply.at < event.due ? 1 : 0
  if (value.of !== 'hours' && value.of !== 'days') return event.value
  if (reply === undefined || start === undefined || reply.at < start) return undefined
  return Math.round(((reply.at - start) / (value.of === 'hours' ? hourMs : dayMs)) * 10 ** scale)
}

/** The earliest reply to each record. */
function firstOf(replies: ReadonlyMap<string, Reply>): Map<string, Reply> {
  const first = new Map<string, Reply>()
  for (const reply of replies.values()) {
    for (const id of reply.targets) if (reply.at < (first.get(id)?.at ?? Number.POSITIVE_INFINITY)) first.set(id, reply)
  }
  return first
}

function countOf(events: readonly CountedEvent[]): CountOf {
  const values = Float64Array.from(events, ({ value }) => value).sort()
  const middle = values.length >> 1
  const median = values.length === 0 ? null : Math.round(((values[middle] as number) + (values[(values.length - 1) >> 1] as number)) / 2)
  return { sum: events.reduce((sum, { value }) => sum + BigInt(value), 0n), count: events.length, median }
}

function groupsOf(events: readonly CountedEvent[]): QueryCount['groups'] {
  const counts = new Map<string, number>()
  for (const { by } of events) if (by !== null) counts.set(by, (counts.get(by) ?? 0) + 1)
  return [...counts].map(([by, count]) => ({ by, count })).toSorted((a, b) => b.count - a.count || (a.by < b.by ? -1 : 1))
}

function modifiedOf({ modified, created }: JsonObject): number {
  const ms = Date.parse(String(modified ?? created))
  return Number.isNaN(ms) ? 0 : ms
}
