import { accept, concatBytes, fromBase64, fromHex, type Result, refuse, toBase64, toHex } from '@enlace/core'
import { isKeyName } from './key-name.ts'

/** One signature line of a note: who claims to have signed, the key id in hexadecimal, and the signature bytes after the key id. */
export type NoteSignature = { readonly name: string; readonly keyId: string; readonly signature: Uint8Array }

/** A signed note taken apart, nothing verified yet: the text includes its final newline (C2SP signed-note). */
export type Note = { readonly text: string; readonly signatures: readonly NoteSignature[] }

export type NoteRefusal = 'note_malformed' | 'note_too_large'

/** Most signature lines read, and most characters of a whole note: 64 ML-DSA-44 lines fit. */
export const noteLimits = { signatures: 64, characters: 262_144 } as const

/** Takes a signed note apart (C2SP signed-note, section Format). Never throws. */
export function parseNote(note: string): Result<Note, NoteRefusal> {
  if (note.length > noteLimits.characters) return refuse('note_too_large', { limit: noteLimits.characters })
  const split = note.lastIndexOf('\n\n')
  // Control characters below U+0020 other than newline are forbidden everywhere in a note.
  if (split < 0 || !note.isWellFormed() || hasControl(note)) return refuse('note_malformed')
  const signatures = parseSignatureLines(note.slice(split + 2))
  return signatures.ok ? accept({ text: note.slice(0, split + 1), signatures: signatures.value }) : signatures
}

/** Reads one or more signature lines as an add-checkpoint answer carries them. Never throws. */
export function parseSignatureLines(lines: string): Result<readonly NoteSignature[], NoteRefusal> {
  if (lines.length > noteLimits.characters) return refuse('note_too_large', { limit: noteLimits.characters })
  if (!lines.endsWith('\n')) return refuse('note_malformed')
  const each = lines.slice(0, -1).split('\n')
  if (each.length > noteLimits.signatures) return refuse('note_too_large', { limit: noteLimits.signatures })
  const signatures: NoteSignature[] = []
  for (const line of each) {
    const [dash, name, blob, ...rest] = line.split(' ')
    const bytes = blob === undefined ? undefined : fromBase64(blob)
    if (dash !== '—' || name === undefined || rest.length > 0 || !isKeyName(name)) return refuse('note_malformed')
    if (bytes === undefined || bytes.length < 5) return refuse('note_malformed')
    signatures.push({ name, keyId: toHex(bytes.subarray(0, 4)), signature: bytes.slice(4) })
  }
  return accept(signatures)
}

/** One signature line, newline included. */
export function formatSignatureLine(signature: NoteSignature): string {
  return `— ${signature.name} ${toBase64(concatBytes(fromHex(signature.keyId)!, signature.signature))}\n`
}

function hasControl(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code < 0x20 && code !== 0x0a) return true
  }
  return false
}
