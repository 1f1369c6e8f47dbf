import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { exampleOf, type Kind, kinds } from '@enlace/records'
import { importers } from '@enlace/wire'
import { startTestNode } from '../test-node.ts'
import { exportLog } from './export-log.ts'
import { importList } from './import-list.ts'

const launcher = fileURLToPath(new URL('../../../../bin/enlace.js', import.meta.url))
const root = await mkdtemp(join(tmpdir(), 'enlace cli '))
after(async () => await rm(root, { recursive: true }))

type Ran = { readonly code: number; readonly out: string }

/** Runs the launcher as a person does, in a folder of the test's own. */
function run(args: readonly string[], options: { readonly language?: string; readonly input?: string } = {}): Promise<Ran> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [launcher, ...args],
      { cwd: root, env: { LANG: options.language ?? 'en_US.UTF-8' } },
      (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : Number(error.code ?? 1), out: stdout + stderr })
      },
    )
    child.stdin?.end(options.input ?? '')
  })
}

test('clocks of a treaty are counted at the terminal, explained in its language, and a wrong day names its place', async () => {
  const ask = ['clocks', 'simulate', 'extradition-treaty-1978', '--requesting', 'us', '--requested', 'mx', '--now', '2026-02-01']
  const { code, out } = await run([...ask, '--event', 'arrested=2026-01-05'], { language: 'es_MX.UTF-8' })
  assert.equal(code, 0, out)
  assert.match(out, /Petición formal tras la detención provisional[^\n]*\n\s+Corre: 2026-03-06/)
  assert.match(out, /60 días naturales: 2026-03-06\./)
  assert.match(out, /Sin verificar/)
  const json = await run([...ask, '--event', 'arrested=2026-01-05', '--known-on', '2024-01-01', '--json'])
  assert.equal(JSON.parse(json.out).calendars[0].edition.id, 'lft-2006')
  const wrong = await run([...ask, '--event', 'arrested=2026-02-30'])
  assert.deepEqual([wrong.code, wrong.out], [2, '/lines/0/events/0/at: Expected a date (YYYY-MM-DD)\n'])
  assert.equal((await run(['clocks', 'simulate'])).code, 2)
})

test('help is given in the language of the terminal, and what is not understood ends with 2', async () => {
  assert.match((await run(['help'])).out, /^Usage: enlace/)
  assert.match((await run(['--help'], { language: 'es_MX.UTF-8' })).out, /^Uso: enlace/)
  for (const args of [
    ['nonsense'],
    ['init'],
    ['init', '--party', 'mx'],
    ['pair'],
    ['pair', 'import'],
    ['agree', 'sign'],
    ['init', '--nonsense'],
  ]) {
    assert.equal((await run(args)).code, 2, args.join(' '))
  }
})

test('an identifier is checked without a node, in a form for programs and in words; what does not hold is an answer', async () => {
  const asked = await run(['identify', '--json', 'clabe', '032180000118359718'])
  assert.equal(asked.code, 0)
  const { type, raw, canonical, valid, reason, explanation } = JSON.parse(asked.out)
  assert.deepEqual(
    [type, raw, canonical, valid, reason],
    ['clabe', '032180000118359718', '032180000118359718', false, 'check_digit_differs'],
  )
  assert.match(explanation.es, /dígito verificador/)
  const guessed = JSON.parse((await run(['identify', '--json', 'CSQU3054383'])).out)
  assert.deepEqual(
    guessed.couldBe.map((found: { type: string }) => found.type),
    ['container'],
  )
  assert.match(
    (await run(['identify', 'vin', '1M8GDM9AXKP042788'], { language: 'es_MX.UTF-8' })).out,
    /^válido.*\(NIV, VIN\): 1M8GDM9AXKP042788\n/,
  )
  assert.deepEqual([(await run(['identify', 'nonsense', 'x'])).code, (await run(['identify'])).code], [2, 2])
})

