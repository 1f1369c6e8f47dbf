import type { TransactionSql } from 'postgres'
import type { Querier } from './logs.ts'

/** What one version of a list's entry adds to the page of its list. Days are ISO days. */
export type ListedRow = {
  readonly list: string
  readonly edition: string
  readonly entityClass: string
  readonly status: string
  readonly programs: readonly string[]
  readonly substance: Uint8Array
}

/** What one version of a published figure adds to its series. */
export type FigureRow = {
  readonly series: string
  readonly line: Uint8Array
  readonly measure: string
  readonly unit: string
  readonly periodStart: string
  readonly periodEnd: string
  readonly precision: string
  readonly edition: string
  readonly value: number | null
  readonly low: number | null
  readonly high: number | null
  readonly missing: string | null
  readonly provisional: boolean
}

/** What the catalogue keeps of one version. */
export type CatalogueRow = {
  readonly seq: number
  readonly rid: Uint8Array
  readonly agency: string
  readonly listed?: ListedRow
  readonly figure?: FigureRow
  readonly nameKeys: readonly number[]
}

/** Which of these versions are still there, held so until the transaction ends: what is erased meanwhile waits, and then finds these rows. */
export async function holdStanding(sql: TransactionSql, seqs: readonly number[]): Promise<Set<number>> {
  const rows = await sql<
    { seq: number }[]
  >`select seq from version where seq = any(${seqs as number[]}) and erased_at is null for key share`
  return new Set(rows.map((row) => row.seq))
}

/** Writes the catalogue's rows of a run of versions. Writing one again changes nothing. */
export async function insertCatalogue(sql: TransactionSql, rows: readonly CatalogueRow[]): Promise<void> {
  await Promise.all([insertListed(sql, rows), insertFigures(sql, rows), insertNames(sql, rows)])
}

async function insertListed(sql: TransactionSql, all: readonly CatalogueRow[]): Promise<void> {
  const rows = all.flatMap(({ listed: row, ...rest }) => (row === undefined ? [] : [{ ...rest, ...row }]))
  if (rows.length === 0) return
  const listed = columns(sql, rows)
  await sql`insert into listed (seq, rid, agency, list, edition, entity_class, status, programs, substance)
    select seq, rid, agency, list, edition::date, entity_class, status, string_to_array(programs, chr(31)), substance
    from unnest(${listed.numbers((row) => row.seq)}::bigint[], ${listed.bytes((row) => row.rid)}::bytea[],
      ${listed.texts((row) => row.agency)}::text[], ${listed.texts((row) => row.list)}::text[], ${listed.texts((row) => row.edition)}::text[],
      ${listed.texts((row) => row.entityClass)}::text[], ${listed.texts((row) => row.status)}::text[],
      ${listed.texts((row) => row.programs.join('\x1f'))}::text[], ${listed.bytes((row) => row.substance)}::bytea[])
    as given (seq, rid, agency, list, edition, entity_class, status, programs, substance)
    on conflict do nothing`
}

async function insertFigures(sql: TransactionSql, all: readonly CatalogueRow[]): Promise<void> {
  const rows = all.flatMap(({ figure: row, ...rest }) => (row === undefined ? [] : [{ ...rest, ...row }]))
  if (rows.length === 0) return
  const figures = columns(sql, rows)
  await sql`insert into figure (seq, rid, agency, series, line, measure, unit, period_start, period_end, precision, edition, value, value_low,
      value_high, missing, provisional)
    select seq, rid, agency, series, line, measure, unit, period_start::date, period_end::date, precision, edition::date, value, value_low,
      value_high, missing, provisional
    from unnest(${figures.numbers((row) => row.seq)}::bigint[], ${figures.bytes((row) => row.rid)}::bytea[],
      ${figures.texts((row) => row.agency)}::text[], ${figures.texts((row) => row.series)}::text[], ${figures.bytes((row) => row.line)}::bytea[],
      ${figures.texts((row) => row.measure)}::text[], ${figures.texts((row) => row.unit)}::text[],
      ${figures.texts((row) => row.periodStart)}::text[], ${figures.texts((row) => row.periodEnd)}::text[],
      ${figures.texts((row) => row.precision)}::text[], ${figures.texts((row) => row.edition)}::text[],
      ${figures.exact((row) => row.value)}::float8[], ${figures.exact((row) => row.low)}::float8[], ${figures.exact((row) => row.high)}::float8[],
      ${figures.maybe((row) => row.missing)}::text[], ${figures.texts((row) => String(row.provisional))}::boolean[])
    as given (seq, rid, agency, series, line, measure, unit, period_start, period_end, precision, edition, value, value_low, value_high,
      missing, provisional)
    on conflict do nothing`
}

async function insertNames(sql: TransactionSql, rows: readonly CatalogueRow[]): Promise<void> {
  const named = columns(
    sql,
    rows.filter((row) => row.nameKeys.length > 0),
  )
  await sql`insert into name_key (seq, keys) select seq, string_to_array(keys, ',')::integer[]
    from unnest(${named.numbers((row) => row.seq)}::bigint[], ${named.texts((row) => row.nameKeys.join(','))}::text[]) as given (seq, keys)
    on conflict do nothing`
  // Only the latest version of a record is looked up by its names.
  const rids = columns(sql, rows).bytes((row) => row.rid)
  await sql`delete from name_key using version where version.seq = name_key.seq and not version.latest and version.rid = any(${rids}::bytea[])`
}

/** Takes out what the catalogue says of versions that are being erased. */
export async function deleteFromCatalogue(sql: Querier, seqs: readonly number[]): Promise<void> {
  await sql`delete from listed where seq = any(${seqs as number[]})`
  await sql`delete from figure where seq = any(${seqs as number[]})`
  await sql`delete from name_key where seq = any(${seqs as number[]})`
}

/** Empties the catalogue and forgets how far it had come, so that it is made anew from the first entry. */
export async function forgetCatalogue(sql: TransactionSql): Promise<void> {
  await sql`delete from listed`
  await sql`delete from figure`
  await sql`delete from name_key`
  await sql`delete from follower where name = 'catalogue'`
}

function columns<T>(sql: TransactionSql, items: readonly T[]) {
  return {
    numbers: (value: (item: T) => number) => sql.array(items.map(value), 20),
    exact: (value: (item: T) => number | null) => sql.array(items.map(value), 701),
    texts: (value: (item: T) => string) => sql.array(items.map(value), 25),
    maybe: (value: (item: T) => string | null) => sql.array(items.map(value), 25),
    bytes: (value: (item: T) => Uint8Array) =>
      sql.array(
        items.map((item) => Buffer.from(value(item))),
        17,
      ),
  }
}
