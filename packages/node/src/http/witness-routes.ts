import { routes, type TimestampStatus, type WitnessStatus } from '@enlace/api'
import type { Desk } from './desk.ts'
import { mount } from './mount.ts'
import type { Site } from './site.ts'

/** What the page asks about witnesses. */
export type WitnessServices = { readonly status: () => Promise<WitnessStatus>; readonly timestamps: () => Promise<TimestampStatus> }

/** Mounts who has seen the node's own logs, and what time-stamps them. */
export function mountWitnessRoutes(site: Site, desk: Desk): void {
  mount(site, routes.readWitnesses, async () => await desk.services.witnesses.status())
  mount(site, routes.readTimestamps, async () => await desk.services.witnesses.timestamps())
}
