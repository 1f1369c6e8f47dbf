import { routes } from '@enlace/api'
import { Fault } from '@enlace/core'
import type { Change } from '@enlace/policy'
import type { Desk } from './desk.ts'
import { mount } from './mount.ts'
import { showAsked } from './show-asked.ts'
import type { Site } from './site.ts'

/** Mounts the ceremony by which a log ends and its next epoch begins, and what a stopped log was stopped for. */
export function mountEpochRoutes(site: Site, desk: Desk): void {
  const { people } = desk.services

  mount(site, routes.openEpoch, async ({ params, body }, actor) => {
    const partner = (await desk.services.exchangeStatus()).find(({ party }) => party === params.party)
    if (partner === undefined) throw new Fault('partner_unknown', { party: params.party })
    const log = partner.logs.find(({ origin }) => origin === body.origin)
    if (log === undefined || log.next != null) throw new Fault('epoch_unknown', { origin: body.origin })
    const change: Change = { what: 'new_epoch', party: params.party, origin: body.origin, code: body.code }
    return showAsked(change, await people.change({ change, reason: body.reason, actor }), people.at)
  })

  mount(site, routes.readStoppedLog, async ({ params, query }) => {
    const stopped = await desk.services.readStopped(params.party, query.origin)
    if (stopped === undefined) throw new Fault('epoch_unknown', { origin: query.origin })
    return stopped
  })
}
