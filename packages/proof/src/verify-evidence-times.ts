import type { X509Certificate } from 'node:crypto'
import { fromUtf8, utf8 } from '@enlace/core'
import { runNow } from './crypto-port.ts'
import { parseArchive } from './evidence-archive.ts'
import type { EvidencePlace } from './evidence-contents.ts'
import { positionFolder } from './evidence-file.ts'
import { parseProof } from './log-proof.ts'
import { inclusionWork } from './merkle-proof.ts'
import { nodeCrypto } from './node-crypto.ts'
import { policyViewWork, policyWork } from './policy.ts'
import { readCertificates, verifyTimestamp } from './timestamp.ts'
import { leafHash } from './tree-hash.ts'
import type { EvidenceVerdict } from './verify-evidence.ts'

/** What the time-stamp of one position says, or why it says nothing. */
export type EvidenceTime = { readonly record: number; readonly place: EvidencePlace } & (
  | { readonly ok: true; readonly at: string; readonly by: string; readonly root: string }
  | { readonly ok: false; readonly reason: string }
)

/**
 * Checks the time-stamps of an evidence file that `verifyEvidence` accepted: each entry is in a head that its log signed, and the token is over that
 * head. `roots`: the reader's own trusted certificates (PEM); without them those of the file are used. Positions without a time-stamp are left out.
 * Only here, not in a browser: certificates need more than a page can check.
 */
export function verifyEvidenceTimes(
  bytes: Uint8Array,
  verdict: EvidenceVerdict,
  trusted: { readonly policy?: string; readonly roots?: string } = {},
): readonly EvidenceTime[] {
  const archive = parseArchive(bytes)
  if (!verdict.ok || verdict.contents === null || !archive.ok) return []
  const members = archive.value
  const text = (name: string) => fromUtf8(members.get(name) ?? new Uint8Array(0)) ?? ''
  let roots: readonly X509Certificate[] = []
  try {
    roots = readCertificates(trusted.roots ?? text('timestamps.pem'))
  } catch {
    // No certificate that reads is none that is trusted.
  }
  return verdict.contents.records.flatMap((record, r) =>
    record.positions.flatMap((place, p): readonly EvidenceTime[] => {
      const folder = positionFolder(r, p)
      const token = members.get(`${folder}/timestamp.tsr`)
      const leaf = members.get(`${folder}/leaf`)
      if (token === undefined || leaf === undefined) return []
      const about = { record: r, place }
      const no = (reason: string): readonly EvidenceTime[] => [{ ...about, ok: false, reason }]
      const proof = parseProof(text(`${folder}/timestamp.tlog-proof`))
      const policy = runNow(policyWork(trusted.policy ?? text(`${folder}/policy`)), nodeCrypto)
      if (!proof.ok || !policy.ok) return no('timestamp_malformed')
      const view = runNow(policyViewWork(policy.value, proof.value.checkpoint), nodeCrypto)
      if (!view.ok) return no(view.reason)
      const { origin, size, root } = view.value.checkpoint
      const claim = { index: proof.value.index, size, leafHash: leafHash(leaf), root, proof: proof.value.proof }
      if (origin !== place.origin || claim.index !== place.seq || !runNow(inclusionWork(claim), nodeCrypto)) return no('entry_not_included')
      const stamp = verifyTimestamp(token, utf8(proof.value.checkpoint), { roots })
      return stamp.ok ? [{ ...about, ok: true, ...stamp.value, at: stamp.value.at.toISOString() }] : no(stamp.reason)
    }),
  )
}
