import type { Querier } from './logs.ts'

/** One shift as it stands: who answers for an agency, from when until when. */
export type ShiftRow = {
  readonly id: number
  readonly agency: string
  readonly user: string
  readonly role: string
  readonly startsAt: Date
  readonly endsAt: Date
}

const columns = (sql: Querier) => sql`select shift_id as id, duty_shift.agency, account as user, role, starts_at as "startsAt",
  ends_at as "endsAt" from duty_shift join account on account.name = duty_shift.account and account.disabled_at is null
  where cancelled_at is null`

/** Most shifts listed at once. */
const maxShifts = 2000

/** Shifts that touch a time, in order: of one agency, or of all. A closed account is on no duty. */
export async function listShifts(
  sql: Querier,
  options: { readonly agency?: string | undefined; readonly from: Date; readonly to: Date },
): Promise<ShiftRow[]> {
  return await sql<ShiftRow[]>`${columns(sql)} and ends_at > ${options.from} and starts_at < ${options.to}
    ${options.agency === undefined ? sql`` : sql`and duty_shift.agency = ${options.agency}`} order by starts_at, shift_id limit ${maxShifts}`
}

/** Who answers for each agency at this instant. */
export async function listOnDuty(sql: Querier, at: Date): Promise<ShiftRow[]> {
  return await sql<ShiftRow[]>`${columns(sql)} and starts_at <= ${at} and ends_at > ${at} order by starts_at, shift_id`
}

/** One shift that stands; nobody else changes it until the transaction ends. */
export async function holdShift(sql: Querier, id: number): Promise<ShiftRow | undefined> {
  const [row] = await sql<ShiftRow[]>`${columns(sql)} and shift_id = ${id} for update of duty_shift`
  return row
}

/** Writes a shift down. */
export async function insertShift(
  sql: Querier,
  shift: { readonly agency: string; readonly user: string; readonly startsAt: Date; readonly endsAt: Date; readonly seq: number },
): Promise<number> {
  const [row] = await sql<{ id: number }[]>`insert into duty_shift (agency, account, starts_at, ends_at, seq)
    values (${shift.agency}, ${shift.user}, ${shift.startsAt}, ${shift.endsAt}, ${shift.seq}) returning shift_id as id`
  return (row as { id: number }).id
}

/** Takes a shift off the roster. */
export async function cancelShift(sql: Querier, id: number, at: Date): Promise<void> {
  await sql`update duty_shift set cancelled_at = ${at} where shift_id = ${id} and cancelled_at is null`
}

/** Puts another officer on a shift. */
export async function reassignShift(sql: Querier, id: number, user: string): Promise<void> {
  await sql`update duty_shift set account = ${user} where shift_id = ${id}`
}
