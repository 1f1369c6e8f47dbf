import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { formatVkey, type NoteSigner, vkeyOf } from '@enlace/proof/node'
import { openWitness } from './witness.ts'
import { addLogs, initWitness, readWitnessFolder, WitnessRefusal } from './witness-folder.ts'
import { startWitnessServer } from './witness-server.ts'

const language = Intl.DateTimeFormat().resolvedOptions().locale.startsWith('es') ? 'es' : 'en'
const messages = JSON.parse(readFileSync(new URL(`../../../packs/locales/${language}/witness.json`, import.meta.url), 'utf8')) as Record<
  string,
  string
>

process.exitCode = await run(process.argv.slice(2))

/** `init`, `keys`, `log`, `serve`, `seen`. Exit codes: 0 done, 1 refused, 2 not understood. */
async function run(args: readonly string[]): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { dir: { type: 'string' }, name: { type: 'string' }, host: { type: 'string' }, port: { type: 'string' } },
    })
    const [what, ...rest] = positionals
    const { dir, name, host = '127.0.0.1', port = '7380' } = values
    if (dir === undefined) return misused()
    if (what === 'init' && name !== undefined) return printKeys(await initWitness(dir, name))
    if (what === 'keys') return printKeys((await readWitnessFolder(dir)).signers)
    if (what === 'log' && rest.length > 0) return await addLogs(dir, rest).then(() => say('log_added', { count: String(rest.length) }))
    if (what === 'seen') return await printSeen(dir)
    if (what === 'serve' && /^\d{1,5}$/.test(port)) return await serve(dir, host, Number(port))
    return misused()
  } catch (thrown) {
    if (thrown instanceof WitnessRefusal) return say(thrown.code, thrown.values, 1)
    if (thrown instanceof TypeError && 'code' in thrown && String(thrown.code).startsWith('ERR_PARSE_ARGS')) return misused()
    throw thrown
  }
}

function printKeys(signers: readonly NoteSigner[]): number {
  for (const signer of signers) process.stdout.write(`${formatVkey(vkeyOf(signer))}\n`)
  return 0
}

async function printSeen(dir: string): Promise<number> {
  const witness = await openWitness(dir, () => new Date())
  for (const { origin, size } of await witness.seen()) process.stdout.write(`${origin}\t${size}\n`)
  await witness.close()
  return 0
}

async function serve(dir: string, host: string, port: number): Promise<number> {
  const stopping = Promise.withResolvers<void>()
  process.on('SIGINT', () => stopping.resolve()).on('SIGTERM', () => stopping.resolve())
  const witness = await openWitness(dir, () => new Date())
  const onError = (cause: unknown): void => {
    process.stderr.write(`${new Date().toISOString()} ${cause instanceof Error ? cause.message : String(cause)}\n`)
  }
  const server = await startWitnessServer({ witness, host, port, onError })
  say('serving', { url: `http://${host}:${server.port}/` })
  await stopping.promise
  await server.close()
  await witness.close()
  return 0
}

function misused(): number {
  return say('usage', {}, 2)
}

function say(key: string, values: Readonly<Record<string, string>> = {}, code = 0): number {
  const text = (messages[key] ?? key).replaceAll(/\{(\w+)\}/g, (blank, name: string) => values[name] ?? blank)
  ;(code === 0 ? process.stdout : process.stderr).write(`${text}\n`)
  return code
}
