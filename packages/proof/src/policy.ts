import { accept, equalBytes, type Result, refuse } from '@enlace/core'
import type { Checkpoint } from './checkpoint.ts'
import type { Work } from './crypto-port.ts'
import { formatTerms, hasRequired, type JudgedLine, judgeLines, type KeyTerm, type RequiredAlgorithms, readTermLine } from './key-terms.ts'
import { type CheckpointRefusal, checkpointWork, type VerifiedSignature } from './open-checkpoint.ts'
import { formatVkey, type VerifierKey, verifierKeyWork } from './verifier-key.ts'

/** Whom a verifier believes (C2SP tlog-policy): logs by their keys, cosigners by name and key, and which of them must have cosigned. */
export type Policy = {
  readonly logs: readonly { readonly key: VerifierKey; readonly url: string | null }[]
  readonly witnesses: readonly { readonly name: string; readonly key: VerifierKey; readonly url: string | null }[]
  readonly groups: readonly { readonly name: string; readonly threshold: number; readonly members: readonly string[] }[]
  /** A witness, a group, or `none`. */
  readonly quorum: string
  /** What was stated about keys above that no longer sign, and from when which algorithms are required (docs/formats/keys.md). */
  readonly terms?: readonly KeyTerm[]
  readonly requires?: RequiredAlgorithms | undefined
}

export type PolicyRefusal = 'policy_too_large' | 'policy_malformed' | 'policy_key_invalid' | 'policy_name_invalid' | 'policy_duplicate'

const limits = { characters: 262_144, each: 64 } as const

/** Reads a policy; `detail.line` counts from 1. A log key is of type 0x01 or 0x06, a witness key of type 0x04 or 0x06. Never throws. */
export function* policyWork(text: string): Work<Result<Policy, PolicyRefusal>> {
  if (text.length > limits.characters) return refuse('policy_too_large', { limit: limits.characters })
  const draft: Draft = {
    logs: [],
    witnesses: [],
    groups: [],
    names: new Set(['none']),
    members: new Set(),
    quorum: undefined,
    terms: [],
    requires: undefined,
  }
  if (forbidden.test(text) || !text.endsWith('\n')) return refuse('policy_malformed')
  for (const [i, line] of text.split('\n').entries()) {
    const stated = readTermLine(line)
    if (stated === 'malformed' || draft.terms.length >= limits.each) return refuse('policy_malformed', { line: i + 1 })
    if (stated !== undefined && 'term' in stated) draft.terms.push(stated.term)
    if (stated !== undefined && 'requires' in stated) draft.requires = stated.requires
    const words = line.split(/[ \t]+/).filter((word) => word !== '')
    if (words.length === 0 || words[0]!.startsWith('#')) continue
    const problem = yield* addLine(draft, words)
    if (problem !== undefined) return refuse(problem, { line: i + 1 })
    if (draft.logs.length > limits.each || draft.witnesses.length > limits.each || draft.groups.length > limits.each) {
      return refuse('policy_too_large', { limit: limits.each })
    }
  }
  const { logs, witnesses, groups, quorum, terms, requires } = draft
  if (quorum === undefined) return refuse('policy_malformed')
  // Absent where nothing was stated, so that a policy without terms is the same value as ever.
  const stated = { ...(terms.length > 0 ? { terms } : {}), ...(requires === undefined ? {} : { requires }) }
  return accept({ logs, witnesses, groups, quorum, ...stated })
}

// The only control characters of a policy are tab and newline; DEL is one too.
// biome-ignore lint/suspicious/noControlCharactersInRegex: the format forbids exactly these
const forbidden = /[\u0000-\u0008\u000b-\u001f\u007f]/

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer Item)[] ? Item[] : T[K] }
type Draft = Omit<Mutable<Policy>, 'quorum' | 'terms' | 'requires'> & {
  quorum: string | undefined
  readonly terms: KeyTerm[]
  requires: RequiredAlgorithms | undefined
  readonly names: Set<string>
  readonly members: Set<string>
}

