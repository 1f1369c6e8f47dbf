import assert from 'node:assert/strict'
import { test } from 'node:test'
import { concatBytes, utf8 } from '@enlace/core'
import fc from 'fast-check'
import {
  alignedRanges,
  appendLeafHashes,
  type Checkpoint,
  consistencyRanges,
  decideAddCheckpoint,
  emptyFrontier,
  emptyRoot,
  encodeAddCheckpoint,
  encodeAddEntries,
  encodeEntryBundle,
  encodeMirrorInfo,
  formatTilePath,
  frontierRoot,
  leafHash,
  packagesOf,
  parseAddCheckpoint,
  parseAddEntries,
  parseEntryBundle,
  parseMirrorInfo,
  parseTilePath,
  type Range,
  rangeHash,
  rootOfHashes,
  signCheckpoint,
  signerFromSeed,
  subtreeConsistencyRanges,
  verifySubtreeConsistency,
  vkeyOf,
} from './node.ts'

const origin = 'node.mx.sig.example/out/us/1'
const log = signerFromSeed(origin, 0x01, new Uint8Array(32).fill(1))
const keys = [vkeyOf(log)]
const entries = Array.from({ length: 1000 }, (_, i) => utf8(`entry ${i}`))
const hashes = entries.map((entry) => leafHash(entry))
const rangeCache = new Map<string, Uint8Array>()
const hashOf = (range: Range): Uint8Array => {
  const key = `${range.start}-${range.end}`
  const known = rangeCache.get(key)
  if (known !== undefined) return known
  const parts = alignedRanges(range)
  const hash = rangeHash(
    parts.map((part) => rootOfHashes(hashes.slice(part.start, part.end))),
    parts.map((part) => part.end - part.start),
  )
  rangeCache.set(key, hash)
  return hash
}
const headOf = (size: number): Checkpoint => ({ origin, size, root: size === 0 ? emptyRoot : hashOf({ start: 0, end: size }) })
const noteOf = (size: number) => signCheckpoint(headOf(size), [log], 5)

test('the packages of every interval up to 600 lie in one bundle each, cover it once, and prove that they belong to the tree', () => {
  const starts = [0, 1, 2, 100, 254, 255, 256, 257, 300, 511, 512, 513, 599]
  for (let end = 1; end <= 600; end++) {
    const root = hashOf({ start: 0, end })
    for (const start of [...starts.filter((each) => each < end), end - 1]) {
      let next = start
      for (const part of packagesOf(start, end)) {
        assert.equal(part.start, next)
        assert.ok(part.end > part.start && part.end <= end)
        assert.equal(part.subtreeStart % 256, 0)
        assert.equal(Math.floor((part.end - 1) / 256) * 256, part.subtreeStart)
        next = part.end
        // A receiver rebuilds the subtree from hashes that it holds before the package and from the package's own entries.
        const subtree = { start: part.subtreeStart, end: part.end }
        const subtreeHash = hashOf(subtree)
        const proof = subtreeConsistencyRanges(subtree.start, subtree.end, end).map(hashOf)
        assert.ok(verifySubtreeConsistency({ ...subtree, size: end, subtreeHash, root, proof }), `[${start}, ${end})`)
      }
      assert.equal(next, end)
    }
    assert.deepEqual(packagesOf(end, end), [])
  }
})

test('a far end does not make a long list', () => {
  assert.equal(packagesOf(0, Number.MAX_SAFE_INTEGER).length, 32)
})

