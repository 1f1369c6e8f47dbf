import { accept, type Result, refuse, utf8 } from '@enlace/core'
import { formatSignatureLine, type NoteSigner, parseNote, type VerifierKey, verifySignature } from '@enlace/proof/node'

/** A plain signed note (C2SP signed-note): a text that ends in a newline, and who signed it. Used for pairings and agreements. */
export type SignedText = { readonly text: string; readonly signedBy: readonly string[] }

/** Signs a text that ends in a newline; the result is a whole note. */
export function signText(text: string, signer: NoteSigner): string {
  return `${text}\n${signatureLine(text, signer)}`
}

/** Adds a signature to a note that others signed. */
export function addSignature(note: string, text: string, signer: NoteSigner): string {
  return `${note}${signatureLine(text, signer)}`
}

function signatureLine(text: string, signer: NoteSigner): string {
  return formatSignatureLine({ name: signer.name, keyId: signer.keyId, signature: signer.sign(utf8(text)) })
}

/**
 * Opens a note with trusted keys: signatures of unknown keys are ignored, one bad signature of a known key refuses the whole. Names of
 * the keys that verified come back; none is for the caller to judge. Never throws.
 */
export function openText(note: string, keys: readonly VerifierKey[]): Result<SignedText, 'note_malformed' | 'note_signature_invalid'> {
  const parsed = parseNote(note)
  if (!parsed.ok) return refuse('note_malformed')
  const { text, signatures } = parsed.value
  const signedBy: string[] = []
  for (const line of signatures) {
    const key = keys.find((candidate) => candidate.name === line.name && candidate.id === line.keyId && candidate.type === 0x01)
    if (key === undefined) continue
    if (!verifySignature('ed25519', key.publicKey, utf8(text), line.signature)) return refuse('note_signature_invalid', { name: key.name })
    signedBy.push(key.name)
  }
  return accept({ text, signedBy })
}
