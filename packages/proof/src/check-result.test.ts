import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { type Json, parseJson, toHex, utf8 } from '@enlace/core'
import {
  beaconChains,
  buildSumTree,
  checkResult,
  drawSample,
  encodeLeaf,
  encodeResultDocument,
  figuresOfSeal,
  formatVkey,
  generateSigner,
  inclusionRanges,
  leafHash,
  openBeacon,
  openSealedResult,
  parseResultDocument,
  type ResultDocument,
  readSealedResult,
  rootOfHashes,
  type SampleRule,
  type SealedResult,
  type ShownEvent,
  sealedResultText,
  sha256,
  signSeal,
  vkeyOf,
} from './node.ts'

const [mx, us, log] = ['node.mx.sig.example/party', 'node.us.sig.example/party', 'node.us.sig.example/out/mx/1'].map(
  (name) => generateSigner(name, 0x01).signer,
) as [Signer, Signer, Signer]
type Signer = ReturnType<typeof generateSigner>['signer']
const keys = [mx, us].map((signer) => formatVkey(vkeyOf(signer)))

// Two logs; of each every other entry counts.
const origins = ['node.mx.sig.example/out/us/1', 'node.us.sig.example/out/mx/1']
const leaves = origins.map(() =>
  Array.from({ length: 40 }, (_, seq) =>
    encodeLeaf({
      v: 1,
      t: 'offer',
      seq,
      at: '2026-01-01T00:00:00.000Z',
      mid: `00000000-0000-4000-8000-${String(seq).padStart(12, '0')}`,
      seen: 0,
      n: 0,
    }),
  ),
)
const hashes = leaves.map((of) => of.map(leafHash))
const entryProof = (which: number, seq: number) =>
  inclusionRanges(seq, 40).map(({ start, end }) => rootOfHashes((hashes[which] ?? []).slice(start, end)))
const events = hashes.flatMap((of, which) =>
  of.flatMap((hash, seq) => (seq % 2 === 0 ? [{ log: which, seq, value: (seq * 137) % 1000, leafHash: hash }] : [])),
)
const tree = buildSumTree(events)
const round = 657_413
const signature = 'b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be41076862b98fad56e91a6b85b89cd97b'
const [quicknet] = beaconChains
assert.ok(quicknet)
const seal: SealedResult = {
  at: (quicknet.genesis + 1000) * 1000,
  indicator: 'indicator of a test',
  card: toHex(sha256(utf8('card'))),
  period: { from: '2023-08-01', to: '2023-08-31' },
  unit: 'kg',
  scale: 3,
  sum: tree.root.sum,
  count: tree.root.count,
  root: tree.root.hash,
  logs: origins.map((origin, which) => ({ origin, size: 40, root: rootOfHashes(hashes[which] ?? []) })),
  beacon: { chain: quicknet.chain, round },
}
const shown = (index: number): ShownEvent => {
  const { log: which, seq, value } = events[index]!
  return {
    index,
    log: which,
    seq,
    value,
    leaf: leaves[which]![seq]!,
    path: tree.pathOf(index),
    entry: entryProof(which, seq),
    erased: null,
  }
}
const all = events.map((_, index) => shown(index))
const documentOf = (change: Partial<ResultDocument> = {}): ResultDocument => ({
  seal: signSeal(seal, [mx, us]),
  keys,
  events: [],
  beacon: null,
  sample: null,
  ...change,
})
const failed = (document: ResultDocument) => checkResult(document).steps.flatMap(({ code, ok }) => (ok ? [] : [code]))

test('two parties’ signatures confirm, one seals; all events add up to the total', () => {
  const whole = checkResult(documentOf({ events: all }))
  assert.deepEqual([whole.ok, whole.proves, whole.cover, whole.ownKeys], [true, 'confirmed', 'all', false])
  const one = checkResult(documentOf({ seal: signSeal(seal, [us]), events: all.slice(3, 9) }), { trustedKeys: `${keys[1]}\n` })
  assert.deepEqual([one.ok, one.proves, one.cover, one.ownKeys, one.signedBy], [true, 'sealed', 'some', true, [us.name]])
})

test('an event without the proof of its place in the log proves nothing', () => {
  const bare = all.map((one, i) => (i === 3 ? { ...one, entry: null } : one))
  const verdict = checkResult(documentOf({ events: bare }))
  assert.deepEqual([failed(documentOf({ events: bare })), verdict.ok, verdict.proves], [['entries_logged'], false, 'nothing'])
})

