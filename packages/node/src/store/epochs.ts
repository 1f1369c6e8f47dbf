import type { Querier } from './logs.ts'

/** How an epoch of a log began, by its log. `previousSize`: of a partner's log null until its first entry said it. */
export type Epoch = {
  readonly logId: number
  readonly origin: string
  readonly previous: number
  readonly previousOrigin: string
  readonly reason: string
  readonly previousSize: number | null
  readonly moved: number
  readonly unreadable: number
  readonly at: Date
}

/** Every epoch after the first, the oldest first. */
export async function readEpochs(sql: Querier): Promise<Epoch[]> {
  return await sql<Epoch[]>`select epoch.log_id as "logId", log.origin, previous, before.origin as "previousOrigin", reason,
      previous_size as "previousSize", moved, unreadable, epoch.at
    from epoch join log on log.log_id = epoch.log_id join log before on before.log_id = previous order by epoch.at, epoch.log_id`
}

/** Own logs to a partner that ended: how far they reach, and why. */
export async function readOwnEnds(
  sql: Querier,
  partner: string,
): Promise<{ readonly origin: string; readonly size: number; readonly reason: string }[]> {
  return await sql<{ origin: string; size: number; reason: string }[]>`select log.origin, previous_size as size, reason from epoch
    join log on log.log_id = previous where log.role = 'out' and log.partner = ${partner} and previous_size is not null`
}

/** Whether the log before an own later epoch is receipted as far as the first entry of that epoch says it went. */
export async function isEndReceipted(sql: Querier, logId: number): Promise<boolean> {
  const [row] = await sql<{ isDone: boolean }[]>`select log.receipted_size >= previous_size as "isDone" from epoch
    join log on log.log_id = previous where epoch.log_id = ${logId}`
  return row?.isDone === true
}
