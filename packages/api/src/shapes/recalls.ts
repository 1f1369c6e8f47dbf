import { type Static, Type } from 'typebox'
import { code, count, instant, position, reason, recordId, summary } from './parts.ts'
import { erased } from './records.ts'

const maybe = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])

/** Why a record is taken back; a closed list, so that it can be said in every language. `revoked` comes with a revoked version alone. */
export const recallReason = Type.Union([
  Type.Literal('wrong_facts'),
  Type.Literal('wrong_person'),
  Type.Literal('released_by_mistake'),
  Type.Literal('source_at_risk'),
  Type.Literal('court_order'),
  Type.Literal('rights_of_person'),
  Type.Literal('retention_over'),
  Type.Literal('superseded'),
  Type.Literal('other'),
])

export const recallRequest = Type.Object(
  {
    reason: recallReason,
    words: Type.Optional(Type.String({ maxLength: 1000, description: 'Told to the partner with the recall.' })),
    partners: Type.Optional(Type.Array(code, { minItems: 1, maxItems: 50, uniqueItems: true, description: 'Absent: all that got it.' })),
    purgeBy: Type.Optional(
      Type.String({ format: 'date-time', description: 'When copies are to be gone; in 72 hours when left out, at most a year ahead.' }),
    ),
  },
  { additionalProperties: false },
)
export type RecallRequest = Static<typeof recallRequest>

export const recalled = Type.Object({ position, partners: Type.Array(code) })
export type Recalled = Static<typeof recalled>

/** How far a recall has come: each later state includes those before it. */
export const recallState = Type.Union([
  Type.Literal('told'),
  Type.Literal('received'),
  Type.Literal('refused'),
  Type.Literal('hidden'),
  Type.Literal('held'),
  Type.Literal('objected'),
  Type.Literal('purged'),
  Type.Literal('already_erased'),
  Type.Literal('never_received'),
  Type.Literal('never_readable'),
  Type.Literal('withdrawn'),
  Type.Literal('replaced'),
])

/** A party that a holder passed a recall on to, as that holder reports it in its signed log. */
export const recallBranch = Type.Object({
  party: code,
  via: Type.Array(code, { description: 'Through whom the holder knows of it, nearest first; empty: it told it itself.' }),
  state: Type.Union([...recallState.anyOf, Type.Literal('not_told'), Type.Literal('unreached')]),
  overdue: Type.Boolean(),
  purgeBy: instant,
  toldAt: maybe(instant),
  receivedAt: maybe(instant),
  hiddenAt: maybe(instant),
  answeredAt: maybe(instant),
  purgedVersions: Type.Integer({ minimum: 0 }),
  answerPosition: maybe(position),
})
export type RecallBranch = Static<typeof recallBranch>

/** A recall between us and one partner: who was told, who received, hid, purged or objected, and what proves it. */
export const recall = Type.Object({
  id: code,
  direction: Type.Union([Type.Literal('sent'), Type.Literal('received')]),
  partner: code,
  agency: code,
  kind: code,
  record: maybe(Type.Object({ id: recordId }, { description: 'Null for who may not read records.' })),
  reason: code,
  words: maybe(Type.String()),
  by: maybe(Type.String()),
  state: recallState,
  overdue: Type.Boolean({ description: 'The deadline is over and the copies are not said to be gone.' }),
  purgeBy: instant,
  toldAt: instant,
  receivedAt: maybe(instant),
  hiddenAt: maybe(instant),
  refusedFor: maybe(code),
  answeredAt: maybe(instant),
  answerWords: maybe(Type.String()),
  purgedVersions: maybe(count),
  derived: Type.Integer({ minimum: 0, description: 'Records derived from it that the holder hides too.' }),
  position,
  answerPosition: maybe(position),
  countersignedAt: maybe(instant),
  endedAt: maybe(instant),
  author: maybe(Type.String({ description: 'Whose recall this passes on; null: the sender speaks for itself.' })),
  authorWord: maybe(
    Type.Union([Type.Literal('checked'), Type.Literal('author_unknown'), Type.Literal('not_shown'), Type.Literal('invalid')], {
      description: 'What the word of that author is worth that came with it.',
    }),
  ),
  passedOn: Type.Array(recallBranch, { description: 'To whom it was passed on: as the holder reports it, or as we know it ourselves.' }),
  treePosition: maybe(position),
})
export type Recall = Static<typeof recall>

export const recallList = Type.Object({ items: Type.Array(recall) })
export type RecallList = Static<typeof recallList>

/** A record that may hold words of one that was taken back: no machine can say that it does. */
const likely = Type.Object({
  record: summary,
  identifiers: Type.Integer({ minimum: 0, description: 'Identifiers that both name.' }),
  words: Type.Integer({ minimum: 0, description: 'Rare words that both have.' }),
})

export const recallDetail = Type.Interface([recall], {
  hold: Type.Boolean({ description: 'A legal hold stands on the record.' }),
  derivedRecords: Type.Array(Type.Object({ id: recordId, kind: code, from: code, agency: code, addedAt: instant })),
  likely: Type.Array(likely, { description: 'Where its words may have been copied by hand; likeliest first.' }),
})
export type RecallDetail = Static<typeof recallDetail>

export const recallAnswer = Type.Object(
  {
    act: Type.Union([Type.Literal('purge'), Type.Literal('object')]),
    reason: Type.String({ minLength: 1, maxLength: 1000, pattern: '\\S' }),
  },
  { additionalProperties: false },
)
export const recallAnswered = Type.Interface([Type.Object({ position })], { waits: erased.properties.waits })
export type RecallAnswered = Static<typeof recallAnswered>

export const recallWithdrawal = Type.Object({ words: Type.String({ maxLength: 1000 }) }, { additionalProperties: false })
export const recallRestore = Type.Object({ record: recordId, reason }, { additionalProperties: false })

/** What both sides said about a record by machine, its recalls, and whether the law keeps it. */
export const recordAnswers = Type.Object({
  receipts: Type.Array(
    Type.Object({
      partner: code,
      direction: Type.Union([Type.Literal('from_them'), Type.Literal('from_us')]),
      version: count,
      what: code,
      reason: maybe(code),
      count: maybe(count),
      at: instant,
    }),
  ),
  recalls: Type.Array(recall),
  sentTo: Type.Array(code, { description: 'Partners that got a copy and from whom it is not taken back.' }),
  hold: maybe(Type.Object({ by: Type.String(), at: instant, reason: maybe(Type.String()), waits: Type.Boolean() })),
})
export type RecordAnswers = Static<typeof recordAnswers>
