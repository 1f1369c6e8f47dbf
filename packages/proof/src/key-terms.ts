import type { SignatureAlgorithm } from './crypto-port.ts'
import type { VerifiedSignature } from './open-checkpoint.ts'
import { signatureTypes } from './verifier-key.ts'

/** What was stated about a key that no longer signs. Times are POSIX seconds. */
export type KeyTerm = {
  readonly name: string
  readonly keyId: string
  readonly revokedAt: number
  readonly reason: 'superseded' | 'compromised'
}

/** From when a checkpoint needs lines of every algorithm. */
export type RequiredAlgorithms = { readonly algorithms: readonly SignatureAlgorithm[]; readonly from: number }

/** A line of a revoked key: whether it counts, and by whose word it is older than the revocation. */
export type JudgedLine = VerifiedSignature & {
  readonly term: KeyTerm
  readonly counts: boolean
  /** Who stated the time before the revocation; null where nobody did. */
  readonly by: { readonly name: string; readonly time: number } | null
}

const instant = String.raw`(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)`
const keyLine = new RegExp(String.raw`^#enlace-key ([^\s+]+)\+([0-9a-f]{8}) revoked ${instant} (superseded|compromised)$`)
const requiresLine = new RegExp(`^#enlace-requires ((?:ed25519|ml-dsa-44)(?: (?:ed25519|ml-dsa-44))*) from ${instant}$`)

/** Reads a comment of a policy that states a term (docs/formats/keys.md): undefined for any other comment, `malformed` for one that begins as ours. */
export function readTermLine(
  line: string,
): { readonly term: KeyTerm } | { readonly requires: RequiredAlgorithms } | 'malformed' | undefined {
  if (!/^#enlace-(key|requires)\b/.test(line)) return undefined
  const key = keyLine.exec(line)
  const requires = requiresLine.exec(line)
  const at = Date.parse(key?.[3] ?? requires?.[2] ?? '') / 1000
  if (!Number.isFinite(at)) return 'malformed'
  if (key !== null) return { term: { name: key[1]!, keyId: key[2]!, revokedAt: at, reason: key[4] as KeyTerm['reason'] } }
  return { requires: { algorithms: requires![1]!.split(' ') as SignatureAlgorithm[], from: at } }
}

/** The comments of a policy that state these terms. */
export function formatTerms(terms: readonly KeyTerm[], requires: RequiredAlgorithms | undefined): string[] {
  const at = (seconds: number) => new Date(seconds * 1000).toISOString().replace('.000Z', 'Z')
  return [
    ...terms.map(({ name, keyId, revokedAt, reason }) => `#enlace-key ${name}+${keyId} revoked ${at(revokedAt)} ${reason}`),
    ...(requires === undefined ? [] : [`#enlace-requires ${requires.algorithms.join(' ')} from ${at(requires.from)}`]),
  ]
}

/**
 * Judges the lines of a checkpoint by the terms of their keys. A superseded key's own word counts, or where its line states no time that of another
 * line; who stole a key writes any time, so a compromised one's line counts only by a time that another name's sound key states.
 */
export function judgeLines(lines: readonly VerifiedSignature[], terms: readonly KeyTerm[]): readonly JudgedLine[] {
  return lines.flatMap((line) => {
    const term = termOf(line, terms)
    if (term === undefined) return []
    const own = term.reason === 'superseded' && line.time !== null ? [line] : []
    const others = lines.filter(
      (other) => other !== line && isSound(other, terms) && (term.reason === 'superseded' || other.name !== line.name),
    )
    const word = [...own, ...(own.length > 0 ? [] : others)].find(({ time }) => time !== null && time < term.revokedAt)
    const by = word === undefined || word.time === null ? null : { name: word.name, time: word.time }
    return [{ ...line, term, counts: by !== null, by }]
  })
}

/**
 * By whose word what a key signed without a time is older than its revocation, the earliest first: `lines` are those of a head that holds it. Of a
 * superseded key every sound line's, of a compromised one only another node's, since who stole one key of a node may hold its others.
 */
export function wordBefore(term: KeyTerm, lines: readonly VerifiedSignature[], terms: readonly KeyTerm[]): JudgedLine['by'] {
  const nodeOf = (name: string) => name.split('/', 1)[0]
  const words = lines.flatMap((line) => {
    const speaks = isSound(line, terms) && (term.reason === 'superseded' || nodeOf(line.name) !== nodeOf(term.name))
    return speaks && line.time !== null && line.time < term.revokedAt ? [{ name: line.name, time: line.time }] : []
  })
  return words.toSorted((a, b) => a.time - b.time)[0] ?? null
}

/** What was stated about the key of a line; undefined where nothing was. */
function termOf(line: VerifiedSignature, terms: readonly KeyTerm[]): KeyTerm | undefined {
  return terms.find(({ name, keyId }) => name === line.name && keyId === line.keyId)
}

/** Whether the time that a line states can be believed whatever became of its key since. */
function isSound(line: VerifiedSignature, terms: readonly KeyTerm[]): boolean {
  const term = termOf(line, terms)
  return term === undefined || (term.reason === 'superseded' && line.time !== null && line.time < term.revokedAt)
}

/** Whether lines of one signer hold every algorithm that is required at the time of the checkpoint; `time` null counts as late. */
export function hasRequired(lines: readonly VerifiedSignature[], requires: RequiredAlgorithms | undefined, time: number | null): boolean {
  if (requires === undefined || (time !== null && time < requires.from)) return true
  return requires.algorithms.every((algorithm) => lines.some(({ type }) => signatureTypes[type].algorithm === algorithm))
}
