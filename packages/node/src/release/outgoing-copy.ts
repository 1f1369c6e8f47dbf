import { canonicalBytes, isJsonObject, type Json } from '@enlace/core'
import { isAbove, type Released, usesWith, withhold } from '@enlace/policy'
import { attachedFilesField, removeFields, rewriteIds, type TlpLabel, tearLinesOf, tellingIdsIn } from '@enlace/records'
import type { HeldConsent } from '../store/consents.ts'
import type { StoredRecord } from '../store/stored-records.ts'
import { isSealed, type Judged } from './judged.ts'

/** Adds the exact bytes that would leave, under the ids that the partner knows; what cannot be so written stays home. */
export function withOutgoing(judged: Judged, without?: readonly string[]): Judged {
  const whole = withCopy(judged, without)
  const { outgoing, ids, partner } = whole
  if (outgoing === undefined || ids === undefined) return whole
  // The copy of another's record goes as its author named it; its consent is about that.
  if (judged.consent !== undefined) return whole
  const written = ids === 'impossible' ? undefined : rewriteIds(outgoing.object, ids)
  if (ids === 'impossible' || written?.ok !== true)
    return { ...judged, decision: withhold('id_not_rewritable', { recipient: partner.party }) }
  const made = new Map([...ids].filter(([id]) => tellingIdsIn(outgoing.object).includes(id)))
  return { ...whole, outgoing: { ...outgoing, object: written.value, ids: made } }
}

/** Adds the copy that would leave; what is no longer a valid object without the struck fields stays home. */
function withCopy(judged: Judged, without?: readonly string[]): Judged {
  const { decision, record, partner } = judged
  if (decision.outcome !== 'release' && decision.outcome !== 'ask') return judged
  const { consent: held } = judged
  const received = decision.explanation.code === 'ask_onward' || held !== undefined
  // A copy that nobody can be shown the consent of does not leave.
  if (received && held === undefined) return { ...judged, decision: withhold('not_ours_to_release', { from: record.fromParty }) }
  const consent = held === undefined ? {} : { consent: held.item }
  const envelope = envelopeFor(record, partner.party, held?.said, decision)
  const struck = without ?? decision.without
  // A file is named in the body alone, which the partner cannot read before its receipt: it stays home.
  const withoutFiles = struck.includes(attachedFilesField) || (record.filesBytes !== undefined && isSealed(judged))
  const files = record.filesBytes === undefined || withoutFiles ? {} : { files: record.filesBytes }
  const inObject = struck.filter((name) => name !== attachedFilesField)
  const filesRemoved = withoutFiles ? [attachedFilesField] : []
  const whole = inObject.length === 0 && decision.marked === undefined && tearLinesOf(record.object).length === 0
  if (whole)
    return {
      ...judged,
      outgoing: { object: record.objectBytes, envelope, ...files, ...consent, removed: filesRemoved, torn: [], ids: new Map() },
    }
  const ceiling = partner.agreement?.ceiling ?? 'clear'
  const mayRead = (label: TlpLabel) => !isAbove(label, ceiling)
  const reduced = removeFields(record.objectBytes, inObject, { marked: decision.marked ?? [], mayRead })
  if (!reduced.ok) return { ...judged, decision: withhold('invalid_after_redaction', { fields: struck.length }) }
  const removed = [...reduced.value.removed, ...filesRemoved]
  return {
    ...judged,
    outgoing: { object: reduced.value.bytes, envelope, ...files, ...consent, removed, torn: reduced.value.torn, ids: new Map() },
  }
}

/** The envelope as it stands with what the decision adds, unless it names other recipients: to whom else a record goes is not this partner's to know. */
function envelopeFor(
  record: StoredRecord,
  party: string,
  consent: HeldConsent | undefined,
  { addedUses: added = [], addedTo }: Pick<Released, 'addedUses' | 'addedTo'>,
): Uint8Array {
  const { to } = record.envelope
  const uses = Array.isArray(record.envelope.permitted_use) ? (record.envelope.permitted_use as readonly Json[]) : []
  const limited = added.length === 0 ? {} : { permitted_use: [...uses, ...added] }
  if (consent !== undefined) {
    return canonicalBytes({
      ...record.envelope,
      passed_on: { consent: consent.id, from: record.fromParty, until: consent.until },
      permitted_use: [
        ...usesWith(
          uses.filter((use) => typeof use === 'string'),
          consent,
        ),
        ...added,
      ],
      to: [{ party }],
    })
  }
  if (!Array.isArray(to)) {
    const addressed = addedTo === undefined ? {} : { to: [{ ...addedTo }] }
    const same = added.length === 0 && addedTo === undefined
    return same ? record.envelopeBytes : canonicalBytes({ ...record.envelope, ...limited, ...addressed })
  }
  const own = (to as readonly Json[]).filter((one) => isJsonObject(one) && one.party === party)
  const same = own.length === to.length && added.length === 0
  return same ? record.envelopeBytes : canonicalBytes({ ...record.envelope, ...limited, to: own })
}
