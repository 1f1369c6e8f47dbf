import { canonicalBytes, Fault } from '@enlace/core'
import type { Actor, Change } from '@enlace/policy'
import { recordDigest } from '../store/keyed-digest.ts'
import { findHold, insertHold, liftHold } from '../store/legal-holds.ts'
import type { LogWriter, Writing } from '../store/log-writer.ts'
import { answerRecall, findOpenIncoming } from '../store/recalls.ts'

export type LegalHolds = ReturnType<typeof createLegalHolds>

/**
 * Legal holds: a record that the law says must be kept is erased by nobody until two persons lift the hold. A hold does not show what a recall
 * hides; whoever asked for the record back is told that it is held.
 */
export function createLegalHolds(options: {
  readonly writer: LogWriter
  readonly searchKey: Uint8Array
  readonly journalId: number
  readonly now: () => Date
}) {
  const digest = (id: string) => recordDigest(options.searchKey, id)

  /** Throws Fault `record_held` when it is held already. */
  async function place(request: {
    readonly id: string
    readonly agency: string
    readonly reason: string
    readonly actor: Actor
  }): Promise<{ readonly seq: number }> {
    const { id, agency, reason, actor } = request
    const rid = digest(id)
    return await options.writer.transact(async ({ sql, append }) => {
      const at = options.now()
      const document = canonicalBytes({ at: at.toISOString(), by: actor.user, hold: 'placed', id, reason })
      const [seq] = await append(options.journalId, [{ type: 'hold', at, body: { agency, key: 'day', items: [document] } }])
      if (!(await insertHold(sql, { rid, agency, by: actor.user, at, seq: seq as number }))) throw new Fault('record_held', {})
      for (const { recallId } of await findOpenIncoming(sql, rid)) {
        await answerRecall(sql, recallId, { answer: 'legal_hold', at, seq: null })
      }
      return { seq: seq as number }
    })
  }

  /** Lifts a hold on the word of two; the obligations that it stopped run again. Throws Fault `hold_unknown`. */
  async function lift(
    writing: Writing,
    change: Extract<Change, { what: 'hold_lift' }>,
    by: { readonly actor: Actor; readonly proposedBy: string; readonly reason: string; readonly at: Date },
  ): Promise<number> {
    const rid = digest(change.id)
    const standing = await findHold(writing.sql, rid)
    if (standing === undefined) throw new Fault('hold_unknown', {})
    const document = canonicalBytes({
      at: by.at.toISOString(),
      by: by.actor.user,
      hold: 'lifted',
      id: change.id,
      placed: standing.seq,
      proposed_by: by.proposedBy,
      reason: by.reason,
    })
    const body = { agency: change.agency, key: 'day' as const, items: [document] }
    const [seq] = await writing.append(options.journalId, [{ type: 'hold', at: by.at, body }])
    await liftHold(writing.sql, { rid, by: [by.proposedBy, by.actor.user].join(', '), at: by.at, seq: seq as number })
    return seq as number
  }

  return { place, lift }
}
