import type { Sql } from 'postgres'

/** Forgets the work projection and its place in the log, so that it is projected anew from the first entry. */
export async function forgetWork(sql: Sql): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`delete from work_item`
    await tx`delete from follower where name = 'work' or name like 'work/receipts/%'`
  })
}
