import { accept, canonicalText, isJsonObject, type Json, type JsonObject, type Result, refuse, toHex, utf8 } from '@enlace/core'
import { askSha256, type Work } from './crypto-port.ts'
import { type JointStatement, readJointStatement } from './joint-statement.ts'
import { type ReleaseCertificate, releaseCertificateWork } from './release-certificate.ts'
import type { VerifierKey } from './verifier-key.ts'
import { verifierKeyWork } from './verifier-key.ts'

/** What `statement.json` holds; nothing of it is checked yet. */
export type StatementDocument = { readonly text: string; readonly certificates: readonly string[]; readonly keys: readonly string[] }

export type StatementStep = {
  readonly code: 'text' | 'certificates' | 'same' | 'complete'
  readonly ok: boolean
  readonly values: Readonly<Record<string, string | number>>
}

/** What a statement's file shows. */
export type StatementVerdict = {
  readonly ok: boolean
  readonly statement: JointStatement | null
  readonly sha256: string
  /** The instant for which all parties certified; null where they did not. Milliseconds since 1970. */
  readonly at: number | null
  readonly certified: readonly string[]
  readonly withdrawn: readonly string[]
  readonly published: readonly { readonly by: string; readonly made: number }[]
  readonly steps: readonly StatementStep[]
  /** Whether the keys were given from outside the file. */
  readonly ownKeys: boolean
}

const maxCertificates = 64
const maxKeys = 16

/** Reads the document from parsed JSON; refused with the member that is wrong. Never throws. */
export function parseStatementDocument(value: Json): Result<StatementDocument, 'statement_malformed'> {
  if (!isJsonObject(value) || value.format !== 'enlace-released-statement' || value.v !== 1)
    return refuse('statement_malformed', { field: 'format' })
  const { text } = value
  if (typeof text !== 'string') return refuse('statement_malformed', { field: 'text' })
  const certificates = textsOf(value.certificates, maxCertificates)
  if (certificates === undefined) return refuse('statement_malformed', { field: 'certificates' })
  const keys = textsOf(value.keys, maxKeys)
  return keys === undefined ? refuse('statement_malformed', { field: 'keys' }) : accept({ text, certificates, keys })
}

/** Writes the document, the inverse of reading one. */
export function encodeStatementDocument({ text, certificates, keys }: StatementDocument): JsonObject {
  return { format: 'enlace-released-statement', v: 1, text, certificates: [...certificates], keys: [...keys] }
}

/**
 * Checks a released statement: its text, each certificate, and whether all parties certified these bytes for one instant. `trustedKeys` (one verifier key a
 * line) take the place of those in the file. Never throws.
 */
export function* checkStatementWork(document: StatementDocument, options: { readonly trustedKeys?: string } = {}): Work<StatementVerdict> {
  const ownKeys = options.trustedKeys !== undefined
  const keys: VerifierKey[] = []
  for (const line of ownKeys ? (options.trustedKeys ?? '').split('\n').filter((one) => one.trim() !== '') : document.keys) {
    const key = yield* verifierKeyWork(line.trim())
    if (key.ok) keys.push(key.value)
  }
  const statement = readJointStatement(document.text) ?? null
  const sha256 = toHex(yield* askSha256(utf8(document.text)))
  const held: ReleaseCertificate[] = []
  let bad = 0
  for (const note of document.certificates) {
    const certificate = yield* releaseCertificateWork(note, keys)
    if (certificate.ok) held.push(certificate.value)
    else bad++
  }
  const latest = (party: string, act: ReleaseCertificate['act']) =>
    held.filter((one) => one.by === party && one.act === act).toSorted((a, b) => b.made - a.made)[0]
  const parties = statement === null ? [] : [...statement.parties]
  const certified = parties.flatMap((party) => latest(party, 'certifies') ?? [])
  const of = canonicalText(parties.toSorted())
  const isSame = certified.every(
    (one) => one.sha256 === sha256 && one.at === certified[0]?.at && canonicalText([...one.parties].sort()) === of,
  )
  const withdrawn = certified.filter(({ by, at, made }) => {
    const word = latest(by, 'withdraws')
    return word !== undefined && word.sha256 === sha256 && word.at === at && word.made >= made && word.made < at
  })
  const isComplete = statement !== null && certified.length === parties.length && withdrawn.length === 0
  const at = isSame && isComplete ? (certified[0]?.at ?? null) : null
  const published = parties.flatMap((party) => {
    const word = latest(party, 'published')
    return word !== undefined && word.sha256 === sha256 && word.at === at ? [{ by: party, made: word.made }] : []
  })
  const instant = certified[0] === undefined ? '' : new Date(certified[0].at).toISOString()
  const steps: StatementStep[] = [
    { code: 'text', ok: statement !== null, values: { sha256, clauses: statement?.clauses.length ?? 0 } },
    { code: 'certificates', ok: bad === 0 && held.length > 0, values: { held: held.length, bad } },
    { code: 'same', ok: isSame && certified.length > 0, values: { at: instant } },
    {
      code: 'complete',
      ok: isComplete,
      values: { by: certified.map(({ by }) => by).join(', '), withdrawn: withdrawn.map(({ by }) => by).join(', ') },
    },
  ]
  return {
    ok: steps.every((step) => step.ok),
    statement,
    sha256,
    at,
    certified: certified.map(({ by }) => by),
    withdrawn: withdrawn.map(({ by }) => by),
    published,
    steps,
    ownKeys,
  }
}

function textsOf(value: Json | undefined, most: number): readonly string[] | undefined {
  if (!Array.isArray(value) || value.length > most) return undefined
  const texts = value.filter((item) => typeof item === 'string')
  return texts.length === value.length ? texts : undefined
}
