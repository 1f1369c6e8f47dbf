import type { TransactionSql } from 'postgres'
import { insertFileUses } from './file-rows.ts'
import { contentDigest, fileDigest, identifierDigest, recordDigest } from './keyed-digest.ts'
import { lexemesOf } from './lexemes.ts'
import type { RecordDraft } from './record-draft.ts'

/** Where a version's bytes lie: the body of one entry of one log. */
export type BodyPlace = { readonly logId: number; readonly seq: number }

export type Keyed = { readonly draft: RecordDraft; readonly rid: Uint8Array; readonly digest: Uint8Array }

/** Computes the keyed digests under which a draft is known to the database. */
export function keyDraft(searchKey: Uint8Array, draft: RecordDraft): Keyed {
  // The same object with other files is another version, or a conflict.
  const content = draft.filesBytes === undefined ? draft.objectBytes : Buffer.concat([draft.objectBytes, draft.filesBytes])
  return { draft, rid: recordDigest(searchKey, draft.id), digest: contentDigest(searchKey, content) }
}

/** What the store already has of the records that a batch is about to write. */
export type KnownVersion = {
  readonly rid: Uint8Array
  readonly digest: Uint8Array
  readonly modified: Date
  readonly seq: number
  readonly fromParty: string
  readonly agency: string
  readonly latest: boolean
  readonly erased: boolean
}

/** Versions of these records that are known, oldest first. */
export async function findKnownVersions(sql: TransactionSql, rids: readonly Uint8Array[]): Promise<Map<string, KnownVersion[]>> {
  const rows = await sql<KnownVersion[]>`select rid, digest, modified, seq, from_party as "fromParty", agency, latest,
      erased_at is not null as erased
    from version where rid = any(${bytesArray(sql, rids)}::bytea[]) order by seq`
  return Map.groupBy(rows, (row) => Buffer.from(row.rid).toString('hex'))
}

export type Judged =
  | { readonly outcome: 'new'; readonly latest: boolean; readonly flags: readonly string[]; readonly modified: Date }
  | { readonly outcome: 'unchanged'; readonly seq: number; readonly modified: Date }
  | { readonly outcome: 'conflict' }
  | { readonly outcome: 'changed'; readonly latest: number }
  | { readonly outcome: 'erased' }

/** Judges a batch in order, each draft beside what is known and what came before it in the batch. */
export function judgeBatch(
  batch: readonly Keyed[],
  known: ReadonlyMap<string, readonly KnownVersion[]>,
  context: { readonly now: Date; readonly ownParty: string },
): Judged[] {
  const seen = new Map([...known].map(([rid, versions]) => [rid, [...versions]]))
  const newest = new Map<string, number>()
  const judged = batch.map((keyed, i): Judged => {
    const rid = Buffer.from(keyed.rid).toString('hex')
    const versions = seen.get(rid) ?? []
    seen.set(rid, versions)
    const verdict = judgeVersion(keyed, versions, context)
    if (verdict.outcome !== 'new') return verdict
    const { fromParty, agency } = keyed.draft
    versions.push({ ...keyed, fromParty, agency, modified: verdict.modified, seq: -1 - i, latest: verdict.latest, erased: false })
    if (verdict.latest) newest.set(rid, i)
    return verdict
  })
  return judged.map((verdict, i) => {
    if (verdict.outcome !== 'new' || !verdict.latest) return verdict
    return { ...verdict, latest: newest.get(Buffer.from((batch[i] as Keyed).rid).toString('hex')) === i }
  })
}

/**
 * Decides what a draft is beside the versions already known (EXCHANGE 2.3): the same bytes again change nothing; the same id and
 * `modified` with other bytes is kept and flagged and never replaces. What we write ourselves may not take the id of another party's or
 * agency's record; what a partner sends under such an id stands beside ours.
 */
