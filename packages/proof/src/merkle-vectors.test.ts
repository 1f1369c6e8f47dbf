import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fromBase64 } from '@enlace/core'
import { sharedFolder } from '@enlace/fleet/shared-data'
import { verifyConsistency, verifyInclusion, verifySubtreeConsistency, verifySubtreeInclusion } from './node.ts'

const shared = sharedFolder()

type Probe = {
  readonly leafIdx: number
  readonly treeSize: number
  readonly start: number
  readonly end: number
  readonly size: number
  readonly size1: number
  readonly size2: number
  readonly root: string | null
  readonly root1: string | null
  readonly root2: string | null
  readonly leafHash: string | null
  readonly proof: readonly string[] | null
  readonly wantErr: boolean
}

const verifiers: Readonly<Record<string, (probe: Probe) => boolean>> = {
  inclusion: (p) =>
    verifyInclusion({ leafHash: bytes(p.leafHash), index: p.leafIdx, size: p.treeSize, proof: hashes(p), root: bytes(p.root) }),
  consistency: (p) =>
    verifyConsistency({ oldSize: p.size1, oldRoot: bytes(p.root1), size: p.size2, root: bytes(p.root2), proof: hashes(p) }),
  subtreeinclusion: (p) =>
    verifySubtreeInclusion({
      leafHash: bytes(p.leafHash),
      index: p.leafIdx,
      start: p.start,
      end: p.end,
      subtreeHash: bytes(p.root),
      proof: hashes(p),
    }),
  subtreeconsistency: (p) =>
    verifySubtreeConsistency({
      start: p.start,
      end: p.end,
      size: p.size,
      subtreeHash: bytes(p.root1),
      root: bytes(p.root2),
      proof: hashes(p),
    }),
}
const pinned = { inclusion: 98, consistency: 98, subtreeinclusion: 204, subtreeconsistency: 118 }

test('every Merkle probe of transparency-dev gives the answer it asks for', {
  skip: shared === undefined && 'skipped: no shared folder',
}, (t) => {
  let [run, accepted, refused] = [0, 0, 0]
  for (const [kind, count] of Object.entries(pinned)) {
    const folder = join(shared!, 'vectors/merkle/testdata', kind)
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'))
    assert.equal(files.length, count, kind)
    for (const file of files) {
      const probe = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Probe
      const holds = verifiers[kind]!(probe)
      assert.equal(holds, !probe.wantErr, `${kind}/${file}`)
      run++
      if (holds) accepted++
      else refused++
    }
  }
  t.diagnostic(`merkle: run ${run}, accepted ${accepted}, refused ${refused}`)
  assert.deepEqual({ run, accepted, refused }, { run: 518, accepted: 36, refused: 482 })
})

function bytes(text: string | null): Uint8Array {
  return fromBase64(text ?? '')!
}

function hashes(probe: Probe): Uint8Array[] {
  return (probe.proof ?? []).map(bytes)
}
