import { isJsonObject, parseJson } from '@enlace/core'
import { type Body, isSealedLeaf, type Leaf, parseLeaf, type ReleasePlace } from '@enlace/proof/node'
import type { EntryDraft } from './append-entries.ts'
import { openBody } from './bodies.ts'
import type { Keystore } from './keystore.ts'
import type { StoredBody, StoredEntry } from './logs.ts'

/** Signs a release at its place with the key of an agency. */
export type SignRelease = (agency: string, place: ReleasePlace) => Promise<Uint8Array>

/** Members that belong to a place in a log; the others are what the entry says, and go with it. */
const ofPlace: ReadonlySet<string> = new Set(['v', 't', 'seq', 'at', 'mid', 'seen', 'n', 'c', 'ct', 'k', 'len', 'rel', 'sc', 'kc'])

/**
 * An own entry that no partner has receipted, as a draft for another place: the same words, bytes and key, with commitments made anew and signed
 * anew where an officer signed. What was erased meanwhile keeps its place as a note that says nothing.
 */
export function draftAgain(
  keystore: Keystore,
  origin: string,
  entry: Pick<StoredEntry, 'leaf'>,
  stored: StoredBody | undefined,
  signRelease: SignRelease,
): EntryDraft {
  const read = parseLeaf(entry.leaf)
  if (!read.ok) throw new Error(`own leaf of ${origin} does not parse`)
  const leaf = read.value
  const draft = { type: leaf.t, at: new Date(leaf.at), members: saidBy(leaf) }
  if (leaf.n === 0) return draft
  const body = stored === undefined ? 'erased' : openBody(keystore, origin, stored)
  if (body === 'erased' || stored?.slot == null) return { type: 'note', at: draft.at }
  if (body === 'unreadable') throw new Error(`body ${leaf.seq} of ${origin} cannot be opened`)
  const agency = releasedBy(body)
  return {
    ...draft,
    body: {
      agency: agency ?? '',
      key: { slot: stored.slot },
      contentType: leaf.ct ?? 'stix2.1',
      items: body.items.map((item) => item.bytes),
      ...(isSealedLeaf(leaf) ? { receiptFirst: true } : {}),
      ...(body.release === null ? {} : { release: body.release.bytes }),
      ...(body.releaseSignature.length === 0 || agency === undefined ? {} : { sign: (place) => signRelease(agency, place) }),
    },
  }
}

function saidBy(leaf: Leaf): Record<string, string | number> {
  const said = Object.entries(leaf).filter(([name]) => !ofPlace.has(name))
  return Object.fromEntries(said.filter((pair): pair is [string, string | number] => ['string', 'number'].includes(typeof pair[1])))
}

/** The agency in whose name a body was released; undefined where it carries no release. */
export function releasedBy(body: Body): string | undefined {
  const parsed = body.release === null ? undefined : parseJson(body.release.bytes, { maxBytes: 65_536, maxDepth: 8 })
  const release = parsed?.ok === true && isJsonObject(parsed.value.value) ? parsed.value.value : undefined
  return isJsonObject(release?.by) && typeof release.by.agency === 'string' ? release.by.agency : undefined
}
