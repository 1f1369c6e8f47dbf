import type { Sql } from 'postgres'
import { isShown } from './hidden.ts'
import { type InboxReader, type InboxSource, inboxSources } from './inbox-sources.ts'

/** The parts of the inbox that pages show as tabs. */
export const inboxShows = ['open', 'waiting', 'sent', 'mine', 'unassigned', 'late', 'snoozed', 'closed'] as const
export type InboxShow = (typeof inboxShows)[number]

export const inboxGroups = ['clock', 'from', 'kind', 'assignee', 'state'] as const
export type InboxGroup = (typeof inboxGroups)[number]

export type InboxFilter = {
  readonly show: InboxShow
  readonly source?: string | undefined
  readonly from?: string | undefined
  readonly kind?: string | undefined
  readonly state?: string | undefined
  /** An account's name; empty: nobody's. */
  readonly assignee?: string | undefined
  /** A `tsquery` over keyed lexemes. */
  readonly words?: string | undefined
}

/** One item as the database knows it: nothing of its text. */
export type InboxRow = {
  readonly source: string
  readonly ref: Uint8Array
  readonly rid: Uint8Array | null
  /** The version shown: a journal seq, null where the record is gone. */
  readonly versionSeq: number | null
  readonly fromParty: string
  readonly kind: string
  readonly direction: 'received' | 'sent' | 'task' | 'own'
  readonly state: string
  readonly startedAt: Date
  readonly dueAt: Date | null
  readonly open: boolean
  readonly waits: boolean
  readonly assignee: string | null
  readonly snoozedUntil: Date | null
  readonly group: string
  /** Milliseconds since 1970 that order the item within its group. */
  readonly orderMs: number
}

/** Where a listing stands: the place in the order of the last item given. */
export type InboxCursor = Pick<InboxRow, 'group' | 'orderMs' | 'source' | 'ref'>

/** Later than any instant: items whose time runs out never come last. */
const never = 8_640_000_000_000_000
const maxWordHits = 5000

/**
 * One page of what a person may see, late items first, by the instant their time runs out; what is closed comes newest first. With `group`, by
 * group and then so. `skip` passes over that many items, so that a list can be entered anywhere.
 */
export async function listInbox(
  reader: InboxReader,
  filter: InboxFilter,
  page: {
    readonly now: Date
    readonly group?: InboxGroup | undefined
    readonly limit: number
    readonly skip?: number | undefined
    readonly after?: InboxCursor | undefined
  },
): Promise<{ readonly rows: InboxRow[]; readonly next: InboxCursor | undefined }> {
  const { sql } = reader
  const wanted = page.limit + 1
  const byTime = isByClock(filter, page.group)
  const rows = await sql<InboxRow[]>`
    with page as (
      ${byTime ? byClock(reader, filter, { ...page, wanted }) : byGroup(reader, filter, { ...page, wanted })}
    )
    select source, ref, rid, coalesce(version_seq, (
        select v.seq from version v where v.rid = page.rid and v.latest and ${isShown(sql)} order by v.seq desc limit 1
      )) as "versionSeq", from_party as "fromParty", kind, direction, state, started_at as "startedAt", due_at as "dueAt", open, waits,
      assignee, snoozed_until as "snoozedUntil", ${groupKey(sql, page.group, page.now)} as "group", ${orderKey(sql, filter.show)} as "orderMs"
    from page order by ${byTime ? sql`due_at, source, ref` : sql`grouped, ms, source, ref`}`
  const given = rows.slice(0, page.limit)
  const last = given.at(-1)
  return { rows: given, next: rows.length > page.limit ? last : undefined }
}

type PageWanted = {
  readonly now: Date
  readonly group?: InboxGroup | undefined
  readonly wanted: number
  readonly skip?: number | undefined
  readonly after?: InboxCursor | undefined
}

/** The groups of the clock follow the instants due, so that order alone serves, and an index has it. */
function isByClock(filter: InboxFilter, group: InboxGroup | undefined): boolean {
  return filter.show !== 'closed' && (group === undefined || group === 'clock')
}

/** Each source gives its first items by the instant due; of these few the first are the page. */
function byClock(reader: InboxReader, filter: InboxFilter, page: PageWanted): Fragment {
  const { sql } = reader
  const { after, skip = 0, now } = page
  const behind = sql`(source, ref) > (${after?.source ?? ''}, ${(after?.ref ?? new Uint8Array(0)) as Buffer})`
  const due = new Date(after?.orderMs === never ? 0 : (after?.orderMs ?? 0))
  const place =
    after === undefined
      ? sql`true`
      : after.orderMs === never
        ? sql`(due_at is null and ${behind})`
        : sql`(due_at > ${due} or due_at is null or (due_at = ${due} and ${behind}))`
  const firsts = inboxSources.map(
    (source): Fragment => sql`(select * from ${itemsOf(reader, source, now)} e where ${condition(reader, filter, now)} and ${place}
      order by due_at, ref limit ${skip + page.wanted})`,
  )
  return sql`select every.* from (${join(sql, firsts, sql` union all `)}) every
    order by due_at, source, ref offset ${skip} limit ${page.wanted}`
}

