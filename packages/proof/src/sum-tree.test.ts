import assert from 'node:assert/strict'
import { test } from 'node:test'
import { concatBytes, u64be, utf8 } from '@enlace/core'
import { u16be } from './byte-reader.ts'
import { buildSumTree, joinSumTrees, openSumLeaf, type SumLeaf, sha256 } from './node.ts'
import { encodeSumNode, parseSumNode } from './sum-node.ts'

const eventsOf = (count: number, worth: (i: number) => number = (i) => (i * 7) % 11): SumLeaf[] =>
  Array.from({ length: count }, (_, i) => ({
    log: i % 3 === 0 ? 0 : 1,
    seq: i,
    value: worth(i),
    leafHash: sha256(utf8(`entry ${i}`)),
  })).toSorted((a, b) => a.log - b.log || a.seq - b.seq)
const open = (events: readonly SumLeaf[], index: number, path: readonly Uint8Array[]) =>
  openSumLeaf(events[index]!, index, events.length, path)

test('the hashes of a tree of two are those that the format describes, made here byte by byte', () => {
  const [a, b] = eventsOf(2) as [SumLeaf, SumLeaf]
  const leaf = ({ log, seq, value, leafHash }: SumLeaf) =>
    sha256(concatBytes(Uint8Array.of(0), u16be(log), u64be(seq), u64be(value), leafHash))
  const place = ({ log, seq }: SumLeaf) => concatBytes(u16be(log), u64be(seq))
  const described = (one: SumLeaf) => concatBytes(u64be(one.value), u64be(1), place(one), place(one), leaf(one))
  const { root } = buildSumTree([a, b])
  assert.deepEqual(root.hash, sha256(concatBytes(Uint8Array.of(1), described(a), described(b))))
  assert.deepEqual([root.sum, root.count], [BigInt(a.value + b.value), 2])
})

test('every event of trees of 1 to 40 opens under the root, with the total of those before it, and under no other index', () => {
  for (let count = 1; count <= 40; count++) {
    const events = eventsOf(count)
    const { root, pathOf, indexOf } = buildSumTree(events)
    let before = 0n
    for (const [index, event] of events.entries()) {
      const path = pathOf(index)
      const opened = open(events, index, path)
      assert.deepEqual(opened, { before, root })
      if (event.value > 0) assert.equal(indexOf(before), index)
      for (let other = 0; other < count; other++)
        if (other !== index) {
          const there = openSumLeaf(event, other, count, path)
          assert.notDeepEqual(there?.root.hash, root.hash, `${index} as ${other} of ${count}`)
        }
      before += BigInt(event.value)
    }
    assert.equal(before, root.sum)
    assert.throws(() => pathOf(count), RangeError)
    assert.throws(() => indexOf(root.sum), RangeError)
  }
})

test('a tree put together from parts of eight is the tree of all, with the same paths and the same event behind every amount', () => {
  for (let count = 1; count <= 40; count++) {
    const events = eventsOf(count)
    const whole = buildSumTree(events)
    const parts = Array.from({ length: Math.ceil(count / 8) }, (_, i) => buildSumTree(events.slice(i * 8, i * 8 + 8)))
    const above = joinSumTrees(concatBytes(...parts.map(({ root }) => encodeSumNode(root))))
    assert.deepEqual(above.root, whole.root)
    for (const index of events.keys()) {
      const path = [...parts[Math.floor(index / 8)]!.pathOf(index % 8), ...above.pathOf(Math.floor(index / 8))]
      assert.deepEqual(path, whole.pathOf(index))
    }
    for (let amount = 0n; amount < whole.root.sum; amount++) {
      const { index, rest } = above.find(amount)
      assert.equal(index * 8 + parts[index]!.indexOf(rest), whole.indexOf(amount))
    }
    assert.throws(() => above.pathOf(parts.length), RangeError)
  }
  assert.throws(() => joinSumTrees(new Uint8Array(0)), RangeError)
})

test('no changed number of a path leads to the same root: not a sum moved between siblings, not a count, not a place', () => {
  const events = eventsOf(13)
  const { root, pathOf } = buildSumTree(events)
  const path = pathOf(5)
  for (const [level, bytes] of path.entries())
    for (let at = 0; at < bytes.length; at++) {
      const changed = path.map((one, i) => (i === level ? one.with(at, one[at]! ^ 1) : one))
      const opened = open(events, 5, changed)
      assert.ok(opened === undefined || !opened.root.hash.every((byte, i) => byte === root.hash[i]), `byte ${at} of level ${level}`)
    }
  for (const path of [pathOf(5).slice(1), [...pathOf(5), pathOf(5)[0]!], []]) assert.equal(open(events, 5, path), undefined)
  const moved = { ...events[5]!, value: events[5]!.value + 1 }
  assert.notDeepEqual(openSumLeaf(moved, 5, 13, path)?.root.hash, root.hash)
})

test('an event twice, events out of order, a part of a value and a total beyond the limit make no tree', () => {
  const events = eventsOf(3)
  const bad: readonly (readonly SumLeaf[])[] = [
    [],
    [events[0]!, events[0]!],
    [events[1]!, events[0]!],
    [{ ...events[0]!, value: -1 }],
    [{ ...events[0]!, value: 0.5 }],
    Array.from({ length: 1025 }, (_, seq) => ({ ...events[0]!, seq, value: Number.MAX_SAFE_INTEGER })),
  ]
  for (const each of bad) assert.throws(() => buildSumTree(each), RangeError)
})

test('a sibling that covers the same places, or whose sum with ours is too large, is refused by whoever opens', () => {
  const events = eventsOf(2, () => 5)
  const [, b] = events as [SumLeaf, SumLeaf]
  const own = { log: b.log, seq: b.seq }
  const same = encodeSumNode({ sum: 5n, count: 1, first: own, last: own, hash: b.leafHash })
  assert.equal(open(events, 1, [same]), undefined)
  const first = { log: 0, seq: 0 }
  const large = encodeSumNode({ sum: 2n ** 63n - 1n, count: 1, first, last: first, hash: b.leafHash })
  assert.equal(open(events, 1, [large]), undefined)
  assert.equal(parseSumNode(large.subarray(1)), undefined)
})
