export { type BlobPart, encodeAddBlob, itemCountOf, parseAddBlob } from './add-blob.ts'
export {
  type AddCheckpoint,
  type AddCheckpointDecision,
  encodeAddCheckpoint,
  parseAddCheckpoint,
  type ReadAddCheckpoint,
} from './add-checkpoint.ts'
export {
  type AddEntries,
  bundleEntries,
  type EntryPackage,
  encodeAddEntries,
  type PackageRange,
  packagesLimit,
  packagesOf,
  parseAddEntries,
  type ReadAddEntries,
} from './add-entries.ts'
export {
  type Bodies,
  type BodiesLimits,
  type BodiesRefusal,
  defaultBodiesLimits,
  encodeBodies,
  type PlacedBody,
  parseBodies,
} from './bodies.ts'
export { type Body, type BodyLimits, type BodyRefusal, defaultBodyLimits, encodeBody, parseBody, type Salted } from './body.ts'
export { type Certificate, parseCertificates } from './certificate.ts'
export type { EvidenceOptions, EvidenceStep, PositionStepCode } from './check-evidence-position.ts'
export type { ResultCover, ResultOptions, ResultProvesCode, ResultStep, ResultStepCode, ResultVerdict } from './check-result.ts'
export {
  encodeStatementDocument,
  parseStatementDocument,
  type StatementDocument,
  type StatementStep,
  type StatementVerdict,
} from './check-statement.ts'
export { type Checkpoint, checkpointText, parseCheckpointText, parseSize } from './checkpoint.ts'
export { type Opening, saltBytes } from './commitment.ts'
export {
  type ConsentProof,
  consentItemName,
  encodeConsentItem,
  isConsentItem,
  parseConsentItem,
  placeOfConsent,
  recallItemName,
} from './consent-item.ts'
export type { SignatureAlgorithm } from './crypto-port.ts'
export { isWeakEd25519Key } from './ed25519-key.ts'
export { type Members, parseArchive } from './evidence-archive.ts'
export { type EvidenceContents, type EvidenceGround, type EvidencePlace, evidenceGrounds, evidenceLimits } from './evidence-contents.ts'
export type { EvidenceDraft, EvidencePosition } from './evidence-file.ts'
export type { DoesNotProveCode, ExplainOptions, ProofStep, ProofStepCode, ProvesCode, Verdict } from './explain-proof.ts'
export {
  type BothTexts,
  firstDifference,
  type JointStatement,
  jointStatementText,
  plainText,
  readJointStatement,
  statementLimits,
  type TextDifference,
} from './joint-statement.ts'
export { isKeyName } from './key-name.ts'
export { type KeyStatement, type KeyStatementRefusal, keyStatementText } from './key-statement.ts'
export { formatTerms, hasRequired, type JudgedLine, type KeyTerm, type RequiredAlgorithms } from './key-terms.ts'
export { encodeLeaf, type Leaf, type LeafRefusal, type LeafValue, leafBytesLimit, parseLeaf } from './leaf.ts'
export { formatProof, type LogProof, parseProof } from './log-proof.ts'
export type { ConsistencyClaim, InclusionClaim, SubtreeConsistencyClaim, SubtreeInclusionClaim } from './merkle-proof.ts'
export { encodeMirrorInfo, type MirrorInfo, parseMirrorInfo } from './mirror-info.ts'
export { formatSignatureLine, type Note, type NoteRefusal, type NoteSignature, noteLimits, parseNote, parseSignatureLines } from './note.ts'
export type { CheckpointRefusal, OpenedCheckpoint, SignatureRefusal, VerifiedSignature } from './open-checkpoint.ts'
export { formatPolicy, type Policy, type PolicyRefusal, type PolicyView, type PolicyViewRefusal } from './policy.ts'
export { type ProofDocument, type ProofItem, type ProofPosition, parseProofDocument } from './proof-document.ts'
export {
  alignedRanges,
  consistencyRanges,
  inclusionRanges,
  isSubtree,
  type Range,
  subtreeConsistencyRanges,
  subtreeInclusionRanges,
} from './ranges.ts'
export {
  type CertificateAct,
  type CertificateRefusal,
  certificateActs,
  type ReleaseCertificate,
  readReleaseCertificate,
  releaseCertificateText,
} from './release-certificate.ts'
export { type ReleasePlace, releaseHeader, releaseMessage, releaseSignedBytes } from './release-signature.ts'
export { encodeResultDocument, parseResultDocument, type ResultDocument, type SampleRule, type ShownEvent } from './result-document.ts'
export { isSealedLeaf, unsealContent, unsealType } from './sealed-leaf.ts'
export {
  decimalOf,
  figuresOfSeal,
  readSealedResult,
  type SealedLog,
  type SealedResult,
  type SealRefusal,
  sealedResultText,
} from './sealed-result.ts'
export { encodeSumNode, type SumLeaf, type SumNode, type SumPlace } from './sum-node.ts'
export { encodeEntryBundle, formatTilePath, parseEntryBundle, parseTilePath, partialWidth, type TileName } from './tiles.ts'
export { type TransportStatement, transportStatementText } from './transport-statement.ts'
export { formatVkey, type SignatureType, signatureTypes, type VerifierKey, type VerifierKeyRefusal } from './verifier-key.ts'
export type { EvidenceVerdict, FileStepCode } from './verify-evidence.ts'
export { type EvidenceTime, withTimes } from './verify-evidence-times.ts'
