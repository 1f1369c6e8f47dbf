import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { concatBytes, fromHex, utf8 } from '@enlace/core'
import { sharedFolder } from '@enlace/fleet/shared-data'
import { formatVkey, sha256 } from '@enlace/proof/node'
import { openWitness } from './witness.ts'
import { addLogs, initWitness } from './witness-folder.ts'

const shared = sharedFolder()

/** The add-checkpoint conversations of a hurl script inside a Go test archive. */
function conversations(file: string): { readonly body: string; readonly status: number; readonly answer: string }[] {
  const script = readFileSync(join(shared!, 'vectors/litewitness/cmd/litewitness/testdata', file), 'utf8')
  const each = /POST \S+\n```\n([\s\S]*?)```\nHTTP (\d+)\n\[Asserts\]\nbody (?:contains|==) "([^\n]*)"/g
  return [...script.matchAll(each)].map(([, body = '', status, answer = '']) => ({
    body,
    status: Number(status),
    answer: answer.replace('\\n', '\n'),
  }))
}

/** A sigsum log's origin is the hash of its key, which signs notes as type 0x01 under that origin. */
function sigsumKey(publicKey: string): string {
  const key = fromHex(publicKey)!
  const name = `sigsum.org/v1/tree/${Buffer.from(sha256(key)).toString('hex')}`
  const id = Buffer.from(sha256(concatBytes(Buffer.from(name), Uint8Array.of(0x0a, 0x01), key)).subarray(0, 4)).toString('hex')
  return formatVkey({ name, id, type: 0x01, publicKey: key })
}

const logs = [
  sigsumKey('ffdc2d4d98e4124d3feaf788c0c2f9abfd796083d1f0495437f302ec79cf100f'),
  'sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8',
]

test('the conversations of another witness get the same answers from this one', {
  skip: shared === undefined && 'skipped: no shared folder',
}, async (t) => {
  const root = await mkdtemp(join(tmpdir(), 'enlace-conversations-'))
  let run = 0
  for (const file of ['litewitness.txt', 'bastion.txt']) {
    const folder = join(root, file)
    await initWitness(folder, 'witness.example/w1')
    await addLogs(folder, logs.slice(0, 1))
    const witness = await openWitness(folder, () => new Date())
    for (const { body, status, answer } of conversations(file)) {
      const reply = await witness.addCheckpoint(utf8(body))
      // That implementation answers 403 for a log it does not know; the protocol's text says 404, and so do we.
      assert.equal(reply.status, answer === 'unknown log' ? 404 : status, body)
      if (status === 409) assert.equal(reply.body, answer)
      run++
    }
    await witness.close()
  }
  await rm(root, { recursive: true })
  t.diagnostic(`litewitness conversations: run ${run}`)
  assert.ok(run >= 9)
})
