import type { Sql } from 'postgres'
import { hiddenSeqs } from './hidden.ts'

/** What an agency may see of one published series. Days are ISO days. */
export type HeldSeries = {
  readonly series: string
  readonly measures: readonly string[]
  readonly from: string
  readonly to: string
  readonly editions: readonly string[]
  readonly lines: number
  readonly values: number
  readonly agencies: readonly string[]
}

/** One value as one edition gives it. `line` is hexadecimal; `seq` is the version that says it. */
export type StoredFigure = {
  readonly seq: number
  readonly rid: Uint8Array
  readonly line: string
  readonly measure: string
  readonly unit: string
  readonly start: string
  readonly end: string
  readonly precision: string
  readonly edition: string
  readonly value: number | null
  readonly low: number | null
  readonly high: number | null
  readonly missing: string | null
  readonly provisional: boolean
}

/** Most values read of one measure of a series. */
export const maxFigures = 400_000

/** The series of which an agency may see values, by code. */
export async function listHeldSeries(sql: Sql, agency: string): Promise<HeldSeries[]> {
  return await sql<HeldSeries[]>`select series, array_agg(distinct measure order by measure) as measures, min(period_start)::text as from,
      max(period_end)::text as to, array_agg(distinct edition::text order by edition::text) as editions, count(distinct line)::int as lines,
      count(distinct rid)::int as values, array_agg(distinct agency order by agency) as agencies
    from figure where ${visible(sql, agency)} group by series order by series`
}

/** Stands for what an agency may see of a series now: the same mark, the same figures. */
export async function markSeries(sql: Sql, series: string, agency: string): Promise<string> {
  const [row] = await sql<{ newest: number | null; held: number }[]>`select max(seq) as newest, count(*)::int as held from figure
    where series = ${series} and ${visible(sql, agency)}`
  return `${row?.newest ?? ''}/${row?.held ?? 0}`
}

/** Every value of a series that an agency may see, every edition of it, oldest version first. At most `maxFigures`. */
export async function readFigures(sql: Sql, series: string, agency: string): Promise<StoredFigure[]> {
  return await sql<
    StoredFigure[]
  >`select seq, rid, encode(line, 'hex') as line, measure, unit, period_start::text as start, period_end::text as end,
      precision, edition::text, value, value_low as low, value_high as high, missing, provisional
    from figure where series = ${series} and ${visible(sql, agency)} order by seq limit ${maxFigures}`
}

function visible(sql: Sql, agency: string) {
  return sql`seq not in ${hiddenSeqs(sql)} and (agency = ${agency} or rid in (select rid from share where share.agency = ${agency}))`
}
