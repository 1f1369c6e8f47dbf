import { canonicalBytes } from '@enlace/core'
import type { ReleasePlace } from '@enlace/proof/node'
import { encodeRecallNotice, type RecallNotice, recallContent } from '@enlace/records'
import type { EntryDraft } from '../store/append-entries.ts'
import type { Writing } from '../store/log-writer.ts'
import type { PartnerIds } from '../store/partner-ids.ts'
import type { SentCopy } from '../store/recalls.ts'

/** A partner as recalls see it: the logs with it, and under what agreement what came back was given. */
export type RecallPartner = {
  readonly party: string
  readonly agreement: string | undefined
  /** The logs both ways, lane by lane: what came by one is answered by the same. */
  readonly lanes: readonly { readonly outLogId: number; readonly inLogId: number }[]
  /** The log that recalls go to: nothing else must delay one. */
  readonly recallLogId: number
  readonly seen: (outLogId: number) => number
}

export type RecallToSend = {
  readonly notice: RecallNotice
  readonly agency: string
  readonly at: Date
  /** Whose recall is passed on, with the item that shows the author's own word where there is one. */
  readonly passedOn?: { readonly from: string; readonly word: Uint8Array | undefined }
}

/**
 * Writes a recall, or its withdrawal, to the log of whoever holds a copy. It is signed with the agency's release key, whoever decided: what hides
 * others' work is never a machine's word alone, and what is passed on was decided by its author's officer.
 */
export function createSendRecall(options: {
  readonly partners: () => readonly RecallPartner[]
  readonly signRelease: (agency: string, place: ReleasePlace) => Promise<Uint8Array>
  readonly partnerIds?: PartnerIds
}) {
  return async (writing: Writing, copy: SentCopy, { notice, agency, at, passedOn }: RecallToSend) => {
    const partner = options.partners().find((one) => one.party === copy.partner)
    const logId = partner?.recallLogId ?? copy.logId
    const release = canonicalBytes({
      ...(partner?.agreement === undefined ? {} : { agreement: partner.agreement }),
      by: passedOn === undefined ? { agency, mode: 'officer' } : { agency, from: passedOn.from, mode: 'passed_on' },
      decided_at: at.toISOString(),
      removed: [],
      to: { party: copy.partner },
      v: 1,
    })
    const id = copy.partnerId === true ? (options.partnerIds?.make(copy.partner, notice.id) ?? notice.id) : notice.id
    const draft: EntryDraft = {
      type: 'recall',
      at,
      members: { re_origin: copy.origin, re_seq: copy.seq, re_hash: Buffer.from(copy.hash).toString('base64url') },
      body: {
        agency,
        key: 'day',
        contentType: recallContent,
        items: [encodeRecallNotice({ ...notice, id }), ...(passedOn?.word === undefined ? [] : [passedOn.word])],
        release,
        sign: (place) => options.signRelease(agency, place),
      },
    }
    const [logSeq] = await writing.append(logId, [draft], partner?.seen(logId))
    return { logId, logSeq: logSeq as number }
  }
}
