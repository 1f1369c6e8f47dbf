import {
  isKeyOf,
  isSealedAs,
  isSealedBody,
  isSealedLeaf,
  type Leaf,
  openSealedBody,
  parseBody,
  parseLeaf,
  unsealContent,
  unsealType,
} from '@enlace/proof/node'
import { openBodyBytes } from '../store/bodies.ts'
import type { Keystore } from '../store/keystore.ts'
import { type Querier, readBodies, readEntries, type StoredBody, type StoredEntry } from '../store/logs.ts'
import { opensCommitments } from '../store/open-commitments.ts'
import type { QuarantineReason } from '../store/quarantine.ts'
import { findSealedStates, type SealedState } from '../store/sealed-entries.ts'

/** A partner's sealed entry that one of its `unseal` entries names, as it lies here. */
export type SealedTarget = {
  readonly entry: StoredEntry
  readonly leaf: Leaf
  readonly state: SealedState | undefined
  readonly stored: StoredBody
}

/** What an `unseal` entry comes to. `opened`: the body bytes of the entry that it opens, to be read as if they had come so. */
export type Unsealed =
  | { readonly what: 'opened'; readonly target: SealedTarget; readonly key: Uint8Array; readonly body: Uint8Array }
  | { readonly what: 'never'; readonly target: SealedTarget }
  /** The key is the right one and opens nothing: the entry that came sealed is refused. */
  | { readonly what: 'unreadable'; readonly target: SealedTarget }
  | { readonly what: 'refused'; readonly reason: QuarantineReason; readonly target?: SealedTarget }
  /** Nothing is to be done: it is open already, or was refused as it came. */
  | { readonly what: 'known'; readonly target: SealedTarget }

/** What is wrong with the sealed form of an entry as it came, or undefined. */
export function refuseSealed(leaf: Leaf, bytes: Uint8Array): QuarantineReason | undefined {
  return isSealedAs(leaf, bytes) && leaf.kc !== undefined ? undefined : 'sealed_differs'
}

/** Whether a body came sealed for a leaf that says so. */
export function cameSealed(leaf: Leaf, bytes: Uint8Array): boolean {
  return isSealedLeaf(leaf) && isSealedBody(bytes)
}

/** The sealed entries that these entries of one log hand keys over for, by the position of the entry that does. */
export async function findTargets(
  sql: Querier,
  log: { readonly logId: number; readonly origin: string },
  entries: readonly StoredEntry[],
): Promise<Map<number, SealedTarget>> {
  const named = entries.flatMap(({ seq, leaf: bytes }) => {
    // Nearly no entry is one: the whole leaf is read only where its bytes say so.
    const leaf = Buffer.from(bytes).includes(`"t":"${unsealType}"`) ? parseLeaf(bytes) : undefined
    const at = leaf?.ok === true && leaf.value.t === unsealType && leaf.value.re_origin === log.origin ? leaf.value.re_seq : undefined
    return at === undefined || at >= seq ? [] : [{ seq, at }]
  })
  const states = await findSealedStates(
    sql,
    log.logId,
    named.map(({ at }) => at),
  )
  const targets = new Map<number, SealedTarget>()
  for (const { seq, at } of named) {
    const [[entry], [stored]] = await Promise.all([readEntries(sql, log.logId, at, at + 1), readBodies(sql, log.logId, at, at + 1)])
    const leaf = entry === undefined ? undefined : parseLeaf(entry.leaf)
    if (entry !== undefined && stored !== undefined && leaf?.ok === true) {
      targets.set(seq, { entry, leaf: leaf.value, state: states.get(at), stored })
    }
  }
  return targets
}

/** As far as the second entry that names one sealed entry: what the first did to it must be seen. */
export function upToRepeated(entries: readonly StoredEntry[], targets: ReadonlyMap<number, SealedTarget>): readonly StoredEntry[] {
  const named = new Set<number>()
  const at = entries.findIndex(({ seq }) => {
    const target = targets.get(seq)?.entry.seq
    if (target === undefined) return false
    const isRepeated = named.has(target)
    named.add(target)
    return isRepeated
  })
  return at < 0 ? entries : entries.slice(0, at)
}

/** Reads what an `unseal` entry hands over, against the entry that it names. Every check is on a stranger's bytes. */
export function readUnseal(
  keystore: Keystore,
  origin: string,
  leaf: Leaf,
  stored: Uint8Array | undefined,
  target: SealedTarget | undefined,
): Unsealed {
  if (target === undefined || !isSealedLeaf(target.leaf)) return { what: 'refused', reason: 'unseal_unknown' }
  const { state } = target
  if (state !== undefined && state !== 'awaiting' && state !== 'refused') return { what: 'known', target }
  if (leaf.n === 0) return { what: 'never', target }
  const sealed = openBodyBytes(keystore, origin, target.stored)
  const isWhole = typeof sealed !== 'string' && cameSealed(target.leaf, sealed) && refuseSealed(target.leaf, sealed) === undefined
  if (!isWhole) return { what: 'known', target }
  const body = stored === undefined ? undefined : parseBody(stored)
  if (body?.ok !== true) return { what: 'refused', reason: 'body_malformed', target }
  if (body.value.items.length === 0) return { what: 'never', target }
  if (leaf.ct !== unsealContent || !opensCommitments(leaf, body.value)) return { what: 'refused', reason: 'commitment_differs', target }
  const key = body.value.items[0]?.bytes as Uint8Array
  if (!isKeyOf(target.leaf, key)) return { what: 'refused', reason: 'key_wrong', target }
  const opened = openSealedBody(key, { origin, seq: target.entry.seq }, sealed)
  return opened.ok ? { what: 'opened', target, key, body: opened.value } : { what: 'unreadable', target }
}