/** Every item that fits, ordered as the group asks. */
function byGroup(reader: InboxReader, filter: InboxFilter, page: PageWanted): Fragment {
  const { sql } = reader
  const { after, now } = page
  const place =
    after === undefined
      ? sql`true`
      : sql`(grouped, ms, source, ref) > (${after.group}, ${after.orderMs}::bigint, ${after.source}, ${after.ref as Buffer})`
  return sql`select * from (
      select e.*, ${groupKey(sql, page.group, now)} as grouped, ${orderKey(sql, filter.show)} as ms from ${items(reader, now)} e
      where ${condition(reader, filter, now)}
    ) ordered where ${place} order by grouped, ms, source, ref offset ${page.skip ?? 0} limit ${page.wanted}`
}

/** The items among these that a person may see, whatever their state. */
export async function findInboxItems(
  reader: InboxReader,
  keys: readonly { readonly source: string; readonly ref: Uint8Array }[],
  now: Date,
): Promise<(Pick<InboxRow, 'source' | 'ref' | 'assignee' | 'snoozedUntil' | 'open'> & { readonly movedSeq: number })[]> {
  const { sql } = reader
  return await sql`select source, ref, assignee, snoozed_until as "snoozedUntil", open, moved_seq as "movedSeq"
    from ${items(reader, now)} e join ${givenKeys(sql, keys)} using (source, ref)`
}

/** Keys of items as a relation `given (source, ref)`. */
export function givenKeys(sql: Pick<Sql, 'array'> & Sql, keys: readonly { readonly source: string; readonly ref: Uint8Array }[]) {
  return sql`unnest(${sql.array(
    keys.map((key) => key.source),
    25,
  )}::text[], ${sql.array(
    keys.map((key) => Buffer.from(key.ref)),
    17,
  )}::bytea[]) as given (source, ref)`
}

export type InboxCounts = {
  readonly total: number
  readonly groups: readonly { readonly value: string; readonly count: number }[]
  readonly shows: Readonly<Record<InboxShow, number>>
  readonly facets: Readonly<Record<'from' | 'kind' | 'state' | 'assignee', readonly { readonly value: string; readonly count: number }[]>>
  readonly saved: readonly number[]
  /** When the next snoozed item comes back. */
  readonly returnsAt: Date | null
}

/**
 * Counts the inbox in one pass: what the filter leaves, by group; every tab; the values that the tab's items have; and each saved filter.
 */
export async function countInbox(
  reader: InboxReader,
  filter: InboxFilter,
  options: { readonly now: Date; readonly group?: InboxGroup | undefined; readonly saved: readonly InboxFilter[] },
): Promise<InboxCounts> {
  const { sql } = reader
  const { now } = options
  const shows = inboxShows.map((show): Fragment => sql`count(*) filter (where ${shown(reader, show, now)})::int`)
  const saved = options.saved.map((view): Fragment => sql`count(*) filter (where ${condition(reader, view, now)})::int`)
  const [row] = await sql<{ total: number; shows: number[]; saved: number[]; groups: Counted; facets: Faceted; returnsAt: Date | null }[]>`
    with e as materialized (select * from ${items(reader, now)} every),
    tab as (select * from e where ${shown(reader, filter.show, now)} and ${matchesWords(sql, filter.words)}),
    facet as (
      select case when grouping(from_party) = 0 then 'from' when grouping(kind) = 0 then 'kind' when grouping(state) = 0 then 'state' else 'assignee' end
          as name, coalesce(from_party, kind, state, assignee, '') as value, count(*)::int as count
      from tab group by grouping sets ((from_party), (kind), (state), (assignee))
    ),
    grouped as (
      select ${groupKey(sql, options.group, now)} as value, count(*)::int as count from e where ${condition(reader, filter, now)} group by 1
    )
    select (select coalesce(sum(count), 0)::int from grouped) as total,
      (select coalesce(jsonb_agg(jsonb_build_object('value', value, 'count', count) order by value), '[]') from grouped) as groups,
      (select coalesce(jsonb_agg(jsonb_build_object('name', name, 'value', value, 'count', count) order by count desc, value), '[]')
        from facet) as facets,
      (select array[${join(sql, shows)}] from e) as shows,
      (select array[${join(sql, [sql`count(*)::int`, ...saved])}] from e) as saved,
      (select min(snoozed_until) from e where snoozed_until > ${now}) as "returnsAt"`
  const facet = (name: string) =>
    (row?.facets ?? [])
      .filter((one) => one.name === name)
      .slice(0, 50)
      .map(({ value, count }) => ({ value, count }))
  return {
    total: row?.total ?? 0,
    groups: options.group === undefined ? [] : (row?.groups ?? []),
    shows: Object.fromEntries(inboxShows.map((show, i) => [show, row?.shows[i] ?? 0])) as InboxCounts['shows'],
    facets: { from: facet('from'), kind: facet('kind'), state: facet('state'), assignee: facet('assignee') },
    saved: (row?.saved ?? []).slice(1),
    returnsAt: row?.returnsAt ?? null,
  }
}

