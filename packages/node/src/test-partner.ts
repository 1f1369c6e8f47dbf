import { createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { canonicalBytes, type JsonObject, utf8 } from '@enlace/core'
import { type Agreement, parseAgreementDraft } from '@enlace/policy'
import {
  type Body,
  type Checkpoint,
  commitItem,
  commitmentRoot,
  consistencyRanges,
  emptyRoot,
  encodeAddCheckpoint,
  encodeAddEntries,
  encodeBodies,
  encodeBody,
  encodeLeaf,
  encodeSealedBody,
  type LeafValue,
  leafHash,
  type NoteSigner,
  packagesOf,
  type Range,
  releaseCommitment,
  rootOfHashes,
  sealedMembers,
  signCheckpoint,
  subtreeConsistencyRanges,
} from '@enlace/proof/node'
import { exampleOf, kinds } from '@enlace/records'

type Entry = { readonly leaf: Uint8Array; readonly body: Uint8Array | undefined }

/** What an entry holds unless a test says otherwise. */
export type EntryShape = {
  readonly type?: string
  /** Raw items; undefined makes an entry without a body. */
  readonly items?: readonly Uint8Array[] | undefined
  readonly release?: JsonObject | null
  readonly sign?: (place: { seq: number; c: string; rel: string }) => Uint8Array
  readonly members?: Readonly<Record<string, LeafValue>>
  /** The body that travels, in place of the one that belongs to the leaf. */
  readonly body?: Uint8Array
  /** The key that the body travels sealed under; the leaf commits to both. */
  readonly sealKey?: Uint8Array
}

/** A partner with real keys that a test speaks for: it keeps its log in memory and makes any request, honest or not. */
export type FakePartner = ReturnType<typeof fakePartner>

export function fakePartner(origin: string, signers: readonly NoteSigner[]) {
  const entries: Entry[] = []
  const hashes: Uint8Array[] = []
  const rootOf = ({ start, end }: Range): Uint8Array => (start === end ? emptyRoot : rootOfHashes(hashes.slice(start, end)))

  function append(shape: EntryShape = {}): number {
    const seq = entries.length
    const entry = buildEntry(origin, seq, shape)
    entries.push(entry)
    hashes.push(leafHash(entry.leaf))
    return seq
  }

  function appendRaw(leaf: Uint8Array, body?: Uint8Array): void {
    entries.push({ leaf, body })
    hashes.push(leafHash(leaf))
  }

  const head = (size = entries.length): Checkpoint => ({ origin, size, root: rootOf({ start: 0, end: size }) })
  // ML-DSA signatures differ each time; an honest partner signs a size once.
  const notes = new Map<string, string>()
  const note = (size = entries.length, by = signers): string => {
    const key = `${size} ${by.map((signer) => signer.keyId).join()}`
    const signed = notes.get(key) ?? signCheckpoint(head(size), by, 1_790_000_000)
    notes.set(key, signed)
    return signed
  }

  return {
    origin,
    entries,
    append,
    appendRaw,
    head,
    note,
    size: () => entries.length,
    addCheckpoint: (oldSize: number, size = entries.length, change: { checkpoint?: string; proof?: Uint8Array[] } = {}): Uint8Array => {
      const proof = oldSize === 0 || oldSize >= size ? [] : consistencyRanges(oldSize, size).map(rootOf)
      return utf8(encodeAddCheckpoint({ oldSize, proof, checkpoint: note(size), ...change }))
    },
    addBodies: (start: number, end = entries.length, to = origin): Uint8Array =>
      encodeBodies(
        to,
        entries.slice(start, end).flatMap(({ body }, i) => (body === undefined ? [] : [{ seq: start + i, body }])),
      ),
    addEntries: (start: number, end = entries.length, change: { origin?: string; packages?: number } = {}): Uint8Array => {
      const packages = packagesOf(start, end, change.packages ?? 32).map((part) => ({
        entries: entries.slice(part.start, part.end).map((entry) => entry.leaf),
        proof: subtreeConsistencyRanges(part.subtreeStart, part.end, end).map(rootOf),
      }))
      return encodeAddEntries({ origin: change.origin ?? origin, start, end, ticket: new Uint8Array(0), packages })
    },
  }
}

/** Leaf and body of one entry, as an honest sender makes them. */
function buildEntry(origin: string, seq: number, shape: EntryShape): Entry {
  const at = '2026-11-21T10:00:00.000Z'
  const mid = [8, 4, 4, 4, 12].map((length) => randomBytes(6).toString('hex').slice(0, length)).join('-')
  const common = { at, mid, seen: 0, seq, t: shape.type ?? 'offer', v: 1 }
  if (shape.items === undefined) return { leaf: encodeLeaf({ ...common, n: 0, ...shape.members }), body: undefined }
  const items = shape.items.map((bytes) => ({ salt: new Uint8Array(randomBytes(32)), bytes }))
  const c = toText(commitmentRoot(items.map((item) => commitItem(item.salt, item.bytes))))
  const released = shape.release === undefined ? standingRelease : shape.release
  const release = released === null ? null : { salt: new Uint8Array(randomBytes(32)), bytes: canonicalBytes(released) }
  const rel = release === null ? undefined : toText(releaseCommitment(release.salt, release.bytes))
  const releaseSignature = shape.sign === undefined || rel === undefined ? new Uint8Array(0) : shape.sign({ seq, c, rel })
  const body: Body = { items, release, releaseSignature }
  const encoded = encodeBody(body)
  const travels = shape.sealKey === undefined ? encoded : encodeSealedBody(shape.sealKey, { origin, seq }, encoded)
  const len = items.reduce((sum, item) => sum + item.bytes.length, 0)
  const leaf = encodeLeaf({
    ...common,
    c,
    ct: 'stix2.1',
    k: 1,
    len,
    n: items.length,
    ...(rel === undefined ? {} : { rel }),
    ...(shape.sealKey === undefined ? {} : sealedMembers(shape.sealKey, travels)),
    ...shape.members,
  })
  return { leaf, body: shape.body ?? travels }
}

const standingRelease: JsonObject = {
  agreement: 'demo-mx-us/1',
  by: { agency: 'dhs', mode: 'standing' },
  decided_at: '2026-11-21T10:00:00.000Z',
  removed: [],
  to: { agency: 'sspc', party: 'mx' },
  v: 1,
}

function toText(hash: Uint8Array): string {
  return Buffer.from(hash).toString('base64url')
}

/** The demonstration agreement between mx and us. */
export function demoAgreement(): Agreement {
  const parsed = parseAgreementDraft(readFileSync(new URL('../../../packs/agreements/demo-mx-us.json', import.meta.url)))
  if (!parsed.ok) throw new Error(parsed.reason)
  return parsed.value.agreement
}

/** A STIX id of a type that is always the same for the same name. */
export function idOf(type: string, name: string): string {
  const hex = createHash('sha256').update(name).digest('hex')
  return `${type}--${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** The example of a kind as a record of its own, changed where a test needs it; `extension` changes its fields in our extension. */
export function exampleRecord(
  kindName: string,
  name: string,
  change: { readonly object?: JsonObject; readonly extension?: JsonObject; readonly envelope?: JsonObject } = {},
): { readonly object: JsonObject; readonly envelope: JsonObject; readonly items: readonly Uint8Array[] } {
  const kind = kinds.get(kindName)
  if (kind === undefined) throw new Error(`no kind ${kindName}`)
  const example = exampleOf(kind)
  const inside = (example.object.extensions ?? {}) as Record<string, JsonObject>
  const extensions =
    kind.extension === undefined ? inside : { ...inside, [kind.extension]: { ...inside[kind.extension], ...change.extension } }
  const object = {
    ...example.object,
    id: idOf(kind.stixType, name),
    ...(Object.keys(extensions).length > 0 ? { extensions } : {}),
    ...change.object,
  }
  const envelope = {
    author_agency: 'dhs',
    marking: { scheme: 'us-les', value: 'LES' },
    ...example.envelope,
    ...change.envelope,
  }
  return { object, envelope, items: [utf8(JSON.stringify(object)), canonicalBytes(envelope)] }
}
