import { utf8 } from '@enlace/core'
import { originHash } from '@enlace/proof/node'
import type { Sql } from 'postgres'
import { logsWith, type Partner } from './exchange/open-partner.ts'
import { readLogResource } from './exchange/read-log.ts'
import type { Services } from './http/services.ts'
import type { PolicyOf } from './policy-of.ts'
import type { Log } from './store/logs.ts'

/** Reads a resource of the log whose origin has this hash: the journal, or a log with a partner; `open` when their agreement opens it. */
export function openLogReading(options: {
  readonly sql: Sql
  readonly journal: Pick<Log, 'logId' | 'origin'>
  readonly partners: () => readonly Partner[]
  readonly policyOf: PolicyOf
}): Services['readLog'] {
  return async (hash, path) => {
    const partners = options.partners()
    const logs = [
      { role: 'journal' as const, open: false, ...pick(options.journal) },
      ...partners.flatMap((partner) => {
        const open = partner.agreement()?.openLogs === true
        return logsWith(partner).map((log) => ({ role: log.role, open, ...pick(log) }))
      }),
    ]
    const log = logs.find((each) => originHash(each.origin) === hash)
    if (log === undefined) return undefined
    const { open } = log
    if (path === 'policy') return { open, contentType: 'text/plain; charset=utf-8', body: utf8(options.policyOf(log)) }
    const { status, contentType = 'application/octet-stream', body = '' } = await readLogResource(options.sql, log.logId, path)
    return status === 200 ? { open, contentType, body: typeof body === 'string' ? utf8(body) : body } : undefined
  }
}

function pick({ logId, origin }: Pick<Log, 'logId' | 'origin'>) {
  return { logId, origin }
}
