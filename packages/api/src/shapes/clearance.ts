import { type Static, Type } from 'typebox'
import { code, count, explanation, instant, json, label, position, summary } from './parts.ts'
import { role } from './session.ts'

const maybe = <S extends Parameters<typeof Type.Union>[0][number]>(schema: S) => Type.Union([schema, Type.Null()])

export const clearanceState = Type.Union([
  Type.Literal('open'),
  Type.Literal('cleared'),
  Type.Literal('objected'),
  Type.Literal('returned'),
  Type.Literal('withdrawn'),
  Type.Literal('replaced'),
])
export type ClearanceState = Static<typeof clearanceState>

export const clearanceAct = Type.Union([
  Type.Literal('comment'),
  Type.Literal('concur'),
  Type.Literal('non_concur'),
  Type.Literal('return'),
  Type.Literal('withdraw'),
  Type.Literal('resubmit'),
])
export type ClearanceAct = Static<typeof clearanceAct>

const silence = maybe(
  Type.Object(
    { means: Type.Union([Type.Literal('clear'), Type.Literal('object')]), at: instant },
    { description: 'What silence will do by itself, and when.' },
  ),
)

/** The office that has to answer, or whose objection stands. */
const office = Type.Object({
  index: count,
  id: code,
  title: label,
  agency: code,
  role,
  openedAt: maybe(instant),
  dueAt: maybe(instant),
})

/** One document on its way through its own party. */
export const clearance = Type.Object({
  id: code,
  record: summary,
  agency: code,
  route: Type.Object({ id: code, title: label }),
  state: clearanceState,
  round: count,
  step: maybe(office),
  silence,
  late: Type.Boolean(),
  openedAt: instant,
  draftStatus: maybe(Type.String()),
  waitsForYou: Type.Boolean(),
})
export type Clearance = Static<typeof clearance>

export const clearanceList = Type.Object({ items: Type.Array(clearance) })
export type ClearanceList = Static<typeof clearanceList>

const clearanceStep = Type.Object({
  id: code,
  title: label,
  agency: code,
  role,
  silence: Type.Union([Type.Literal('clear'), Type.Literal('object'), Type.Literal('wait')]),
  state: Type.Union([
    Type.Literal('waiting'),
    Type.Literal('open'),
    Type.Literal('cleared'),
    Type.Literal('objected'),
    Type.Literal('returned'),
  ]),
  how: maybe(Type.Union([Type.Literal('person'), Type.Literal('silence')])),
  by: maybe(Type.String()),
  openedAt: maybe(instant),
  dueAt: maybe(instant),
  answeredAt: maybe(instant),
  attach: Type.Array(Type.Object({ member: code, missing: Type.Boolean() })),
})

const clearanceEvent = Type.Object({
  act: Type.Union([...clearanceAct.anyOf, Type.Literal('open'), Type.Literal('silence'), Type.Literal('replace')]),
  at: instant,
  by: maybe(Type.String()),
  round: count,
  step: maybe(count),
  words: maybe(Type.String()),
  reference: maybe(Type.String()),
  position,
})

/** The whole of it: what is to be cleared, who has said what, and what the caller may do. */
export const clearanceDetail = Type.Interface([clearance], {
  object: json,
  envelope: json,
  author: maybe(Type.String()),
  steps: Type.Array(clearanceStep),
  events: Type.Array(clearanceEvent),
  acts: Type.Array(clearanceAct, { description: 'What the caller may do now.' }),
  recipients: Type.Array(Type.Object({ partner: code, outcome: code, explanation }), {
    description: 'Where it would go, as the rules stand.',
  }),
  changes: maybe(
    Type.Object({
      since: instant,
      fields: Type.Array(
        Type.Object({ name: code, label, how: Type.Union([Type.Literal('added'), Type.Literal('changed'), Type.Literal('removed')]) }),
      ),
    }),
  ),
})
export type ClearanceDetail = Static<typeof clearanceDetail>

export const clearanceAnswer = Type.Object(
  {
    act: clearanceAct,
    round: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
    step: maybe(Type.Integer({ minimum: 0, maximum: 19 })),
    words: Type.Optional(Type.String({ maxLength: 4000 })),
    reference: Type.Optional(Type.String({ maxLength: 200 })),
  },
  { additionalProperties: false },
)
