import type { Querier } from './logs.ts'

/** A saved view as the database knows it; its name and filter lie sealed at `seq`. */
export type SavedView = { readonly viewId: number; readonly seq: number }

/** Most views that one person keeps. */
export const maxViews = 30

/** The views of a person, in the order they were saved. */
export async function listViews(sql: Querier, account: string): Promise<SavedView[]> {
  return await sql<SavedView[]>`select view_id as "viewId", seq from inbox_view
    where account = ${account} and deleted_at is null order by view_id limit ${maxViews}`
}

/** Keeps a view whose words lie at `seq`; undefined when the person has as many as they may. */
export async function insertView(sql: Querier, account: string, seq: number): Promise<number | undefined> {
  const [row] = await sql<{ viewId: number }[]>`insert into inbox_view (account, seq)
    select ${account}, ${seq} where (select count(*) from inbox_view where account = ${account} and deleted_at is null) < ${maxViews}
    returning view_id as "viewId"`
  return row?.viewId
}

/** Deletes a view, or takes the deletion back. False: the person has no such view. */
export async function setViewDeleted(sql: Querier, account: string, viewId: number, at: Date | null): Promise<boolean> {
  const done = await sql`update inbox_view set deleted_at = ${at} where account = ${account} and view_id = ${viewId}`
  return done.count === 1
}
