import { noticesOf, waitsForReturn } from '@enlace/policy'
import type { TransactionSql } from 'postgres'
import { fieldsOf, toCustodyEvents, toNoticesSaid } from '../store/case-records.ts'
import { dropDuty, finishDuty, finishReturn, type NewDuty, openDuty, reopenDuty } from '../store/duties.ts'
import type { Keystore } from '../store/keystore.ts'
import { findDutiesOfCase, findSharedWith } from '../store/read-case.ts'
import { readStoredRecords, type StoredRecord } from '../store/stored-records.ts'

/** A case whose records came, by the digest of its id; `said`: a word about a notice was among them. */
export type TouchedCase = { readonly rid: Uint8Array; readonly said: boolean }

/**
 * Settles what is owed because of the custody events of a case, from all of them together, so that nothing hangs on the order in which they came:
 * an event after which a person surrendered for a time is back waits for no return, and an event that a victim asked to be told of is owed until
 * every one of them was.
 */
export async function settleCase(
  tx: TransactionSql,
  from: { readonly keystore: Keystore; readonly party: string; readonly dueAfter: (start: Date) => Date | undefined },
  { rid, said }: TouchedCase,
): Promise<void> {
  const { seqs, owes } = await findDutiesOfCase(tx, rid, from.party)
  if (!owes) return
  const records = await readStoredRecords(tx, from.keystore, seqs)
  const events = records.filter((record) => record.kind === 'custody-event')
  const notices = records.filter((record) => record.kind === 'victim-notice' && record.fromParty === from.party)
  const custody = toCustodyEvents(events)
  const waits = waitsForReturn(custody)
  const back = events.filter((event) => says(event, 'event') === 'returned')
  const shared = await findSharedWith(
    tx,
    events.map((event) => event.rid),
  )
  for (const event of events) {
    if (says(event, 'event') === 'lent' && !waits.has(String(event.object.id))) await finishReturn(tx, event.rid, lastOf(back))
    const holders = new Set([event.agency, ...(shared.get(Buffer.from(event.rid).toString('hex')) ?? [])])
    const own = notices.filter(({ agency }) => holders.has(agency))
    // One agency tells; where several were asked, the one that holds the event itself comes first.
    const agency = own.some((notice) => notice.agency === event.agency) ? event.agency : own[0]?.agency
    const heard = own.filter((notice) => notice.agency === agency)
    await settleEvent(tx, event, agency ?? event.agency, heard)
  }

  async function settleEvent(sql: TransactionSql, event: StoredRecord, agency: string, heard: readonly StoredRecord[]): Promise<void> {
    const owed = noticesOf(toNoticesSaid(heard), custody).owed.filter((one) => one.event === event.object.id)
    const waiting = owed.filter(({ state }) => state === 'to_tell')
    const asks = heard.filter(({ object }) => waiting.some(({ asked }) => asked === object.id))
    if (waiting.length === 0) {
      if (owed.length === 0) await dropDuty(sql, event.rid, 'victim_notice')
      else await finishDuty(sql, event.rid, 'victim_notice', agency, lastOf(heard))
      return
    }
    // It is owed from when both are known: that somebody wants to hear, and what happened.
    const startedAt = new Date(Math.max(event.addedAt.getTime(), Math.min(...asks.map((one) => one.addedAt.getTime()))))
    const dueAt = from.dueAfter(startedAt)
    if (dueAt === undefined) return
    const { rid: about, fromParty, kind: recordKind, seq } = event
    const duty: NewDuty = { rid: about, duty: 'victim_notice', agency, fromParty, recordKind, startedAt, dueAt, seq }
    if (said) await reopenDuty(sql, duty)
    await openDuty(sql, duty)
  }
}

function says(record: StoredRecord, name: string): string | undefined {
  return fieldsOf(record).text(name)
}

function lastOf(records: readonly StoredRecord[]): Date {
  return new Date(Math.max(...records.map((one) => one.addedAt.getTime())))
}
