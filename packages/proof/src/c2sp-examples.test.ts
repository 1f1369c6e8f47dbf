import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fromBase64, toHex, utf8 } from '@enlace/core'
import {
  formatProof,
  formatSignatureLine,
  formatTilePath,
  openCheckpoint,
  parseAddCheckpoint,
  parseCheckpointText,
  parseNote,
  parsePolicy,
  parseProof,
  parseSignatureLines,
  parseTilePath,
  parseVkey,
  partialWidth,
  signerFromSeed,
  verifySignature,
} from './node.ts'

// The examples of the C2SP texts at commit 5ba5ee8 (untagged), transcribed. They name no keys, except where said.
const signedNote = `Ognuno sta solo sul cuor della terra
trafitto da un raggio di sole:

ed è subito sera.

— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=
`
const checkpoint = `example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
`
const cosignature =
  '— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n'
const witnessRequest = `old 20852014
PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

${checkpoint}— example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=
`
const witnessAnswer = `— witness.example/w1 CMp+6LWBU0anHGH5aNDTJkH/gj79sG+T6+iP2ThYN5krrDJbR1HDnucjL39QsZTSvVjyQLrdk3DXDqI5G2HgLatVs0pWh6Up69HVOw==
— witness.example/w1 I7rEps0pvK2UqkS2gSpVUDhrhVtQV9lgF6pRrWAvjJHjyWpW7VcE3SiOlVlbQNt64vWhO+DlkL0+UfzuOBMh9ChdMkP1vi/lCAsmlw==
— witness.example/w2 AWui8Sk55XjYLOijihBjhqEH6nS1ndDymE0a+6idX7pLcnoB+dhnz0854aLZgrrKbYKA7nC3HNJhm/kWl7oJlqU3rXXvpysAdyP3wQ==
`

test('signed-note: the text keeps its empty line and ends before the last one', () => {
  const note = parseNote(signedNote)
  assert.ok(note.ok)
  assert.equal(note.value.text, 'Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n')
  assert.deepEqual(
    note.value.signatures.map(({ name, keyId, signature }) => [name, keyId, signature.length]),
    [['quasimodo.example/salvatore', '367ba04b', 64]],
  )
  assert.equal(`${note.value.text}\n${note.value.signatures.map(formatSignatureLine).join('')}`, signedNote)
})

test("signed-note: the key and note of Go's sumdb/note verify, and signing again makes the same bytes", () => {
  const vkey = parseVkey('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW')
  const text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
  const line = '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n'
  const note = parseNote(`${text}\n${line}`)
  assert.ok(vkey.ok && note.ok)
  const [signature] = note.value.signatures
  assert.equal(signature!.keyId, vkey.value.id)
  assert.ok(verifySignature('ed25519', vkey.value.publicKey, utf8(text), signature!.signature))
  const signer = signerFromSeed('PeterNeumann', 0x01, fromBase64('AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz')!.slice(1))
  assert.equal(formatSignatureLine({ name: signer.name, keyId: signer.keyId, signature: signer.sign(utf8(text)) }), line)
})

test('tlog-checkpoint: the example is a checkpoint whose signature is that of the Go checksum database, renamed', () => {
  const note = parseNote(checkpoint)
  assert.ok(note.ok)
  const parsed = parseCheckpointText(note.value.text)
  assert.ok(parsed.ok)
  assert.equal(parsed.value.origin, 'example.com/behind-the-sofa')
  assert.equal(parsed.value.size, 20852163)
  const key = parseVkey('sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8')
  assert.ok(key.ok)
  // Unknown name: ignored, and then no known signature is left.
  assert.deepEqual(openCheckpoint(checkpoint, [key.value]), { ok: false, reason: 'signature_missing' })
  const original = checkpoint
    .replace('example.com/behind-the-sofa', 'go.sum database tree')
    .replace('— example.com/behind-the-sofa', '— sum.golang.org')
  const opened = openCheckpoint(original, [key.value])
  assert.ok(opened.ok)
  assert.deepEqual(opened.value.verified, [{ name: 'sum.golang.org', type: 1, keyId: '033de0ae', time: null }])
})

