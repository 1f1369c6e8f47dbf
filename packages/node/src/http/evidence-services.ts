import type { JsonObject } from '@enlace/core'
import type { Agreement } from '@enlace/policy'
import type { EvidenceDraft, EvidenceVerdict } from '@enlace/proof/node'

/** What an evidence file says of itself; `onlyWith`: only logs with this party, and the own journal, are shown. */
export type EvidenceAbout = Omit<EvidenceDraft, 'records' | 'keys' | 'covers'> & { readonly onlyWith?: string }

export type ShownVersion = {
  readonly id: string
  readonly kind: string
  readonly modified: string
  readonly versionSeq: number
  readonly show: 'record' | 'object' | 'opening' | 'entry'
  /** No log shows that it was sent. */
  readonly unsent?: true
}

/** What the evidence routes ask of the log stage and of the agreements. */
export type EvidenceServices = {
  /** The agreement whose clause on proofs counts with a partner today. */
  readonly agreementWith: (partner: string) => Agreement | undefined
  /** Gathers the file without its covers and says what a verifier says of it. */
  readonly prepare: (
    about: EvidenceAbout,
    versions: readonly ShownVersion[],
  ) => Promise<{ readonly draft: EvidenceDraft; readonly verdict: EvidenceVerdict }>
  /** Signs the file; to whom and for what is in the journal before it returns. `seqs`: versions shown. */
  readonly write: (draft: EvidenceDraft, seqs: readonly number[], noted?: JsonObject) => Promise<Uint8Array>
  /** Journals that these bytes were handed out about records, where they are no evidence file. */
  readonly handOut: (about: EvidenceAbout, seqs: readonly number[], bytes: Uint8Array, noted: JsonObject) => Promise<void>
  /** Journals a refusal. */
  readonly refuse: (about: EvidenceAbout, seqs: readonly number[], reasons: readonly string[]) => Promise<void>
}
