import { Fault } from '@enlace/core'
import { actions, mayDo } from '@enlace/policy'
import type { Desk } from './desk.ts'
import { securityHeaders } from './security-headers.ts'
import type { Site } from './site.ts'

const asked = '/logs/:log/*'
const forever = 'public, max-age=31536000, immutable'

/**
 * Mounts the read side of logs as C2SP tlog-tiles names it, so that standard tools read them: `/logs/<origin hash>/checkpoint`, `tile/…` and of
 * ours `policy`. A log that its parties' agreement opens is read by anybody, every other by who may prove what lies in it; to anybody else it is
 * as unknown as one that does not exist. Leaves hold commitments, never a body. Paths have any depth, so they are no routes of the API.
 */
export function mountLogRoutes(site: Site, desk: Desk): void {
  site.server.get<{ Params: { log: string; '*': string } }>(asked, async (request, reply) => {
    const { log, '*': path } = request.params
    const found = await desk.services.readLog(log, path)
    if (found === undefined || !(found.open || (await mayProve(site, request)))) throw new Fault('route_unknown')
    const whole = path.startsWith('tile/') && !path.includes('.p/')
    return await reply
      .headers(securityHeaders)
      .header('cache-control', whole && found.open ? forever : 'no-store')
      .type(found.contentType)
      .send(Buffer.from(found.body))
  })
}

async function mayProve(site: Site, request: Parameters<Site['readActor']>[0]): Promise<boolean> {
  const action = actions.find((known) => known === 'exchange.prove')
  const actor = await site.readActor(request).catch(() => undefined)
  return action !== undefined && actor !== undefined && mayDo(actor, action).allowed
}
