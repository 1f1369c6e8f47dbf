import { isJsonObject, type Json, type JsonObject } from '@enlace/core'
import { findKind } from '../kinds/index.ts'
import { endAt, instantAt, instantOf, keyOf, meets, valuesAt } from './query-fields.ts'
import type { QuerySource, StatedQuery } from './stated-query.ts'

/** An entry of a log between two parties as a query reads it: the record in the form in which it left. */
export type QueriedEntry = {
  /** Place of its log in the list of logs, and its position there. */
  readonly log: number
  readonly seq: number
  /** Its version, by the journal's position. */
  readonly version: number
  /** Party that wrote it. */
  readonly from: string
  readonly kind: string
  readonly object: JsonObject
}

export type CountedEvent = {
  readonly log: number
  readonly seq: number
  readonly version: number
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
  readonly version: number
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
type Reply = {
  readonly modified: number
  readonly from: string
  readonly targets: readonly string[]
  readonly at: number
  readonly by: string | null
}

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
    if (kind === query.start?.kind) replace(starts, id, object, () => replyOf(query.start as QuerySource, entry, undefined))
    if (kind === query.answer?.kind) {
      const by = query.by?.of === 'answer' ? query.by.field : undefined
      replace(answers, id, object, () => replyOf(query.answer as QuerySource, entry, by))
    }
  }

  function replace<T extends { readonly modified: number }>(
    map: Map<string, T>,
    id: string,
    object: JsonObject,
    read: () => T | undefined,
  ): void {
    const modified = modifiedOf(object)
    const held = map.get(id)
    if (held !== undefined && held.modified > modified) return
    if (gone.size > 0 && (gone.get(id) ?? 0) > modified) return
    const found = object.revoked === true ? undefined : read()
    // The latest version stands where it came, so that what comes in order lies in order.
    if (held !== undefined) map.delete(id)
    if (found !== undefined) map.set(id, found)
    else {
      // A first version has none before it that could still come.
      if (object.modified !== object.created) gone.set(id, modified)
    }
  }

  /** A record that was taken back counts no more. */
  function leave(id: string): void {
    for (const map of [events, starts, answers]) map.delete(id)
  }

  /** Counts, with a pause for others after every some thousand events. */
  function* closing(): Generator<void, QueryCount> {
    const began = yield* firstOf(starts, undefined)
    const answered: Readonly<Record<string, ReadonlyMap<string, Reply>>> =
      query.answer?.from === 'other'
        ? { [parties[0]]: yield* firstOf(answers, parties[1]), [parties[1]]: yield* firstOf(answers, parties[0]) }
        : {}
    const byAnybody = query.answer?.from === 'other' ? undefined : yield* firstOf(answers, undefined)
    const seen = new Map<string, string>()
    const counted: CountedEvent[] = []
    const doubles: { kept: string; left: string }[] = []
    let without = 0
    let done = 0
    for (const [id, one] of yield* inPlaceOrder(events)) {
      if (++done % slice === 0) yield
      if (one.at < start || one.at >= end) continue
      const kept = one.keys.map((key) => seen.get(key)).find((other) => other !== undefined)
      if (kept !== undefined) {
        doubles.push({ kept, left: id })
        continue
      }
      for (const key of one.keys) seen.set(key, id)
      const reply = (byAnybody ?? answered[one.from])?.get(id)
      const value = measure(query, one, query.start === null ? one.at : began.get(id)?.at, reply)
      if (value === undefined) {
        without++
        continue
      }
      const other = parties[0] === one.from ? parties[1] : parties[0]
      const per = query.per === 'author' ? one.from : other
      counted.push({
        log: one.log,
        seq: one.seq,
        version: one.version,
        id,
        per,
        value,
        by: query.by?.of === 'answer' ? (reply?.by ?? null) : one.by,
      })
    }
    const all = yield* countOf(counted, query.form)
    const each: ({ party: string } & CountOf)[] = []
    for (const party of parties) {
      const own = counted.filter(({ per }) => per === party)
      yield
      each.push({ party, ...(yield* countOf(own, query.form)) })
    }
    return { ...all, events: counted, parties: each, groups: groupsOf(counted), doubles, without }
  }

  function close(): QueryCount {
    const steps = closing()
    for (;;) {
      const step = steps.next()
      if (step.done === true) return step.value
    }
  }
  return { take, leave, close, closing }
}

/** Events worked on between two pauses. */
const slice = 5_000

