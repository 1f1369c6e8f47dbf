import { accept, isJsonObject, type Json, type JsonObject, parseJson, type Result, refuse } from '@enlace/core'
import { findKind } from '../kinds/index.ts'

/** Words in both languages. */
type Words = { readonly en: string; readonly es: string }

/** A field holds one of these values; a dotted name looks into a group or into every item of a list of groups. */
export type QueryCondition = { readonly field: string; readonly is: readonly string[] }

/**
 * Records of a kind that meet every condition, and the field that says when: a day, an instant, or `created`. Of an answer also the field that names what it answers, and whether only
 * the word of the other party than the event's author counts.
 */
export type QuerySource = {
  readonly kind: string
  readonly where: readonly QueryCondition[]
  readonly at: string
  readonly about: string
  readonly from: 'anybody' | 'other'
}

/**
 * What an event is worth. `one`: itself. `answered`: whether there is an answer. `hours`, `days`: from its start to its answer. `within`: whether the answer came in so many hours. `by`: whether it came by
 * the day in a field of the event. `filled`: whether a field says anything. `every`: whether every item of a list has one of these values in a member. `quantity`: the sum over the
 * items of a list that meet conditions, of a member that holds a number or a quantity, converted to the unit.
 */
export type QueryValue =
  | { readonly of: 'one' }
  | { readonly of: 'hours' | 'days' | 'answered' }
  | { readonly of: 'within'; readonly hours: number }
  | { readonly of: 'by'; readonly field: string }
  | { readonly of: 'filled'; readonly field: string }
  | { readonly of: 'every'; readonly list: string; readonly member: string; readonly is: readonly string[] }
  | { readonly of: 'quantity'; readonly list: string; readonly member: string; readonly where: readonly QueryCondition[] }

export type QueryForm = 'count' | 'sum' | 'share' | 'mean' | 'median'

/** A stated query: in words what it counts and what it leaves out, and in data how (docs/formats/results.md). */
export type StatedQuery = {
  readonly id: string
  readonly version: number
  readonly title: Words
  readonly counts: Words
  readonly limits: Words
  readonly form: QueryForm
  readonly unit: string
  /** How many digits of a value stand behind the point. */
  readonly scale: number
  readonly event: QuerySource
  /** The earliest record that refers to the event and meets this. */
  readonly answer: QuerySource | null
  /** The earliest record that refers to the event and meets this is where its time begins; null: the event itself. */
  readonly start: QuerySource | null
  readonly value: QueryValue
  /** Whose value an event is: its author's party or the other one. */
  readonly per: 'author' | 'other'
  readonly by: { readonly of: 'event' | 'answer'; readonly field: string } | null
  /** Sets of fields: two events that agree in every field of one set are one. `:day` after a name cuts an instant to its day; `party` is the author's. */
  readonly distinct: readonly (readonly string[])[]
  /** What its hash is made of: the file as canonical JSON would have it. */
  readonly json: JsonObject
}

/** Kinds that a query reads. */
export function kindsOfQuery({ event, answer, start }: StatedQuery): readonly string[] {
  return [...new Set([event.kind, ...(answer === null ? [] : [answer.kind]), ...(start === null ? [] : [start.kind])])]
}

