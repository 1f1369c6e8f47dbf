import type { Sql, TransactionSql } from 'postgres'
import type { InboxKey } from './inbox-key.ts'
import { givenKeys } from './read-inbox.ts'

/** One hand-over of a shift as the database knows it; its note lies sealed at `seq`. */
export type StoredHandover = {
  readonly handoverId: number
  readonly agency: string
  readonly givenBy: string
  /** Null: whoever of the agency comes next. */
  readonly givenTo: string | null
  readonly seq: number
  readonly givenAt: Date
  readonly closedBy: string | null
  readonly closedAt: Date | null
  readonly outcome: 'accepted' | 'withdrawn' | null
  readonly items: number
}

/** Most hand-overs that are listed; the journal keeps all. */
const maxListed = 50

/** The hand-overs of an agency, those that wait first, then the newest. */
export async function listHandovers(sql: Sql, agency: string): Promise<StoredHandover[]> {
  return await select(sql, sql`h.agency = ${agency}`)
}

/** One hand-over of an agency. */
export async function findHandover(sql: Sql, agency: string, handoverId: number): Promise<StoredHandover | undefined> {
  const [row] = await select(sql, sql`h.agency = ${agency} and h.handover_id = ${handoverId}`)
  return row
}

async function select(sql: Sql, condition: ReturnType<Sql>): Promise<StoredHandover[]> {
  return await sql<
    StoredHandover[]
  >`select h.handover_id as "handoverId", h.agency, h.given_by as "givenBy", h.given_to as "givenTo", h.seq,
      h.given_at as "givenAt", h.closed_by as "closedBy", h.closed_at as "closedAt", h.outcome,
      (select count(*)::int from handover_item i where i.handover_id = h.handover_id) as items
    from handover h where ${condition} order by h.outcome is not null, h.handover_id desc limit ${maxListed}`
}

/** Keeps a hand-over and its items; its note lies at the journal entry `seq`. */
export async function insertHandover(
  tx: TransactionSql,
  handover: Pick<StoredHandover, 'agency' | 'givenBy' | 'givenTo' | 'seq' | 'givenAt'>,
  items: readonly InboxKey[],
): Promise<number> {
  const { agency, givenBy, givenTo, seq, givenAt } = handover
  const [row] = await tx<{ id: number }[]>`insert into handover (agency, given_by, given_to, seq, given_at)
    values (${agency}, ${givenBy}, ${givenTo}, ${seq}, ${givenAt}) returning handover_id as id`
  const id = row?.id ?? 0
  if (items.length > 0) {
    await tx`insert into handover_item (handover_id, source, ref)
      select ${id}, given.source, given.ref from ${givenKeys(tx as unknown as Sql, items)} on conflict do nothing`
  }
  return id
}

/** Closes a hand-over that waits. False: somebody else closed it first. */
export async function closeHandover(
  tx: TransactionSql,
  handoverId: number,
  closing: { readonly by: string; readonly at: Date; readonly outcome: 'accepted' | 'withdrawn' },
): Promise<boolean> {
  const done = await tx`update handover set closed_by = ${closing.by}, closed_at = ${closing.at}, outcome = ${closing.outcome}
    where handover_id = ${handoverId} and outcome is null`
  return done.count === 1
}

/** What was handed over. */
export async function listHandoverItems(sql: Sql, handoverId: number): Promise<InboxKey[]> {
  return await sql<InboxKey[]>`select source, ref from handover_item where handover_id = ${handoverId} order by source, ref`
}
