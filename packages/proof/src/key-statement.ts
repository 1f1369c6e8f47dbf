import { accept, concatBytes, type Json, type JsonObject, type Result, refuse, u64be, utf8 } from '@enlace/core'
import { ed25519CosignedMessage, mlDsaCosignedMessage } from './checkpoint.ts'
import { askVerify, type Work } from './crypto-port.ts'
import { askLeafHash } from './merkle-proof.ts'
import type { NoteSignature } from './note.ts'
import { openStatement, statementText } from './statement-frame.ts'
import { formatVkey, signatureTypes, type VerifierKey, verifierKeyWork } from './verifier-key.ts'

/** What a party says of its keys, as docs/formats/keys.md has it. Times are milliseconds since 1970. */
export type KeyStatement =
  | {
      readonly what: 'add'
      readonly name: string
      readonly at: number
      readonly keys: readonly VerifierKey[]
      readonly former: readonly VerifierKey[]
      /** Until when the former keys sign beside the new ones. */
      readonly until: number
    }
  | {
      readonly what: 'revoke'
      readonly name: string
      readonly at: number
      /** Successors, where the revoked keys had none. */
      readonly keys: readonly VerifierKey[]
      readonly former: readonly VerifierKey[]
      readonly reason: 'superseded' | 'compromised'
      /** What was signed from then on does not count. */
      readonly cutoff: number
    }

export type KeyStatementRefusal = 'key_statement_malformed' | 'key_refused' | 'root_signature_missing' | 'former_signature_missing'

/** The text that is signed: one line of canonical JSON and a newline. */
export function keyStatementText(statement: KeyStatement): string {
  return statementText(statement, { former: statement.former.map(formatVkey), keys: statement.keys.map(formatVkey) })
}

/**
 * What a key of some type signs of a statement: the text itself, or with a time (POSIX seconds) the cosignature of the text, or for ML-DSA-44,
 * which signs trees only, of a tree with the text as its one leaf.
 */
export function* keyStatementMessage(text: string, signer: Pick<VerifierKey, 'name' | 'type'>, time: number): Work<Uint8Array> {
  if (signer.type === 0x01) return utf8(text)
  if (signer.type === 0x04) return ed25519CosignedMessage(text, time)
  return mlDsaCosignedMessage(signer.name, { origin: signer.name, size: 1, root: yield* askLeafHash(utf8(text)) }, time)
}

/**
 * Reads a statement and checks its form, its keys and its signatures: every root key must have signed, and for `add` one of the former keys that
 * `currentOf` tells to count now; without `currentOf` that was asked before. Whether the name is the stating party's is for the caller. Never throws.
 */
export function* keyStatementWork(
  note: string,
  root: readonly VerifierKey[],
  currentOf: ((name: string) => readonly VerifierKey[]) | undefined,
): Work<Result<KeyStatement, KeyStatementRefusal>> {
  const opened = openStatement(note)
  if (opened === undefined) return refuse('key_statement_malformed')
  const { text, signatures, object } = opened
  const statement = yield* readStatement(object)
  if (!statement.ok) return statement
  if (keyStatementText(statement.value) !== text) return refuse('key_statement_malformed')
  if (!(yield* rootHasSigned(text, signatures, root))) return refuse('root_signature_missing')
  if (statement.value.what === 'revoke' || currentOf === undefined) return statement
  const { name, former } = statement.value
  for (const key of currentOf(name)) {
    if (former.some((one) => one.id === key.id) && (yield* hasSigned(text, signatures, key))) return statement
  }
  return refuse('former_signature_missing')
}

function* readStatement(object: JsonObject): Work<Result<KeyStatement, 'key_statement_malformed' | 'key_refused'>> {
  const { format, v, what, name } = object
  const [at, until, cutoff] = [readInstant(object.at), readInstant(object.until), readInstant(object.cutoff)]
  if (format !== 'enlace-key' || v !== 1 || typeof name !== 'string' || at === undefined) return refuse('key_statement_malformed')
  const keys = yield* readKeys(object.keys, name, 2)
  const former = yield* readKeys(object.former, name, 8)
  if (keys === undefined || former === undefined || former.length === 0) return refuse('key_refused')
  if (keys.some((key) => former.some((other) => other.id === key.id))) return refuse('key_refused')
  if (what === 'add' && until !== undefined && until >= at + 86_400_000 && keys.length > 0) {
    return accept({ what, name, at, keys, former, until })
  }
  const { reason } = object
  if (what === 'revoke' && cutoff !== undefined && cutoff <= at && (reason === 'superseded' || reason === 'compromised')) {
    return accept({ what, name, at, keys, former, reason, cutoff })
  }
  return refuse('key_statement_malformed')
}

function* readKeys(value: Json | undefined, name: string, most: number): Work<VerifierKey[] | undefined> {
  if (!Array.isArray(value) || value.length > most) return undefined
  const keys: VerifierKey[] = []
  for (const item of value) {
    const key = typeof item === 'string' ? yield* verifierKeyWork(item) : undefined
    if (key?.ok !== true || key.value.name !== name) return undefined
    keys.push(key.value)
  }
  return keys
}

/** Whether every key of a root has signed a statement's text; of no root none has. */
export function* rootHasSigned(text: string, signatures: readonly NoteSignature[], root: readonly VerifierKey[]): Work<boolean> {
  for (const key of root) if (!(yield* hasSigned(text, signatures, key))) return false
  return root.length > 0
}

function* hasSigned(text: string, signatures: readonly NoteSignature[], key: VerifierKey): Work<boolean> {
  const { algorithm, signatureBytes } = signatureTypes[key.type]
  for (const line of signatures) {
    if (line.name !== key.name || line.keyId !== key.id) continue
    const timed = key.type === 0x01 ? 0 : 8
    if (line.signature.length !== timed + signatureBytes) return false
    const { buffer, byteOffset } = line.signature
    const time = timed === 0 ? 0 : Number(new DataView(buffer, byteOffset, 8).getBigUint64(0))
    if (!Number.isSafeInteger(time)) return false
    const message = yield* keyStatementMessage(text, key, time)
    return yield* askVerify(algorithm, key.publicKey, message, line.signature.subarray(timed))
  }
  return false
}

/** The bytes of a signature line after the key id: the time where the type states one, then the signature. */
export function timedSignature(type: VerifierKey['type'], time: number, signature: Uint8Array): Uint8Array {
  return type === 0x01 ? signature : concatBytes(u64be(time), signature)
}

/** An instant as statements write it: UTC with milliseconds. */
export function readInstant(value: Json | undefined): number | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value)) return undefined
  const time = Date.parse(value)
  return Number.isFinite(time) && new Date(time).toISOString() === value ? time : undefined
}
