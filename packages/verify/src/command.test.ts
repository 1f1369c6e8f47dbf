import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { promisify } from 'node:util'
import { toBase64, toBase64Url, utf8 } from '@enlace/core'
import {
  buildSumTree,
  commitItem,
  commitmentRoot,
  cosignCheckpoint,
  encodeEntryBundle,
  encodeLeaf,
  encodeResultDocument,
  formatProof,
  formatTilePath,
  formatVkey,
  inclusionRanges,
  leafHash,
  rootOfHashes,
  signCheckpoint,
  signerFromSeed,
  signSeal,
  vkeyOf,
} from '@enlace/proof/node'
import { languages, openCatalogue } from './catalogue.ts'
import { runCommand } from './command.ts'

const folder = mkdtempSync(join(tmpdir(), 'enlace-verify-'))
after(() => rmSync(folder, { recursive: true }))
const write = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, content)
  return path
}

const origin = 'node.mx.sig.example/out/us/1'
const seed = (n: number) => new Uint8Array(32).fill(n)
const log = signerFromSeed(origin, 0x01, seed(1))
const receipt = signerFromSeed('node.us.sig.example/in/mx', 0x04, seed(3))
const object = utf8('{"type":"note"}')
const commitment = commitItem(seed(9), object)
const leaves = Array.from({ length: 300 }, (_, seq) =>
  encodeLeaf({
    v: 1,
    t: 'offer',
    seq,
    at: '2026-11-21T16:20:05.123Z',
    mid: `0193507a-5c83-7000-8000-${String(seq).padStart(12, '0')}`,
    seen: 0,
    n: 1,
    c: toBase64Url(commitmentRoot([commitment])),
    k: 1,
    len: object.length,
    ct: 'stix2.1',
  }),
)
const hashes = leaves.map((leaf) => leafHash(leaf))
const head = { origin, size: 300, root: rootOfHashes(hashes) }
const checkpoint = signCheckpoint(head, [log], 1_795_276_800) + cosignCheckpoint(head, [receipt], 1_795_276_801)
const policy = `log ${formatVkey(vkeyOf(log))}\nwitness r ${formatVkey(vkeyOf(receipt))}\nquorum r\n`

const policyFile = write('policy.txt', policy)
const checkpointFile = write('out/checkpoint', checkpoint)
write('out/policy', policy)
write(join('out', formatTilePath({ level: 'entries', index: 0, width: 256 })), encodeEntryBundle(leaves.slice(0, 256)))
write(join('out', formatTilePath({ level: 'entries', index: 1, width: 20 })), encodeEntryBundle(leaves.slice(256, 276)))
write(join('out', formatTilePath({ level: 'entries', index: 1, width: 44 })), encodeEntryBundle(leaves.slice(256)))
const logFile = write('log.json', JSON.stringify({ checkpoint, policy, leaves: leaves.map((leaf) => toBase64(leaf)) }))
const shortLog = write('short.json', JSON.stringify({ checkpoint, policy, leaves: leaves.slice(1).map((leaf) => toBase64(leaf)) }))
const objectFile = write('object.json', object)
const otherFile = write('other.json', '{"type":"Note"}')
const proofFile = write(
  'proof.json',
  JSON.stringify({
    record: { id: 'note--1', modified: null },
    positions: [
      {
        origin,
        seq: 7,
        role: 'out',
        leaf: toBase64(leaves[7]!),
        opening: {
          items: [{ index: 0, length: object.length, salt: toBase64Url(seed(9)), commitment: toBase64Url(commitment) }],
          commitments: [toBase64Url(commitment)],
        },
        tlogProof: formatProof({
          index: 7,
          proof: inclusionRanges(7, 300).map((range) => rootOfHashes(hashes.slice(range.start, range.end))),
          checkpoint,
        }),
        policy,
        receipt: null,
      },
    ],
  }),
)
const sealers = ['mx', 'us'].map((party, i) => signerFromSeed(`node.${party}.sig.example/party`, 0x01, seed(20 + i)))
const sums = buildSumTree([7, 9].map((seq) => ({ log: 0, seq, value: 250 * seq, leafHash: hashes[seq]! })))
const resultFile = (name: string, sum: bigint) =>
  write(
    name,
    JSON.stringify(
      encodeResultDocument({
        seal: signSeal(
          {
            at: 1_795_276_800_000,
            indicator: 'indicator of a test',
            card: '00'.repeat(32),
            period: { from: '2026-10-01', to: '2026-10-31' },
            unit: 'kg',
            scale: 3,
            sum,
            count: 2,
            root: sums.root.hash,
            logs: [head],
            beacon: null,
          },
          sealers,
        ),
        keys: sealers.map((signer) => formatVkey(vkeyOf(signer))),
        events: [7, 9].map((seq, index) => ({
          index,
          log: 0,
          seq,
          value: 250 * seq,
          leaf: leaves[seq]!,
          path: sums.pathOf(index),
          entry: inclusionRanges(seq, 300).map((range) => rootOfHashes(hashes.slice(range.start, range.end))),
          erased: null,
        })),
        beacon: null,
        sample: null,
      }),
    ),
  )
