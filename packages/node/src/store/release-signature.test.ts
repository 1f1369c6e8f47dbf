import assert from 'node:assert/strict'
import { createPublicKey } from 'node:crypto'
import { test } from 'node:test'
import { generateSigner, releaseMessage } from '@enlace/proof/node'
import { flattenedVerify } from 'jose'
import { openReleaseSigner } from './release-signature.ts'

const { pkcs8Pem, signer } = generateSigner('node.mx.sig.example/release/sspc', 0x01)
const place = { origin: 'node.mx.sig.example/out/us/1', seq: 7, c: 'A'.repeat(43), rel: 'B'.repeat(43) }

test('a release signature is a detached JWS with an unencoded payload that an independent library verifies', async () => {
  const sign = openReleaseSigner(new Map([['sspc', [signer]]]))
  const [header = '', payload, signature = ''] = Buffer.from(await sign('sspc', place))
    .toString()
    .split('.')
  assert.equal(payload, '')
  const key = createPublicKey(pkcs8Pem)
  const jws = (over: Uint8Array) => ({ protected: header, payload: over, signature })
  const verified = await flattenedVerify(jws(releaseMessage(place)), key)
  assert.deepEqual(verified.protectedHeader, { alg: 'Ed25519', b64: false, crit: ['b64'] })
  for (const other of [
    { ...place, seq: 8 },
    { ...place, origin: 'node.mx.sig.example/out/ca/1' },
    { ...place, rel: place.c },
  ]) {
    await assert.rejects(flattenedVerify(jws(releaseMessage(other)), key), { code: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED' })
  }
})

test('an agency without a release key signs nothing', async () => {
  await assert.rejects(openReleaseSigner(new Map())('uif', place))
})
