import { rm } from 'node:fs/promises'
import { utf8 } from '@enlace/core'
import { readConfig } from '@enlace/node'
import { assembleNode } from '@enlace/node/test-support'
import type { BenchResult, Figure } from '../figure.ts'
import { measureBareIngest } from '../floors.ts'
import { makeLoneFolder, startLoneNode } from '../lone-node.ts'
import { cpuSecondsOf, databaseCpuSeconds } from '../process-cost.ts'
import { makeBodies, postAll } from '../publish.ts'
import { makeRecords } from '../records.ts'

const kinds = ['mirror-alert', 'list-entry', 'figure', 'indicator']
const count = 6000
const warmUp = 1000
const batchSize = 500
const unit = 'objects per CPU-second'
const bar = { is: 'at least', value: 1500 } as const
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** Validated, sealed, durable ingest for each CPU-second of node and database: through intake in this process, and through the API of a real one. */
export async function benchIngest(): Promise<BenchResult> {
  return { bench: 'ingest', figures: [...(await throughIntake()), ...(await throughApi())] }
}

async function throughIntake(): Promise<Figure[]> {
  const dataDir = await makeLoneFolder(0, 0)
  const node = await assembleNode(readConfig(dataDir, {}), silent)
  try {
    const postmaster = node.store.databasePid()
    if (postmaster === undefined) throw new Error('the node has no database of its own')
    const actor = { user: 'bench', role: 'analyst', agency: 'sspc', party: 'mx' } as const
    const figures: Figure[] = []
    for (const kind of kinds) {
      const make = (size: number) =>
        makeRecords(kind, size).map(({ object, envelope }) => ({ objectBytes: utf8(JSON.stringify(object)), object, envelope, actor }))
      const submit = async (batch: ReturnType<typeof make>): Promise<void> => {
        const refused = (await node.services.submitBatch(batch)).find((answer) => !answer.ok)
        if (refused !== undefined) throw new Error(`a ${kind} was refused`)
      }
      for (let done = 0; done < warmUp; done += batchSize) await submit(make(batchSize))
      const batches = Array.from({ length: count / batchSize }, () => make(batchSize))
      const [cpu, databaseCpu, startedAt] = [process.cpuUsage(), databaseCpuSeconds(postmaster), performance.now()]
      for (const batch of batches) await submit(batch)
      const seconds = (performance.now() - startedAt) / 1000
      const used = process.cpuUsage(cpu)
      const [nodeSeconds, databaseSeconds] = [(used.user + used.system) / 1e6, databaseCpuSeconds(postmaster) - databaseCpu]
      const bytes = batches[0]?.[0]?.objectBytes ?? new Uint8Array(0)
      figures.push({
        name: `${kind} (${bytes.length} bytes) through intake`,
        value: count / (nodeSeconds + databaseSeconds),
        unit,
        bar,
        floor: { name: 'parse, hash, seal, bare row', value: await measureBareIngest(dataDir, postmaster, bytes) },
        note: describe(nodeSeconds, databaseSeconds, seconds),
      })
    }
    return figures
  } finally {
    await node[Symbol.asyncDispose]()
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function throughApi(): Promise<Figure[]> {
  await using node = await startLoneNode()
  const figures: Figure[] = []
  for (const kind of kinds) {
    await postAll(node, 'sspc', makeBodies(kind, warmUp, batchSize))
    const bodies = makeBodies(kind, count, batchSize)
    const [cpu, databaseCpu, startedAt] = [cpuSecondsOf(node.pid()), databaseCpuSeconds(node.databasePid()), performance.now()]
    await postAll(node, 'sspc', bodies)
    const seconds = (performance.now() - startedAt) / 1000
    const [nodeSeconds, databaseSeconds] = [cpuSecondsOf(node.pid()) - cpu, databaseCpuSeconds(node.databasePid()) - databaseCpu]
    const bytes = utf8(JSON.stringify(makeRecords(kind, 1)[0]?.object))
    figures.push({
      name: `${kind} through the API in batches of ${batchSize}`,
      value: count / (nodeSeconds + databaseSeconds),
      unit,
      bar,
      floor: { name: 'parse, hash, seal, bare row', value: await measureBareIngest(node.dataDir, node.databasePid(), bytes) },
      note: describe(nodeSeconds, databaseSeconds, seconds),
    })
  }
  return figures
}

function describe(nodeSeconds: number, databaseSeconds: number, seconds: number): string {
  const each = (part: number) => ((part / count) * 1000).toFixed(3)
  return `node ${each(nodeSeconds)} ms, database ${each(databaseSeconds)} ms of CPU each; ${Math.round(count / seconds)} a second by the clock`
}
