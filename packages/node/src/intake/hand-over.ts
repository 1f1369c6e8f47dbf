import { canonicalBytes, Fault } from '@enlace/core'
import type { Actor } from '@enlace/policy'
import type { Sql } from 'postgres'
import { closeHandover, findHandover, insertHandover, listHandoverItems, type StoredHandover } from '../store/handovers.ts'
import { type InboxKey, printKey } from '../store/inbox-key.ts'
import { saveAssignees } from '../store/inbox-marks.ts'
import { listOfficers } from '../store/list-officers.ts'
import type { LogWriter } from '../store/log-writer.ts'
import { findInboxItems } from '../store/read-inbox.ts'

export type HandOver = {
  readonly give: (
    actor: Actor,
    handover: { readonly items: readonly InboxKey[]; readonly to: string | null; readonly note: string },
  ) => Promise<{ readonly handoverId: number }>
  readonly close: (actor: Actor, handoverId: number, outcome: 'accepted' | 'withdrawn') => Promise<{ readonly items: number }>
}

/**
 * Hands the work of a shift to the next. The note is sealed in the journal; the items stay whose they are until the next officer has accepted,
 * and are theirs from then on. Both steps are journal entries, together with what they change.
 */
export function createHandOver(options: {
  readonly sql: Sql
  readonly writer: LogWriter
  readonly journalId: number
  readonly now: () => Date
  readonly onChange: (agency: string) => void
}): HandOver {
  const { sql, writer, journalId } = options
  const entry = (agency: string, at: Date, document: object) => ({
    type: 'handover',
    at,
    body: { agency, key: 'day' as const, items: [canonicalBytes(document as Parameters<typeof canonicalBytes>[0])] },
  })

  return {
    give: async (actor, { items, to, note }) => {
      const at = options.now()
      await refuseReceiver(actor, to)
      const seen = await findInboxItems({ sql, actor, releaseSeconds: undefined }, items, at)
      const document = { at: at.toISOString(), by: actor.user, items: seen.map(printKey), note, to }
      const handoverId = await writer.transact(async (writing) => {
        const [seq = 0] = await writing.append(journalId, [entry(actor.agency, at, document)])
        const row = { agency: actor.agency, givenBy: actor.user, givenTo: to, seq, givenAt: at }
        return await insertHandover(writing.sql, row, seen)
      })
      options.onChange(actor.agency)
      return { handoverId }
    },
    close: async (actor, handoverId, outcome) => {
      const at = options.now()
      const handover = await findHandover(sql, actor.agency, handoverId)
      if (handover === undefined) throw new Fault('handover_unknown')
      if (!mayClose(actor, handover, outcome)) throw new Fault('handover_not_yours')
      const listed = outcome === 'accepted' ? await listHandoverItems(sql, handoverId) : []
      // What is no longer there, or no longer theirs to see, is nobody's to take.
      const items = await findInboxItems({ sql, actor, releaseSeconds: undefined }, listed, at)
      await writer.transact(async (writing) => {
        if (!(await closeHandover(writing.sql, handoverId, { by: actor.user, at, outcome }))) throw new Fault('handover_closed')
        const document = { at: at.toISOString(), by: actor.user, handover: handover.seq, outcome }
        const [seq = 0] = await writing.append(journalId, [entry(actor.agency, at, document)])
        const taken = items.filter((item) => item.open).map((item) => ({ ...item, assignee: actor.user }))
        await saveAssignees(writing.sql, actor.agency, taken, seq)
      })
      options.onChange(actor.agency)
      return { items: items.filter((item) => item.open).length }
    },
  }

  async function refuseReceiver(actor: Actor, to: string | null): Promise<void> {
    if (to === null) return
    const officers = await listOfficers(sql, actor)
    if (to === actor.user || !officers.some((officer) => officer.user === to)) {
      throw new Fault('body_invalid', {}, { problems: [{ field: '/to', code: 'officer_unknown' }] })
    }
  }
}

/** The giver takes back; the named receiver, or anybody else when none is named, accepts. */
function mayClose(actor: Actor, { givenBy, givenTo }: StoredHandover, outcome: 'accepted' | 'withdrawn'): boolean {
  if (outcome === 'withdrawn') return actor.user === givenBy
  return actor.user !== givenBy && (givenTo === null || givenTo === actor.user)
}
