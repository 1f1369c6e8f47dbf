import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { Fault, utf8 } from '@enlace/core'
import { parseAuthorityPack } from '@enlace/policy'
import { type DataFolder, dataFolder } from '../store/data-folder.ts'
import { nodeName } from '../store/log-names.ts'
import { makeSecretFolder, writeFileDurably, writeSecret } from '../store/node-keys.ts'
import { openNodeSigners } from '../store/node-signers.ts'
import { makeOfflineRoot } from '../store/offline-root.ts'
import { openSearchKey } from '../store/search-key.ts'
import { makeTransportCertificate, transportHosts } from './transport-certificate.ts'

export type InitOptions = {
  readonly dataDir: string
  /** An authority pack (`packs/authorities/<party>.json`): who the party is and which agencies it has. */
  readonly authority: Uint8Array
  readonly http: { readonly host: string; readonly port: number; readonly origin?: string }
  /** `url` defaults to https at the host and port. */
  readonly exchange: { readonly host: string; readonly port: number; readonly url?: string }
  /** Partners whose keys are made at once; others get theirs when they are paired. */
  readonly partners?: readonly string[]
  /** Where the private offline root is written; beside everything else when absent, to be carried away. */
  readonly offlineRoot?: string
  readonly now?: Date
}

/**
 * Makes a node's data folder: its keys (a master key for each agency, the search key, every signing key, the transport certificate) and
 * its two configuration files. The database is made at first start. Throws Fault `node_exists` when the folder already holds a node,
 * `config_invalid` for a pack that cannot be read; nothing that exists is ever overwritten.
 */
export async function initNode(options: InitOptions): Promise<DataFolder> {
  const folder = dataFolder(options.dataDir)
  const authority = parseAuthorityPack(options.authority)
  if (!authority.ok) throw new Fault('config_invalid', { name: 'authority.json', field: String(authority.detail?.field ?? '') })
  if (existsSync(folder.node)) throw new Fault('node_exists', { folder: folder.root })
  const { party, agencies } = authority.value
  await makeSecretFolder(folder.root)
  await makeSecretFolder(folder.keys)
  for (const shared of [folder.partners, folder.agreements]) await mkdir(shared, { recursive: true, mode: 0o700 })
  for (const { id } of agencies) await makeMasterKey(folder, id)
  await openSearchKey(folder.searchKey)
  if (!existsSync(folder.rootKeys)) await makeOfflineRoot(folder.root, authority.value, options.offlineRoot)
  const signers = await openNodeSigners(
    folder.root,
    authority.value,
    agencies.map((agency) => agency.id),
  )
  for (const partner of options.partners ?? []) if (partner !== party) await signers.withPartner(partner)

  const { exchange, http } = options
  const url = exchange.url ?? `https://${exchange.host}:${exchange.port}`
  const transport = await makeTransportCertificate(nodeName(authority.value), transportHosts(url), options.now ?? new Date())
  await writeSecret(folder.transportKey, utf8(transport.keyPem))
  await writeFileDurably(folder.transportCertificate, transport.certificatePem)
  await writeFileDurably(folder.authority, options.authority)
  // Last: a folder with this file is a whole node, one without it can be initialised again.
  await writeFileDurably(
    folder.node,
    `${JSON.stringify({ http: { origin: null, ...http }, exchange: { ...exchange, url } }, undefined, 2)}\n`,
  )
  return folder
}

async function makeMasterKey(folder: DataFolder, agency: string): Promise<void> {
  if (!existsSync(folder.masterKey(agency))) await writeSecret(folder.masterKey(agency), randomBytes(32))
}
