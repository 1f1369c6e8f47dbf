import { type Static, Type } from 'typebox'
import { code, count, day, instant, label, summary } from './parts.ts'

const maybe = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])
const figure = Type.String({ description: 'As people write it, with a point.' })

/** A stated query as readers see it. */
export const statedQuery = Type.Object({
  id: code,
  version: count,
  title: label,
  counts: label,
  limits: label,
  form: Type.Union([Type.Literal('count'), Type.Literal('sum'), Type.Literal('share'), Type.Literal('mean'), Type.Literal('median')]),
  unit: Type.String(),
  scale: count,
  card: Type.String({ description: 'SHA-256 of the query, as a seal names it.' }),
})
export type StatedQueryShape = Static<typeof statedQuery>

/** What a count came to. */
export const countResult = Type.Object({
  figure: maybe(figure),
  sum: Type.String(),
  count,
  parties: Type.Array(Type.Object({ party: code, figure: maybe(figure), count })),
  groups: Type.Array(Type.Object({ by: Type.String(), count })),
  doubles: Type.Array(Type.Object({ kept: Type.String(), left: Type.String() })),
  without: count,
  unreadable: count,
})

export const recountResult = Type.Object({
  agrees: Type.Boolean(),
  figure: maybe(figure),
  sum: Type.String(),
  count,
  unreadable: count,
  difference: maybe(Type.Object({ origin: Type.String(), seq: count, theirs: maybe(count), ours: maybe(count), record: maybe(summary) })),
})

/** A count that runs or is over. */
export const countJob = Type.Object({
  job: Type.String(),
  state: Type.Union([Type.Literal('running'), Type.Literal('done'), Type.Literal('failed')]),
  done: count,
  of: count,
  counted: maybe(countResult),
  /** Every query, where all were counted in one pass. */
  all: maybe(Type.Array(Type.Object({ query: code, title: label, unit: Type.String(), counted: countResult }))),
  recounted: maybe(recountResult),
  /** Record that was written, of a seal or a signature. */
  written: maybe(Type.String()),
  fault: maybe(Type.String({ description: 'Code of what went wrong.' })),
  faultWords: maybe(Type.String()),
})
export type CountJob = Static<typeof countJob>

export const evidenceLevel = Type.Union([
  Type.Literal('asserted'),
  Type.Literal('referenced'),
  Type.Literal('sealed'),
  Type.Literal('confirmed'),
  Type.Literal('independent'),
  Type.Literal('disputed'),
])

const contestState = Type.Object({
  id: Type.String(),
  of: Type.String(),
  from: code,
  reason: code,
  openedAt: instant,
  days: count,
  standing: Type.Union([Type.Literal('running'), Type.Literal('ended')]),
  endedBy: maybe(Type.Union([Type.Literal('both'), Type.Literal('time')])),
  endsAt: instant,
  endedAt: maybe(instant),
  positions: Type.Array(Type.Object({ party: code, id: Type.String(), figure: maybe(figure), words: Type.String() })),
  core: maybe(Type.Object({ id: Type.String(), by: code, figure: maybe(figure), words: Type.String() })),
  proposed: Type.Array(Type.Object({ id: Type.String(), by: code, figure: maybe(figure), words: Type.String() })),
  dissents: Type.Array(Type.Object({ party: code, id: Type.String(), figure: maybe(figure), words: Type.String() })),
  closedBy: Type.Array(code),
  warnings: Type.Array(Type.Object({ code, of: Type.Array(Type.String()) })),
})
export type ContestShape = Static<typeof contestState>

const judgement = Type.Object({
  id: Type.String(),
  from: code,
  at: instant,
  of: Type.String(),
  says: Type.Union([Type.Literal('confirms'), Type.Literal('disputes')]),
  reason: maybe(code),
  figure: maybe(figure),
  body: maybe(Type.String()),
  number: maybe(Type.String()),
  how: maybe(Type.String()),
  words: Type.String(),
})

/** How well a value is founded, and every word about it. */
export const evidenceOfValue = Type.Object({
  level: evidenceLevel,
  code: Type.String({ description: 'L0 to L4, or Lx.' }),
  sealedBy: Type.Array(code),
  confirmedBy: Type.Array(Type.String()),
  disputedBy: Type.Array(Type.String()),
  figures: Type.Array(Type.Object({ by: Type.String(), figure, id: Type.String() })),
  warnings: Type.Array(Type.Object({ code, of: Type.Array(Type.String()) })),
  seals: Type.Array(Type.Object({ id: Type.String(), from: code, at: instant, figure: maybe(figure), holds: Type.Boolean() })),
  judgements: Type.Array(judgement),
  contests: Type.Array(contestState),
})
export type EvidenceOfValue = Static<typeof evidenceOfValue>

/** A sealed result as lists show it. */
export const resultRow = Type.Object({
  record: summary,
  query: code,
  title: maybe(label),
  period: Type.Object({ from: day, to: day }),
  unit: Type.String(),
  figure: maybe(figure),
  form: maybe(Type.String()),
  count,
  with: code,
  level: evidenceLevel,
  code: Type.String(),
})
export type ResultRow = Static<typeof resultRow>

export const resultList = Type.Object({ items: Type.Array(resultRow), more: Type.Boolean() })

export const resultDetail = Type.Object({
  party: code,
  result: resultRow,
  query: maybe(statedQuery),
  /** Whether this node counts by the rule that the seal names. */
  sameRule: Type.Boolean(),
  sealedAt: instant,
  card: Type.String(),
  root: maybe(Type.String()),
  sum: Type.String(),
  scale: count,
  logs: Type.Array(Type.Object({ origin: Type.String(), size: count })),
  beacon: maybe(
    Type.Object({
      chain: Type.String(),
      round: count,
      at: instant,
      known: Type.Boolean({ description: 'Whether it had been drawn when the seal came to this node' }),
    }),
  ),
  signedBy: Type.Array(code),
  /** Whether the events behind it can be opened here: this node counted them. */
  countedHere: Type.Boolean(),
  evidence: evidenceOfValue,
})
export type ResultDetail = Static<typeof resultDetail>

export const resultEvents = Type.Object({
  items: Type.Array(
    Type.Object({ index: count, origin: Type.String(), seq: count, value: figure, erased: Type.Boolean(), record: maybe(summary) }),
  ),
  of: count,
})
export type ResultEvents = Static<typeof resultEvents>
