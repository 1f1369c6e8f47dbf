import type { Partner } from './exchange/open-partner.ts'
import { isHeldBack } from './release/judged.ts'
import type { KeyOwed } from './store/sealed-entries.ts'

/** Most keys that a page lists. */
export const maxKeysListed = 100

/** What the exchange page says of receipt before read with one partner: keys that are owed either way, and whether anything leaves at all. */
export function sayKeysOwed(
  partner: Pick<Partner, 'party' | 'agreement' | 'takesSealed'>,
  { listed, count }: { readonly listed: readonly KeyOwed[]; readonly count: number },
  now: Date,
) {
  const theirs = listed.filter((owed) => owed.partner === partner.party)
  const heldBack = isHeldBack({ agreement: partner.agreement(), takesSealed: partner.takesSealed() })
  return {
    ...(heldBack ? { heldBack } : {}),
    ...(theirs.length === 0
      ? {}
      : {
          keysOwed: {
            // Beyond what is listed nobody counts by partner.
            count: listed.length < count ? count : theirs.length,
            listed: theirs.map(({ origin, seq, direction, state, since, dueAt }) => ({
              position: { origin, seq },
              direction,
              refused: state === 'refused',
              since: since.toISOString(),
              dueAt: dueAt?.toISOString() ?? null,
              late: dueAt !== null && dueAt < now,
            })),
          },
        }),
  }
}
