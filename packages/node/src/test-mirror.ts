import assert from 'node:assert/strict'
import { generateSigner, vkeyOf } from '@enlace/proof/node'
import { createReceiver, type Receiver } from './exchange/receive.ts'
import type { TestStore } from './store/test-store.ts'
import { type FakePartner, fakePartner } from './test-partner.ts'

/** The mirror that a node keeps of a partner that a test speaks for. */
export type TestMirror = {
  readonly partner: FakePartner
  readonly receiver: Receiver
  /** Brings everything that the partner has appended to a receipt. */
  readonly bring: () => Promise<void>
}

/** Opens the mirror of a store's incoming log, at a time that stands still; bodies are sealed for `sspc`. */
export function testMirror({ sql, keystore, incoming }: TestStore, at: Date): TestMirror {
  const signers = [generateSigner(incoming.origin, 0x01).signer]
  const partner = fakePartner(incoming.origin, signers)
  const receiver = createReceiver({
    sql,
    keystore,
    logId: incoming.logId,
    origin: incoming.origin,
    partnerKeys: signers.map(vkeyOf),
    receiptSigners: [generateSigner('node.mx.sig.example/in/us', 0x04).signer],
    agencyOf: () => 'sspc',
    now: () => at,
    pass: () => undefined,
    onReceived: () => undefined,
    onAlarm: () => undefined,
  })
  let sent = 0
  return {
    partner,
    receiver,
    bring: async () => {
      assert.equal((await receiver.addCheckpoint(partner.addCheckpoint(sent))).status, 200)
      assert.equal((await receiver.addBodies(partner.addBodies(sent))).status, 200)
      assert.equal((await receiver.addEntries(partner.addEntries(sent))).status, 200)
      sent = partner.size()
    },
  }
}
