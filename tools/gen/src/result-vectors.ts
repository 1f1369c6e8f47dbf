import type { JsonObject } from '@enlace/core'
import {
  beaconChains,
  buildSumTree,
  drawSample,
  encodeLeaf,
  encodeResultDocument,
  formatVkey,
  inclusionRanges,
  leafHash,
  openBeacon,
  type ResultDocument,
  rootOfHashes,
  type SealedResult,
  type ShownEvent,
  signSeal,
  vkeyOf,
} from '@enlace/proof/node'
import { steadySigner } from './seeded-signers.ts'
import { leafAt } from './valid-vectors.ts'

const parties = [steadySigner('node.mx.sig.example/party', 0x01, 0x21), steadySigner('node.us.sig.example/party', 0x01, 0x22)]
const origins = ['node.mx.sig.example/out/us/1', 'node.us.sig.example/out/mx/1']
const size = 30
const leaves = Array.from({ length: size }, (_, seq) => encodeLeaf(leafAt(seq)))
const hashes = leaves.map(leafHash)
// Every third entry of the one log and every fifth of the other; some are worth nothing.
const events = origins.flatMap((_, log) =>
  hashes.flatMap((hash, seq) => (seq % (log === 0 ? 3 : 5) === 0 ? [{ log, seq, value: (seq % 4) * 1250, leafHash: hash }] : [])),
)
const tree = buildSumTree(events)
// A round that drand's quicknet has published.
const round = 657_413
const signature = 'b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be41076862b98fad56e91a6b85b89cd97b'

/** A sealed result of two parties with all its events, the samples that its beacon draws, and results that must be refused. */
export function resultVectors(): Readonly<Record<string, object>> {
  const [chain] = beaconChains
  const randomness = chain === undefined ? undefined : openBeacon(chain, round, signature)
  if (chain === undefined || randomness === undefined || tree.root.sum === 0n) throw new Error('the vectors have no beacon')
  const seal: SealedResult = {
    at: Date.parse('2023-09-01T00:00:00.000Z'),
    indicator: 'an indicator of the vectors',
    card: '5a'.repeat(32),
    period: { from: '2023-08-01', to: '2023-08-31' },
    unit: 'kg',
    scale: 3,
    sum: tree.root.sum,
    count: tree.root.count,
    root: tree.root.hash,
    logs: origins.map((origin) => ({ origin, size, root: rootOfHashes(hashes) })),
    beacon: { chain: chain.chain, round },
  }
  const shown = (index: number): ShownEvent => {
    const event = events[index]
    if (event === undefined) throw new RangeError('no such event')
    const { log, seq, value } = event
    const entry = inclusionRanges(seq, size).map(({ start, end }) => rootOfHashes(hashes.slice(start, end)))
    return { index, log, seq, value, leaf: leaves[seq] ?? new Uint8Array(), path: tree.pathOf(index), entry, erased: null }
  }
  const document = (change: Partial<ResultDocument>): JsonObject =>
    encodeResultDocument({
      seal: signSeal(seal, parties),
      keys: parties.map((signer) => formatVkey(vkeyOf(signer))),
      events: events.map((_, index) => shown(index)),
      beacon: { round, signature },
      sample: { by: 'event', events: 5 },
      ...change,
    })
  const ground = { root: tree.root.hash, count: tree.root.count, randomness }
  const byEvent = drawSample(ground, BigInt(tree.root.count), 5, Number)
  const byAmount = drawSample(ground, tree.root.sum, 5, tree.indexOf)
  const [first, second] = [shown(1), shown(2)]
  const refused: readonly (readonly [reason: string, result: JsonObject])[] = [
    ['value', document({ events: [{ ...first, value: first.value + 1 }] })],
    ['index', document({ events: [{ ...first, index: 2 }] })],
    ['place', document({ events: [{ ...first, seq: first.seq + 1 }] })],
    ['path', document({ events: [{ ...first, path: second.path }] })],
    ['entry', document({ events: [{ ...first, entry: second.entry }] })],
    ['twice', document({ events: [first, first] })],
    ['total', document({ seal: signSeal({ ...seal, sum: seal.sum + 1n }, parties) })],
    ['signature', document({ seal: signSeal(seal, [steadySigner('node.mx.sig.example/party', 0x01, 0x23)]) })],
    ['sample', document({ events: byEvent.slice(1).map(shown) })],
    ['beacon', document({ beacon: { round: round + 1, signature } })],
    ['known beforehand', document({ seal: signSeal({ ...seal, at: Date.parse('2023-10-01T00:00:00.000Z') }, parties) })],
  ]
  return {
    'valid/sealed-result.json': { ...document({}), drawn: { by_event: byEvent, by_amount: byAmount } },
    'invalid/sealed-result.json': { results: refused.map(([reason, result]) => ({ reason, result })) },
  }
}
