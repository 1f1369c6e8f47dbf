import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import type { ExchangeStatus } from '@enlace/api'
import { countExchange } from './count-exchange.ts'
import { makeAlert, type Submission } from './make-record.ts'
import { postUntilStored } from './post-until-stored.ts'
import { type Fleet, type FleetNode, startFleet } from './start-fleet.ts'
import { downloadFile, uploadFile } from './upload-file.ts'
import { waitUntil } from './wait-until.ts'

let fleet: Fleet
before(async () => {
  fleet = await startFleet()
})
after(async () => {
  await fleet[Symbol.asyncDispose]()
})

async function write(node: FleetNode, word: string, count: number): Promise<Submission[]> {
  const alerts = Array.from({ length: count }, (_, i) => makeAlert(`${word} ${i}`))
  await postUntilStored(node, alerts)
  return alerts
}

async function logOf(node: FleetNode, direction: 'out' | 'in') {
  const { body } = await node.call('GET', '/api/v1/exchange')
  const log = (body as ExchangeStatus).partners[0]?.logs.find((each) => each.direction === direction)
  assert.ok(log)
  return log
}

test('a node that was put back to an older copy gets back from its partner what either had receipted, and nothing comes twice', async (t) => {
  const [mx, us] = [fleet.node('mx'), fleet.node('us')]
  const older = join(fleet.root, 'older')
  const kept = await write(mx, 'in the copy', 5)
  const theirsKept = await write(us, 'theirs, in the copy', 5)
  await fleet.settle()
  await mx.stop()
  await promisify(execFile)('cp', ['-a', mx.dataDir, older])
  await mx.start()
  const lost = await write(mx, 'after the copy', 60)
  const attached = randomBytes(1_500_000)
  const sha256 = await uploadFile(mx, attached, 'application/octet-stream')
  const withFile = makeAlert('with a file, after the copy')
  const stored = await mx.call('POST', '/api/v1/records', { body: { ...withFile, files: [{ name: 'libro.bin', sha256 }] } })
  assert.equal(stored.status, 201, JSON.stringify(stored.body))
  lost.push(withFile)
  const theirsLost = await write(us, 'theirs, after the copy', 20)
  await fleet.settle()
  const held = await logOf(us, 'in')
  await mx.stop()
  await rm(mx.dataDir, { recursive: true })
  await promisify(execFile)('cp', ['-a', older, mx.dataDir])
  // It writes on before it has met its partner.
  await us.stop()
  await mx.start()
  const since = await write(mx, 'since', 3)
  await us.start()
  const log = await waitUntil('what was lost is back', async () => {
    const now = await logOf(mx, 'out')
    return now.recovered?.done === true && now.frozen === null ? now : undefined
  })
  await fleet.settle(120_000)
  assert.deepEqual([log.recovered?.to, log.recovered?.records], [held.size, lost.length])
  assert.ok((log.recovered?.journalFrom ?? 0) > 0)
  const none = { logProblems: 0, lost: 0, doubled: 0, misplaced: 0, differing: 0, unproved: 0 }
  const { entries: _entries, ...count } = await countExchange(mx, us, [...kept, ...lost, ...since])
  const { entries: _theirs, ...theirs } = await countExchange(us, mx, [...theirsKept, ...theirsLost])
  t.diagnostic(
    `sent ${count.written}, received ${theirs.written}; lost ${count.lost + theirs.lost}, doubled ${count.doubled + theirs.doubled}`,
  )
  assert.deepEqual({ ...theirs, misplaced: 0 }, { written: 25, ...none })
  // What came back stands behind what was written since, so only that is in another order here than at the partner.
  assert.deepEqual({ ...count, misplaced: 0 }, { written: 69, ...none })
  const back = await waitUntil('its file is back', () => downloadFile(mx, sha256), 60_000)
  assert.deepEqual(back, attached)
  const [revoked] = lost
  assert.ok(revoked)
  const { body } = await mx.call('GET', `/api/v1/records/${revoked.object.id}`)
  assert.deepEqual((body as { readonly flags: readonly string[] }).flags, ['recovered'])
})
