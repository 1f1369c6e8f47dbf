import assert from 'node:assert/strict'
import { test } from 'node:test'
import { concatBytes, utf8 } from '@enlace/core'
import {
  type ConsentProof,
  commitItem,
  formatPolicy,
  formatProof,
  generateSigner,
  parseBody,
  releaseHeader,
  releaseMessage,
  vkeyOf,
} from '@enlace/proof/node'
import { exampleRecord, fakePartner } from '../test-partner.ts'
import { checkAuthorWord, type KeysOfAuthor } from './check-author-word.ts'

const origin = 'node.mx.sig.example/out/us/1'
const logSigner = generateSigner(origin, 0x01).signer
const agency = generateSigner('node.mx.sig.example/release/sspc', 0x01).signer
const stranger = generateSigner('node.mx.sig.example/release/sspc', 0x01).signer

/** The word of mx at the only place of its log to us, signed by an agency. */
function word(by = agency): ConsentProof {
  const log = fakePartner(origin, [logSigner])
  log.append({
    items: exampleRecord('onward-consent', 'word').items,
    release: { by: { agency: 'sspc', mode: 'officer' }, to: { party: 'us' }, v: 1 },
    sign: (place) => {
      const message = concatBytes(utf8(`${releaseHeader}.`), releaseMessage({ origin, ...place }))
      return utf8(`${releaseHeader}..${Buffer.from(by.sign(message)).toString('base64url')}`)
    },
  })
  const [entry] = log.entries
  const body = parseBody(entry?.body ?? utf8(''))
  assert.ok(entry !== undefined && body.ok && body.value.release !== null)
  const { items, release, releaseSignature } = body.value
  const policy = formatPolicy({ logs: [{ key: vkeyOf(logSigner), url: null }], witnesses: [], groups: [], quorum: 'none' })
  return {
    ...{ origin, seq: 0, leaf: entry.leaf, policy },
    logProof: formatProof({ index: 0, proof: [], checkpoint: log.note() }),
    object: items[0]?.bytes ?? utf8(''),
    salt: items[0]?.salt ?? utf8(''),
    commitments: items.map((item) => commitItem(item.salt, item.bytes)),
    release: { ...release, signature: releaseSignature },
  }
}

const keysOfAuthor: KeysOfAuthor = (party) => (party === 'mx' ? { sspc: [vkeyOf(agency)] } : undefined)
const between = { author: 'mx', holder: 'us', keysOfAuthor }
const good = word()

test('a word that its author signed, in its log to the holder, is checked; of an author without a pairing it cannot be', () => {
  assert.equal(checkAuthorWord(good, between), 'checked')
  assert.equal(checkAuthorWord(good, { ...between, keysOfAuthor: () => undefined }), 'author_unknown')
})

const bad: readonly (readonly [string, ConsentProof, Partial<typeof between>])[] = [
  ['is shown as another party’s', good, { author: 'ca' }],
  ['was said to another holder', good, { holder: 'ca' }],
  ['says something else than what was logged', { ...good, object: utf8('{}') }, {}],
  ['stands at another place', { ...good, seq: 1 }, {}],
  ['came with another decision', { ...good, release: { ...good.release, bytes: utf8('{}') } }, {}],
  ['is of a key that is not the agency’s', word(stranger), {}],
  ['is under a head of another log', { ...good, logProof: word().logProof }, {}],
  ['comes without a proof of the log', { ...good, logProof: '' }, {}],
  [
    'comes with another key of the log',
    {
      ...good,
      policy: formatPolicy({
        logs: [{ key: vkeyOf(generateSigner(origin, 0x01).signer), url: null }],
        witnesses: [],
        groups: [],
        quorum: 'none',
      }),
    },
    {},
  ],
]
for (const [how, proof, change] of bad) {
  test(`a word that ${how} does not hold`, () => {
    assert.equal(checkAuthorWord(proof, { ...between, ...change }), 'invalid')
  })
}
