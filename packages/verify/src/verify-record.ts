import { accept, type Result } from '@enlace/core'
import { type ExplainOptions, explainProof, parseProofDocument, type Verdict } from '@enlace/proof/node'

/**
 * Checks what a node answered as the proof of a record (parsed JSON), with the record's own bytes when they are at hand, and says what
 * it shows and what it does not. Refused only when the document is not one; a proof that fails is a verdict. Never throws.
 */
export function verifyRecord(document: unknown, options: ExplainOptions = {}): Result<Verdict, 'proof_document_malformed'> {
  const parsed = parseProofDocument(document)
  return parsed.ok ? accept(explainProof(parsed.value, options)) : parsed
}
