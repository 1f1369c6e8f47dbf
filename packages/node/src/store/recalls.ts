import type { Sql, TransactionSql } from 'postgres'
import type { Querier } from './logs.ts'

/** What a holder can say about a recall; the sentence of each is `recall.answer.<code>` in recall.json. */
export const recallAnswers = ['purged', 'already_erased', 'never_received', 'never_readable', 'legal_hold', 'objected'] as const
export type RecallAnswer = (typeof recallAnswers)[number]

/** What the word of an author is worth that came with a recall which a holder passes on; sentences `recall.word.<code>` in recall.json. */
export const authorWords = ['checked', 'author_unknown', 'not_shown', 'invalid'] as const
export type AuthorWord = (typeof authorWords)[number]

/** One recall to or from one partner; nothing of its words. */
export type RecallRow = {
  readonly recallId: number
  readonly rid: Uint8Array
  readonly direction: 'out' | 'in'
  readonly partner: string
  readonly agency: string
  readonly kind: string
  readonly reason: string
  readonly purgeBy: Date
  readonly seq: number
  readonly logId: number
  readonly logSeq: number
  readonly origin: string
  readonly at: Date
  readonly state: 'open' | 'done' | 'withdrawn' | 'replaced'
  readonly answer: RecallAnswer | null
  readonly answeredAt: Date | null
  readonly answerSeq: number | null
  readonly answerLogSeq: number | null
  readonly endedAt: Date | null
  readonly endSeq: number | null
  /** Own recall: when the partner's receipt covered it, and what its machine answered. Of the partner: when ours covered it. */
  readonly receivedAt: Date | null
  readonly ack: string | null
  readonly ackReason: string | null
  readonly ackAt: Date | null
  /** The log that answers lie in. */
  readonly answerOrigin: string | null
  /** When the other side countersigned the log entry that holds the answer. */
  readonly answerReceiptAt: Date | null
  /** Records beside it that it hides here, and versions of it that are still readable. */
  readonly derived: number
  readonly held: number
  /** The party whose recall this passes on, and how far its own word was checked here; null: the sender speaks for itself. */
  readonly author: string | null
  readonly authorWord: AuthorWord | null
  /** Own recall: where the holder says to whom it passed it on. */
  readonly treeLog: number | null
  readonly treeSeq: number | null
  readonly treeOrigin: string | null
  /** Of a partner: we passed it on. */
  readonly relayed: boolean
}

/** How far a recall has come: each later state includes those before it. */
export function recallStateOf(row: RecallRow) {
  if (row.state === 'withdrawn' || row.state === 'replaced') return row.state
  if (row.answer === 'legal_hold') return 'held'
  if (row.answer !== null) return row.answer
  if (row.direction === 'in') return 'hidden'
  if (row.ack === 'nack') return 'refused'
  if (row.ack === 'ack') return 'hidden'
  return row.receivedAt === null ? 'told' : 'received'
}

const maxListed = 500

function columns(sql: Querier) {
  return sql`r.recall_id as "recallId", r.rid, r.direction, r.partner, r.agency, r.kind, r.reason, r.purge_by as "purgeBy", r.seq, r.log_id as "logId",
    r.log_seq as "logSeq", log.origin, r.at, r.state, r.answer, r.answered_at as "answeredAt", r.answer_seq as "answerSeq",
    r.answer_log_seq as "answerLogSeq", r.ended_at as "endedAt", r.end_seq as "endSeq",
    case r.direction when 'out' then (select min(receipt.at) from receipt where receipt.log_id = r.log_id and receipt.size > r.log_seq)
      else r.at end as "receivedAt",
    answer.outcome as ack, answer.reason as "ackReason", answer.at as "ackAt",
    (select reverse.origin from log reverse where reverse.log_id = r.answer_log_id) as "answerOrigin",
    (select min(receipt.at) from receipt where r.direction = 'in' and receipt.log_id = r.answer_log_id and receipt.size > r.answer_log_seq)
      as "answerReceiptAt",
    (select count(distinct h.rid)::int from hidden h where h.recall_id = r.recall_id and h.derived and h.shown_again_at is null) as derived,
    (select count(*)::int from version v where v.rid = r.rid and v.erased_at is null
      and (r.direction = 'out' or v.from_party = r.partner)) as held,
    r.author, r.author_word as "authorWord", r.tree_log as "treeLog", r.tree_seq as "treeSeq",
    (select reporting.origin from log reporting where reporting.log_id = r.tree_log) as "treeOrigin",
    exists (select from relayed_recall relayed where relayed.in_recall = r.recall_id) as relayed`
}

