import type { Sql, TransactionSql } from 'postgres'
import type { InboxKey } from './inbox-key.ts'
import { givenKeys } from './read-inbox.ts'

/** Gives items of an agency's inbox to people, or to nobody (null), by the journal entry `seq`. */
export async function saveAssignees(
  tx: TransactionSql,
  agency: string,
  items: readonly (InboxKey & { readonly assignee: string | null })[],
  seq: number,
): Promise<void> {
  const freed = items.filter((item) => item.assignee === null)
  const given = items.filter((item) => item.assignee !== null)
  if (freed.length > 0) {
    await tx`delete from inbox_mark using ${givenKeys(tx as unknown as Sql, freed)}
      where agency = ${agency} and inbox_mark.source = given.source and inbox_mark.ref = given.ref`
  }
  if (given.length === 0) return
  const names = tx.array(
    given.map((item) => item.assignee),
    25,
  )
  await tx`insert into inbox_mark (agency, source, ref, assignee, seq)
    select ${agency}, given.source, given.ref, given.assignee, ${seq}
      from unnest(${texts(tx, given)}::text[], ${refs(tx, given)}::bytea[], ${names}::text[]) as given (source, ref, assignee)
    on conflict (agency, source, ref) do update set assignee = excluded.assignee, seq = excluded.seq`
}

/** Puts items out of one person's sight until an instant, or back (null). `seq` is where the journal stood: what moves later comes back. */
export async function saveSnoozes(
  sql: Sql,
  account: string,
  items: readonly (InboxKey & { readonly until: Date | null })[],
  seq: number,
): Promise<void> {
  const woken = items.filter((item) => item.until === null)
  const put = items.filter((item) => item.until !== null)
  await sql.begin(async (tx) => {
    if (woken.length > 0) {
      await tx`delete from inbox_snooze using ${givenKeys(tx as unknown as Sql, woken)}
        where account = ${account} and inbox_snooze.source = given.source and inbox_snooze.ref = given.ref`
    }
    // What came back long ago is no use to anybody.
    await tx`delete from inbox_snooze where account = ${account} and until < now() - interval '30 days'`
    if (put.length === 0) return
    const untils = tx.array(
      put.map((item) => item.until?.toISOString() ?? null),
      25,
    )
    await tx`insert into inbox_snooze (account, source, ref, until, seq)
      select ${account}, given.source, given.ref, given.until::timestamptz, ${seq}
        from unnest(${texts(tx, put)}::text[], ${refs(tx, put)}::bytea[], ${untils}::text[]) as given (source, ref, until)
      on conflict (account, source, ref) do update set until = excluded.until, seq = excluded.seq`
  })
}

function texts(tx: TransactionSql, items: readonly InboxKey[]) {
  return tx.array(
    items.map((item) => item.source),
    25,
  )
}

function refs(tx: TransactionSql, items: readonly InboxKey[]) {
  return tx.array(
    items.map((item) => Buffer.from(item.ref)),
    17,
  )
}
