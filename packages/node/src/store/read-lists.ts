import type { Sql } from 'postgres'
import { hiddenSeqs, isShown } from './hidden.ts'
import { type StoredVersion, versionColumns } from './version-rows.ts'

/** What an agency holds of one official list. Days are ISO days. */
export type HeldList = {
  readonly list: string
  /** Newest edition that it holds. */
  readonly edition: string
  /** Entries of that edition. */
  readonly entries: number
  readonly editions: number
  /** Compartments that hold the entries: the own one, or others that shared. */
  readonly agencies: readonly string[]
  readonly statuses: readonly string[]
}

/** One edition of a list beside the one before it. `absent` counts entries of the one before that this one does not have. */
export type ListEdition = {
  readonly edition: string
  readonly entries: number
  readonly added: number
  readonly changed: number
  readonly absent: number
}

export type Tallied = { readonly code: string; readonly count: number }
export type ListFacets = {
  readonly programs: readonly Tallied[]
  readonly classes: readonly Tallied[]
  readonly statuses: readonly Tallied[]
}

/** What happened to an entry between an edition and the one before it. */
export type EntryChange = 'added' | 'changed' | 'same' | 'absent'

export type EntryFilter = {
  readonly agency: string
  readonly list: string
  readonly edition: string
  readonly change?: EntryChange | undefined
  readonly program?: string | undefined
  readonly entityClass?: string | undefined
  /** Any of these: words as a `tsquery` over keyed lexemes, identifiers as keyed digests. */
  readonly terms?: { readonly tsquery: string | undefined; readonly identifiers: readonly Uint8Array[] } | undefined
}

export type ListedEntry = StoredVersion & { readonly edition: string; readonly change: EntryChange }

const maxEditions = 60
const maxPrograms = 200

/** The lists of which an agency may see entries, by code. */
export async function listHeldLists(sql: Sql, agency: string): Promise<HeldList[]> {
  return await sql<HeldList[]>`
    with held as materialized (select list, edition, agency, status from listed where ${visible(sql, agency)}),
    newest as (select list, max(edition) as edition, count(distinct edition)::int as editions from held group by list)
    select newest.list, newest.edition::text, count(*)::int as entries, newest.editions,
      array_agg(distinct held.agency order by held.agency) as agencies, array_agg(distinct held.status order by held.status) as statuses
    from newest join held using (list, edition) group by newest.list, newest.edition, newest.editions order by newest.list`
}

/** Every edition of a list that an agency may see, newest first, each beside the one before it. At most 60. */
export async function listEditions(sql: Sql, list: string, agency: string): Promise<ListEdition[]> {
  return await sql<ListEdition[]>`
    with held as materialized (select rid, edition, substance from listed where list = ${list} and ${visible(sql, agency)}),
    step as (select edition, lag(edition) over (order by edition) as before from (select distinct edition from held) as one),
    beside as (
      select step.edition, step.before, now_in.rid is not null as stands, was_in.rid is not null as stood,
        now_in.substance is distinct from was_in.substance as differs
      from step join lateral (select rid, substance from held where held.edition = step.edition) as now_in on true
      left join held as was_in on was_in.rid = now_in.rid and was_in.edition = step.before
      union all
      select step.edition, step.before, false, true, true from step join held as was_in on was_in.edition = step.before
      where not exists (select from held where held.rid = was_in.rid and held.edition = step.edition)
    )
    select edition::text, (count(*) filter (where stands))::int as entries,
      (count(*) filter (where stands and not stood and before is not null))::int as added,
      (count(*) filter (where stands and stood and differs))::int as changed, (count(*) filter (where not stands))::int as absent
    from beside group by edition order by edition desc limit ${maxEditions}`
}

