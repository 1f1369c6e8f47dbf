import { type Static, Type } from 'typebox'
import { code, count, day } from './parts.ts'

const maybeNumber = Type.Union([Type.Number(), Type.Null()])

export const seriesList = Type.Object({
  items: Type.Array(
    Type.Object({
      series: code,
      measures: Type.Array(code),
      from: day,
      to: day,
      editions: Type.Array(day),
      lines: count,
      values: count,
      agencies: Type.Array(code),
    }),
  ),
})
export type SeriesList = Static<typeof seriesList>

export const seriesPeriod = Type.Union([
  Type.Literal('month'),
  Type.Literal('quarter'),
  Type.Literal('half_year'),
  Type.Literal('year'),
  Type.Literal('fiscal_year'),
])
export type SeriesPeriod = Static<typeof seriesPeriod>

/** One value of one row in one period. Null where nothing was published: a gap is never nought. */
export const seriesCell = Type.Object({
  value: maybeNumber,
  low: Type.Optional(Type.Number()),
  high: Type.Optional(Type.Number()),
  published: Type.Integer({ minimum: 0, description: 'Values that the sum is made of.' }),
  months: Type.Integer({ minimum: 0, description: 'Months of the period of which the measure was published at all.' }),
  of: count,
  edition: day,
  provisional: Type.Optional(Type.Literal(true)),
  missing: Type.Optional(code),
  revised: Type.Optional(Type.Array(Type.Object({ edition: day, value: maybeNumber, published: count }))),
})
export type SeriesCell = Static<typeof seriesCell>

export const seriesDetail = Type.Object({
  series: code,
  measure: code,
  unit: Type.String(),
  measures: Type.Array(Type.Object({ measure: code, unit: Type.String() })),
  additive: Type.Boolean({ description: 'False for rates: values of several lines are never added up.' }),
  publisher: Type.Union([Type.String(), Type.Null()]),
  sourceUrl: Type.Union([Type.String(), Type.Null()]),
  caveats: Type.Array(Type.String()),
  fiscalYearStarts: Type.Union([Type.Integer({ minimum: 1, maximum: 12 }), Type.Null()]),
  dimensions: Type.Array(Type.Object({ name: code, values: Type.Array(Type.Object({ value: Type.String(), lines: count })) })),
  by: Type.Union([code, Type.Null()]),
  where: Type.Record(Type.String(), Type.String()),
  period: seriesPeriod,
  finest: seriesPeriod,
  periods: Type.Array(Type.String()),
  editions: Type.Array(Type.Object({ edition: day, values: count, revised: count })),
  rows: Type.Array(Type.Object({ name: Type.String(), lines: count, cells: Type.Array(Type.Union([seriesCell, Type.Null()])) })),
  rowsFound: count,
})
export type SeriesDetail = Static<typeof seriesDetail>