const sealedFile = resultFile('result.json', 4000n)
const inflatedFile = resultFile('inflated.json', 5000n)
const damaged = write('damaged.json', '{"record":')

const runs: readonly (readonly [string, readonly string[], 0 | 1 | 2, RegExp])[] = [
  [
    'a proof with its object',
    ['record', proofFile, '--object', objectFile],
    0,
    /it durably holds it\.\nNot proved: that anyone has read it/,
  ],
  [
    'the same in Spanish',
    ['record', proofFile, '--object', objectFile, '--lang', 'es'],
    0,
    /conserva de forma duradera\.\nNo queda probado que alguien lo haya leído/,
  ],
  ['a proof without its object', ['record', proofFile], 0, /Not proved: what the entry says/],
  [
    'a proof with another object',
    ['record', proofFile, '--object', otherFile],
    1,
    /✗ Part 0 is not what the entry commits to.*\n\nNothing is proved/,
  ],
  ['a proof with keys of the reader', ['record', proofFile, '--object', objectFile, '--policy', policyFile], 0, /Proved/],
  ['a proof for a program', ['record', proofFile, '--object', objectFile, '--json'], 0, /"proves": \{\s+"code": "receipted"/],
  ['a log in a folder', ['log', join(folder, 'out')], 0, /300 entries signed, 300 read/],
  ['a log in a file', ['log', logFile], 0, /none is missing, doubled or changed/],
  ['a log that lacks an entry', ['log', shortLog, '--lang', 'es'], 1, /✗ Faltan asientos: aquí hay 299 de 300\./],
  ['a log for a program', ['log', shortLog, '--json'], 1, /"code": "leaves_missing"/],
  ['a receipt', ['receipt', checkpointFile, '--policy', policyFile], 0, /node\.us\.sig\.example\/in\/mx confirmed at 2026-11-21T16:00:01Z/],
  ['a receipt without keys', ['receipt', checkpointFile], 2, /--policy/],
  ['a file that is not JSON', ['record', damaged], 2, /body_malformed/],
  ['a file that is no proof', ['record', logFile], 2, /\/record/],
  ['a file that is not there', ['record', join(folder, 'none')], 2, /ENOENT/],
  ['a folder that is no log', ['log', join(folder, 'out/tile')], 2, /log_unreadable/],
  ['an unknown command', ['records', proofFile], 2, /enlace-verify record/],
  ['an unknown option', ['record', proofFile, '--what'], 2, /--what/],
  [
    'a sealed result by its name',
    [sealedFile],
    0,
    /^4 kg, from 2 events between 2026-10-01 and 2026-10-31\.[\s\S]*Every event was shown[\s\S]*compare them/,
  ],
  ['the same in Spanish', [sealedFile, '--lang', 'es'], 0, /firmaron, cada una, esta cifra[\s\S]*Se mostraron todos los hechos/],
  ['the same for a program', ['result', sealedFile, '--json'], 0, /"sum": "4000"[\s\S]*"cover": "all"/],
  [
    'a result whose total is not that of its events',
    [inflatedFile],
    1,
    /✗ Event 0 does not lie under the sealed total[\s\S]*Nothing is proved/,
  ],
  [
    'a released statement by its format',
    [new URL('../../../vectors/valid/statement.json', import.meta.url).pathname],
    0,
    /Proved: mx, us each signed that exactly this text is published at 2026-01-15T18:00:00\.000Z[\s\S]*us signed that it published/,
  ],
  [
    'the same in Spanish',
    ['statement', new URL('../../../vectors/valid/statement.json', import.meta.url).pathname, '--lang', 'es'],
    0,
    /firmaron, cada una, que exactamente este texto[\s\S]*compárelas/,
  ],
  ['a file that is no statement', ['statement', sealedFile], 2, /format/],
  ['a file that is no sealed result', ['result', logFile], 2, /format/],
  ['nothing', [], 2, /enlace-verify record/],
  ['a wish for help', ['--help', '--lang', 'es'], 0, /No se envía ni se escribe nada/],
]
for (const [name, args, exitCode, output] of runs) {
  const vector = (name: string) => new URL(`../../../vectors/${name}`, import.meta.url).pathname

  test('an evidence file is known by its name, told check by check, with the keys to compare', () => {
    const { exitCode, output } = runCommand([vector('valid/evidence.zip')], 'en')
    assert.equal(exitCode, 0, output)
    assert.match(output, /First District Court/)
    assert.match(output, /Key of node\.mx\.sig\.example\/release\/sspc: [0-9a-f]{64}/)
    assert.match(output, /compare them with what the parties published/)
    assert.match(output, /\nProved: this record, byte for byte, was sent .*\nNot proved: that anyone has read it/)
    const spanish = runCommand(['evidence', vector('valid/evidence.zip'), '--lang', 'es'], 'en')
    assert.match(spanish.output, /Queda probado: /)
  })

  test('a changed evidence file ends with 1, also when its own keys are replaced by the reader', () => {
    assert.equal(runCommand([vector('invalid/evidence-byte-flipped.zip')], 'en').exitCode, 1)
    const keys = write('strange.keys', 'node.mx.sig.example/release/sspc+00000000+AAAA\n')
    const refused = runCommand([vector('valid/evidence.zip'), '--keys', keys], 'en')
    assert.equal(refused.exitCode, 1)
    assert.match(refused.output, /Nothing is proved/)
    assert.equal(JSON.parse(runCommand([vector('valid/evidence.zip'), '--json'], 'en').output).proves.code, 'receipted')
  })

  test(`given ${name}, the command ends with ${exitCode}`, () => {
    const outcome = runCommand(args, 'en-US')
    assert.equal(outcome.exitCode, exitCode, outcome.output)
    assert.match(outcome.output, output)
    if (!args.includes('--json')) assert.doesNotMatch(outcome.output, /\{\w+/)
  })
}

test('every sentence of the verifier exists in every language and leaves no key on the screen', () => {
  for (const language of languages()) {
    const say = openCatalogue(language)
    for (const key of ['usage', 'proves.receipted', 'log.holds', 'reason.log_unknown']) assert.notEqual(say(key), key)
  }
  assert.equal(openCatalogue('es')('log.leaves_missing', { leaves: 1299, size: 13_000 }), 'Faltan asientos: aquí hay 1,299 de 13,000.')
})

test('the installed command runs, whatever Node starts it', async () => {
  const command = new URL('../bin/enlace-verify.js', import.meta.url)
  const { stdout } = await promisify(execFile)(command.pathname, ['log', logFile, '--lang', 'en'])
  assert.match(stdout, /none is missing/)
  const refused = await promisify(execFile)(command.pathname, ['log', shortLog]).catch((error: { code: number }) => error)
  assert.equal('code' in refused && refused.code, 1)
})