/** Reads a query file; refuses `query_malformed` with the member that is wrong. */
export function parseStatedQuery(bytes: Uint8Array): Result<StatedQuery, 'query_malformed'> {
  const parsed = parseJson(bytes, { maxBytes: 65_536, maxDepth: 8 })
  const json = parsed.ok ? parsed.value.value : undefined
  if (!isJsonObject(json)) return refuse('query_malformed', { field: '' })
  const { id, version, unit, scale, form, per } = json
  const wrong = (field: string): Result<never, 'query_malformed'> => refuse('query_malformed', { field })
  if (typeof id !== 'string' || !/^[a-z0-9-]{1,64}$/.test(id)) return wrong('id')
  if (typeof version !== 'number' || !Number.isSafeInteger(version) || version < 1) return wrong('version')
  if (typeof unit !== 'string' || unit === '') return wrong('unit')
  if (typeof scale !== 'number' || !Number.isInteger(scale) || scale < 0 || scale > 9) return wrong('scale')
  if (form !== 'count' && form !== 'sum' && form !== 'share' && form !== 'mean' && form !== 'median') return wrong('form')
  if (per !== 'author' && per !== 'other') return wrong('per')
  const [title, counts, limits] = [wordsOf(json.title), wordsOf(json.counts), wordsOf(json.limits)]
  if (title === undefined || counts === undefined || limits === undefined) return wrong('words')
  const event = sourceOf(json.event)
  if (event == null) return wrong('event')
  const [answer, start] = [sourceOf(json.answer ?? null), sourceOf(json.start ?? null)]
  if (answer === undefined || start === undefined) return wrong('answer')
  const value = worthOf(json.value)
  if (value === undefined || (needsAnswer(value) && answer === null)) return wrong('value')
  const by = json.by === undefined ? null : byOf(json.by)
  if (by === undefined) return wrong('by')
  const distinct = json.distinct === undefined ? [] : distinctOf(json.distinct)
  if (distinct === undefined) return wrong('distinct')
  return accept({ id, version, title, counts, limits, form, unit, scale, event, answer, start, value, per, by, distinct, json })
}

function needsAnswer({ of }: QueryValue): boolean {
  return of === 'hours' || of === 'days' || of === 'within' || of === 'by' || of === 'answered'
}

function wordsOf(value: Json | undefined): Words | undefined {
  if (!isJsonObject(value)) return undefined
  const { en, es } = value
  return typeof en === 'string' && en !== '' && typeof es === 'string' && es !== '' ? { en, es } : undefined
}

function sourceOf(value: Json | undefined): QuerySource | null | undefined {
  if (value === null) return null
  if (!isJsonObject(value)) return undefined
  const { kind, at = 'created', about = 'object_refs', from = 'anybody' } = value
  const where = conditionsOf(value.where ?? [])
  if (typeof kind !== 'string' || findKind(kind) === undefined || typeof at !== 'string' || where === undefined) return undefined
  if (typeof about !== 'string' || (from !== 'anybody' && from !== 'other')) return undefined
  return { kind, where, at, about, from }
}

function conditionsOf(value: Json): readonly QueryCondition[] | undefined {
  if (!Array.isArray(value)) return undefined
  const conditions = value.map((one) => {
    const is = isJsonObject(one) ? textsOf(one.is) : undefined
    return isJsonObject(one) && typeof one.field === 'string' && is !== undefined ? { field: one.field, is } : undefined
  })
  return conditions.every((one) => one !== undefined) ? conditions : undefined
}

function worthOf(value: Json | undefined): QueryValue | undefined {
  if (!isJsonObject(value)) return undefined
  const { of, hours, field, list, member } = value
  if (of === 'one' || of === 'hours' || of === 'days' || of === 'answered') return { of }
  if (of === 'within') return typeof hours === 'number' && hours > 0 ? { of, hours } : undefined
  if (of === 'by' || of === 'filled') return typeof field === 'string' ? { of, field } : undefined
  if (typeof list !== 'string' || typeof member !== 'string') return undefined
  const [is, where] = [textsOf(value.is), conditionsOf(value.where ?? [])]
  if (of === 'every') return is === undefined ? undefined : { of, list, member, is }
  return of === 'quantity' && where !== undefined ? { of, list, member, where } : undefined
}

function byOf(value: Json): StatedQuery['by'] | undefined {
  if (!isJsonObject(value) || (value.of !== 'event' && value.of !== 'answer') || typeof value.field !== 'string') return undefined
  return { of: value.of, field: value.field }
}

function distinctOf(value: Json): readonly (readonly string[])[] | undefined {
  if (!Array.isArray(value)) return undefined
  const sets = value.map(textsOf)
  return sets.every((one) => one !== undefined) ? sets : undefined
}

function textsOf(value: Json | undefined): readonly string[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined
  return value.every((one) => typeof one === 'string') ? (value as readonly string[]) : undefined
}
