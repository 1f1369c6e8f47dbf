import type { Lane } from './log-names.ts'
import type { Querier } from './logs.ts'

/** One export, import or receipt that a person carried. */
export type CourierRow = {
  readonly id: string
  readonly what: 'export' | 'import' | 'receipt'
  readonly partner: string
  readonly lane: Lane
  readonly start: number
  readonly end: number
  readonly bytes: number
  readonly by: string
  readonly at: Date
}

/** Keeps what went or came; importing an export again after a stop says nothing new. */
export async function saveCourier(sql: Querier, row: CourierRow): Promise<void> {
  await sql`insert into courier (id, what, partner, lane, start_size, end_size, bytes, by, at)
    values (${row.id}, ${row.what}, ${row.partner}, ${row.lane}, ${row.start}, ${row.end}, ${row.bytes}, ${row.by}, ${row.at})
    on conflict (what, id) do nothing`
}

/** The last `limit`, newest first. */
export async function listCourier(sql: Querier, limit: number): Promise<CourierRow[]> {
  return await sql<CourierRow[]>`select id, what, partner, lane, start_size as start, end_size as end, bytes, by, at
    from courier order by at desc, what limit ${limit}`
}

/** How far the exports for a partner reach in our log of a lane to it: 0 when there was none. */
export async function readCarriedSize(sql: Querier, partner: string, lane: Lane): Promise<number> {
  const [row] = await sql<{ size: number }[]>`select coalesce(max(end_size), 0) as size from courier
    where what = 'export' and partner = ${partner} and lane = ${lane}`
  return row?.size ?? 0
}
