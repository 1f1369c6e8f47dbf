import type { LedgerShape } from '@enlace/api'
import type { Actor } from '@enlace/policy'
import { type Claim, recount } from '@enlace/records'
import { readCounted } from '../store/read-counted.ts'
import type { Desk } from './desk.ts'
import { noteReads } from './show-record.ts'

export type ShownRecount = NonNullable<LedgerShape['points'][number]['denials'][number]['recount']>

/** Counted again for one ledger at most; and so many of the list behind each are shown. */
const maxRecounts = 10
const maxListed = 50

/** What becomes of the superlatives and ordinals among claims when they are counted again from the records that the reader’s agency may see, by claim. */
export async function recountClaims(desk: Desk, actor: Actor, claims: readonly Claim[]): Promise<ReadonlyMap<string, ShownRecount>> {
  const found = new Map<string, ShownRecount>()
  const counting = claims.filter(({ counts }) => counts !== undefined).slice(0, maxRecounts)
  for (const { id, counts } of counting) {
    if (counts === undefined) continue
    const { items, versions, more } = await readCounted(desk, counts, actor.agency)
    noteReads(desk, actor, versions)
    const result = recount(counts, items, more)
    found.set(id, {
      verdict: result.verdict,
      rank: result.rank ?? null,
      claimed: counts.rank,
      order: counts.order,
      kind: counts.kind,
      from: counts.from ?? null,
      until: counts.until ?? null,
      subject: counts.subject ?? null,
      missing: result.missing.map(({ why, count }) => ({ why, count })),
      counted: result.items.length,
      items: result.items
        .slice(0, maxListed)
        .map((item) => ({ id: item.id, title: item.title, day: item.day ?? null, measure: item.measure ?? null })),
    })
  }
  return found
}