export function judgeVersion(
  keyed: Keyed,
  known: readonly KnownVersion[],
  context: { readonly now: Date; readonly ownParty: string },
): Judged {
  const { draft } = keyed
  const own = draft.fromParty === context.ownParty
  // What has no versions (an address, a file) is named after its content: whoever sees it again holds a copy of its own.
  const versioned = draft.modified !== undefined
  if (own && versioned && known.some((row) => row.fromParty !== draft.fromParty || row.agency !== draft.agency))
    return { outcome: 'conflict' }
  const theirs = known.filter((row) => row.fromParty === draft.fromParty && (versioned || row.agency === draft.agency))
  const same = theirs.find((row) => Buffer.compare(row.digest, keyed.digest) === 0)
  if (same?.erased) return { outcome: 'erased' }
  if (same !== undefined) return { outcome: 'unchanged', seq: same.seq, modified: same.modified }
  // Two who correct one version: the second is told, and what was sent twice was answered above.
  const latest = theirs.findLast((row) => row.latest && !row.erased)
  if (draft.base !== undefined && latest?.seq !== draft.base) return { outcome: 'changed', latest: latest?.seq ?? 0 }
  const modified = draft.modified ?? context.now
  const twin = theirs.some((row) => row.modified.getTime() === modified.getTime())
  const newest = theirs.every((row) => row.modified.getTime() < modified.getTime())
  const flags = [
    ...draft.flags,
    ...(twin ? ['same_version_other_bytes'] : []),
    ...(versioned && theirs.length < known.length ? ['id_of_another_owner'] : []),
  ]
  return { outcome: 'new', latest: newest, flags, modified }
}

export type VersionRow = {
  readonly seq: number
  readonly keyed: Keyed
  readonly body: BodyPlace
  readonly latest: boolean
  readonly flags: readonly string[]
  readonly modified: Date
}

/**
 * Writes versions with their search rows, references and positions, in one statement whatever their count: every part sees the store as it
 * was before, so the versions that these replace are those that stood.
 */
export async function insertVersions(
  sql: TransactionSql,
  searchKey: Uint8Array,
  rows: readonly VersionRow[],
  context: { readonly journalId: number; readonly addedAt: Date },
): Promise<void> {
  if (rows.length === 0) return
  await sql`with ${versionsWritten(sql, searchKey, rows, context)} select 1`
  await insertUsesOf(sql, searchKey, rows)
}

/** Notes which files the versions of a batch have; most have none. */
export async function insertUsesOf(sql: TransactionSql, searchKey: Uint8Array, rows: readonly VersionRow[]): Promise<void> {
  await insertFileUses(
    sql,
    rows.flatMap(({ seq, keyed: { draft } }) =>
      (draft.files ?? []).map(({ sha256 }) => ({ seq, digest: fileDigest(searchKey, draft.agency, draft.fromParty, sha256) })),
    ),
  )
}

