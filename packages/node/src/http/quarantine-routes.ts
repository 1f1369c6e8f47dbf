import { routes } from '@enlace/api'
import { Fault } from '@enlace/core'
import { listQuarantine } from '../store/quarantine.ts'
import type { Desk } from './desk.ts'
import { printCursor, readCursor } from './list-cursor.ts'
import { mount } from './mount.ts'
import type { Site } from './site.ts'

/** Mounts the list of what arrived for an agency and became no record: why, where and when, and nothing of its content. */
export function mountQuarantineRoute(site: Site, desk: Desk): void {
  mount(site, routes.listQuarantine, async ({ params, query }, actor) => {
    if (!desk.partners.some(({ party }) => party === params.party)) throw new Fault('partner_unknown', { party: params.party })
    const [before] = query.cursor === undefined ? [] : readCursor(query.cursor, 1)
    const limit = query.limit ?? 50
    const found = await listQuarantine(desk.sql, { partner: params.party, agency: actor.agency, before }, limit + 1)
    const shown = found.slice(0, limit)
    const last = shown.at(-1)
    return {
      items: shown.map((entry) => ({
        position: { origin: entry.origin, seq: entry.seq },
        reason: entry.reason,
        kept: entry.reason === 'kept_newer',
        leafType: entry.leafType ?? null,
        writtenAt: entry.writtenAt ?? null,
        receivedAt: entry.receivedAt.toISOString(),
        at: entry.at.toISOString(),
      })),
      next: found.length > limit && last !== undefined ? printCursor([last.seq]) : null,
    }
  })
}
