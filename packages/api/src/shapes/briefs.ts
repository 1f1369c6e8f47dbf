import { type Static, Type } from 'typebox'
import { code, count, day, instant } from './parts.ts'

const maybe = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])
const words = Type.Record(Type.String(), Type.String(), { description: 'By language.' })

const figure = Type.Object({
  id: maybe(Type.String({ description: 'Its record; null where it was added up from a published series.' })),
  from: code,
  at: instant,
  span: maybe(Type.Object({ low: Type.Number(), high: Type.Number() })),
  notAvailable: maybe(code),
  unit: Type.String(),
  start: day,
  end: day,
  level: code,
  confirmedBy: Type.Array(Type.String()),
  disputedBy: Type.Array(Type.String()),
  isRevision: Type.Boolean(),
})
export type BriefFigureShape = Static<typeof figure>

const linePart = {
  code,
  party: maybe(code),
  parties: Type.Array(code, { description: 'All of whom the same is said; `party` is the first.' }),
  lastDay: maybe(day),
  days: maybe(Type.Integer({ description: 'Days since the last day; negative while it is to come.' })),
  mark: maybe(Type.Union([Type.Literal('confirmed'), Type.Literal('disputed'), Type.Literal('claimed'), Type.Literal('agreed')])),
  by: Type.Array(Type.String()),
  records: Type.Array(Type.String()),
  more: maybe(Type.String()),
  figure: maybe(figure),
}

/** One line of a brief: what it says is in the record that it opens, or computed from the records that it names. */
export const briefLine = Type.Object({
  id: Type.String({ description: 'The record that the line opens.' }),
  kind: code,
  ...linePart,
  words,
  quoted: Type.Boolean({ description: 'The words call somebody guilty: they are said in quotation only.' }),
  isNew: Type.Boolean(),
  tlp: code,
  also: Type.Array(Type.Object(linePart), { description: 'What else is said of the same record, as of the part of another party.' }),
})
export type BriefLineShape = Static<typeof briefLine>
export type BriefPartShape = BriefLineShape['also'][number]
const lines = Type.Array(briefLine)

const counted = Type.Array(Type.Object({ code, count }))
const asked = Type.Array(
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
)
const holders = Type.Array(code, {
  description: 'Where the own agency holds nothing of the programme: the agencies of the own party that do.',
})

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
  figures: Type.Array(
    Type.Object({
      id: Type.String({ description: 'The card of the indicator.' }),
      code: maybe(code),
      words,
      unit: Type.String(),
      level: maybe(code),
      tlp: code,
      sides: Type.Array(Type.Object({ party: code, standing: maybe(code), own: Type.Array(figure), rivals: Type.Array(figure) })),
    }),
    { description: 'Every indicator with a figure: what each side says now and what others hold against it.' },
  ),
  asked,
  holders,
})
export type MinisterialShape = Static<typeof ministerialShape>

export const deltaShape = Type.Object({ ...frame, ...delta.properties, asked, holders })
export type DeltaShape = Static<typeof deltaShape>

const followUp = Type.Object({
  id: Type.String(),
  kind: code,
  words,
  of: Type.Array(code, { description: 'Whose part it is: several where the same is said of each.' }),
  last: Type.Object({ code, at: instant, by: code, record: Type.String() }),
  next: Type.Object({ code, by: Type.Array(code), words: maybe(Type.String()) }),
  lastDay: maybe(day),
  days: maybe(Type.Integer()),
  silentDays: count,
  tlp: code,
})
export const followUpShape = Type.Object({ ...frame, items: Type.Array(followUp), holders })
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

const stretch = { from: day, to: day, tlp: maybe(code) }

export const reciprocityShape = Type.Object({
  ...frame,
  ...stretch,
  rows: asked,
})
export type ReciprocityShape = Static<typeof reciprocityShape>

const safeCount = maybe(Type.Integer({ minimum: 0, description: 'Null where it is withheld.' }))
const place = Type.Object({ code, name: Type.String(), state: words })

export const communityShape = Type.Object({
  ...frame,
  ...stretch,
  pairs: Type.Array(Type.Object({ code, mx: place, us: place })),
  checked: Type.Object({ on: day, how: words }, { description: 'When and against what the codes of the pairs were compared.' }),
  tables: Type.Array(
    Type.Object({
      kind: code,
      rows: Type.Array(Type.Object({ code, counts: Type.Array(safeCount) })),
      total: Type.Array(safeCount),
    }),
  ),
})
export type CommunityShape = Static<typeof communityShape>
