import { type Static, Type } from 'typebox'
import { code, count, day, instant } from './parts.ts'

const maybe = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])
const words = Type.Record(Type.String(), Type.String(), { description: 'By language.' })

/** One line of a brief: what it says is in the record that it opens, or computed from the records that it names. */
export const briefLine = Type.Object({
  id: Type.String({ description: 'The record that the line opens.' }),
  kind: code,
  code,
  words,
  quoted: Type.Boolean({ description: 'The words call somebody guilty: they are said in quotation only.' }),
  party: maybe(code),
  lastDay: maybe(day),
  days: maybe(Type.Integer({ description: 'Days since the last day; negative while it is to come.' })),
  mark: maybe(Type.Union([Type.Literal('confirmed'), Type.Literal('disputed'), Type.Literal('claimed'), Type.Literal('agreed')])),
  by: Type.Array(Type.String()),
  records: Type.Array(Type.String()),
  more: maybe(Type.String()),
  isNew: Type.Boolean(),
  tlp: code,
})
export type BriefLineShape = Static<typeof briefLine>
const lines = Type.Array(briefLine)

const delta = Type.Object({ since: day, groups: Type.Array(Type.Object({ group: code, lines })) })

const frame = {
  party: code,
  parties: Type.Array(code),
  on: day,
  more: Type.Boolean({ description: 'There are more records than were read.' }),
}

export const ministerialShape = Type.Object({
  ...frame,
  since: day,
  boxes: Type.Object({ progress: lines, pending: lines, expectations: lines, future: lines }),
  owes: Type.Array(Type.Object({ party: code, late: lines, open: count, verified: count, disputed: count })),
  disputes: lines,
  sayable: Type.Object({ lines, kept: Type.Object({ marking: count, wording: count }) }),
  delta,
})
export type MinisterialShape = Static<typeof ministerialShape>

export const deltaShape = Type.Object({ ...frame, ...delta.properties })
export type DeltaShape = Static<typeof deltaShape>

const followUp = Type.Object({
  id: Type.String(),
  kind: code,
  words,
  of: maybe(code),
  last: Type.Object({ code, at: instant, by: code, record: Type.String() }),
  next: Type.Object({ code, by: Type.Array(code), words: maybe(Type.String()) }),
  lastDay: maybe(day),
  days: maybe(Type.Integer()),
  silentDays: count,
  tlp: code,
})
export const followUpShape = Type.Object({ ...frame, items: Type.Array(followUp) })
export type FollowUpShape = Static<typeof followUpShape>

const word = Type.Object({ id: Type.String(), from: code, at: instant, says: code, words: Type.String(), counts: Type.Boolean() })
const warning = Type.Array(code)

export const registerShape = Type.Object({
  ...frame,
  expectations: Type.Array(
    Type.Object({
      id: Type.String(),
      from: code,
      of: code,
      words,
      status: code,
      ground: maybe(code),
      lastDay: maybe(day),
      overdue: Type.Boolean(),
      commitments: Type.Array(Type.String()),
      answers: Type.Array(word),
      warnings: warning,
    }),
  ),
  issues: Type.Array(
    Type.Object({
      id: Type.String(),
      from: code,
      at: instant,
      words,
      since: maybe(Type.String({ description: 'A day, a month or a year.' })),
      status: code,
      seenBy: Type.Array(code),
      askedBy: maybe(code),
      workstream: maybe(code),
      commitments: Type.Array(Type.String()),
      steps: Type.Array(word),
      warnings: warning,
    }),
  ),
})
export type RegisterShape = Static<typeof registerShape>

const finding = Type.Object({
  number: Type.String(),
  words,
  recommendation: words,
  parts: Type.Array(
    Type.Object({
      party: code,
      status: code,
      said: maybe(Type.String()),
      next: maybe(Type.String()),
      lastDay: maybe(day),
      overdue: Type.Boolean(),
    }),
  ),
  responses: Type.Array(word),
})

export const evaluationShape = Type.Object({
  ...frame,
  id: Type.String(),
  title: Type.String(),
  from: code,
  question: words,
  method: words,
  evaluator: Type.String(),
  standing: maybe(code),
  limits: maybe(Type.String()),
  period: Type.Object({ from: maybe(Type.String()), to: maybe(Type.String()) }),
  publishedOn: maybe(Type.String()),
  address: maybe(Type.String()),
  findings: Type.Array(finding),
  warnings: warning,
  tlp: code,
})
export type EvaluationShape = Static<typeof evaluationShape>

export const evaluationListShape = Type.Object({
  ...frame,
  items: Type.Array(
    Type.Object({
      id: Type.String(),
      title: Type.String(),
      evaluator: Type.String(),
      question: words,
      findings: count,
      open: count,
      overdue: count,
      verified: count,
    }),
  ),
})
export type EvaluationListShape = Static<typeof evaluationListShape>

const counted = Type.Array(Type.Object({ code, count }))
const stretch = { from: day, to: day }

export const reciprocityShape = Type.Object({
  ...frame,
  ...stretch,
  rows: Type.Array(
    Type.Object({
      what: code,
      sides: Type.Array(
        Type.Object({
          party: code,
          asked: count,
          answered: count,
          refused: count,
          open: count,
          grounds: counted,
          hours: maybe(Type.Object({ p50: Type.Number(), p95: Type.Number(), of: count })),
          verdicts: counted,
        }),
        { description: 'Every party, whether it asked anything or not.' },
      ),
    }),
  ),
})
export type ReciprocityShape = Static<typeof reciprocityShape>

const safeCount = maybe(Type.Integer({ minimum: 0, description: 'Null where it is withheld.' }))
const place = Type.Object({ code, name: Type.String(), state: Type.String() })

export const communityShape = Type.Object({
  ...frame,
  ...stretch,
  pairs: Type.Array(Type.Object({ code, mx: place, us: place })),
  tables: Type.Array(
    Type.Object({
      kind: code,
      rows: Type.Array(Type.Object({ code, counts: Type.Array(safeCount) })),
      total: Type.Array(safeCount),
    }),
  ),
})
export type CommunityShape = Static<typeof communityShape>
