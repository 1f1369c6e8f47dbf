import { checkResultWork } from './check-result.ts'
import { checkStatementWork } from './check-statement.ts'
import { commitmentRootWork, listedOpeningWork, openingWork } from './commitment.ts'
import { runLater, type Work } from './crypto-port.ts'
import { explainProofWork } from './explain-proof.ts'
import { consistencyWork, inclusionWork } from './merkle-proof.ts'
import { checkpointWork, cosignaturesWork } from './open-checkpoint.ts'
import { policyCheckWork, policyWork } from './policy.ts'
import { timestampWork } from './timestamp.ts'
import { verifierKeyWork } from './verifier-key.ts'
import { verifyEvidenceWork } from './verify-evidence.ts'
import { evidenceTimesWork } from './verify-evidence-times.ts'
import { webCrypto } from './web-crypto.ts'

export * from './index.ts'

/** Turns a verification into a function that does its work with the browser's WebCrypto. */
function later<Arguments extends readonly unknown[], T>(work: (...given: Arguments) => Work<T>): (...given: Arguments) => Promise<T> {
  return (...given) => runLater(work(...given), webCrypto(globalThis.crypto.subtle))
}

/** Whether a leaf hash is at an index of a tree (RFC 6962 section 2.1.1). */
export const verifyInclusion = later(inclusionWork)

/** Whether a tree extends an earlier one (RFC 6962 section 2.1.2). */
export const verifyConsistency = later(consistencyWork)

/** Reads and enrols a verifier key (C2SP signed-note). */
export const parseVkey = later(verifierKeyWork)

/** Opens a signed checkpoint with trusted keys. */
export const openCheckpoint = later(checkpointWork)

/** Verifies bare signature lines over a checkpoint with trusted keys. */
export const verifyCosignatures = later(cosignaturesWork)

/** Root of the tree over item commitments. */
export const commitmentRoot = later(commitmentRootWork)

/** Whether bytes and salt open one item of a leaf. */
export const openItem = later(openingWork)

/** Whether bytes and salt open one place of a full list of commitments. */
export const openListedItem = later(listedOpeningWork)

/** Reads a trust policy (C2SP tlog-policy). */
export const parsePolicy = later(policyWork)

/** Whether a signed checkpoint satisfies a policy. */
export const checkPolicy = later(policyCheckWork)

/** Checks a record's proof and says what it shows and what it does not. Parse the document with `parseProofDocument` first. */
export const explainProof = later(explainProofWork)

/** Checks an evidence file whole, and says what it shows and what it does not. */
export const verifyEvidence = later(verifyEvidenceWork)

/** Checks the time-stamps of an evidence file that holds. */
export const verifyEvidenceTimes = later(evidenceTimesWork)

/** Checks a time-stamp against the bytes it is over and the certificates that are trusted. */
export const verifyTimestamp = later(timestampWork)

/** Checks a sealed result's file, and says what it shows. */
export const checkResult = later(checkResultWork)

/** Checks a released statement's file, and says what it shows. */
export const checkStatement = later(checkStatementWork)