test('entries travel in packages; a cut request keeps the packages that arrived whole', () => {
  const [start, end] = [250, 700]
  const packages = packagesOf(start, end).map((part) => ({
    entries: entries.slice(part.start, part.end),
    proof: subtreeConsistencyRanges(part.subtreeStart, part.end, end).map(hashOf),
  }))
  assert.equal(packages.length, 3)
  const request = { origin, start, end, ticket: utf8('t'), packages }
  const bytes = encodeAddEntries(request)
  assert.deepEqual(parseAddEntries(bytes), { ok: true, value: { ...request, complete: true } })
  const first = encodeAddEntries({ ...request, packages: packages.slice(0, 1) })
  assert.deepEqual(parseAddEntries(first), { ok: true, value: { ...request, packages: packages.slice(0, 1), complete: false } })
  for (const length of [first.length - 1, first.length + 1, bytes.length - 1]) {
    const read = parseAddEntries(bytes.subarray(0, length))
    assert.ok(read.ok)
    assert.deepEqual(
      [read.value.packages.length, read.value.complete],
      [length < first.length ? 0 : length < bytes.length - 1 ? 1 : 2, false],
    )
  }
  assert.equal(parseAddEntries(concatBytes(bytes, Uint8Array.of(0))).ok, false)
  assert.equal(parseAddEntries(bytes.subarray(0, 20)).ok, false)
  assert.throws(() => encodeAddEntries({ ...request, start: 251 }), RangeError)
  assert.deepEqual(parseAddEntries(encodeAddEntries({ origin, start: 0, end: 0, ticket: utf8(''), packages: [] })), {
    ok: true,
    value: { origin, start: 0, end: 0, ticket: utf8(''), packages: [], complete: true },
  })
})

const at5 = headOf(5)
const grow = (oldSize: number, size: number, proof = consistencyRanges(oldSize, size).map(hashOf)) => ({
  oldSize,
  proof,
  checkpoint: noteOf(size),
})
const forked = { ...headOf(5), root: hashes[7]! }
const decisions: readonly (readonly [string, Checkpoint | undefined, Parameters<typeof decideAddCheckpoint>[1], number, string?])[] = [
  ['the first checkpoint', headOf(0), { oldSize: 0, proof: [], checkpoint: noteOf(5) }, 200],
  ['a proof from the empty tree', headOf(0), { oldSize: 0, proof: [hashes[0]!], checkpoint: noteOf(5) }, 422, 'proof_invalid'],
  ['growth', at5, grow(5, 9), 200],
  ['the same checkpoint again', at5, grow(5, 5, []), 200],
  ['the same size with a needless proof', at5, grow(5, 5, [hashes[0]!]), 422, 'proof_invalid'],
  ['an unknown log', undefined, grow(5, 9), 404, 'log_unknown'],
  ['another origin', { ...at5, origin: 'x.example' }, grow(5, 9), 404, 'log_unknown'],
  [
    'no known signature',
    at5,
    { ...grow(5, 9), checkpoint: signCheckpoint(headOf(9), [signerFromSeed(origin, 0x01, new Uint8Array(32))], 5) },
    403,
    'signature_invalid',
  ],
  ['a changed size under the signature', at5, { ...grow(5, 9), checkpoint: noteOf(9).replace('\n9\n', '\n8\n') }, 403, 'signature_invalid'],
  ['an old size above the new one', at5, grow(9, 5, []), 400, 'old_size_too_large'],
  ['no checkpoint', at5, { ...grow(5, 9), checkpoint: `${origin}\nx\n\n— a ${'A'.repeat(92)}\n` }, 400, 'request_malformed'],
  ['a client that is behind', at5, grow(3, 9), 409, 'size_differs'],
  ['a rollback', at5, grow(3, 4), 409, 'size_differs'],
  ['a proof for another tree', at5, grow(5, 9, consistencyRanges(4, 9).map(hashOf)), 422, 'proof_invalid'],
  ['no proof', at5, grow(5, 9, []), 422, 'proof_invalid'],
  ['a fork of the same size', at5, { oldSize: 5, proof: [], checkpoint: signCheckpoint(forked, [log], 5) }, 409, 'root_differs'],
  ['a fork that names another old size', at5, { oldSize: 3, proof: [], checkpoint: signCheckpoint(forked, [log], 5) }, 409, 'root_differs'],
]
for (const [name, known, request, status, reason] of decisions) {
  test(`add-checkpoint with ${name} answers ${status}`, () => {
    const decision = decideAddCheckpoint(known, request, keys)
    assert.equal(decision.status, status)
    assert.equal('reason' in decision ? decision.reason : undefined, reason)
    if (decision.status === 409) assert.equal(decision.size, 5)
    if (decision.status === 409) assert.deepEqual(decision.fork, reason === 'root_differs' ? forked : null)
  })
}

