import type { CommitmentRow } from '@enlace/api'

const open: readonly string[] = ['not_started', 'in_progress', 'disputed']
const dayMs = 86_400_000

/**
 * The commitments that each party has not done, by their ids: whom to ask how they stand. Left out are those of earlier programmes, and what a party was asked
 * about within a day of `now` (ISO) and has not answered.
 */
export function openByOwner(
  commitments: readonly CommitmentRow[],
  now: string,
): readonly { readonly party: string; readonly commitments: readonly string[] }[] {
  const owed = commitments
    .filter(({ earlier }) => !earlier)
    .flatMap(({ record, owners }) =>
      owners
        .filter(({ status, asked }) => open.includes(status) && (asked === null || Date.parse(now) - Date.parse(asked.at) >= dayMs))
        .map(({ party }) => ({ party, id: record.id })),
    )
  return [...Map.groupBy(owed, ({ party }) => party)].map(([party, all]) => ({ party, commitments: all.map(({ id }) => id) }))
}
