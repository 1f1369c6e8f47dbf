import { type Static, Type } from 'typebox'

/** Shapes that several routes share. Responses gain members over time, so readers ignore what they do not know. */

export const instant = Type.String({ format: 'date-time', description: 'RFC 3339 instant in UTC' })
export const day = Type.String({ format: 'date' })
/** The limit of a clock that the law counts in days. */
export const lastDay = Type.Union([day, Type.Null()], {
  description: 'The last day that still counts; null where the law counts hours, whose limit is `dueAt`.',
})
export const count = Type.Integer({ minimum: 0 })
export const code = Type.String({ minLength: 1, maxLength: 250 })
/** One of the two logs each way between two parties: what must not wait has its own. */
export const lane = Type.Union([Type.Literal('routine'), Type.Literal('flash')])
export const base64 = Type.String({ contentEncoding: 'base64' })
export const base64url = Type.String({ contentEncoding: 'base64url' })
export const json = Type.Record(Type.String(), Type.Unknown())

/** A text in each language of the node; Spanish and English are always there, other locales may be. */
export const label = Type.Object({ es: Type.String(), en: Type.String() })
export type Label = Static<typeof label>

/** A reason that can be said in any language: a message key and what fills it. */
export const explanation = Type.Object({
  code,
  values: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
})
export type Explanation = Static<typeof explanation>

/** Where an entry lies: a log's origin and the index of its leaf. */
export const position = Type.Object({ origin: Type.String(), seq: count })
export type Position = Static<typeof position>

export const direction = Type.Union([Type.Literal('received'), Type.Literal('sent')])

export const workState = Type.Union([
  Type.Literal('new'),
  Type.Literal('received'),
  Type.Literal('acknowledged'),
  Type.Literal('acting'),
  Type.Literal('cannot_act'),
  Type.Literal('outcome'),
])
export type WorkState = Static<typeof workState>

/** One record as lists show it. `seq` is its place in the node's journal: the total order and the paging cursor. */
export const summary = Type.Object({
  id: Type.String(),
  kind: Type.String(),
  title: Type.String(),
  modified: instant,
  addedAt: instant,
  seq: count,
  from: code,
  agency: code,
  tlp: code,
  state: Type.Optional(Type.String()),
  personal: Type.Boolean(),
  flags: Type.Array(Type.String()),
  changed: Type.Optional(Type.Boolean({ description: 'The caller has opened this record, and it has a later version since.' })),
})
export type Summary = Static<typeof summary>

export const cursor = Type.String({ minLength: 1, maxLength: 200 })
export const limit = Type.Integer({ minimum: 1, maximum: 200, default: 50 })
export const next = Type.Union([cursor, Type.Null()])
export const reason = Type.String({ minLength: 1, maxLength: 2000, pattern: '\\S' })

/** The id of a STIX object: a type name, two hyphens and a UUID. */
export const recordId = Type.String({ minLength: 1, maxLength: 300 })

/** Why a record is shown to nobody here. */
export const hiddenBecause = Type.Object({
  because: Type.Union([Type.Literal('recalled'), Type.Literal('source_recalled')]),
  recall: code,
  by: code,
  reason: code,
  at: instant,
})
export type HiddenBecause = Static<typeof hiddenBecause>