function select(sql: Querier, where: ReturnType<Sql>) {
  return sql<RecallRow[]>`select ${columns(sql)} from recall r join log on log.log_id = r.log_id
    left join answer on r.direction = 'out' and answer.log_id = r.log_id and answer.seq = r.log_seq
    where ${where} order by r.state = 'open' desc, r.recall_id desc limit ${maxListed}`
}

/** Recalls, open ones first, then the newest: of one agency or all, in one direction or both. */
export async function listRecalls(
  sql: Sql,
  filter: { readonly agency?: string | undefined; readonly direction?: string | undefined; readonly partner?: string | undefined },
): Promise<RecallRow[]> {
  return await select(
    sql,
    sql`true ${filter.agency === undefined ? sql`` : sql`and r.agency = ${filter.agency}`}
      ${filter.direction === undefined ? sql`` : sql`and r.direction = ${filter.direction}`}
      ${filter.partner === undefined ? sql`` : sql`and r.partner = ${filter.partner}`}`,
  )
}

/** Every recall of one record, open ones first. */
export async function listRecallsOf(sql: Sql, rid: Uint8Array): Promise<RecallRow[]> {
  return await select(sql, sql`r.rid = ${rid as Buffer}`)
}

/** One recall; undefined when there is none of that number. */
export async function findRecall(sql: Querier, recallId: number): Promise<RecallRow | undefined> {
  const [row] = await select(sql, sql`r.recall_id = ${recallId}` as ReturnType<Sql>)
  return row
}

/** Recalls that an agency learns of by a journal entry in (after, upTo]: what hides from it, and what is shown again. */
export async function recallsBetween(
  sql: Sql,
  agency: string,
  after: number,
  upTo: number,
): Promise<{ readonly row: RecallRow; readonly seq: number; readonly state: 'hidden' | 'shown' }[]> {
  const rows = await select(
    sql,
    sql`((r.seq > ${after} and r.seq <= ${upTo}) or (r.end_seq > ${after} and r.end_seq <= ${upTo}))
      and (r.agency = ${agency} or exists (select from share s where s.rid = r.rid and s.agency = ${agency}))`,
  )
  const within = (seq: number | null): seq is number => seq !== null && seq > after && seq <= upTo
  return rows.flatMap((row) => [
    ...(within(row.seq) ? [{ row, seq: row.seq, state: 'hidden' as const }] : []),
    ...(within(row.endSeq) ? [{ row, seq: row.endSeq, state: 'shown' as const }] : []),
  ])
}

/** Why recalls were made, by their numbers. */
export async function findReasons(sql: Querier, recallIds: readonly number[]): Promise<Map<number, string>> {
  if (recallIds.length === 0) return new Map()
  const rows = await sql<
    { id: number; reason: string }[]
  >`select recall_id as id, reason from recall where recall_id = any(${recallIds as number[]})`
  return new Map(rows.map((row) => [row.id, row.reason]))
}

export type NewRecall = Pick<
  RecallRow,
  'rid' | 'direction' | 'partner' | 'agency' | 'kind' | 'reason' | 'purgeBy' | 'seq' | 'logId' | 'logSeq' | 'at'
> & {
  readonly state: 'open' | 'done'
  readonly answer: RecallAnswer | null
  readonly author?: string
  readonly authorWord?: AuthorWord
}

/** Keeps a recall; one of the same record with the same partner that stood before gives way to it. Answers its number. */
export async function insertRecall(sql: TransactionSql, recall: NewRecall): Promise<number> {
  const { rid, direction, partner, at } = recall
  await sql`update recall set state = 'replaced', ended_at = ${at}
    where rid = ${rid as Buffer} and direction = ${direction} and partner = ${partner} and state = 'open'`
  const [row] = await sql<
    { id: number }[]
  >`insert into recall (rid, direction, partner, agency, kind, reason, purge_by, seq, log_id, log_seq, at,
      state, answer, answered_at, author, author_word)
    values (${rid as Buffer}, ${direction}, ${partner}, ${recall.agency}, ${recall.kind}, ${recall.reason}, ${recall.purgeBy}, ${recall.seq},
      ${recall.logId}, ${recall.logSeq}, ${at}, ${recall.state}, ${recall.answer}, ${recall.answer === null ? null : at},
      ${recall.author ?? null}, ${recall.authorWord ?? null})
    returning recall_id as id`
  return (row as { id: number }).id
}

/** The recall of a record that stands between us and a partner: open, or answered and not withdrawn. */
export async function findStanding(
  sql: Querier,
  rid: Uint8Array,
  partner: string,
  direction: 'out' | 'in',
): Promise<{ readonly recallId: number; readonly state: string } | undefined> {
  const [row] = await sql<{ recallId: number; state: string }[]>`select recall_id as "recallId", state from recall
    where rid = ${rid as Buffer} and partner = ${partner} and direction = ${direction} and state in ('open', 'done')
    order by recall_id desc limit 1`
  return row
}

