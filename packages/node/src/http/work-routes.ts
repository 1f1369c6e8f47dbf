import { routes } from '@enlace/api'
import { Fault } from '@enlace/core'
import { readExchangeHistory } from '../store/exchange-history.ts'
import { listImportRuns } from '../store/import-runs.ts'
import { listWork } from '../store/read-work.ts'
import type { Desk } from './desk.ts'
import { mount } from './mount.ts'
import { showWork } from './show-record.ts'
import type { Site } from './site.ts'

/** How finely a span of the exchange is shown: some sixty points each. */
const spans = {
  hour: { stepSeconds: 60, steps: 60 },
  day: { stepSeconds: 1800, steps: 48 },
  week: { stepSeconds: 10_800, steps: 56 },
} as const

/** Mounts what an agency works on: inbox, the exchange, imports. */
export function mountWorkRoutes(site: Site, desk: Desk): void {
  mount(site, routes.listInbox, async ({ query }, actor) => ({
    items: await showWork(desk, actor, await listWork(desk.sql, { agency: actor.agency, direction: query.direction, state: query.state })),
  }))

  mount(site, routes.readExchange, async () => ({ partners: [...(await desk.services.exchangeStatus())] }))

  mount(site, routes.holdLink, async ({ params, body }, actor) => {
    const hours = body.hours === undefined ? {} : { hours: body.hours }
    await desk.services.holdLink({ party: params.party, held: body.held, reason: body.reason, actor, ...hours })
    return { partners: [...(await desk.services.exchangeStatus())] }
  })

  mount(site, routes.readExchangeHistory, async ({ params, query }) => {
    if (!desk.partners.some(({ party }) => party === params.party)) throw new Fault('partner_unknown', { party: params.party })
    const { stepSeconds, steps } = spans[query.span ?? 'hour']
    const points = await readExchangeHistory(desk.sql, params.party, { now: desk.now(), stepSeconds, steps })
    return { stepSeconds, points: points.map((point) => ({ ...point, at: point.at.toISOString() })) }
  })

  mount(site, routes.proveExchange, async ({ params }) => await desk.services.people.proveExchange(params.party))

  mount(site, routes.listImports, async () => ({
    items: (await listImportRuns(desk.sql)).map((run) => ({ ...run, problems: [...run.problems], at: run.at.toISOString() })),
  }))
}
