import type { StoppedLog } from '@enlace/api'
import { isJsonObject, type Json, parseJson, utf8 } from '@enlace/core'
import type { Sql } from 'postgres'
import { logsWith, type Partner } from './exchange/open-partner.ts'
import type { PolicyOf } from './policy-of.ts'
import { readLog } from './store/logs.ts'

/** What a log with a partner was stopped for, with the checkpoints that contradict each other; undefined where it was not, or there is no such log with the partner. */
export async function readStopped(sql: Sql, policyOf: PolicyOf, partner: Partner, origin: string): Promise<StoppedLog | undefined> {
  const known = logsWith(partner).find((log) => log.origin === origin)
  const log = known === undefined ? undefined : await readLog(sql, known.logId)
  if (log === undefined || log.frozen === null || log.frozenAt === null || log.role === 'journal') return undefined
  const details = log.evidence ?? '{}'
  return {
    format: 'enlace-stopped-log',
    v: 1,
    origin,
    reason: log.frozen,
    at: log.frozenAt.toISOString(),
    notes: notesIn(details, origin),
    details,
    policy: policyOf({ origin, role: log.role }),
  }
}

/** Signed notes of this log among what was kept. */
function notesIn(details: string, origin: string): string[] {
  const parsed = parseJson(utf8(details), { maxBytes: 4_194_304, maxDepth: 4 })
  const kept: Readonly<Record<string, Json>> = parsed.ok && isJsonObject(parsed.value.value) ? parsed.value.value : {}
  return Object.values(kept).filter((value): value is string => typeof value === 'string' && value.startsWith(`${origin}\n`))
}
