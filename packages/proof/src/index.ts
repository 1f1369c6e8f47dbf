export { type Body, type BodyLimits, type BodyRefusal, defaultBodyLimits, encodeBody, parseBody, type Salted } from './body.ts'
export { type Checkpoint, checkpointText, parseCheckpointText, parseSize } from './checkpoint.ts'
export { type Opening, saltBytes } from './commitment.ts'
export type { SignatureAlgorithm } from './crypto-port.ts'
export { isWeakEd25519Key } from './ed25519-key.ts'
export { isKeyName } from './key-name.ts'
export { encodeLeaf, type Leaf, type LeafRefusal, type LeafValue, leafBytesLimit, parseLeaf } from './leaf.ts'
export type { ConsistencyClaim, InclusionClaim, SubtreeConsistencyClaim, SubtreeInclusionClaim } from './merkle-proof.ts'
export { formatSignatureLine, type Note, type NoteRefusal, type NoteSignature, noteLimits, parseNote, parseSignatureLines } from './note.ts'
export type { CheckpointRefusal, OpenedCheckpoint, SignatureRefusal, VerifiedSignature } from './open-checkpoint.ts'
export {
  alignedRanges,
  consistencyRanges,
  inclusionRanges,
  isSubtree,
  type Range,
  subtreeConsistencyRanges,
  subtreeInclusionRanges,
} from './ranges.ts'
export { formatVkey, type SignatureType, signatureTypes, type VerifierKey, type VerifierKeyRefusal } from './verifier-key.ts'
