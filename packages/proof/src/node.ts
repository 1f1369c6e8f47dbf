import { toHex, utf8 } from '@enlace/core'
import { addCheckpointWork } from './add-checkpoint.ts'
import { checkResultWork } from './check-result.ts'
import { checkStatementWork } from './check-statement.ts'
import { commitmentInput, listedOpeningWork, openingWork } from './commitment.ts'
import { runNow, type Work } from './crypto-port.ts'
import { explainProofWork } from './explain-proof.ts'
import { clauseHashWork } from './joint-statement.ts'
import { keyStatementWork } from './key-statement.ts'
import { consistencyWork, inclusionWork, subtreeConsistencyWork, subtreeInclusionWork } from './merkle-proof.ts'
import { nodeCrypto, sha256 } from './node-crypto.ts'
import { checkpointWork, cosignaturesWork } from './open-checkpoint.ts'
import { openSumLeafWork } from './open-sum-leaf.ts'
import { policyCheckWork, policyViewWork, policyWork } from './policy.ts'
import { inclusionRanges } from './ranges.ts'
import { releaseCertificateWork } from './release-certificate.ts'
import { releaseSignerWork } from './release-signature.ts'
import { sampleWork } from './result-sample.ts'
import { sealedResultWork } from './sealed-result.ts'
import { timestampWork } from './timestamp.ts'
import { transportStatementWork } from './transport-statement.ts'
import { leafHash, rootOfHashes } from './tree-hash.ts'
import { verifierKeyWork } from './verifier-key.ts'
import { verifyEvidenceWork } from './verify-evidence.ts'
import { evidenceTimesWork } from './verify-evidence-times.ts'

export { type BeaconChain, beaconChains, openBeacon, roundAt, timeOfRound } from './beacon.ts'
export { encodeArchive } from './evidence-archive.ts'
export { appendLeafHash, appendLeafHashes, decodeFrontier, emptyFrontier, encodeFrontier, type Frontier, frontierRoot } from './frontier.ts'
export * from './index.ts'
export { sha256, verifySignature } from './node-crypto.ts'
export { signReleaseCertificate } from './release-certificate.ts'
export {
  encodeSealedBody,
  isKeyOf,
  isSealedAs,
  isSealedBody,
  openSealedBody,
  type SealedPlace,
  sealedMembers,
  sealingKeyBytes,
} from './sealed-body.ts'
export { cosignCheckpoint, signCheckpoint } from './sign-checkpoint.ts'
export { signEvidence } from './sign-evidence.ts'
export { signKeyStatement, signTransportStatement } from './sign-key-statement.ts'
export { signSeal } from './sign-seal.ts'
export { generateSigner, loadSigner, type NoteSigner, signerFromSeed, signerNamed, signerOver, vkeyNamed, vkeyOf } from './signer.ts'
export { buildSumTree, joinSumTrees, type SumTree } from './sum-tree.ts'
export { encodeTimestampRequest, readTimestampResponse, type Timestamp, type TimestampRefusal } from './timestamp.ts'
export { emptyRoot, leafHash, nodeHash, rangeHash, rootOfHashes, splitHashes, tileRoot } from './tree-hash.ts'

/** Turns a verification into a function that does its work at once with node:crypto. */
function now<Arguments extends readonly unknown[], T>(work: (...given: Arguments) => Work<T>): (...given: Arguments) => T {
  return (...given) => runNow(work(...given), nodeCrypto)
}

/** Whether a leaf hash is at an index of a tree (RFC 6962 section 2.1.1). */
export const verifyInclusion = now(inclusionWork)

/** Whether a tree extends an earlier one (RFC 6962 section 2.1.2); never for an old size of 0, which the caller handles. */
export const verifyConsistency = now(consistencyWork)

/** Whether a leaf hash is at an index of a subtree (draft-ietf-plants-merkle-tree-certs). */
export const verifySubtreeInclusion = now(subtreeInclusionWork)

/** Whether a subtree is part of a tree (draft-ietf-plants-merkle-tree-certs). */
export const verifySubtreeConsistency = now(subtreeConsistencyWork)

/** Reads and enrols a verifier key (C2SP signed-note): refuses wrong ids and weak Ed25519 keys. */
export const parseVkey = now(verifierKeyWork)

