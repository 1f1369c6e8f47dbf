import { type Handover, routes } from '@enlace/api'
import { Fault } from '@enlace/core'
import type { Actor } from '@enlace/policy'
import { listHandovers } from '../store/handovers.ts'
import { readJournalDocuments } from '../store/journal-documents.ts'
import type { Desk } from './desk.ts'
import { readItemKey, readNumber } from './inbox-routes.ts'
import { mount } from './mount.ts'
import type { Site } from './site.ts'

/** Mounts the hand-over of a shift: the note first, then the work. */
export function mountHandoverRoutes(site: Site, desk: Desk): void {
  mount(site, routes.listHandovers, async (_call, actor) => ({ items: await showHandovers(desk, actor) }))

  mount(site, routes.giveHandover, async ({ body }, actor) => {
    const items = body.items.map((key, i) => readItemKey(key, `/items/${i}`))
    const { handoverId } = await desk.services.giveHandover(actor, { items, to: body.to, note: body.note })
    return { id: String(handoverId) }
  })

  mount(site, routes.acceptHandover, async ({ params }, actor) => await close(desk, actor, params.id, 'accepted'))
  mount(site, routes.withdrawHandover, async ({ params }, actor) => await close(desk, actor, params.id, 'withdrawn'))
}

async function close(desk: Desk, actor: Actor, id: string, outcome: 'accepted' | 'withdrawn'): Promise<{ items: number }> {
  const handoverId = readNumber(id)
  if (handoverId === undefined) throw new Fault('handover_unknown')
  return await desk.services.closeHandover(actor, handoverId, outcome)
}

async function showHandovers(desk: Desk, actor: Actor): Promise<Handover[]> {
  const stored = await listHandovers(desk.sql, actor.agency)
  const documents = await readJournalDocuments(
    desk.sql,
    desk.keystore,
    stored.map((handover) => handover.seq),
  )
  return stored.map((handover) => {
    const note = documents.get(handover.seq)?.note
    return {
      id: String(handover.handoverId),
      by: handover.givenBy,
      to: handover.givenTo,
      at: handover.givenAt.toISOString(),
      note: typeof note === 'string' ? note : '',
      items: handover.items,
      outcome: handover.outcome,
      closedBy: handover.closedBy,
      closedAt: handover.closedAt?.toISOString() ?? null,
    }
  })
}