function* addLine(draft: Draft, words: readonly string[]): Work<PolicyRefusal | undefined> {
  const [keyword, ...rest] = words
  if (keyword === 'log') return yield* addLog(draft, rest)
  if (keyword === 'witness') return yield* addWitness(draft, rest)
  if (keyword === 'group') return addGroup(draft, rest)
  if (keyword !== 'quorum' || rest.length !== 1 || draft.quorum !== undefined) return 'policy_malformed'
  if (!draft.names.has(rest[0]!)) return 'policy_name_invalid'
  draft.quorum = rest[0]!
  return undefined
}

function* addLog(draft: Draft, [vkey, url, ...rest]: readonly string[]): Work<PolicyRefusal | undefined> {
  if (vkey === undefined || rest.length > 0) return 'policy_malformed'
  const key = yield* verifierKeyWork(vkey)
  if (!key.ok || key.value.type === 0x04) return 'policy_key_invalid'
  if (draft.logs.some((log) => equalBytes(log.key.publicKey, key.value.publicKey))) return 'policy_duplicate'
  draft.logs.push({ key: key.value, url: url ?? null })
  return undefined
}

function* addWitness(draft: Draft, [name, vkey, url, ...rest]: readonly string[]): Work<PolicyRefusal | undefined> {
  if (name === undefined || vkey === undefined || rest.length > 0) return 'policy_malformed'
  if (draft.names.has(name)) return 'policy_duplicate'
  const key = yield* verifierKeyWork(vkey)
  if (!key.ok || key.value.type === 0x01) return 'policy_key_invalid'
  if (draft.witnesses.some((witness) => equalBytes(witness.key.publicKey, key.value.publicKey))) return 'policy_duplicate'
  draft.names.add(name)
  draft.witnesses.push({ name, key: key.value, url: url ?? null })
  return undefined
}

function addGroup(draft: Draft, [name, rule, ...members]: readonly string[]): PolicyRefusal | undefined {
  if (name === undefined || rule === undefined || members.length === 0) return 'policy_malformed'
  if (draft.names.has(name)) return 'policy_duplicate'
  if (members.some((member) => member === 'none' || !draft.names.has(member))) return 'policy_name_invalid'
  // A name counts once in all groups together, so that each witness has one way to contribute.
  for (const member of members) {
    if (draft.members.has(member)) return 'policy_duplicate'
    draft.members.add(member)
  }
  const threshold = rule === 'all' ? members.length : rule === 'any' ? 1 : /^[1-9][0-9]{0,3}$/.test(rule) ? Number(rule) : 0
  if (threshold < 1 || threshold > members.length) return 'policy_malformed'
  draft.names.add(name)
  draft.groups.push({ name, threshold, members })
  return undefined
}

/** Writes a policy as text: logs, witnesses, groups in their order, then the quorum and what was stated about keys. */
export function formatPolicy(policy: Policy): string {
  const url = (value: string | null) => (value === null ? '' : ` ${value}`)
  return [
    ...policy.logs.map((log) => `log ${formatVkey(log.key)}${url(log.url)}`),
    ...policy.witnesses.map((witness) => `witness ${witness.name} ${formatVkey(witness.key)}${url(witness.url)}`),
    ...policy.groups.map((group) => `group ${group.name} ${group.threshold} ${group.members.join(' ')}`),
    `quorum ${policy.quorum}`,
    ...formatTerms(policy.terms ?? [], policy.requires),
    '',
  ].join('\n')
}

/** A checkpoint seen through a policy: which keys signed, which witnesses of the policy are among them, and whether the quorum is met. */
export type PolicyView = {
  readonly checkpoint: Checkpoint
  readonly log: readonly VerifiedSignature[]
  /** Cosigners of the policy; `counts` where the quorum asks for them, directly or through a group, or where there is no quorum. */
  readonly witnesses: readonly (VerifiedSignature & { readonly witness: string; readonly counts: boolean })[]
  readonly quorum: boolean
  /** Lines of revoked keys, those that count and those that do not. */
  readonly revoked: readonly JudgedLine[]
}
export type PolicyViewRefusal = CheckpointRefusal | 'log_unknown' | 'log_signature_missing' | 'key_revoked' | 'algorithm_missing'

