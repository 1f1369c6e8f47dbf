import { monitorEventLoopDelay } from 'node:perf_hooks'
import { routes } from '@enlace/api'
import { Fault } from '@enlace/core'
import type { FastifyRequest } from 'fastify'
import type { Desk } from './desk.ts'
import { type Metric, printMetrics, type RequestCounter } from './metrics.ts'
import { mountOpen, refuseRole, sendAsIs } from './mount.ts'
import type { Site } from './site.ts'

/** Mounts what the people who run the node ask: is it alive, and how is it doing. */
export function mountOperatorRoutes(site: Site, desk: Desk, counter: RequestCounter, streamReaders: () => number): void {
  const delay = monitorEventLoopDelay({ resolution: 20 })
  delay.enable()

  mountOpen(site, routes.readHealth, async () => {
    const alive = await desk.services.isHealthy().catch(() => false)
    if (!alive) throw new Fault('store_unavailable')
    return sendAsIs('ok\n')
  })

  mountOpen(site, routes.readMetrics, async ({ request, reply }) => {
    if (!isLocal(request)) refuseRole(await site.readActor(request), 'metrics.read')
    reply.type('text/plain; version=0.0.4; charset=utf-8')
    const own: Metric[] = [
      ...counter.read(),
      gauge('enlace_stream_readers', 'Open event streams.', streamReaders()),
      gauge('enlace_cache_bytes', 'Unsealed records held in memory.', desk.cache.sizeBytes()),
      gauge('enlace_memory_bytes', 'Resident memory of this process.', process.memoryUsage.rss()),
      gauge('enlace_event_loop_delay_seconds', 'Event loop delay, 99th percentile since the last look.', delay.percentile(99) / 1e9),
    ]
    delay.reset()
    return sendAsIs(printMetrics([...(await desk.services.metrics()), ...own]))
  })
}

function gauge(name: string, help: string, value: number): Metric {
  return { name, help, type: 'gauge', values: [{ value: Number.isFinite(value) ? value : 0 }] }
}

/** A connection from this machine that no proxy passed on. */
function isLocal(request: FastifyRequest): boolean {
  const address = request.socket.remoteAddress ?? ''
  const passedOn =
    request.headers['x-forwarded-for'] !== undefined || request.headers.forwarded !== undefined || request.headers.via !== undefined
  return !passedOn && (address === '127.0.0.1' || address === '::1' || address === '::ffff:127.0.0.1')
}
