import { X509Certificate } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { formatVkey, loadSigner, type SignatureType, vkeyOf } from '@enlace/proof/node'
import { dataFolder, type KeyAlgorithm } from './data-folder.ts'
import { openKeyRing, type RingKey } from './key-ring.ts'
import { readRootKeys, readStatements, readTransportStatements } from './key-statements.ts'
import {
  journalOrigin,
  type KeyUse,
  type NodeName,
  outboundOrigin,
  partyKeyName,
  receiptKeyName,
  releaseKeyName,
  transportKeyName,
  useOfName,
} from './log-names.ts'
import { type Pairing, pairingKeys } from './pairing.ts'
import { openPartnerTransport } from './partner-ring.ts'
import { openTransportRing, shortOf, type TransportKey } from './transport-ring.ts'

export type KeyState = 'active' | 'overlapping' | 'revoked'

/** One key as `enlace keys show` tells it; `file` is relative to the data folder and null for keys whose private half is not here. */
export type ListedKey = {
  readonly party: string
  readonly use: KeyUse | 'transport'
  readonly name: string
  readonly algorithm: 'Ed25519' | 'ML-DSA-44' | 'X.509'
  /** The key id, or the SHA-256 of a certificate. */
  readonly fingerprint: string
  readonly vkey: string | null
  readonly since: string | null
  readonly until: string | null
  readonly state: KeyState
  readonly reason: 'superseded' | 'compromised' | null
  readonly file: string | null
  readonly mode: string | null
}

/** A file of secrets that others may read, or the offline root that has not left the machine. */
export type KeyWarning = { readonly code: 'mode_wrong' | 'root_here' | 'root_none'; readonly file: string; readonly mode: string }

/** Every key of a node and of its partners, read from its data folder; nothing is made, and wrong modes are told instead of refused. */
export async function listKeys(
  root: string,
  node: NodeName & { readonly agencies: readonly { readonly id: string }[] },
  partners: readonly Pairing[],
): Promise<{ readonly keys: readonly ListedKey[]; readonly warnings: readonly KeyWarning[] }> {
  const folder = dataFolder(root)
  const names = firstFiles(root, node, partners)
  const rootKeys = await readRootKeys(root, node)
  const stated = await readStatements(root, { ...node, root: rootKeys })
  const own = openKeyRing(rootKeys)
  const fileOf = new Map<string, string>()
  for (const { name, type, file } of names) {
    const pem = await readFile(file, 'utf8').catch(() => undefined)
    if (pem === undefined) continue
    const key = vkeyOf(loadSigner(name, type, pem))
    own.add(key)
    fileOf.set(`${name}+${key.id}`, file)
  }
  for (const { statement } of stated) own.take(statement)
  for (const name of own.names()) {
    for (const { key } of own.keysOf(name)) {
      const later = folder.laterKey(name, key.type === 0x06 ? 'ml-dsa-44' : 'ed25519', key.id)
      if (existsSync(later)) fileOf.set(`${name}+${key.id}`, later)
    }
  }
  if (existsSync(folder.offlineRoot)) for (const { name, id } of rootKeys) fileOf.set(`${name}+${id}`, folder.offlineRoot)
  const listed: ListedKey[] = []
  const modeOf = async (file: string) => ((await stat(file)).mode & 0o777).toString(8).padStart(4, '0')
  for (const name of own.names()) {
    for (const one of own.keysOf(name)) {
      const file = fileOf.get(`${name}+${one.key.id}`)
      const at = file === undefined ? { file: null, mode: null } : { file: relative(root, file), mode: await modeOf(file) }
      listed.push({ ...described(node, one), ...at })
    }
  }
  const transport = openTransportRing(await readFile(folder.transportCertificate, 'utf8'))
  for (const { statement } of await readTransportStatements(root, { ...node, root: rootKeys })) transport.take(statement)
  for (const one of transport.keys()) {
    const file = one.since === null ? folder.transportKey : folder.laterTransportKey(shortOf(one.fingerprint))
    const at = existsSync(file) ? { file: relative(root, file), mode: await modeOf(file) } : { file: null, mode: null }
    listed.push({ ...certified(node, one), ...at })
  }
  for (const pairing of partners) {
    const ring = openKeyRing(pairingKeys(pairing))
    for (const { statement } of await readStatements(root, { ...pairing, root: pairing.keys.root })) ring.take(statement)
    for (const name of ring.names())
      for (const one of ring.keysOf(name)) listed.push({ ...described(pairing, one), file: null, mode: null })
    for (const one of (await openPartnerTransport(root, pairing)).keys())
      listed.push({ ...certified(pairing, one), file: null, mode: null })
  }
  return { keys: listed, warnings: await findWarnings(root, rootKeys.length > 0) }
}

