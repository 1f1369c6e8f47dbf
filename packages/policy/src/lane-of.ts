import type { Agreement, FlashRule } from './agreement.ts'
import type { RecordFacts } from './decide-release.ts'

/** What goes on the flash lane where the agreement does not say: an alert whose author says that it cannot wait. */
export const usualFlash: readonly FlashRule[] = [{ kinds: ['mirror-alert'], only: { urgency: ['flash'] } }]

/**
 * On which of the two logs to a partner a record leaves. What takes something back always goes flash: hiding it must not wait behind anything.
 * The two logs have no order between each other, so the lane is a property of the record and the agreement, never of how much waits.
 */
export function laneOf(record: Pick<RecordFacts, 'kind' | 'coded' | 'revoked'>, agreement: Agreement | undefined): 'routine' | 'flash' {
  if (record.revoked) return 'flash'
  const rules = agreement?.flash ?? usualFlash
  return rules.some((rule) => covers(rule, record)) ? 'flash' : 'routine'
}

function covers({ kinds, only }: FlashRule, { kind, coded = {} }: Pick<RecordFacts, 'kind' | 'coded'>): boolean {
  return kinds.includes(kind) && Object.entries(only).every(([field, values]) => values.includes(coded[field] ?? ''))
}