/** Which of these versions belong to records that we recalled from a partner. */
export async function findRecalledFrom(sql: Querier, partner: string, seqs: readonly number[]): Promise<Set<number>> {
  if (seqs.length === 0) return new Set()
  const rows = await sql<{ seq: number }[]>`select v.seq from version v where v.seq = any(${seqs as number[]}) and exists (
    select from recall r where r.rid = v.rid and r.partner = ${partner} and r.direction = 'out' and r.state in ('open', 'done'))`
  return new Set(rows.map((row) => row.seq))
}

/** Ends recalls that their author took back. */
export async function withdrawRecall(sql: TransactionSql, recallId: number, at: Date, seq: number): Promise<void> {
  await sql`update recall set state = 'withdrawn', ended_at = ${at}, end_seq = ${seq} where recall_id = ${recallId} and state in ('open', 'done')`
}

/** What the holder says about a standing recall; a purge ends it. The answer is owed to the partner until it has a place in the reverse log. */
export async function answerRecall(
  sql: TransactionSql,
  recallId: number,
  said: { readonly answer: RecallAnswer; readonly at: Date; readonly seq: number | null },
): Promise<void> {
  const done = said.answer === 'purged' || said.answer === 'already_erased'
  await sql`update recall set answer = ${said.answer}, answered_at = ${said.at}, answer_seq = ${said.seq}, answer_log_id = null, answer_log_seq = null,
      state = case when ${done} then 'done' else state end, ended_at = case when ${done} then ${said.at} else ended_at end
    where recall_id = ${recallId} and direction = 'in' and state = 'open'`
}

/** Standing recalls of a record by one author, or by any. */
export async function findOpenIncoming(
  sql: Querier,
  rid: Uint8Array,
  fromParty?: string,
): Promise<{ readonly recallId: number; readonly answer: RecallAnswer | null; readonly agency: string }[]> {
  return await sql`select recall_id as "recallId", answer, agency from recall where rid = ${rid as Buffer} and direction = 'in' and state = 'open'
    ${fromParty === undefined ? sql`` : sql`and partner = ${fromParty}`} order by recall_id`
}

export type OwedAnswer = {
  readonly recallId: number
  readonly rid: Uint8Array
  readonly agency: string
  readonly answer: RecallAnswer
  readonly answeredAt: Date
  readonly answerSeq: number | null
  readonly origin: string
  readonly logSeq: number
  readonly hash: Uint8Array
  readonly versions: number
  readonly derived: number
}

/** Answers about recalls in one partner's log that have no place in the reverse log yet, in the order they were given. */
export async function findOwedAnswers(sql: Querier, inLogId: number, limit: number): Promise<OwedAnswer[]> {
  return await sql<OwedAnswer[]>`select r.recall_id as "recallId", r.rid, r.agency, r.answer, r.answered_at as "answeredAt",
      r.answer_seq as "answerSeq", log.origin, r.log_seq as "logSeq", entry.hash,
      (select count(*)::int from version v where v.rid = r.rid and v.from_party = r.partner and v.erased_at is not null) as versions,
      (select count(distinct h.rid)::int from hidden h where h.recall_id = r.recall_id and h.derived and h.shown_again_at is null) as derived
    from recall r join log on log.log_id = r.log_id join entry on entry.log_id = r.log_id and entry.seq = r.log_seq
    where r.log_id = ${inLogId} and r.direction = 'in' and r.answer is not null and r.answer_log_seq is null
      and r.answer in ('purged', 'legal_hold', 'objected')
    order by r.answered_at, r.recall_id limit ${limit}`
}

/** Opens recalls of what had not come once it came after all: there is something to purge now, and whose it is shows. */
export async function reopenArrived(sql: TransactionSql): Promise<void> {
  await sql`update recall r set state = 'open', answer = null, answered_at = null, ended_at = null, agency = v.agency, kind = v.kind
    from version v where ${isAwaited(sql)}
      and v.rid = r.rid and v.from_party = r.partner and v.latest and v.erased_at is null`
}

/** Whether any recall is of what had not come, as SQL. */
export function awaitsArrival(sql: Querier) {
  return sql`exists (select from recall r where ${isAwaited(sql)})`
}

function isAwaited(sql: Querier) {
  return sql`r.direction = 'in'
    and (r.state = 'done' and r.answer = 'never_received' or r.state = 'open' and r.answer is null and r.kind = ${unknownKind})`
}