test('the same key twice, or another key of the same party, is no second voice', () => {
  assert.equal(checkResult(documentOf({ seal: signSeal(seal, [mx, mx]) })).proves, 'sealed')
  const withLog = documentOf({ seal: signSeal(seal, [us, log]), keys: [...keys, formatVkey(vkeyOf(log))] })
  assert.equal(checkResult(withLog).proves, 'sealed')
})

const samples: readonly SampleRule[] = [
  { by: 'event', events: 12 },
  { by: 'amount', events: 12 },
  { by: 'event', events: 1000 },
]
for (const sample of samples)
  test(`a sample of ${sample.events} by ${sample.by} is complete with the events that the beacon drew, and not without one of them`, () => {
    const randomness = openBeacon(quicknet, round, signature)
    assert.ok(randomness && seal.root)
    const ground = { root: seal.root, count: seal.count, randomness }
    const byEvent = sample.by === 'event'
    const drawn = drawSample(ground, byEvent ? BigInt(seal.count) : seal.sum, sample.events, byEvent ? Number : tree.indexOf)
    assert.equal(new Set(drawn).size, drawn.length)
    // An event of nothing has no part of the total, so a sample by amount never asks for it.
    assert.equal(drawn.length, Math.min(sample.events, seal.count))
    const beacon = { round, signature }
    const taken = drawn.map(shown)
    const verdict = checkResult(documentOf({ events: taken, beacon, sample }))
    assert.deepEqual([verdict.ok, verdict.cover], [true, sample.events > seal.count ? 'all' : 'sample'])
    assert.deepEqual(failed(documentOf({ events: taken.slice(1), beacon, sample })), ['sample_complete'])
    assert.deepEqual(failed(documentOf({ events: taken, beacon: { round: round + 1, signature }, sample })), ['beacon_drawn'])
  })

test('a round that was known when the seal was made draws nothing', () => {
  const late = { ...seal, at: (quicknet.genesis + round * quicknet.period) * 1000 }
  const document = documentOf({ seal: signSeal(late, [mx]), events: all, beacon: { round, signature }, sample: { by: 'event', events: 3 } })
  assert.deepEqual(failed(document), ['beacon_drawn'])
})

const tampered: readonly [string, () => ResultDocument, string][] = [
  ['a value that is another', () => documentOf({ events: [{ ...shown(3), value: 1 }] }), 'event_wrong'],
  ['an event under another index', () => documentOf({ events: [{ ...shown(3), index: 4 }] }), 'event_wrong'],
  ['an event twice', () => documentOf({ events: [shown(3), shown(3)] }), 'event_wrong'],
  ['an entry of another place', () => documentOf({ events: [{ ...shown(3), leaf: shown(4).leaf }] }), 'event_wrong'],
  ['a place of another log', () => documentOf({ events: [{ ...shown(3), log: 1 }] }), 'event_wrong'],
  ['an entry whose proof is another’s', () => documentOf({ events: [{ ...shown(3), entry: shown(4).entry }] }), 'entry_wrong'],
  ['a changed total', () => documentOf({ seal: documentOf().seal.replace(`"sum":"${seal.sum}"`, '"sum":"1"') }), 'seal_signed'],
  [
    'a seal with a total that its tree has not',
    () => documentOf({ seal: signSeal({ ...seal, sum: 1n }, [mx]), events: all }),
    'event_wrong',
  ],
  [
    'a seal with a count that its tree has not',
    () => documentOf({ seal: signSeal({ ...seal, count: 39 }, [mx]), events: [shown(3)] }),
    'event_wrong',
  ],
  ['nobody’s signature', () => documentOf({ keys: [formatVkey(vkeyOf(log))] }), 'seal_signed'],
  ['a key that is none', () => documentOf({ keys: [...keys, 'no key'] }), 'keys_read'],
]
for (const [name, make, code] of tampered)
  test(`${name} proves nothing`, () => {
    const verdict = checkResult(make())
    assert.deepEqual([verdict.ok, verdict.proves, verdict.cover], [false, 'nothing', 'none'])
    assert.deepEqual(
      verdict.steps.flatMap((step) => (step.ok ? [] : [step.code])),
      [code],
    )
  })

test('an event whose record was erased still counts, and is told', () => {
  const verdict = checkResult(documentOf({ events: all.map((event, i) => (i === 2 ? { ...event, erased: 'retention' } : event)) }))
  assert.equal(verdict.cover, 'all')
  assert.deepEqual(verdict.steps.find(({ code }) => code === 'events_erased')?.values, { events: 1 })
})

