import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { JsonObject } from '@enlace/core'
import {
  dataFolder,
  exportPairing,
  importPairing,
  initNode,
  installAgreement,
  readConfig,
  signAgreement,
  writeFileDurably,
} from '@enlace/node'

const packs = join(import.meta.dirname, '../../../packs')

export type NodePorts = {
  readonly http: number
  readonly exchange: number
  /** Where partners reach the exchange, when it is not where it listens: a wire between them. */
  readonly reachedAt?: number
  /** Where the public site is served; without it, there is none. */
  readonly site?: number
}

/** What pairing two nodes took: the digits that their people would have read to each other. */
export type PreparedNodes = { readonly fingerprints: Readonly<Record<string, string>>; readonly made: boolean }

/**
 * Makes the data folders of demonstration parties under `root`, pairs each with each and installs the agreement that both sign; folders that are
 * there are kept, and paired again only when their ports changed. Throws when any step is refused.
 */
export async function prepareNodes(root: string, ports: Readonly<Record<string, NodePorts>>): Promise<PreparedNodes> {
  const parties = Object.keys(ports)
  const folderOf = (party: string) => join(root, party)
  let made = false
  for (const [party, port] of Object.entries(ports)) made = (await prepareFolder(folderOf(party), party, port)) || made
  const fingerprints: Record<string, string> = {}
  for (const party of parties) {
    for (const other of parties.filter((candidate) => candidate !== party)) {
      const { note, fingerprint } = await exportPairing(folderOf(party), other)
      fingerprints[party] = fingerprint
      expectAccepted(await importPairing(folderOf(other), note, fingerprint, { replace: true }))
    }
  }
  for (const [i, party] of parties.entries()) for (const other of parties.slice(i + 1)) await agree(root, party, other)
  return { fingerprints, made }
}

async function prepareFolder(folder: string, party: string, port: NodePorts): Promise<boolean> {
  const http = { host: '127.0.0.1', port: port.http, origin: `http://localhost:${port.http}` }
  const exchange = { host: '127.0.0.1', port: port.exchange, url: `https://127.0.0.1:${port.reachedAt ?? port.exchange}` }
  const site = port.site === undefined ? {} : { public: { host: '127.0.0.1', port: port.site, origin: `http://localhost:${port.site}` } }
  const made = !existsSync(dataFolder(folder).node)
  if (made) await initNode({ dataDir: folder, authority: await readFile(join(packs, 'authorities', `${party}.json`)), http, exchange })
  const before = readConfig(folder, {})
  if (before.http.port !== port.http || before.exchange.port !== port.exchange || before.public?.port !== port.site) {
    await writeFileDurably(dataFolder(folder).node, `${JSON.stringify({ http, exchange, ...site }, undefined, 2)}\n`)
  }
  return made
}

/** Two parties sign and install the demonstration agreement between them, as its pack says it or as `change` makes it. */
export async function agree(root: string, party: string, other: string, change: JsonObject = {}): Promise<void> {
  const folders = [party, other].map((each) => join(root, each))
  let text: Uint8Array = Buffer.from(JSON.stringify({ ...(await readAgreement(party, other)), ...change }))
  for (const folder of folders) text = Buffer.from(expectAccepted(await signAgreement(folder, text)))
  for (const folder of folders) expectAccepted(await installAgreement(folder, Buffer.from(text).toString()))
}

/** The demonstration agreement between two parties as its pack says it. */
export async function readAgreement(party: string, other: string): Promise<JsonObject> {
  return JSON.parse(await readFile(join(packs, `agreements/demo-${party}-${other}.json`), 'utf8')) as JsonObject
}

function expectAccepted<T>(result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string }): T {
  if (!result.ok) throw new Error(`refused: ${result.reason}`)
  return result.value
}