test('add-checkpoint requests are written and read back, and malformed ones refused', () => {
  const request = grow(5, 700)
  const text = encodeAddCheckpoint(request)
  assert.deepEqual(parseAddCheckpoint(text), { ok: true, value: { ...request, origin } })
  const wrong = [
    '',
    text.replace('old 5', 'old 05'),
    text.replace('old 5', 'new 5'),
    text.replace('=\n', '\n'),
    `old 5\n${'AAAA\n'.repeat(1)}\n${noteOf(5)}`,
    `old 5\n${`${'A'.repeat(43)}=\n`.repeat(64)}\n${noteOf(5)}`,
    'old 5\n\n',
  ]
  for (const each of wrong) assert.equal(parseAddCheckpoint(each).ok, false, each.slice(0, 20))
})

test('mirror information is three lines', () => {
  const info = { size: 700, next: 512, ticket: utf8('ticket') }
  assert.equal(encodeMirrorInfo(info), '700\n512\ndGlja2V0\n')
  assert.deepEqual(parseMirrorInfo(encodeMirrorInfo(info)), { ok: true, value: info })
  assert.ok(parseMirrorInfo('0\n0\n\n').ok)
  for (const text of ['', '1\n2\n', '1\n2\n\n\n', '01\n2\n\n', '1\n2\n*\n', '1\n2\n']) assert.equal(parseMirrorInfo(text).ok, false)
})

test('bundles hold 1 to 256 entries', () => {
  const bundle = entries.slice(0, 256)
  assert.deepEqual(parseEntryBundle(encodeEntryBundle(bundle)), { ok: true, value: bundle })
  assert.equal(parseEntryBundle(encodeEntryBundle(entries.slice(0, 257))).ok, false)
  assert.equal(parseEntryBundle(new Uint8Array(0)).ok, false)
  assert.equal(parseEntryBundle(encodeEntryBundle(bundle).subarray(0, -1)).ok, false)
  assert.throws(() => encodeEntryBundle([new Uint8Array(65_536)]), RangeError)
})

test('a tile path has one spelling', () => {
  const tile = fc.record({
    level: fc.oneof(fc.constant('entries' as const), fc.integer({ min: 0, max: 63 })),
    index: fc.oneof(fc.nat(), fc.integer({ min: 0, max: 2 ** 50 })),
    width: fc.integer({ min: 1, max: 256 }),
  })
  fc.assert(fc.property(tile, (each) => assert.deepEqual(parseTilePath(formatTilePath(each)), { ok: true, value: { ...each } })))
  for (const path of [
    'tile/00/000',
    'tile/64/000',
    'tile/0/x000/001',
    'tile/0/1',
    'tile/0/000.p/0',
    'tile/0/000.p/256',
    'tile/0/000.p/01',
    'tile/0/001/000',
    '/tile/0/000',
    'tile/0/../000',
  ]) {
    assert.equal(parseTilePath(path).ok, false, path)
  }
})

test('any bytes or text are refused or read, never thrown on', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.string({ unit: 'binary', maxLength: 200 }), (bytes, text) => {
      parseAddEntries(bytes)
      parseEntryBundle(bytes)
      parseAddCheckpoint(text)
      parseAddCheckpoint(`old 0\n\n${text}`)
      parseMirrorInfo(text)
      parseTilePath(text)
      decideAddCheckpoint(headOf(0), { oldSize: 0, proof: [bytes], checkpoint: text }, keys)
    }),
  )
})

test('a frontier and the ranges of a store agree', () => {
  assert.deepEqual(frontierRoot(appendLeafHashes(emptyFrontier, hashes.slice(0, 777))), headOf(777).root)
})