test('a result of no event is sealed as zero', () => {
  const none: SealedResult = { ...seal, sum: 0n, count: 0, root: null, beacon: null }
  const verdict = checkResult(documentOf({ seal: signSeal(none, [mx, us]) }))
  assert.deepEqual([verdict.ok, verdict.cover, verdict.seal?.sum], [true, 'all', 0n])
})

test('a seal is read only as its writer writes it', () => {
  const text = sealedResultText(seal)
  assert.deepEqual(readSealedResult(text), seal)
  const bad: readonly string[] = [
    text.trimEnd(),
    text.replace('{', '{ '),
    text.replace('"scale":3', '"scale":10'),
    text.replace('"count":', '"count":-'),
    text.replace('"to":"2023-08-31"', '"to":"2023-02-30"'),
    text.replace('"to":"2023-08-31"', '"to":"2023-07-31"'),
    text.replace('"v":1', '"v":2'),
    text.replace(origins[0]!, 'z'),
    sealedResultText({ ...seal, sum: 2n ** 63n }),
    sealedResultText({ ...seal, root: null }),
    sealedResultText({ ...seal, logs: [] }),
  ]
  for (const each of bad) assert.equal(readSealedResult(each), undefined, each)
  const refusal = openSealedResult(`${text}\n`, [])
  assert.equal(refusal.ok, false)
})

test('the document reads as it was written, and what is none names the member that is wrong', () => {
  const document = documentOf({ events: all.slice(0, 2), beacon: { round, signature }, sample: { by: 'event', events: 3 } })
  const written = encodeResultDocument(document)
  const read = parseJson(utf8(JSON.stringify(written)))
  assert.ok(read.ok)
  const parsed = parseResultDocument(read.value.value)
  assert.deepEqual(parsed, { ok: true, value: document })
  const wrong: readonly [Json, string][] = [
    [null, 'format'],
    [{ ...written, v: 2 }, 'format'],
    [{ ...written, seal: 1 }, 'seal'],
    [{ ...written, keys: [1] }, 'keys'],
    [{ ...written, events: {} }, 'events'],
    [{ ...written, events: [{}] }, 'events/0'],
    [{ ...written, beacon: {} }, 'beacon'],
    [{ ...written, sample: { by: 'event', events: 0 } }, 'sample'],
  ]
  for (const [value, field] of wrong)
    assert.deepEqual(parseResultDocument(value), { ok: false, reason: 'result_malformed', detail: { field } })
})

test('the vectors: the valid result holds with its sample by event and by amount, every invalid one proves nothing', () => {
  const read = (name: string): Json => {
    const json = parseJson(readFileSync(new URL(`../../../vectors/${name}/sealed-result.json`, import.meta.url)), {
      maxBytes: 2 ** 24,
      maxDepth: 8,
    })
    assert.ok(json.ok)
    return json.value.value
  }
  const whole = parseResultDocument(read('valid'))
  assert.ok(whole.ok)
  assert.deepEqual([checkResult(whole.value).proves, checkResult(whole.value).cover], ['confirmed', 'all'])
  const { drawn } = read('valid') as unknown as { drawn: { by_event: number[]; by_amount: number[] } }
  for (const [by, indices] of [
    ['event', drawn.by_event],
    ['amount', drawn.by_amount],
  ] as const) {
    const taken: readonly ShownEvent[] = whole.value.events.filter(({ index }) => indices.includes(index))
    assert.equal(checkResult({ ...whole.value, events: taken, sample: { by, events: 5 } }).cover, 'sample')
  }
  for (const { reason, result } of (read('invalid') as unknown as { results: { reason: string; result: Json }[] }).results) {
    const document = parseResultDocument(result)
    assert.ok(document.ok, reason)
    assert.equal(checkResult(document.value).proves, 'nothing', reason)
  }
})

for (const [name, sum, count, unit, scale, figure, mean] of [
  ['a share in percent, never the bare number of ones', 2n, 3, '%', 0, '66.7', null],
  ['no share of nothing', 0n, 0, '%', 0, null, null],
  ['a total with its average', 450n, 4, 'h', 2, '4.5', '1.13'],
  ['a count, whose average says nothing', 3n, 3, 'step', 0, '3', null],
  ['a total of nothing', 0n, 0, 'kg', 3, '0', null],
] as const) {
  test(`what a seal proves is read as ${name}`, () => {
    assert.deepEqual(figuresOfSeal({ sum, count, unit, scale }), { figure, mean })
  })
}
