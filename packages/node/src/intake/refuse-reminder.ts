import { Fault } from '@enlace/core'
import { betweenRemindersMs, computeWorkClock, type WorkClocks, type WorkEvent } from '@enlace/policy'
import { kinds, readField } from '@enlace/records'
import type { Sql } from 'postgres'
import { recordDigest } from '../store/keyed-digest.ts'
import type { RecordDraft } from '../store/record-draft.ts'

/** Answers that a person owes; a receipt is a machine's. */
const owed = ['acknowledgement', 'action', 'outcome']

/**
 * Says why a reminder may not be written, or undefined where it may: only about an own alert of the own agency, only when an answer to it is late, and once a
 * day. Anything else than a reminder passes.
 */
export function createReminderCheck(options: {
  readonly sql: Sql
  readonly searchKey: Uint8Array
  readonly party: string
  readonly clocks: WorkClocks
  readonly now: () => Date
}): (draft: RecordDraft) => Promise<Fault | undefined> {
  const clocks = (options.clocks.get('mirror-alert') ?? []).filter(({ rule }) => owed.includes(rule.id))
  // What was let through and is not projected yet, by alert. A second try of the same record is no second reminder.
  const lately = new Map<string, { readonly id: string; readonly at: number }>()

  return async (draft) => {
    if (draft.kind !== 'response' || readField(kinds.get('response'), draft.object, 'step') !== 'reminded') return undefined
    const now = options.now()
    for (const [alert, last] of lately) if (now.getTime() - last.at >= betweenRemindersMs) lately.delete(alert)
    const refs = Array.isArray(draft.object.object_refs) ? draft.object.object_refs : []
    const alerts = refs.filter((id): id is string => typeof id === 'string' && id.startsWith('incident--'))
    const notOwn = new Fault('body_invalid', {}, { problems: [{ field: '/object/object_refs', code: 'not_own_alert' }] })
    if (alerts.length === 0) return notOwn
    const keys: string[] = []
    for (const alert of alerts) {
      const rid = recordDigest(options.searchKey, alert)
      const [item] = await options.sql<{ agency: string; events: WorkEvent[] }[]>`select agency, events from work_item
        where rid = ${rid as Buffer} and direction = 'sent'`
      if (item === undefined || item.agency !== draft.agency) return notOwn
      const key = Buffer.from(rid).toString('hex')
      const known = lately.get(key)
      if (known?.id === draft.id) continue
      const late = clocks.some((clock) => computeWorkClock(clock, item.events, now.toISOString())?.state === 'missed')
      if (!late) return new Fault('reminder_too_early')
      const reminders = item.events.filter(({ code }) => code === 'reminded').map(({ at }) => Date.parse(at))
      const since = now.getTime() - Math.max(...reminders, known?.at ?? Number.NEGATIVE_INFINITY)
      if (since < betweenRemindersMs) {
        return new Fault('reminder_too_soon', { hours: Math.ceil((betweenRemindersMs - since) / 3_600_000) })
      }
      keys.push(key)
    }
    for (const key of keys) lately.set(key, { id: draft.id, at: now.getTime() })
    return undefined
  }
}