/** How the entries of one edition divide. Only what the agency may see is counted. */
export async function countEntries(sql: Sql, list: string, edition: string, agency: string): Promise<ListFacets> {
  const rows = await sql<(Tallied & { facet: 'program' | 'class' | 'status' })[]>`
    with held as materialized (select programs, entity_class, status from listed where list = ${list} and edition = ${edition}::date and ${visible(sql, agency)})
    (select 'program' as facet, code, count(*)::int from held, unnest(programs) as code group by code order by count(*) desc, code limit ${maxPrograms})
    union all select 'class', entity_class, count(*)::int from held group by entity_class
    union all select 'status', status, count(*)::int from held group by status`
  const of = (facet: string) =>
    rows
      .filter((row) => row.facet === facet)
      .map(({ code, count }) => ({ code, count }))
      .sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1))
  return { programs: of('program'), classes: of('class'), statuses: of('status') }
}

/** One page of a list's entries in one edition, in the order of the list; `absent` are those of the edition before. */
export async function listEntries(
  sql: Sql,
  filter: EntryFilter,
  limit: number,
  after = -1,
): Promise<{ readonly rows: ListedEntry[]; readonly next: number | undefined }> {
  const { agency, list, edition, change, program, entityClass, terms } = filter
  const previous = sql`(select max(edition) from listed where list = ${list} and edition < ${edition}::date and ${visible(sql, agency)})`
  const absent = change === 'absent'
  const other = absent ? sql`${edition}::date` : sql`(select at from before)`
  const held = sql`select l.seq, l.rid, l.edition, l.substance, twin.rid is not null as twinned, l.substance is distinct from twin.substance as differs
    from listed l left join listed twin on twin.rid = l.rid and twin.list = l.list and twin.edition = ${other}
    where l.list = ${list} and l.edition = ${absent ? sql`(select at from before)` : sql`${edition}::date`} and l.seq > ${after}
      and ${visible(sql, agency, 'l')}
      ${program === undefined ? sql`` : sql`and l.programs @> array[${program}]`}
      ${entityClass === undefined ? sql`` : sql`and l.entity_class = ${entityClass}`}
      ${terms === undefined ? sql`` : sql`and l.seq in (select seq from search where ${matching(sql, terms)})`}`
  const wanted =
    change === undefined
      ? sql`true`
      : absent
        ? sql`not twinned`
        : change === 'added'
          ? sql`not twinned and (select at from before) is not null`
          : change === 'changed'
            ? sql`twinned and differs`
            : sql`twinned and not differs`
  const rows = await sql<(ListedEntry & { twinned: boolean; differs: boolean; first: boolean })[]>`
    with before as materialized (select ${previous} as at),
    page as materialized (select * from (${held}) as held where ${wanted} order by seq limit ${limit + 1})
    select ${versionColumns(sql)}, page.edition::text, page.twinned, page.differs, (select at from before) is null as first
    from page join version v on v.seq = page.seq join log body_at on body_at.log_id = v.body_log where ${isShown(sql)} order by page.seq`
  const given = rows.slice(0, limit).map(({ twinned, differs, first, ...row }): ListedEntry => {
    const found: EntryChange = absent ? 'absent' : first || (twinned && !differs) ? 'same' : twinned ? 'changed' : 'added'
    return { ...row, change: found }
  })
  return { rows: given, next: rows.length > limit ? given.at(-1)?.seq : undefined }
}

/** Rows of the compartment and of what others shared with it. */
function visible(sql: Sql, agency: string, table = 'listed') {
  return sql`${sql(table)}.seq not in ${hiddenSeqs(sql)} and (${sql(table)}.agency = ${agency} or ${sql(table)}.rid in (select rid from share where share.agency = ${agency}))`
}

function matching(sql: Sql, terms: NonNullable<EntryFilter['terms']>) {
  const digests = sql.array(
    terms.identifiers.map((digest) => Buffer.from(digest)),
    17,
  )
  const words = terms.tsquery === undefined ? sql`false` : sql`words @@ ${terms.tsquery}::tsquery`
  return sql`(${words} or identifiers && ${digests}::bytea[])`
}
