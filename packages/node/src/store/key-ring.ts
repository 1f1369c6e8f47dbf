import { type KeyStatement, type VerifierKey, vkeyNamed } from '@enlace/proof/node'
import { enrolledName } from './log-names.ts'

/** What was stated about a key, or about a transport certificate. */
export type KeyTerms = {
  /** When a statement added it; null for a key that stands in the pairing, or that the node was made with. */
  readonly since: Date | null
  /** Until when it is to sign beside the key that follows it; null while none does. */
  readonly until: Date | null
  readonly revoked: { readonly cutoff: Date; readonly reason: 'superseded' | 'compromised' } | null
}

/** A key of some name, and what was stated about it. */
export type RingKey = KeyTerms & { readonly key: VerifierKey }

/** The keys of one party under every name, as its statements have left them. */
export type KeyRing = {
  /** Keys of a name, in the order in which they came. */
  readonly keysOf: (name: string) => readonly RingKey[]
  /** Those that may sign something new. */
  readonly currentOf: (name: string) => readonly VerifierKey[]
  /** All of them, for what was signed once. */
  readonly everOf: (name: string) => readonly VerifierKey[]
  readonly names: () => readonly string[]
  /** Puts a first key in. */
  readonly add: (key: VerifierKey) => void
  /** Puts a statement, checked already, into effect. False when it says nothing new. */
  readonly take: (statement: KeyStatement) => boolean
}

/** A ring that begins with the keys of a pairing, or with those that a node was made with. */
export function openKeyRing(base: readonly VerifierKey[]): KeyRing {
  const rings = new Map<string, readonly RingKey[]>()
  const keysOf = (name: string): readonly RingKey[] => {
    const keys = rings.get(enrolledName(name)) ?? []
    return enrolledName(name) === name ? keys : keys.map((one) => ({ ...one, key: vkeyNamed(one.key, name) }))
  }
  const put = (key: VerifierKey, since: Date | null): boolean => {
    const before = keysOf(key.name)
    if (before.some((one) => one.key.id === key.id)) return false
    rings.set(key.name, [...before, { key, since, until: null, revoked: null }])
    return true
  }
  const change = (key: VerifierKey, step: (one: RingKey) => RingKey): boolean => {
    const before = keysOf(key.name)
    const after = before.map((one) => (one.key.id === key.id ? step(one) : one))
    rings.set(key.name, after)
    return after.some((one, i) => one !== before[i])
  }
  for (const key of base) put(key, null)
  return {
    keysOf,
    currentOf: (name) => keysOf(name).flatMap(({ key, revoked }) => (revoked === null ? [key] : [])),
    everOf: (name) => keysOf(name).map(({ key }) => key),
    names: () => [...rings.keys()],
    add: (key) => void put(key, null),
    take: (statement) => {
      const { keys, former, name } = statement
      // The root vouches for what signed until now too: a node that was paired anew may not know it.
      const known = former.map((key) => put(key, null))
      const added = keys.map((key) => put(key, new Date(statement.at)))
      const moved = former.map((key) =>
        change(key, (one) => (statement.what === 'add' ? ending(one, statement.until) : revoking(one, statement))),
      )
      // The earliest end stands, whichever statement came first.
      return [...known, ...added, ...moved].some((changed) => changed) && keysOf(name).length > 0
    },
  }
}

/** What a key that another follows is good for: the earliest end stands. */
export function ending<T extends Pick<KeyTerms, 'until'>>(one: T, until: number): T {
  return one.until !== null && one.until.getTime() <= until ? one : { ...one, until: new Date(until) }
}

/** What a revoked key is good for: the earliest cutoff and the worse reason stand. */
export function revoking<T extends Pick<KeyTerms, 'revoked'>>(
  one: T,
  { reason, cutoff }: { reason: 'superseded' | 'compromised'; cutoff: number },
): T {
  const before = one.revoked
  const isWorse = reason === 'compromised' && before?.reason === 'superseded'
  if (before !== null && !isWorse && before.cutoff.getTime() <= cutoff) return one
  const earliest = new Date(Math.min(cutoff, before?.cutoff.getTime() ?? cutoff))
  return { ...one, revoked: { cutoff: earliest, reason: before?.reason === 'compromised' ? 'compromised' : reason } }
}
