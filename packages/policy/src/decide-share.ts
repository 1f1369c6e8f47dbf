import { type Released, type Withheld, withhold } from './decision.ts'
import { explain } from './explanation.ts'
import { isAbove } from './tlp.ts'

export type ShareRequest = {
  readonly record: {
    readonly kind: string
    /** The party that wrote it. */
    readonly from: string
    /** The own agency that holds it. */
    readonly agency: string
    readonly envelope: { readonly tlp: string; readonly permitted_use?: readonly string[] }
  }
  readonly self: string
  readonly toAgency: string
  /** The author of a received record consents to this agency today. */
  readonly consented?: boolean
  /** The agencies of the own party. */
  readonly agencies: readonly string[]
}

/**
 * Decides whether the holding agency may share a record with another agency of its own party: the same kind of decision as a release.
 * A record of the own party is the holder's to share. A record that a partner sent keeps the partner's limits: `no_onward` and labels that
 * name the receiving organisation only (TLP 2.0: AMBER+STRICT, RED) stop it. The officer's right to ask is `mayDo`'s matter.
 */
export function decideShare(request: ShareRequest): Released | Withheld {
  const { record, self, toAgency } = request
  if (toAgency === record.agency) return withhold('recipient_is_self')
  if (!request.agencies.includes(toAgency)) return withhold('addressee_not_covered', { agreement: self })
  const received = record.from !== self && request.consented !== true
  if (received && record.envelope.permitted_use?.includes('no_onward')) {
    return withhold('not_ours_to_release', { from: record.from })
  }
  if (received && isAbove(record.envelope.tlp, 'amber')) {
    return withhold('marking_above_ceiling', { marking: record.envelope.tlp, ceiling: 'amber' })
  }
  return {
    outcome: 'release',
    under: 'share',
    without: [],
    mode: 'officer',
    toAgency,
    retentionDays: null,
    explanation: explain('share_officer', { agency: toAgency }),
  }
}