/** Logs are few and each is read nearly in order, so each is put in order by itself. */
function* inPlaceOrder(events: ReadonlyMap<string, Held>): Generator<void, readonly (readonly [string, Held])[]> {
  const logs: [string, Held][][] = []
  let done = 0
  for (const entry of events) {
    const { log } = entry[1]
    logs[log] ??= []
    logs[log].push(entry)
    if (++done % slice === 0) yield
  }
  const all: [string, Held][] = []
  for (const log of logs) {
    if (log === undefined) continue
    log.sort(([, a], [, b]) => a.seq - b.seq)
    yield
    for (const entry of log) {
      all.push(entry)
      if (++done % slice === 0) yield
    }
  }
  return all
}

function heldOf(query: StatedQuery, { log, seq, version, from, kind: name, object }: QueriedEntry): Held | undefined {
  const kind = findKind(name)
  const at = instantAt(kind, object, query.event.at)
  if (at === undefined || !meets(kind, object, query.event.where)) return undefined
  const [by] = query.by?.of === 'event' ? valuesAt(kind, object, query.by.field) : []
  return {
    log,
    seq,
    version,
    from,
    modified: modifiedOf(object),
    at,
    by: typeof by === 'string' ? by : null,
    value: ownValue(query, object),
    due: query.value.of === 'by' ? endAt(kind, object, query.value.field) : undefined,
    keys: query.distinct.flatMap((names) => {
      const key = keyOf(
        kind,
        object,
        names.filter((name) => name !== 'party'),
      )
      return key === undefined ? [] : names.includes('party') ? `${from} ${key}` : key
    }),
  }
}

function replyOf(source: QuerySource, { object, from }: QueriedEntry, by: string | undefined): Reply | undefined {
  const kind = findKind(source.kind)
  const at = instantAt(kind, object, source.at)
  if (at === undefined || !meets(kind, object, source.where)) return undefined
  const targets = (source.about === 'object_refs' ? asRefs(object.object_refs) : valuesAt(kind, object, source.about)).filter(
    (id) => typeof id === 'string',
  )
  const [said] = by === undefined ? [] : valuesAt(kind, object, by)
  return { modified: modifiedOf(object), from, targets, at, by: typeof said === 'string' ? said : null }
}

function asRefs(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : []
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
  if (value.of === 'answered') return reply === undefined ? 0 : 1
  if (value.of === 'within') return reply !== undefined && reply.at - event.at <= value.hours * hourMs ? 1 : 0
  if (value.of === 'by') return event.due === undefined ? undefined : reply !== undefined && reply.at < event.due ? 1 : 0
  if (value.of !== 'hours' && value.of !== 'days') return event.value
  if (reply === undefined || start === undefined || reply.at < start) return undefined
  return Math.round(((reply.at - start) / (value.of === 'hours' ? hourMs : dayMs)) * 10 ** scale)
}

/** The earliest reply to each record, of one author's party or of anybody. */
function* firstOf(replies: ReadonlyMap<string, Reply>, from: string | undefined): Generator<void, Map<string, Reply>> {
  const first = new Map<string, Reply>()
  let done = 0
  for (const reply of replies.values()) {
    if (from !== undefined && reply.from !== from) continue
    for (const id of reply.targets) if (reply.at < (first.get(id)?.at ?? Number.POSITIVE_INFINITY)) first.set(id, reply)
    if (++done % slice === 0) yield
  }
  return first
}

/** The median only where the figure is one: it puts all values in order. */
function* countOf(events: readonly CountedEvent[], form: StatedQuery['form']): Generator<void, CountOf> {
  let sum = 0n
  // Small values are added as numbers, a slice at a time.
  for (let from = 0; from < events.length; from += slice) {
    let part = 0
    for (const { value } of events.slice(from, from + slice)) {
      if (part + value > Number.MAX_SAFE_INTEGER) {
        sum += BigInt(part)
        part = 0
      }
      part += value
    }
    sum += BigInt(part)
    yield
  }
  return { sum, count: events.length, median: form === 'median' ? medianOf(events) : null }
}

function medianOf(events: readonly CountedEvent[]): number | null {
  const values = Float64Array.from(events, ({ value }) => value).sort()
  const middle = values.length >> 1
  return values.length === 0 ? null : Math.round(((values[middle] as number) + (values[(values.length - 1) >> 1] as number)) / 2)
}

function groupsOf(events: readonly CountedEvent[]): QueryCount['groups'] {
  const counts = new Map<string, number>()
  for (const { by } of events) if (by !== null) counts.set(by, (counts.get(by) ?? 0) + 1)
  return [...counts].map(([by, count]) => ({ by, count })).toSorted((a, b) => b.count - a.count || (a.by < b.by ? -1 : 1))
}

function modifiedOf({ modified, created }: JsonObject): number {
  return instantOf(String(modified ?? created)) ?? 0
}
