import type { Json, JsonObject } from '@enlace/core'
import { kinds } from '../kinds/index.ts'
import { readField } from '../present-fields.ts'
import { titleOf } from '../record-facts.ts'
import type { CountDefinition } from './read-count.ts'

/** One record that is counted. `measure` is undefined where it does not say; a day may be a month or a year. */
export type CountedItem = {
  readonly id: string
  readonly title: string
  readonly day: string | undefined
  readonly measure: number | undefined
}

/**
 * Why nothing can be said: `subject_unknown` the claim names no record, or it is not among those held; `no_measure` and `no_day` some of them do not say how
 * much or when; `order_unknown` two days overlap; `nothing_to_compare` it is the only one held; `too_few` fewer are held than the claim counts; `too_many` more
 * are held than are counted at once.
 */
export type NotComputed = 'subject_unknown' | 'no_measure' | 'no_day' | 'order_unknown' | 'nothing_to_compare' | 'too_few' | 'too_many'

export type Recount = {
  readonly verdict: 'holds' | 'does_not_hold' | 'cannot_be_computed'
  /** The place that the record has among those held; undefined where it cannot be said. */
  readonly rank: number | undefined
  readonly missing: readonly { readonly why: NotComputed; readonly count: number }[]
  /** What was counted, in the order of the count. */
  readonly items: readonly CountedItem[]
}

/** Whether an object is counted by a definition, and as what; undefined where it is not. */
export function countedItem(definition: CountDefinition, object: JsonObject): CountedItem | undefined {
  const kind = kinds.get(definition.kind)
  if (kind === undefined || typeof object.id !== 'string') return undefined
  const fits = definition.where.every(({ field, value }) => holds(readField(kind, object, field), value))
  const said = readField(kind, object, definition.day)
  const day = typeof said === 'string' ? said.slice(0, 10) : undefined
  // A month that overlaps the first or last day may lie on either side: it stays, and the order says whether that matters.
  const early = definition.from !== undefined && day !== undefined && day < definition.from.slice(0, day.length)
  const late = definition.until !== undefined && day !== undefined && day.slice(0, definition.until.length) > definition.until
  if (!fits || early || late) return undefined
  const measured = definition.measure === undefined ? undefined : readField(kind, object, definition.measure)
  const measure = Array.isArray(measured) ? measured.length : typeof measured === 'number' ? measured : undefined
  return { id: object.id, title: titleOf(kind, object), day, measure }
}

function holds(value: Json | undefined, wanted: string): boolean {
  return Array.isArray(value) ? (value as readonly Json[]).some((one) => one === wanted) : value === wanted || String(value) === wanted
}

/**
 * Counts again what a claim counted, from the records that are held: whether the place that it gives its record holds, and the list behind the answer. What
 * is not held is never taken to be nothing. Pure; `more`: there are records that were not looked at.
 */
export function recount(definition: CountDefinition, items: readonly CountedItem[], more = false): Recount {
  const { order, rank: claimed, subject: id } = definition
  const sorted = items.toSorted(
    (a, b) => (order === 'in_time' ? byDay(a, b) : order === 'largest' ? byMeasure(b, a) : byMeasure(a, b)) || byDay(a, b),
  )
  const subject = sorted.find((one) => one.id === id)
  const others = sorted.filter((one) => one.id !== id)
  const without = (name: 'measure' | 'day') => sorted.filter((one) => one[name] === undefined).length
  const missing: [NotComputed, number][] = [
    ['too_many', more ? 1 : 0],
    ['subject_unknown', subject === undefined ? 1 : 0],
    order === 'in_time' ? ['no_day', without('day')] : ['no_measure', without('measure')],
    ['nothing_to_compare', order !== 'in_time' && subject !== undefined && others.length === 0 ? 1 : 0],
    ['order_unknown', order === 'in_time' && subject !== undefined ? others.filter((one) => overlaps(one.day, subject.day)).length : 0],
  ]
  const before = subject === undefined ? 0 : others.filter((one) => isBefore(one, subject, order)).length
  const tied = subject !== undefined && order !== 'in_time' && others.some((one) => one.measure === subject.measure)
  const known = missing.every(([, count]) => count === 0)
  const rank = known ? before + 1 : undefined
  const tooFew = rank !== undefined && rank < claimed && (order === 'in_time' || sorted.length < claimed) ? claimed - rank : 0
  const told = [...missing, ['too_few', tooFew] as const].flatMap(([why, count]) => (count > 0 ? [{ why, count }] : []))
  if (told.length > 0) return { verdict: 'cannot_be_computed', rank, missing: told, items: sorted }
  return { verdict: rank === claimed && !tied ? 'holds' : 'does_not_hold', rank, missing: [], items: sorted }
}

function isBefore(one: CountedItem, subject: CountedItem, order: CountDefinition['order']): boolean {
  if (order === 'in_time') return (one.day ?? '') < (subject.day ?? '')
  const [a, b] = [one.measure ?? 0, subject.measure ?? 0]
  return order === 'largest' ? a > b : a < b
}

// Of a month and a day in it nobody knows which came first; of the same day neither.
function overlaps(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && (a.startsWith(b) || b.startsWith(a))
}

function byMeasure(a: CountedItem, b: CountedItem): number {
  return (a.measure ?? 0) - (b.measure ?? 0)
}

function byDay(a: CountedItem, b: CountedItem): number {
  const [one, other] = [a.day ?? '', b.day ?? '']
  return one < other ? -1 : one > other ? 1 : a.id < b.id ? -1 : 1
}