/**
 * Opens a signed checkpoint with the keys of a policy: a listed log whose key name is the origin must have signed it. A signature that
 * fails under any key of the policy refuses the whole. Lines of revoked keys are left out unless they are shown to be older. A missing quorum is
 * told, not refused. Never throws.
 */
export function* policyViewWork(policy: Policy, note: string): Work<Result<PolicyView, PolicyViewRefusal>> {
  const origin = note.slice(0, Math.max(0, note.indexOf('\n')))
  const logKeys = policy.logs.map((log) => log.key).filter((key) => key.name === origin)
  if (logKeys.length === 0) return refuse('log_unknown')
  const opened = yield* checkpointWork(note, [...logKeys, ...policy.witnesses.map((witness) => witness.key)])
  if (!opened.ok) return opened
  const { checkpoint, verified } = opened.value
  const revoked = judgeLines(verified, policy.terms ?? [])
  const left = revoked.filter(({ counts }) => !counts)
  const counting = verified.filter((line) => !left.some((one) => one.name === line.name && one.keyId === line.keyId))
  const by = (key: VerifierKey) => counting.filter((signature) => signature.name === key.name && signature.keyId === key.id)
  const log = logKeys.flatMap(by)
  if (log.length === 0) {
    const gone = left.find(({ name }) => name === origin)
    return gone === undefined ? refuse('log_signature_missing') : refuse('key_revoked', { name: origin, at: gone.term.revokedAt })
  }
  const times = counting.flatMap(({ time }) => (time === null ? [] : [time]))
  const time = times.length === 0 ? null : Math.max(...times)
  if (!hasRequired(log, policy.requires, time)) return refuse('algorithm_missing', { name: origin })
  const below = namesBelow(policy, policy.quorum)
  // One cosigner may have a key of each algorithm.
  const asked = new Set(policy.witnesses.flatMap(({ name, key }) => (below.has(name) ? [key.name] : [])))
  const witnesses = policy.witnesses.flatMap(({ name, key }) => {
    const counts = policy.quorum === 'none' || asked.has(key.name)
    return by(key).map((signature) => ({ ...signature, witness: name, counts }))
  })
  const whole = (name: string) =>
    hasRequired(
      counting.filter((line) => line.name === name),
      policy.requires,
      time,
    )
  const cosigned = new Set(witnesses.filter(({ name }) => whole(name)).map(({ witness }) => witness))
  return accept({ checkpoint, log, witnesses, quorum: isMet(policy, policy.quorum, cosigned), revoked })
}

/** Whether a signed checkpoint satisfies a policy, quorum included (C2SP tlog-policy). Never throws. */
export function* policyCheckWork(policy: Policy, note: string): Work<Result<PolicyView, PolicyViewRefusal | 'quorum_missing'>> {
  const view = yield* policyViewWork(policy, note)
  return view.ok && !view.value.quorum ? refuse('quorum_missing') : view
}

/** A name and all that it stands for through groups. */
function namesBelow(policy: Policy, name: string): ReadonlySet<string> {
  const group = policy.groups.find((each) => each.name === name)
  return new Set([name, ...(group?.members ?? []).flatMap((member) => [...namesBelow(policy, member)])])
}

// Groups only name what stands before them, so this ends.
function isMet(policy: Policy, name: string, cosigned: ReadonlySet<string>): boolean {
  if (name === 'none') return true
  const group = policy.groups.find((each) => each.name === name)
  if (group === undefined) return cosigned.has(name)
  return group.members.filter((member) => isMet(policy, member, cosigned)).length >= group.threshold
}