type Counted = { readonly value: string; readonly count: number }[]
type Faceted = { readonly name: string; readonly value: string; readonly count: number }[]

/** Every item of every source. */
function items(reader: InboxReader, now: Date): Fragment {
  const all = inboxSources.map((source): Fragment => reader.sql`select * from ${itemsOf(reader, source, now)} one`)
  return reader.sql`(${join(reader.sql, all, reader.sql` union all `)})`
}

/** The items of one source, with whose each is and until when the reader put it aside. */
function itemsOf({ sql, actor, ...reader }: InboxReader, { name, rows }: InboxSource, now: Date): Fragment {
  return sql`(select ${name}::text as source, rows.*, mark.assignee, snooze.until as snoozed_until from (${rows({ sql, actor, ...reader }, now)})
      as rows (ref, rid, version_seq, from_party, kind, direction, state, started_at, due_at, moved_seq, open, waits)
    left join inbox_mark mark on mark.agency = ${actor.agency} and mark.source = ${name} and mark.ref = rows.ref
    left join inbox_snooze snooze on snooze.account = ${actor.user} and snooze.source = ${name} and snooze.ref = rows.ref
      and snooze.until > ${now} and rows.moved_seq <= snooze.seq)`
}

function shown({ sql, actor }: InboxReader, show: InboxShow, now: Date) {
  const open = sql`open and snoozed_until is null`
  switch (show) {
    case 'open':
      return open
    case 'waiting':
      return sql`(${open} and waits)`
    case 'sent':
      return sql`(${open} and direction = 'sent')`
    case 'mine':
      return sql`(${open} and assignee = ${actor.user})`
    case 'unassigned':
      return sql`(${open} and waits and assignee is null)`
    case 'late':
      return sql`(${open} and due_at < ${now})`
    case 'snoozed':
      return sql`(open and snoozed_until is not null)`
    case 'closed':
      return sql`not open`
  }
}

function condition(reader: InboxReader, filter: InboxFilter, now: Date) {
  const { sql } = reader
  const equal = (column: ReturnType<Sql>, value: string | undefined) => (value === undefined ? sql`` : sql`and ${column} = ${value}`)
  const assignee = filter.assignee === '' ? sql`and assignee is null` : equal(sql`assignee`, filter.assignee)
  return sql`(${shown(reader, filter.show, now)} ${equal(sql`source`, filter.source)} ${equal(sql`from_party`, filter.from)}
    ${equal(sql`kind`, filter.kind)} ${equal(sql`state`, filter.state)} ${assignee} and ${matchesWords(sql, filter.words)})`
}

function matchesWords(sql: Sql, words: string | undefined) {
  if (words === undefined) return sql`true`
  return sql`rid in (select v.rid from search join version v on v.seq = search.seq
    where search.words @@ ${words}::tsquery and v.latest and ${isShown(sql)} order by v.seq desc limit ${maxWordHits})`
}

function groupKey(sql: Sql, group: InboxGroup | undefined, now: Date) {
  switch (group) {
    case undefined:
      return sql`''`
    case 'clock':
      // The digits put the groups in the order of their clocks.
      return sql`case when due_at is null then '4none' when due_at < ${now} then '0late' when due_at < ${now}::timestamptz + interval '1 hour' then '1hour'
        when due_at < ${now}::timestamptz + interval '1 day' then '2day' else '3later' end`
    case 'from':
      return sql`from_party`
    case 'kind':
      return sql`kind`
    case 'assignee':
      return sql`coalesce(assignee, '')`
    case 'state':
      return sql`state`
  }
}

function orderKey(sql: Sql, show: InboxShow) {
  const ms = (column: ReturnType<Sql>) => sql`(extract(epoch from ${column}) * 1000)::bigint`
  return show === 'closed' ? sql`-${ms(sql`started_at`)}` : sql`coalesce(${ms(sql`due_at`)}, ${never}::bigint)`
}

type Fragment = ReturnType<Sql>

function join(sql: Sql, parts: readonly Fragment[], between: Fragment = sql`, `): Fragment {
  return parts.reduce((all, part) => sql`${all}${between}${part}`)
}
