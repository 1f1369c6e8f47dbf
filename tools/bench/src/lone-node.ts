import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type FleetAccount, freePort, makeAccounts, type NodeProcess, nodeProcess } from '@enlace/fleet'
import { initNode } from '@enlace/node'

const authority = join(import.meta.dirname, '../../../packs/authorities/mx.json')

/** Makes the data folder of one party that is paired with nobody. The caller removes it. */
export async function makeLoneFolder(httpPort: number, exchangePort: number): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'enlace-lone-'))
  await initNode({
    dataDir,
    authority: await readFile(authority),
    http: { host: '127.0.0.1', port: httpPort },
    exchange: { host: '127.0.0.1', port: exchangePort },
  })
  return dataDir
}

/** One real node process that is paired with nobody: what it takes in leaves nowhere. */
export type LoneNode = NodeProcess & { readonly accounts: readonly FleetAccount[]; readonly [Symbol.asyncDispose]: () => Promise<void> }

/** Starts a lone node with an account of every role, in an environment of its own. */
export async function startLoneNode(environment: Record<string, string> = {}): Promise<LoneNode> {
  const httpPort = await freePort()
  const dataDir = await makeLoneFolder(httpPort, await freePort())
  const node = nodeProcess({ party: 'mx', dataDir, httpPort })
  const dispose = async (): Promise<void> => {
    await node.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
  try {
    await node.start(environment)
    return { ...node, accounts: await makeAccounts(dataDir, 1), [Symbol.asyncDispose]: dispose }
  } catch (cause) {
    await dispose()
    throw cause
  }
}
