import { accept, fromBase64, type Json, type JsonObject, type Result, refuse, toBase64 } from '@enlace/core'
import type { Work } from './crypto-port.ts'
import { type KeyStatementRefusal, readInstant, rootHasSigned } from './key-statement.ts'
import { openStatement, statementText } from './statement-frame.ts'
import type { VerifierKey } from './verifier-key.ts'

/**
 * What a party says of its transport certificates, as docs/formats/keys.md has it. Times are milliseconds since 1970. `certificates` are new ones (DER);
 * `former` are SHA-256 of those that were good until now, lower-case hexadecimal.
 */
export type TransportStatement = {
  readonly name: string
  readonly at: number
  readonly certificates: readonly Uint8Array[]
  readonly former: readonly string[]
} & (
  | { readonly what: 'add'; readonly until: number }
  | { readonly what: 'revoke'; readonly reason: 'superseded' | 'compromised'; readonly cutoff: number }
)

const maxCertificates = 2
const maxFormer = 8
const maxCertificateBytes = 4096
const minOverlapMs = 86_400_000

/** The text that is signed: one line of canonical JSON and a newline. */
export function transportStatementText(statement: TransportStatement): string {
  return statementText(statement, { certificates: statement.certificates.map(toBase64), former: [...statement.former] })
}

/**
 * Reads such a statement and checks its form and that every root key has signed it. Whether its bytes are certificates, and the name the stating
 * party's, is for the caller. Never throws.
 */
export function* transportStatementWork(note: string, root: readonly VerifierKey[]): Work<Result<TransportStatement, KeyStatementRefusal>> {
  const opened = openStatement(note)
  if (opened === undefined) return refuse('key_statement_malformed')
  const { text, signatures, object } = opened
  const statement = readStatement(object)
  if (statement === undefined || transportStatementText(statement) !== text) return refuse('key_statement_malformed')
  return (yield* rootHasSigned(text, signatures, root)) ? accept(statement) : refuse('root_signature_missing')
}

function readStatement(object: JsonObject): TransportStatement | undefined {
  const { format, v, what, name, reason } = object
  const [at, until, cutoff] = [readInstant(object.at), readInstant(object.until), readInstant(object.cutoff)]
  const certificates = readList(object.certificates, maxCertificates, (text) => {
    const der = fromBase64(text)
    return der === undefined || der.length === 0 || der.length > maxCertificateBytes ? undefined : der
  })
  const former = readList(object.former, maxFormer, (text) => (/^[0-9a-f]{64}$/.test(text) ? text : undefined))
  if (format !== 'enlace-key' || v !== 1 || typeof name !== 'string' || at === undefined) return undefined
  if (certificates === undefined || former === undefined || former.length === 0) return undefined
  if (what === 'add' && until !== undefined && until >= at + minOverlapMs && certificates.length > 0) {
    return { what, name, at, certificates, former, until }
  }
  if (what === 'revoke' && cutoff !== undefined && cutoff <= at && (reason === 'superseded' || reason === 'compromised')) {
    return { what, name, at, certificates, former, reason, cutoff }
  }
  return undefined
}

function readList<T>(value: Json | undefined, most: number, read: (text: string) => T | undefined): T[] | undefined {
  if (!Array.isArray(value) || value.length > most) return undefined
  const items = value.map((item) => (typeof item === 'string' ? read(item) : undefined))
  return items.every((item) => item !== undefined) ? items : undefined
}
