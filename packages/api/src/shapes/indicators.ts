import { type Static, Type } from 'typebox'
import { code, count, day, instant, json, summary } from './parts.ts'

const maybe = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])
const words = Type.Record(Type.String(), Type.String(), { description: 'The same words by language.' })
const span = Type.Object({ low: Type.Number(), high: Type.Number() })

/** One figure. `span`: a number (`low` is `high`) or a range; null where it is not available. */
export const indicatorValueShape = Type.Object({
  id: maybe(Type.String({ description: 'The record that says so; null where it was added up from a published series.' })),
  from: code,
  at: instant,
  start: day,
  end: day,
  span: maybe(span),
  notAvailable: maybe(code),
  unit: Type.String(),
  asOf: day,
  reason: maybe(code),
  note: words,
  words: Type.String(),
  source: Type.String(),
  sourceUrl: maybe(Type.String()),
  reporters: maybe(count),
  reportersOf: maybe(count),
  missingReporters: Type.Array(Type.String()),
  ofCount: maybe(count),
  parts: maybe(count),
  provisional: Type.Boolean(),
  confidence: maybe(code),
  confidenceWhy: words,
})
export type IndicatorValueShown = Static<typeof indicatorValueShape>

const rates = Type.Object({
  achieved: maybe(span),
  needed: maybe(span),
  neededAtFirst: maybe(Type.Number()),
  done: maybe(span),
  standing: Type.Union([
    Type.Literal('reached'),
    Type.Literal('on_pace'),
    Type.Literal('behind'),
    Type.Literal('missed'),
    Type.Literal('unclear'),
  ]),
})
export type IndicatorRates = Static<typeof rates>

const baseline = Type.Object({ value: maybe(Type.Number()), on: maybe(day), source: maybe(Type.String()), none: Type.Boolean() })
const target = Type.Object({
  value: maybe(Type.Number()),
  threshold: maybe(Type.Number()),
  dueOn: maybe(day),
  setBy: maybe(Type.String()),
  none: Type.Boolean(),
})

const side = Type.Object({
  side: code,
  latest: Type.Array(indicatorValueShape, { description: 'The last figure of each own line; several stand side by side.' }),
  rivals: Type.Array(indicatorValueShape, { description: 'The last figure of each line of another author.' }),
  baseline: maybe(baseline),
  target: maybe(target),
  agreedBy: Type.Array(code),
  notAgreedBy: Type.Array(code),
  later: maybe(Type.Object({ value: maybe(Type.Number()), dueOn: maybe(day), from: day })),
  rates: maybe(rates),
})
export type IndicatorSide = Static<typeof side>

/** An indicator as lists show it: both sides beside each other, whether either has a figure or not. */
export const indicatorRow = Type.Object({
  record: summary,
  code: maybe(code),
  title: words,
  unit: Type.String(),
  level: maybe(code),
  direction: maybe(code),
  attribution: maybe(code),
  contextOnly: Type.Boolean(),
  workstream: maybe(code),
  query: maybe(code),
  series: maybe(code),
  verifiable: Type.Boolean(),
  missing: Type.Array(code, { description: 'Fields that the card lacks to be verifiable.' }),
  sides: Type.Array(side),
  nextPublication: maybe(Type.String({ description: 'A day, a month or a year.' })),
  marks: Type.Array(code),
  pairs: Type.Array(code),
  overlaps: Type.Array(code),
})
export type IndicatorRow = Static<typeof indicatorRow>

export const indicatorList = Type.Object({
  items: Type.Array(indicatorRow),
  parties: Type.Array(code, { description: 'The columns: every party of the node’s agreements.' }),
  starters: count,
  on: day,
  more: Type.Boolean(),
})
export type IndicatorList = Static<typeof indicatorList>

const related = Type.Object({ code, id: maybe(Type.String()), title: words })

/** One indicator: its card in force, every version and answer, and every figure that was ever given. */
export const indicatorDetail = Type.Object({
  party: code,
  indicator: indicatorRow,
  card: Type.Object({ id: Type.String(), at: instant, from: code, fields: json }),
  versions: Type.Array(Type.Object({ id: Type.String(), at: instant, from: code, since: day, standing: code, marks: Type.Array(code) })),
  answers: Type.Array(Type.Object({ id: Type.String(), from: code, at: instant, says: code, words: Type.String() })),
  lines: Type.Array(
    Type.Object({
      side: code,
      from: code,
      source: Type.String(),
      breakdown: Type.Record(Type.String(), Type.String()),
      own: Type.Boolean(),
      entries: Type.Array(
        Type.Object({
          current: indicatorValueShape,
          earlier: Type.Array(indicatorValueShape),
          marks: Type.Array(code),
          counts: Type.Boolean(),
        }),
      ),
    }),
  ),
  causal: Type.Array(Type.Object({ of: Type.String(), field: code, words: Type.String() }), {
    description: 'Words that name a cause where the card’s class allows none.',
  }),
  pairs: Type.Array(related),
  overlaps: Type.Array(related),
  on: day,
})
export type IndicatorDetail = Static<typeof indicatorDetail>