/** Opens a signed checkpoint with trusted keys: unknown signatures ignored, one bad known one refuses all, at least one must verify. */
export const openCheckpoint = now(checkpointWork)

/** Verifies bare signature lines over a checkpoint with trusted keys, by the same rules. */
export const verifyCosignatures = now(cosignaturesWork)

/** Commitment to one item (32 bytes): SHA-256("sig/c1\0" || salt[32] || u64be(length) || bytes). */
export function commitItem(salt: Uint8Array, bytes: Uint8Array): Uint8Array {
  return sha256(commitmentInput(salt, bytes))
}

/** What a leaf's `c` holds: the root of the RFC 6962 tree over the items' commitments. Throws RangeError on none. */
export function commitmentRoot(commitments: readonly Uint8Array[]): Uint8Array {
  return rootOfHashes(commitments.map(leafHash))
}

/** What a leaf's `rel` holds: the same construction over one item, the release decision. */
export function releaseCommitment(salt: Uint8Array, bytes: Uint8Array): Uint8Array {
  return commitmentRoot([commitItem(salt, bytes)])
}

/** The hashes that open item `index` without the others: its inclusion proof among the commitments. Throws RangeError outside the list. */
export function itemProof(commitments: readonly Uint8Array[], index: number): Uint8Array[] {
  const hashes = commitments.map((commitment) => leafHash(commitment))
  return inclusionRanges(index, commitments.length).map((range) => rootOfHashes(hashes.slice(range.start, range.end)))
}

/** Whether bytes and salt open one item of a leaf's `c`, with the small proof that hides the other items. */
export const openItem = now(openingWork)

/** Whether bytes and salt open place `index` of a full list of commitments whose root is a leaf's `c`. */
export const openListedItem = now(listedOpeningWork)

/** Reads a trust policy (C2SP tlog-policy). */
export const parsePolicy = now(policyWork)

/** Whether a signed checkpoint satisfies a policy, quorum included. */
export const checkPolicy = now(policyCheckWork)

/** Opens a signed checkpoint with a policy's keys and tells whether the quorum is met. */
export const viewThroughPolicy = now(policyViewWork)

/** Decides an add-checkpoint request (C2SP tlog-witness) against the last checkpoint known for its log. */
export const decideAddCheckpoint = now(addCheckpointWork)

/** Checks a record's proof and says what it shows and what it does not. Parse the document with `parseProofDocument` first. */
export const explainProof = now(explainProofWork)

/** Checks an evidence file whole, and says what it shows and what it does not. */
export const verifyEvidence = now(verifyEvidenceWork)

/** Checks the time-stamps of an evidence file that holds. */
export const verifyEvidenceTimes = now(evidenceTimesWork)

/** Checks a time-stamp against the bytes it is over and the certificates that are trusted. */
export const verifyTimestamp = now(timestampWork)

/** The key by which a release signature holds over a place in a log, or undefined. */
export const findReleaseSigner = now(releaseSignerWork)

/** SHA-256 of an origin in hexadecimal: how a log is named in a URL (C2SP tlog-mirror). */
export function originHash(origin: string): string {
  return toHex(sha256(utf8(origin)))
}

/** Reads a statement about keys and checks its form, its keys and its signatures. */
export const parseKeyStatement = now(keyStatementWork)

/** Reads a statement about transport certificates and checks its form and the root's signatures. */
export const parseTransportStatement = now(transportStatementWork)

/** Leads an event up its path to the root of a sum tree. */
export const openSumLeaf = now(openSumLeafWork)

/** Draws the events of a sample. */
export const drawSample = now(sampleWork)

/** Checks a sealed result's file, and says what it shows. */
export const checkResult = now(checkResultWork)

/** Reads a seal and checks its signatures. */
export const openSealedResult = now(sealedResultWork)

/** SHA-256 of a clause: what a party accepts. */
export const clauseHash = now(clauseHashWork)

/** Reads a release certificate and checks its signature. */
export const openReleaseCertificate = now(releaseCertificateWork)

/** Checks a released statement's file, and says what it shows. */
export const checkStatement = now(checkStatementWork)