test('tlog-cosignature: a cosignature line carries its time before the signature', () => {
  const lines = parseSignatureLines(cosignature)
  assert.ok(lines.ok)
  const [line] = lines.value
  assert.equal(line!.signature.length, 72)
  assert.equal(Number.parseInt(toHex(line!.signature.subarray(0, 8)), 16), 1679315147)
  assert.ok(parseNote(checkpoint + cosignature).ok)
})

test('tlog-witness: the example request and answer are read', () => {
  const request = parseAddCheckpoint(witnessRequest)
  assert.ok(request.ok)
  assert.equal(request.value.oldSize, 20852014)
  assert.equal(request.value.proof.length, 4)
  assert.equal(request.value.origin, 'example.com/behind-the-sofa')
  const answer = parseSignatureLines(witnessAnswer)
  assert.ok(answer.ok)
  assert.deepEqual(
    answer.value.map(({ name }) => name),
    ['witness.example/w1', 'witness.example/w1', 'witness.example/w2'],
  )
})

test('tlog-proof: the example, with a checkpoint whole where it is elided, is read and written back byte for byte', () => {
  const hashes = [
    'gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=',
    'B95lDa8R83lS8n0eG+o0buTxRKQTYFi//1U8anccXmA=',
    'EKNzoDWG8LGC0Yp9o+sv3qllpMP9uHQ9B20KNL+Q1zs=',
    'RoopEkOdqkYqMB4MJXrbt/hMjOxsVn0IrWjpz1ZMMes=',
    'AHCioX9nLjsrse6YhjRRmk1WUEirVOLLRoOQ6vfO5vk=',
  ].join('\n')
  const text = `c2sp.org/tlog-proof@v1\nextra YWdlLXYxLjIuMS1kYXJ3aW4tYXJtNjQudGFyLmd6kYXJ3aW4tYXJ\nindex 73894\n${hashes}\n\n${checkpoint}`
  const proof = parseProof(text)
  assert.ok(proof.ok)
  assert.equal(proof.value.index, 73894)
  assert.equal(proof.value.proof.length, 5)
  assert.equal(formatProof(proof.value), text)
})

test('tlog-policy: the two-level example is read, with keys in the place of the elided ones', () => {
  const key = (name: string, type: 0x01 | 0x04, n: number) => {
    const { keyId, publicKey } = signerFromSeed(name, type, new Uint8Array(32).fill(n))
    return `${name}+${keyId}+${Buffer.concat([Uint8Array.of(type), publicKey]).toString('base64')}`
  }
  const witnesses = ['X1', 'X2', 'X3', 'Y1', 'Y2', 'Y3'].map((name, i) => `witness ${name} ${key(`${name}.example`, 0x04, i + 2)}`)
  const policy = parsePolicy(`log ${key('log.example', 0x01, 1)}

${witnesses.slice(0, 3).join('\n')}
group X-witnesses 2 X1 X2 X3

${witnesses.slice(3).join('\n')}
group Y-witnesses any Y1 Y2 Y3

group X-and-Y all X-witnesses Y-witnesses
quorum X-and-Y
`)
  assert.ok(policy.ok)
  assert.deepEqual(
    policy.value.groups.map(({ name, threshold }) => [name, threshold]),
    [
      ['X-witnesses', 2],
      ['Y-witnesses', 1],
      ['X-and-Y', 2],
    ],
  )
})

test('tlog-tiles: the paths and partial widths of the text', () => {
  assert.equal(formatTilePath({ level: 0, index: 1234067, width: 256 }), 'tile/0/x001/x234/067')
  assert.deepEqual(parseTilePath('tile/0/x001/x234/067'), { ok: true, value: { level: 0, index: 1234067, width: 256 } })
  assert.deepEqual(
    [0, 1, 2].map((level) => partialWidth(70_000, level)),
    [112, 17, 1],
  )
  assert.deepEqual(
    [0, 1].map((level) => partialWidth(256, level)),
    [0, 1],
  )
})
