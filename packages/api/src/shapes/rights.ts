import { type Static, Type } from 'typebox'
import { code, count, instant, summary } from './parts.ts'

const maybe = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])
const text = Type.String()

/** One rights flag. Of a compartment that is not the reader's the words are empty, and `record` is null. */
export const rightsFlag = Type.Object({
  record: maybe(summary),
  agency: code,
  state: Type.Union([Type.Literal('open'), Type.Literal('go'), Type.Literal('stop')]),
  raisedAt: instant,
  raisedBy: maybe(text),
  dueAt: maybe(instant),
  answeredAt: maybe(instant),
  answeredBy: maybe(text),
  fears: Type.Array(code),
  channel: maybe(code),
  content: text,
  answer: maybe(code),
  assurance: maybe(text),
  reason: maybe(text),
  about: Type.Array(summary),
})
export type RightsFlagShape = Static<typeof rightsFlag>

export const rightsFlags = Type.Object({
  items: Type.Array(rightsFlag),
  waiting: Type.Array(Type.Object({ partner: code, count }), {
    description: 'How many records wait for an answer, or stay because of one, by partner.',
  }),
  asOf: instant,
})
export type RightsFlags = Static<typeof rightsFlags>

/** The flags that name a record, or the flag that it is, and whether it waits, for whichever flag on it or on what it refers to. */
export const recordRights = Type.Object({
  paused: maybe(Type.Union([Type.Literal('rights_flag'), Type.Literal('rights_stop')])),
  items: Type.Array(rightsFlag),
  asOf: instant,
})
export type RecordRights = Static<typeof recordRights>

export const rightsAnswer = Type.Object(
  {
    answer: Type.Union([Type.Literal('go_on'), Type.Literal('go_on_with_assurance'), Type.Literal('stop')]),
    reason: Type.String({ minLength: 1, maxLength: 2000, pattern: '\\S' }),
    assurance: Type.Optional(Type.String({ minLength: 1, maxLength: 2000, pattern: '\\S' })),
  },
  { additionalProperties: false },
)
