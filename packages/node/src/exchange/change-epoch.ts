import { canonicalBytes, Fault } from '@enlace/core'
import type { SignRelease } from '../store/draft-again.ts'
import type { Keystore } from '../store/keystore.ts'
import { type NodeName, outboundOrigin } from '../store/log-names.ts'
import type { Writing } from '../store/log-writer.ts'
import type { Log } from '../store/logs.ts'
import { acceptTheirEpoch, openOwnEpoch } from '../store/open-epoch.ts'
import { lanesOf, type Partner, type PartnerLane } from './open-partner.ts'

/** A log that goes on as its next epoch: ours to a partner, or a partner's to us. */
export type EpochChange = { readonly party: string; readonly origin: string; readonly code: string }
/** Who asked for it and who confirmed it. */
export type EpochWord = {
  readonly actor: { readonly user: string; readonly agency: string }
  readonly proposedBy: string
  readonly reason: string
  readonly at: Date
}

/**
 * Carries out what two persons decided: our own log ends and its next epoch begins, or a partner's next epoch is taken from now on. With it the journal
 * says who, why and how much went again, all in the caller's transaction. Throws Fault `epoch_unknown` for a log that ended, or is none of theirs.
 */
export function createChangeEpoch(options: {
  readonly keystore: Keystore
  readonly signRelease: SignRelease
  readonly journalId: number
  readonly node: NodeName
  readonly partners: () => readonly Partner[]
  /** It is committed: the partner is opened anew with the logs that it has now. */
  readonly onChange: (party: string) => void
}): (writing: Writing, change: EpochChange, by: EpochWord) => Promise<number> {
  const { node, journalId } = options

  return async (writing, { party, origin, code }, { actor, proposedBy, reason, at }) => {
    const partner = options.partners().find((one) => one.party === party)
    if (partner === undefined) throw new Fault('partner_unknown', { party })
    const { lane, log } = findCurrent(partner, origin)
    const epoch = log.epoch + 1
    const next =
      log.role === 'out' ? outboundOrigin(node, party, epoch, log.lane) : outboundOrigin(partner.pairing, node.party, epoch, log.lane)
    const what = log.role === 'out' ? 'epoch_opened' : 'epoch_accepted'
    const document = { at: at.toISOString(), by: actor.user, code, next, origin, proposed_by: proposedBy, reason, what }
    const body = { agency: actor.agency, key: 'day' as const, items: [canonicalBytes(document)] }
    const [seq] = await writing.append(journalId, [{ type: 'admin', at, body }])
    const opening = { logId: log.logId, origin: next, code, at, journalSeq: seq as number }
    if (log.role === 'in') await acceptTheirEpoch(writing, opening)
    else await openOwnEpoch(writing, { ...opening, keystore: options.keystore, signRelease: options.signRelease, seen: lane.seen() })
    writing.onCommit(() => options.onChange(party))
    return seq as number
  }
}

/** The log of this origin where it is the last epoch: an earlier one has ended already. */
export function findCurrent(partner: Pick<Partner, 'lanes'>, origin: string): { readonly lane: PartnerLane; readonly log: Log } {
  for (const lane of lanesOf(partner)) {
    const log = [lane.out, lane.in].find((one) => one.origin === origin)
    if (log !== undefined) return { lane, log }
  }
  throw new Fault('epoch_unknown', { origin })
}
