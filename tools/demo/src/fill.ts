import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FleetAccount, NodeProcess } from '@enlace/fleet'
import { importList, reachDatabase } from '@enlace/node'
import { importers } from '@enlace/wire'

const dataFolder = join(import.meta.dirname, '../../../data')

/** How far the filling of one list is. `rate` is records a second, `leftSeconds` what remains at that rate. */
export type FillProgress = {
  readonly party: string
  readonly list: string
  readonly done: number
  readonly total: number
  readonly rate: number
  readonly leftSeconds: number
}

/** Fills a node with the lists that are its own, through its API. What is there already stays as it is. Returns records stored and unchanged. */
export async function fillNode(
  node: NodeProcess,
  accounts: readonly FleetAccount[],
  onProgress: (progress: FillProgress) => void,
): Promise<{ readonly stored: number; readonly unchanged: number }> {
  await using database = await reachDatabase(node.dataDir, undefined)
  const totals = { stored: 0, unchanged: 0 }
  for (const importer of importers.values()) {
    if (importer.party !== node.party) continue
    const files = await readFiles(importer.shipped ?? importer.list)
    const account = accounts.find((candidate) => candidate.agency === importer.agency && candidate.role === 'analyst')
    if (files.size === 0 || account === undefined) continue
    const startedAt = performance.now()
    const result = await importList(importer, files, { api: node.api, token: account.token }, database.sql, {
      now: new Date(),
      onProgress: ({ done, total }) => {
        const rate = done / Math.max(0.001, (performance.now() - startedAt) / 1000)
        onProgress({ party: node.party, list: importer.list, done, total, rate, leftSeconds: (total - done) / rate })
      },
    })
    totals.stored += result.stored
    totals.unchanged += result.unchanged
  }
  return totals
}

async function readFiles(list: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const names = (await readdir(dataFolder)).filter((name) => name.startsWith(`${list}.`) && name.endsWith('.jsonl'))
  return new Map(await Promise.all(names.map(async (name) => [name, new Uint8Array(await readFile(join(dataFolder, name)))] as const)))
}
