import { mkdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { generateSigner, isKeyName, loadSigner, type NoteSigner, parsePolicy, type VerifierKey } from '@enlace/proof/node'
import { keepDurably } from './keep-durably.ts'

/** Everything of one witness lies in one folder: two private keys, the logs it knows, the newest checkpoint of each, and contradictions. */
export type WitnessFolder = {
  readonly signers: readonly NoteSigner[]
  /** Keys of the logs that it cosigns for, by origin. */
  readonly logs: ReadonlyMap<string, readonly VerifierKey[]>
}

/** Why a folder cannot be used: a code of the catalogue `witness`. */
export class WitnessRefusal extends Error {
  readonly code: string
  readonly values: Readonly<Record<string, string>>
  constructor(code: string, values: Readonly<Record<string, string>> = {}) {
    super(code)
    this.code = code
    this.values = values
  }
}

const keyFiles = [
  ['ed25519.pem', 0x04],
  ['ml-dsa-44.pem', 0x06],
] as const

/** Makes a witness's keys (Ed25519 cosignature/v1 and ML-DSA-44) under its name. Throws WitnessRefusal; never overwrites. */
export async function initWitness(folder: string, name: string): Promise<readonly NoteSigner[]> {
  if (!isKeyName(name)) throw new WitnessRefusal('name_invalid', { name })
  if (await isThere(join(folder, 'name'))) throw new WitnessRefusal('exists', { folder })
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const signers: NoteSigner[] = []
  for (const [file, type] of keyFiles) {
    const made = generateSigner(name, type)
    await keepDurably(join(folder, 'keys', file), made.pkcs8Pem)
    signers.push(made.signer)
  }
  if (!(await isThere(join(folder, 'logs')))) await keepDurably(join(folder, 'logs'), 'quorum none\n')
  // Last: a folder with this file is a whole witness.
  await keepDurably(join(folder, 'name'), `${name}\n`)
  return signers
}

/** Opens a witness's folder. Throws WitnessRefusal when it is none, when others may read its keys, or when the list of logs does not read. */
export async function readWitnessFolder(folder: string): Promise<WitnessFolder> {
  const name = (await readFile(join(folder, 'name'), 'utf8').catch(() => '')).trim()
  if (name === '') throw new WitnessRefusal('not_a_witness', { folder })
  const signers: NoteSigner[] = []
  for (const [file, type] of keyFiles) {
    const path = join(folder, 'keys', file)
    if (((await stat(path)).mode & 0o077) !== 0) throw new WitnessRefusal('key_unsafe', { file: path })
    signers.push(loadSigner(name, type, await readFile(path, 'utf8')))
  }
  return { signers, logs: await readLogs(folder) }
}

/** Adds log keys to the list that the witness cosigns for; one that is there already is left as it is. Throws WitnessRefusal. */
export async function addLogs(folder: string, vkeys: readonly string[]): Promise<void> {
  const file = join(folder, 'logs')
  const text = await readFile(file, 'utf8')
  const fresh = vkeys.filter((vkey) => !text.split('\n').includes(`log ${vkey}`))
  const next = `${fresh.map((vkey) => `log ${vkey}\n`).join('')}${text}`
  const parsed = parsePolicy(next)
  if (!parsed.ok) throw new WitnessRefusal('log_key_invalid', { reason: parsed.reason })
  await keepDurably(file, next)
}

async function readLogs(folder: string): Promise<ReadonlyMap<string, readonly VerifierKey[]>> {
  const parsed = parsePolicy(await readFile(join(folder, 'logs'), 'utf8'))
  if (!parsed.ok) throw new WitnessRefusal('logs_invalid', { reason: parsed.reason, line: String(parsed.detail?.line ?? '') })
  return Map.groupBy(
    parsed.value.logs.map((log) => log.key),
    (key) => key.name,
  )
}

async function isThere(file: string): Promise<boolean> {
  return (await stat(file).catch(() => undefined)) !== undefined
}