/** Where the first key of each name lies. */
function firstFiles(
  root: string,
  node: NodeName & { readonly agencies: readonly { readonly id: string }[] },
  partners: readonly Pairing[],
) {
  const folder = dataFolder(root)
  const pair = (name: string, type: 0x01 | 0x04, fileOf: (algorithm: KeyAlgorithm) => string) => [
    { name, type: type as SignatureType, file: fileOf('ed25519') },
    { name, type: 0x06 as const, file: fileOf('ml-dsa-44') },
  ]
  return [
    { name: partyKeyName(node), type: 0x01 as const, file: folder.partyKey },
    ...pair(journalOrigin(node), 0x01, folder.journalKey),
    ...partners.flatMap(({ party }) => [
      ...pair(outboundOrigin(node, party), 0x01, (algorithm) => folder.outboundKey(party, algorithm)),
      ...pair(receiptKeyName(node, party), 0x04, (algorithm) => folder.receiptKey(party, algorithm)),
    ]),
    ...node.agencies.flatMap(({ id }) => pair(releaseKeyName(node, id), 0x01, (algorithm) => folder.releaseKey(id, algorithm))),
  ]
}

function described(party: NodeName, { key, since, until, revoked }: RingKey): Omit<ListedKey, 'file' | 'mode'> {
  return {
    party: party.party,
    use: useOfName(party, key.name) ?? 'log',
    name: key.name,
    algorithm: key.type === 0x06 ? 'ML-DSA-44' : 'Ed25519',
    fingerprint: key.id,
    vkey: formatVkey(key),
    since: since?.toISOString() ?? null,
    until: (revoked?.cutoff ?? until)?.toISOString() ?? null,
    state: stateOfKey({ until, revoked }),
    reason: revoked?.reason ?? null,
  }
}

/** What a key is good for now: a key that another follows signs beside it until it is revoked. */
export function stateOfKey({ until, revoked }: Pick<RingKey, 'until' | 'revoked'>): KeyState {
  return revoked !== null ? 'revoked' : until !== null ? 'overlapping' : 'active'
}

function certified(party: NodeName, one: TransportKey): Omit<ListedKey, 'file' | 'mode'> {
  const { validFrom, validTo } = new X509Certificate(one.certificate)
  const { until, revoked } = one
  return {
    party: party.party,
    use: 'transport',
    name: transportKeyName(party),
    algorithm: 'X.509',
    fingerprint: one.fingerprint,
    vkey: null,
    since: (one.since ?? new Date(validFrom)).toISOString(),
    until: (revoked?.cutoff ?? until ?? new Date(validTo)).toISOString(),
    state: stateOfKey(one),
    reason: revoked?.reason ?? null,
  }
}

async function findWarnings(root: string, hasRoot: boolean): Promise<KeyWarning[]> {
  const folder = dataFolder(root)
  const secrets = (await readdir(folder.keys)).map((name) => join(folder.keys, name))
  const isHere = existsSync(folder.offlineRoot)
  const warnings: KeyWarning[] = []
  for (const file of [root, folder.keys, ...secrets, ...(isHere ? [folder.offlineRoot] : [])]) {
    const mode = (await stat(file)).mode & 0o777
    if ((mode & 0o077) !== 0) warnings.push({ code: 'mode_wrong', file, mode: mode.toString(8).padStart(4, '0') })
  }
  if (isHere) warnings.push({ code: 'root_here', file: folder.offlineRoot, mode: '' })
  if (!hasRoot) warnings.push({ code: 'root_none', file: folder.rootKeys, mode: '' })
  return warnings
}