/** What `insertVersions` writes but for the files, as parts of a statement. */
export function versionsWritten(
  sql: TransactionSql,
  searchKey: Uint8Array,
  rows: readonly VersionRow[],
  context: { readonly journalId: number; readonly addedAt: Date },
) {
  const given = <T>(items: readonly T[]) => ({
    numbers: (value: (item: T) => number) => sql.array(items.map(value), 20),
    texts: (value: (item: T) => string) => sql.array(items.map(value), 25),
    bytes: (value: (item: T) => Uint8Array) => bytesArray(sql, items.map(value)),
  })
  const all = given(rows)
  const newest = given(rows.filter((row) => row.latest))
  const references = given(rows.flatMap((row) => row.keyed.draft.references.map((reference) => ({ seq: row.seq, ...reference }))))
  const { journalId, addedAt } = context
  const places = given([
    ...rows.map((row) => ({ seq: row.seq, logId: journalId, logSeq: row.seq })),
    ...rows.flatMap(({ seq, body }) => (body.logId === journalId ? [] : [{ seq, logId: body.logId, logSeq: body.seq }])),
  ])
  return sql`replaced as (
      update version set latest = false from unnest(${newest.bytes((row) => row.keyed.rid)}::bytea[],
        ${newest.texts((row) => row.keyed.draft.fromParty)}::text[], ${newest.texts((row) => row.keyed.draft.agency)}::text[],
        ${newest.texts((row) => String(row.keyed.draft.modified !== undefined))}::boolean[]) as newer (rid, from_party, agency, versioned)
      where version.latest and version.rid = newer.rid and version.from_party = newer.from_party
        and (newer.versioned or version.agency = newer.agency)
    ), written as (
      insert into version (seq, rid, from_party, agency, kind, modified, digest, body_log, body_seq, tlp, retention, personal, latest, revoked,
        flags, author, added_at)
      select seq, rid, from_party, agency, kind, modified, digest, body_log, body_seq, tlp, retention, personal, latest, revoked,
        string_to_array(flags, ','), nullif(author, ''), ${addedAt}
      from unnest(${all.numbers((row) => row.seq)}::bigint[], ${all.bytes((row) => row.keyed.rid)}::bytea[],
        ${all.texts((row) => row.keyed.draft.fromParty)}::text[], ${all.texts((row) => row.keyed.draft.agency)}::text[],
        ${all.texts((row) => row.keyed.draft.kind)}::text[], ${all.texts((row) => row.modified.toISOString())}::timestamptz[],
        ${all.bytes((row) => row.keyed.digest)}::bytea[], ${all.numbers((row) => row.body.logId)}::smallint[],
        ${all.numbers((row) => row.body.seq)}::bigint[], ${all.texts((row) => row.keyed.draft.tlp)}::text[],
        ${all.texts((row) => row.keyed.draft.retention)}::text[], ${all.texts((row) => String(row.keyed.draft.personal))}::boolean[],
        ${all.texts((row) => String(row.latest))}::boolean[], ${all.texts((row) => String(row.keyed.draft.revoked))}::boolean[],
        ${all.texts((row) => row.flags.join(','))}::text[], ${all.texts((row) => row.keyed.draft.author ?? '')}::text[])
      as given (seq, rid, from_party, agency, kind, modified, digest, body_log, body_seq, tlp, retention, personal, latest, revoked, flags,
        author)
    ), indexed as (
      insert into search (seq, words, identifiers)
      select seq, words::tsvector, array(select decode(digest, 'hex') from unnest(string_to_array(identifiers, ',')) as digest)
      from unnest(${all.numbers((row) => row.seq)}::bigint[], ${all.texts((row) => lexemesOf(searchKey, row.keyed.draft.words).join(' '))}::text[],
        ${all.texts((row) => identifierText(searchKey, row.keyed.draft))}::text[]) as given (seq, words, identifiers)
    ), referring as (
      insert into reference (seq, relation, target)
      select * from unnest(${references.numbers((item) => item.seq)}::bigint[], ${references.texts((item) => item.relation)}::text[],
        ${references.bytes((item) => recordDigest(searchKey, item.target))}::bytea[])
      on conflict do nothing
    ), placed as (
      insert into position (seq, log_id, log_seq)
      select * from unnest(${places.numbers((place) => place.seq)}::bigint[], ${places.numbers((place) => place.logId)}::smallint[],
        ${places.numbers((place) => place.logSeq)}::bigint[])
    )`
}

/** Notes that copies of versions lie at further places: outbound entries, and the inbound entry a received one came in. */
export async function insertPositions(
  sql: TransactionSql,
  places: readonly { readonly seq: number; readonly logId: number; readonly logSeq: number }[],
): Promise<void> {
  if (places.length > 0) await positionsWritten(sql, places)
}

/** The statement of `insertPositions`. */
export function positionsWritten(
  sql: TransactionSql,
  places: readonly { readonly seq: number; readonly logId: number; readonly logSeq: number }[],
) {
  return sql`insert into position (seq, log_id, log_seq) select * from unnest(
    ${numbers(
      sql,
      places.map((place) => place.seq),
    )}::bigint[],
    ${numbers(
      sql,
      places.map((place) => place.logId),
    )}::smallint[],
    ${numbers(
      sql,
      places.map((place) => place.logSeq),
    )}::bigint[])`
}

function identifierText(searchKey: Uint8Array, draft: RecordDraft): string {
  return draft.identifiers.map(({ type, canonical }) => Buffer.from(identifierDigest(searchKey, type, canonical)).toString('hex')).join(',')
}

function numbers(sql: TransactionSql, values: readonly number[]) {
  return sql.array([...values], 20)
}

function bytesArray(sql: TransactionSql, values: readonly Uint8Array[]) {
  return sql.array(
    values.map((value) => Buffer.from(value)),
    17,
  )
}
