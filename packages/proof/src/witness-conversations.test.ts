import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { concatBytes, fromHex } from '@enlace/core'
import { sharedFolder } from '@enlace/fleet/shared-data'
import {
  type Checkpoint,
  decideAddCheckpoint,
  emptyRoot,
  formatVkey,
  parseAddCheckpoint,
  parseVkey,
  sha256,
  type VerifierKey,
} from './node.ts'

const shared = sharedFolder()

type Exchange = { readonly body: string; readonly status: number; readonly answer: string | undefined }

/** The add-checkpoint conversations of a hurl script inside a Go test archive. */
function conversations(file: string): Exchange[] {
  const script = readFileSync(join(shared!, 'vectors/litewitness/cmd/litewitness/testdata', file), 'utf8')
  const each = /POST \S+\n```\n([\s\S]*?)```\nHTTP (\d+)\n\[Asserts\]\nbody (?:contains|==) "([^\n]*)"/g
  return [...script.matchAll(each)].map(([, body, status, answer]) => ({
    body: body!,
    status: Number(status),
    answer: answer?.replace('\\n', '\n'),
  }))
}

/** A sigsum log's origin is the hash of its key, which signs notes as type 0x01 under that origin. */
function sigsumKey(publicKey: string): VerifierKey {
  const key = fromHex(publicKey)!
  const name = `sigsum.org/v1/tree/${Buffer.from(sha256(key)).toString('hex')}`
  const id = Buffer.from(sha256(concatBytes(Buffer.from(name), Uint8Array.of(0x0a, 0x01), key)).subarray(0, 4)).toString('hex')
  const parsed = parseVkey(formatVkey({ name, id, type: 0x01, publicKey: key }))
  assert.ok(parsed.ok)
  return parsed.value
}

const sumdb = 'sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8'

test('the conversations of another witness get the same answers', { skip: shared === undefined && 'skipped: no shared folder' }, (t) => {
  const sigsum = sigsumKey('ffdc2d4d98e4124d3feaf788c0c2f9abfd796083d1f0495437f302ec79cf100f')
  const golang = parseVkey(sumdb)
  assert.ok(golang.ok)
  const statuses: number[] = []
  for (const file of ['litewitness.txt', 'sumdb.txt', 'bastion.txt']) {
    const logs = new Map<string, { checkpoint: Checkpoint; keys: VerifierKey[] }>()
    for (const [origin, key] of [
      [sigsum.name, sigsum],
      ['go.sum database tree', golang.value],
    ] as const) {
      logs.set(origin, { checkpoint: { origin, size: 0, root: emptyRoot }, keys: [key] })
    }
    for (const { body, status, answer } of conversations(file)) {
      const request = parseAddCheckpoint(body)
      assert.ok(request.ok)
      const log = logs.get(request.value.origin)
      const decision = decideAddCheckpoint(log?.checkpoint, request.value, log?.keys ?? [])
      // That implementation answers 403 for a log it does not know; the protocol's text says 404, and so do we.
      assert.equal(decision.status, answer === 'unknown log' ? 404 : status, body)
      if (decision.status === 409) assert.equal(`${decision.size}\n`, answer)
      if (decision.status === 200 && log !== undefined) log.checkpoint = decision.checkpoint
      statuses.push(decision.status)
    }
  }
  t.diagnostic(`litewitness: run ${statuses.length}, answers ${statuses.join(' ')}`)
  assert.deepEqual(statuses, [200, 403, 404, 422, 422, 200, 409, 200, 409, 200, 200])
})