test('a folder made by hand serves, and a fault is said in words and ends with 1', async () => {
  const made = await run([
    'init',
    '--party',
    'ca',
    '--domain',
    'sig.example',
    '--agency',
    'rcmp,cbsa',
    '--data-dir',
    'ca',
    '--http-port',
    '1',
    '--exchange-port',
    '2',
  ])
  assert.equal(made.code, 0, made.out)
  assert.deepEqual(
    (await readdir(join(root, 'ca', 'keys'))).filter((name) => name.startsWith('master')),
    ['master-cbsa.key', 'master-rcmp.key'],
  )
  const again = await run(['init', '--party', 'ca', '--domain', 'sig.example', '--agency', 'rcmp', '--data-dir', 'ca'], { language: 'es' })
  assert.equal(again.code, 1)
  assert.match(again.out, /No se hizo: La carpeta ya contiene un nodo/)
  assert.doesNotMatch(again.out, /at .*\.ts/)
  const nowhere = await run(['serve', '--data-dir', 'nowhere'])
  assert.equal(nowhere.code, 1, nowhere.out)
})

test('a pairing without digits and without a person to ask accepts nothing', async () => {
  await run(['init', '--party', 'aa', '--domain', 'sig.example', '--agency', 'x', '--data-dir', 'aa'])
  await run(['init', '--party', 'bb', '--domain', 'sig.example', '--agency', 'y', '--data-dir', 'bb'])
  assert.equal((await run(['pair', 'export', '--for', 'bb', '--out', 'aa.pairing', '--data-dir', 'aa'])).code, 0)
  const silent = await run(['pair', 'import', 'aa.pairing', '--data-dir', 'bb'])
  assert.equal(silent.code, 1)
  assert.doesNotMatch(silent.out, /(\d{4} ){7}/)
  const wrong = await run(['pair', 'import', 'aa.pairing', '--data-dir', 'bb', '--fingerprint', '1'])
  assert.match(wrong.out, /digits differ/)
  assert.deepEqual(await readdir(join(root, 'bb', 'partners')), [])
})

test('an exported log stands before the verifier, and falls when one byte of it is changed', async () => {
  await using node = await startTestNode()
  const example = exampleOf(kinds.get('mirror-alert') as Kind)
  const lines = Array.from({ length: 300 }, () =>
    JSON.stringify({ object: { ...example.object, id: `incident--${randomUUID()}` }, envelope: example.envelope }),
  )
  await node.ask('POST', '/api/v1/records/batch', {
    as: ['sspc', 'analyst'],
    raw: lines.join('\n'),
    headers: { 'content-type': 'application/x-ndjson' },
  })
  const { config, store } = node.served.node
  const origin = 'node.mx.sig.example/journal/1'
  const deadline = Date.now() + 20_000
  let exported = await exportLog(config, store.sql, origin, join(root, 'log'), new Date())
  while ((exported?.size ?? 0) < 300 && Date.now() < deadline)
    exported = await exportLog(config, store.sql, origin, join(root, 'log'), new Date())
  assert.ok((exported?.size ?? 0) >= 300)
  assert.equal(await exportLog(config, store.sql, 'node.mx.sig.example/out/us/1', join(root, 'none'), new Date()), undefined)

  const verified = await run(['verify', 'log', 'log'])
  assert.equal(verified.code, 0, verified.out)
  const file = join(root, 'log', 'tile', 'entries', '000')
  const bytes = await readFile(file)
  bytes[500]! ^= 1
  await writeFile(file, bytes)
  assert.equal((await run(['verify', 'log', 'log'])).code, 1)
})

test('an import reads each row once, and running it again doubles nothing', async () => {
  await using node = await startTestNode('us')
  const importer = importers.get('cbp-drug-seizures')
  assert.ok(importer !== undefined)
  const files = new Map([['nationwide-drugs-test.csv', Buffer.from('not,a,list\n1,2,3\n')]])
  const target = { api: node.url, token: node.tokenOf(importer.agency, 'analyst') }
  const { sql } = node.served.node.store
  const first = await importList(importer, files, target, sql, { now: new Date() })
  assert.equal(first.refused, 0)
  const again = await importList(importer, files, target, sql, { now: new Date() })
  assert.deepEqual([again.stored, again.unchanged], [0, first.stored])
  const { items } = (await node.ask('GET', '/api/v1/imports', { as: [importer.agency, 'administrator'] })).json() as unknown as {
    items: { list: string; unchanged: number }[]
  }
  assert.deepEqual(
    items.map(({ list, unchanged }) => [list, unchanged]),
    [['cbp-drug-seizures', first.stored]],
  )
})