/** The kind of what a recall takes back, as long as nothing of it is here. */
export const unknownKind = 'unknown'

/** Notes where in the reverse log an answer lies. */
export async function placeAnswer(sql: TransactionSql, recallId: number, logId: number, logSeq: number): Promise<void> {
  await sql`update recall set answer_log_id = ${logId}, answer_log_seq = ${logSeq} where recall_id = ${recallId}`
}

/** What a partner's log says about one of our recalls; an answer about an entry that we never wrote, or about other bytes, changes nothing. */
export async function noteAnswer(
  sql: TransactionSql,
  outLogId: number,
  said: {
    readonly seq: number
    readonly hash: Uint8Array
    readonly answer: string
    readonly at: Date
    readonly answerLogId: number
    readonly answerLogSeq: number
  },
): Promise<boolean> {
  const known = recallAnswers.find((answer) => answer === said.answer)
  if (known === undefined) return false
  const done = known === 'purged' || known === 'already_erased' || known === 'never_received' || known === 'never_readable'
  const rows = await sql`update recall set answer = ${known}, answered_at = ${said.at},
      answer_log_id = ${said.answerLogId}, answer_log_seq = ${said.answerLogSeq},
      state = case when ${done} and state = 'open' then 'done' else state end, ended_at = case when ${done} then ${said.at} else ended_at end
    from entry where recall.log_id = ${outLogId} and recall.log_seq = ${said.seq} and direction = 'out' and state in ('open', 'done')
      and entry.log_id = recall.log_id and entry.seq = recall.log_seq and entry.hash = ${said.hash as Buffer}`
  return rows.count > 0
}

/** Notes where a holder says to whom it passed one of our recalls on; an entry about other bytes than we wrote changes nothing. */
export async function noteTree(
  sql: TransactionSql,
  outLogId: number,
  said: { readonly seq: number; readonly hash: Uint8Array; readonly logId: number; readonly answerLogSeq: number },
): Promise<boolean> {
  const rows = await sql`update recall set tree_log = ${said.logId}, tree_seq = ${said.answerLogSeq}
    from entry where recall.log_id = ${outLogId} and recall.log_seq = ${said.seq} and direction = 'out'
      and entry.log_id = recall.log_id and entry.seq = recall.log_seq and entry.hash = ${said.hash as Buffer}`
  return rows.count > 0
}

export type SentCopy = {
  readonly partner: string
  readonly logId: number
  readonly origin: string
  readonly seq: number
  readonly hash: Uint8Array
  /** It left under an id made for the partner. */
  readonly partnerId?: boolean
}

/** The last copy of a record in the log to each partner that one went to: what a recall names. */
export async function findSentCopies(sql: Querier, rid: Uint8Array, ownParty: string): Promise<SentCopy[]> {
  return await sql<SentCopy[]>`select distinct on (d.partner) d.partner, d.out_log as "logId", log.origin, d.out_seq as seq, entry.hash,
      d.partner_id as "partnerId"
    from decision d join version v on v.seq = d.version_seq join entry on entry.log_id = d.out_log and entry.seq = d.out_seq join log on log.log_id = d.out_log
    where v.rid = ${rid as Buffer} and v.from_party = ${ownParty} and d.out_seq is not null order by d.partner, d.decision_id desc`
}

/** What our machine answers, or owes an answer, about the recalls among entries [start, end) of a partner's log. */
export async function readRecallOutcomes(sql: Querier, logId: number, start: number, end: number): Promise<Map<number, string>> {
  const rows = await sql<{ seq: number; answer: RecallAnswer | null }[]>`select log_seq as seq, answer from recall
    where log_id = ${logId} and direction = 'in' and log_seq >= ${start} and log_seq < ${end}`
  return new Map(rows.map((row) => [row.seq, recallAck(row.answer)]))
}

/** The code of the machine's answer to a recall. */
export function recallAck(answer: RecallAnswer | null): string {
  return answer === 'never_received' || answer === 'never_readable' || answer === 'already_erased' ? answer : 'hidden'
}

/** Machine answers about the recalls that we sent count as answers of the holder where they end it. */
export async function noteRecallAcks(sql: TransactionSql, outLogIds: readonly number[]): Promise<void> {
  await sql`update recall set state = 'done', answer = answer.reason, answered_at = answer.at, ended_at = answer.at
    from answer where recall.log_id = any(${outLogIds as number[]}) and answer.log_id = recall.log_id and answer.seq = recall.log_seq and recall.direction = 'out'
      and recall.state = 'open' and recall.answer is null and answer.outcome = 'ack' and answer.reason in ('never_received', 'never_readable', 'already_erased')`
}
