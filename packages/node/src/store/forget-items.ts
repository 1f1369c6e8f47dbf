import type { TransactionSql } from 'postgres'

/** Takes a record out of every inbox and list: its work, what is owed because of it, whose it is, who put it aside, who hands it over, where its case stands. */
export async function forgetItems(tx: TransactionSql, rid: Uint8Array): Promise<void> {
  const ref = rid as Buffer
  await tx`delete from work_item where rid = ${ref}`
  await tx`delete from case_state where rid = ${ref}`
  const owed = await tx<{ ref: Buffer }[]>`delete from duty where rid = ${ref} returning int8send(duty_id) as ref`
  const items = [{ source: 'alert', ref }, ...owed.map((row) => ({ source: 'duty', ref: row.ref }))]
  for (const item of items) {
    await tx`delete from inbox_mark where source = ${item.source} and ref = ${item.ref}`
    await tx`delete from inbox_snooze where source = ${item.source} and ref = ${item.ref}`
    await tx`delete from handover_item where source = ${item.source} and ref = ${item.ref}`
  }
}
