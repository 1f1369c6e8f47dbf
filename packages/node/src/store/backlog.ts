import type { Querier } from './logs.ts'

/** What still has to be done with what a node holds. All zero: everything is decided, receipted by partners and applied. */
export type Backlog = { readonly undecided: number; readonly unreceipted: number; readonly unapplied: number }

/** Counts the backlog: own versions without a release decision for some partner, outbound entries without receipt (those of a log that
 * was stopped went again into the next), receipted entries not applied. */
export async function readBacklog(sql: Querier, party: string): Promise<Backlog> {
  const [row] = await sql<Backlog[]>`select
    (select count(*)::int from version join log on log.role = 'out' and log.lane = 'routine' and log.epoch = 1
      where from_party = ${party} and erased_at is null
        and seq > coalesce((select position from follower where name = 'release:' || partner), -1)) as undecided,
    (select coalesce(sum(size - receipted_size), 0)::int from log where role = 'out' and (ended_at is null or frozen is null)) as unreceipted,
    (select coalesce(sum(checkpoint_size - applied_size), 0)::int from log where role = 'in') as unapplied`
  return row ?? { undecided: 0, unreceipted: 0, unapplied: 0 }
}
