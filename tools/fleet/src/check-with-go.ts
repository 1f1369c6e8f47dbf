import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { runCommand } from './run-command.ts'
import { type Fleet, startFleet } from './start-fleet.ts'

const run = promisify(execFile)
const source = fileURLToPath(new URL('../../go-verify', import.meta.url))
const vectors = fileURLToPath(new URL('../../../vectors', import.meta.url))
const records = 300

/**
 * Has a program in Go, which shares no code with ours, verify our vectors and what two real nodes write: logs as files and over HTTP, their growth
 * and evidence files with every byte changed. Throws at the first thing that does not hold, and where there is no Go.
 */
async function checkWithGo(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'enlace-go-'))
  const program = join(folder, 'go-verify')
  try {
    // Debian's packages lie in one folder for every program; nothing is fetched.
    await run('go', ['build', '-o', program, '.'], {
      cwd: source,
      env: { PATH: '/usr/local/bin:/usr/bin:/bin', GO111MODULE: 'off', GOPATH: '/usr/share/gocode', GOCACHE: join(folder, 'cache') },
    })
    const holds = async (...args: string[]) => {
      const { stdout } = await run(program, args)
      process.stdout.write(stdout)
    }
    await holds('vectors', vectors)
    await using fleet = await startFleet()
    await exchange(fleet, 0, records / 2)
    const origin = 'node.mx.sig.example/out/us/1'
    const address = `${fleet.node('mx').api}/logs/${createHash('sha256').update(origin).digest('hex')}`
    const older = join(folder, 'older')
    await writeFile(older, await (await fetch(`${address}/checkpoint`)).text())
    const id = await exchange(fleet, records / 2, records)
    for (const party of ['mx', 'us']) {
      const other = party === 'mx' ? 'us' : 'mx'
      for (const name of [`node.${party}.sig.example/out/${other}/1`, `node.${party}.sig.example/journal/1`]) {
        const exported = join(folder, name.replaceAll('/', '-'))
        const { code, printed } = await runCommand(['export-log', name, exported, '--data-dir', fleet.node(party).dataDir])
        if (code !== 0) throw new Error(printed)
        await holds('log', exported, ...(name === origin ? [older] : []))
      }
    }
    await holds('log', address, older)
    const file = join(folder, 'evidence.zip')
    await writeFile(file, await evidenceOf(fleet, id))
    await holds('evidence', file, 'flips')
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** Stores records of a fictional case at mx, waits until us receipted them, and names the last. */
async function exchange(fleet: Fleet, from: number, to: number): Promise<string> {
  const node = fleet.node('mx')
  const { example } = (await node.call('GET', '/api/v1/kinds/mirror-alert')).body as { example: { object: object; envelope: object } }
  let id = ''
  for (let i = from; i < to; i++) {
    id = `incident--${crypto.randomUUID()}`
    const body = { object: { ...example.object, id, name: `Case ${i}` }, envelope: example.envelope }
    const { status } = await node.call('POST', '/api/v1/records', { role: 'analyst', body })
    if (status !== 201) throw new Error(`record ${i}: ${status}`)
  }
  await fleet.settle()
  return id
}

async function evidenceOf(fleet: Fleet, id: string): Promise<Uint8Array> {
  const body = {
    records: [id],
    recipient: { code: 'court', name: 'A court' },
    purpose: 'A check by another program.',
    ground: 'proof_use',
    consents: [{ party: 'us', reference: 'Fictional' }],
    notified: [],
    show: 'record',
  }
  const answer = await fleet.node('mx').fetch('POST', '/api/v1/evidence', { role: 'releasing-officer', body })
  if (answer.status !== 200) throw new Error(await answer.text())
  return new Uint8Array(await answer.arrayBuffer())
}

await checkWithGo()
