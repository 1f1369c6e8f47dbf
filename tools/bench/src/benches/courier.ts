import { createCipheriv, randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CourierExport, CourierTaken } from '@enlace/api'
import { type FleetNode, startFleet, waitUntil } from '@enlace/fleet'
import { countExchanged } from '../count-exchanged.ts'
import type { BenchResult } from '../figure.ts'
import { pssBytes } from '../process-cost.ts'
import { makeBodies, postAll } from '../publish.ts'
import { waitApplied } from '../watch.ts'

/** The records that the bar is for, and the bar. */
const fullCount = 10_000
const limitSeconds = 15
const partBytes = 8_388_608

/** Exports `count` records that the link may not carry, brings them to the partner, and carries the receipt back. */
export async function benchCourier(count: number = fullCount): Promise<BenchResult> {
  await using fleet = await startFleet()
  const [from, to] = [fleet.node('us'), fleet.node('mx')]
  await hold(from, 'mx', true)
  await hold(to, 'us', true)
  await postAll(from, 'doj', makeBodies('list-entry', count))
  await waitQueued(from, count)
  const memory = pssBytes(from.pid())
  const began = performance.now()
  const made = await ask<CourierExport>(from, 'mx/courier-exports', '{}')
  const exportedMs = performance.now() - began
  const grown = pssBytes(from.pid()) - memory
  const upload = randomUUID()
  let carriedBytes = 0
  for (const { name } of made.files) {
    const bytes = Buffer.from(await (await raw(from, 'GET', `courier-exports/${made.id}/${name}`)).arrayBuffer())
    carriedBytes += bytes.length
    for (let at = 0; at < bytes.length; at += partBytes)
      await ask(to, `courier-uploads/${upload}/${name}?at=${at}`, bytes.subarray(at, at + partBytes))
  }
  const brought = performance.now()
  const taken = await ask<CourierTaken>(to, 'courier-imports', JSON.stringify({ upload }))
  const importedMs = performance.now() - brought
  const back = randomUUID()
  await ask(from, `courier-uploads/${back}/back.receipt`, taken.receipt?.text ?? '')
  await ask(from, 'courier-imports', JSON.stringify({ upload: back }))
  // The answers come back by the link, which then finds nothing to send again.
  await hold(from, 'mx', false)
  await hold(to, 'us', false)
  await waitApplied(from, to, 240_000)
  const exchanged = await countExchanged(from, to)
  const floorMs = await sealAndWrite(carriedBytes)
  return {
    bench: 'courier',
    figures: [
      {
        name: `export of ${count.toLocaleString('en')} records`,
        value: exportedMs / 1000,
        unit: 's',
        bar: { is: 'at most', value: (limitSeconds * count) / fullCount },
        floor: { name: 'the same bytes sealed once by node:crypto and flushed', value: floorMs / 1000 },
        note: `${made.files.length} files, ${(carriedBytes / 1_000_000).toFixed(1)} MB`,
      },
      {
        name: 'import and receipt of the same',
        value: importedMs / 1000,
        unit: 's',
        note: 'read twice: checked whole, then stored, read back and receipted',
      },
      { name: 'lost or doubled', value: exchanged.lost + exchanged.doubled, unit: 'records', bar: { is: 'at most', value: 0 } },
      { name: 'growth of the exporting node', value: grown / 1_000_000, unit: 'MB PSS', bar: { is: 'at most', value: 300 } },
    ],
  }
}

async function hold(node: FleetNode, party: string, held: boolean): Promise<void> {
  const body = { held, reason: 'A measurement of the courier.' }
  await node.call('POST', `/api/v1/exchange/${party}/hold`, { role: 'administrator', body })
}

async function waitQueued(from: FleetNode, wanted: number): Promise<void> {
  await using database = await from.database()
  const { sql } = database
  const queued = async () => ((await sql`select size from log where role = 'out' and lane = 'routine'`)[0]?.size ?? 0) >= wanted
  await waitUntil('everything is queued', queued, 120_000)
}

async function raw(node: FleetNode, method: string, path: string, body?: string | Uint8Array<ArrayBuffer>): Promise<Response> {
  const token = node.accounts.find(({ role }) => role === 'administrator')?.token ?? ''
  const response = await fetch(`${node.api}/api/v1/exchange/${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': path.includes('uploads') ? 'application/octet-stream' : 'application/json',
    },
    ...(body === undefined ? {} : { body }),
  })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return response
}

async function ask<T>(node: FleetNode, path: string, body: string | Uint8Array<ArrayBuffer>): Promise<T> {
  return (await (await raw(node, 'POST', path, body)).json()) as T
}

/** ChaCha20-Poly1305 over pieces of 64 KiB, as age does it, into a file that is flushed. */
async function sealAndWrite(bytes: number): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'enlace-floor-'))
  const [key, nonce, piece] = [randomBytes(32), randomBytes(12), randomBytes(65_536)]
  const began = performance.now()
  const handle = await open(join(folder, 'sealed'), 'w')
  for (let done = 0; done < bytes; done += piece.length) {
    const cipher = createCipheriv('chacha20-poly1305', key, nonce, { authTagLength: 16 })
    await handle.writeFile(Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()]))
  }
  await handle.sync()
  await handle.close()
  const took = performance.now() - began
  await rm(folder, { recursive: true })
  return took
}
