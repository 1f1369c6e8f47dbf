import type { Actor } from '@enlace/policy'
import type { Sql, TransactionSql } from 'postgres'
import type { InboxKey } from './inbox-key.ts'
import { givenKeys } from './read-inbox.ts'

/** What an agency owes by itself because of a record. */
export const dutyNames = [
  'follow_up',
  'contact_report',
  'feedback',
  'rights_answer',
  'return_date',
  'victim_notice',
  'body_meets',
  'progress',
] as const
export type DutyName = (typeof dutyNames)[number]

/** What only a record ends: a flag is answered, a victim told, a session held, and none is ticked off. */
const byRecordAlone = ['rights_answer', 'return_date', 'victim_notice', 'body_meets']

export type NewDuty = {
  readonly rid: Uint8Array
  readonly duty: DutyName
  readonly agency: string
  readonly fromParty: string
  readonly recordKind: string
  readonly startedAt: Date
  readonly dueAt: Date
  readonly seq: number
}

/** Opens a duty, or moves the deadline of one that is still open; one that was done stays done. */
export async function openDuty(tx: TransactionSql, duty: NewDuty): Promise<void> {
  await tx`insert into duty (rid, agency, from_party, duty, record_kind, started_at, due_at, moved_seq)
    select ${duty.rid as Buffer}, ${duty.agency}, ${duty.fromParty}, ${duty.duty}, ${duty.recordKind}, ${duty.startedAt}, ${duty.dueAt}, ${duty.seq}
      from version where seq = ${duty.seq} and erased_at is null
    on conflict (rid, duty) do update set due_at = excluded.due_at, moved_seq = excluded.moved_seq where duty.done_at is null`
}

/** A record of the agency did what was owed; `done_by` stays empty, for the record itself says who. True when something was still owed. */
export async function finishDuty(tx: TransactionSql, rid: Uint8Array, duty: DutyName, agency: string, at: Date): Promise<boolean> {
  const done =
    await tx`update duty set done_at = ${at} where rid = ${rid as Buffer} and duty = ${duty} and agency = ${agency} and done_at is null`
  return done.count === 1
}

/** Something came up that is owed beside what was done already. */
export async function reopenDuty(tx: TransactionSql, { rid, duty, agency }: Pick<NewDuty, 'rid' | 'duty' | 'agency'>): Promise<void> {
  await tx`update duty set done_at = null where rid = ${rid as Buffer} and duty = ${duty} and agency = ${agency} and done_by is null`
}

/** Whoever was surrendered for a time by this event is back, whichever agency waits. */
export async function finishReturn(tx: TransactionSql, rid: Uint8Array, at: Date): Promise<void> {
  await tx`update duty set done_at = ${at} where rid = ${rid as Buffer} and duty = 'return_date' and done_at is null`
}

/** Nothing is owed any more because the record no longer asks it. */
export async function dropDuty(tx: TransactionSql, rid: Uint8Array, duty: DutyName): Promise<void> {
  await tx`delete from duty where rid = ${rid as Buffer} and duty = ${duty} and done_at is null`
}

/** An officer says that duties of the agency are done. */
export async function closeDuties(tx: TransactionSql, actor: Actor, items: readonly InboxKey[], at: Date): Promise<void> {
  if (items.length === 0) return
  await tx`update duty set done_at = ${at}, done_by = ${actor.user} from ${givenKeys(tx as unknown as Sql, items)}
    where agency = ${actor.agency} and int8send(duty_id) = given.ref and done_at is null and duty <> all(${byRecordAlone})`
}

/** Takes back what an officer said was done; what a record did stays done. */
export async function reopenDuties(tx: TransactionSql, actor: Actor, items: readonly InboxKey[]): Promise<void> {
  if (items.length === 0) return
  await tx`update duty set done_at = null, done_by = null from ${givenKeys(tx as unknown as Sql, items)}
    where agency = ${actor.agency} and int8send(duty_id) = given.ref and done_by is not null`
}
