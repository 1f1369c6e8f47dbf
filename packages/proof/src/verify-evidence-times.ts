import { utf8 } from '@enlace/core'
import { type Certificate, parseCertificates } from './certificate.ts'
import { memberText, nothing } from './check-evidence-position.ts'
import type { Work } from './crypto-port.ts'
import { type Members, parseArchive } from './evidence-archive.ts'
import type { EvidencePlace } from './evidence-contents.ts'
import { positionFolder } from './evidence-file.ts'
import { parseProof } from './log-proof.ts'
import { askLeafHash, inclusionWork } from './merkle-proof.ts'
import { policyViewWork, policyWork } from './policy.ts'
import { type TimestampRefusal, timestampWork } from './timestamp.ts'
import type { EvidenceVerdict } from './verify-evidence.ts'

/** Why a time-stamp does not hold: the token itself, the head that it is over, or the entry's place under that head. */
export type TimeRefusal = TimestampRefusal | 'entry_not_included' | 'head_not_signed'

/** What the time-stamp of one position says, or why it says nothing. */
export type EvidenceTime = { readonly record: number; readonly place: EvidencePlace } & Said

/**
 * Checks the time-stamps of an evidence file that `verifyEvidence` accepted: each entry is in a head that its log signed, and the token is over that
 * head. `roots`: the reader's own trusted certificates (PEM); without them those of the file are used. Positions without a time-stamp are left out.
 */
export function* evidenceTimesWork(
  bytes: Uint8Array,
  verdict: EvidenceVerdict,
  trusted: { readonly policy?: string; readonly roots?: string } = {},
): Work<readonly EvidenceTime[]> {
  const archive = parseArchive(bytes)
  if (!verdict.ok || verdict.contents === null || !archive.ok) return []
  const members = archive.value
  // No certificate that reads is none that is trusted.
  const certificates = parseCertificates(trusted.roots ?? memberText(members, 'timestamps.pem') ?? '')
  const roots = certificates.ok ? certificates.value : []
  const times: EvidenceTime[] = []
  for (const [record, { positions }] of verdict.contents.records.entries()) {
    for (const [p, place] of positions.entries()) {
      const said = yield* checkTime(members, positionFolder(record, p), place, { policy: trusted.policy, roots })
      if (said !== undefined) times.push({ record, place, ...said })
    }
  }
  return times
}

/** The verdict with its time-stamps: one that does not hold fails the file, like every other check. */
export function withTimes(verdict: EvidenceVerdict, times: readonly EvidenceTime[]): EvidenceVerdict {
  return times.every((time) => time.ok) ? verdict : { ...verdict, ok: false, ...nothing }
}

type Said =
  | { readonly ok: true; readonly at: string; readonly by: string; readonly root: string }
  | { readonly ok: false; readonly reason: TimeRefusal }

function* checkTime(
  members: Members,
  folder: string,
  place: EvidencePlace,
  trusted: { readonly policy: string | undefined; readonly roots: readonly Certificate[] },
): Work<Said | undefined> {
  const token = members.get(`${folder}/timestamp.tsr`)
  const leaf = members.get(`${folder}/leaf`)
  if (token === undefined || leaf === undefined) return undefined
  const no = (reason: TimeRefusal): Said => ({ ok: false, reason })
  const proof = parseProof(memberText(members, `${folder}/timestamp.tlog-proof`) ?? '')
  const policy = yield* policyWork(trusted.policy ?? memberText(members, `${folder}/policy`) ?? '')
  if (!proof.ok || !policy.ok) return no('timestamp_malformed')
  const view = yield* policyViewWork(policy.value, proof.value.checkpoint)
  if (!view.ok) return no('head_not_signed')
  const { origin, size, root } = view.value.checkpoint
  const claim = { index: proof.value.index, size, leafHash: yield* askLeafHash(leaf), root, proof: proof.value.proof }
  if (origin !== place.origin || claim.index !== place.seq || !(yield* inclusionWork(claim))) return no('entry_not_included')
  const stamp = yield* timestampWork(token, utf8(proof.value.checkpoint), { roots: trusted.roots })
  return stamp.ok ? { ok: true, ...stamp.value, at: stamp.value.at.toISOString() } : no(stamp.reason)
}
