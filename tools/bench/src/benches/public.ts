import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort, publishByTwo } from '@enlace/fleet'
import { writeDown } from '@enlace/site'
import { type BenchResult, quantile } from '../figure.ts'
import { measureCommit } from '../floors.ts'
import { startLoneNode } from '../lone-node.ts'
import { postAll } from '../publish.ts'
import { makeRecords, type NewRecord, toLines } from '../records.ts'

const [rounds, changes] = [300, 5]
const marking = { scheme: 'mx-publica', value: 'Pública' }

/** The public site with so many commitments: how large its pages are, how long the server takes for one that it keeps ready, and when a change is seen. */
export async function benchPublic(records = 500): Promise<BenchResult> {
  const port = await freePort()
  await using node = await startLoneNode({ ENLACE_PUBLIC_PORT: String(port) })
  const site = `http://127.0.0.1:${port}`
  const open = (record: NewRecord): NewRecord => ({ ...record, envelope: { ...record.envelope, marking } })
  const commitments = makeRecords('commitment', records + changes).map(open)
  await postAll(node, 'sspc', [toLines(commitments)], 1)
  const ids = commitments.map(({ object }) => object.id)
  const publisher = { api: node.api, accounts: node.accounts }
  await publishByTwo(publisher, ids.slice(0, records))
  const slug = (id: string) => id.slice(id.indexOf('--') + 2)
  const isShown = async (id: string | undefined) => (await fetch(`${site}/en/commitments/${slug(id ?? '')}`)).status === 200
  while (!(await isShown(ids[records - 1]))) await pause(50)

  const seen: number[] = []
  for (const id of ids.slice(records)) {
    await publishByTwo(publisher, [id])
    const startedAt = performance.now()
    while (!(await isShown(id))) await pause(10)
    seen.push((performance.now() - startedAt) / 1000)
  }
  let [largest, pages] = [0, 0]
  const ask = async (path: string) => {
    const response = await fetch(site + path, { redirect: 'manual' })
    return { status: response.status, type: response.headers.get('content-type') ?? '', body: await response.text() }
  }
  let page = ''
  for await (const { path, body } of writeDown(ask, { forms: site, noForms: {} })) {
    if (!path.endsWith('.html') || path === 'verify.html') continue
    pages++
    if (Buffer.byteLength(body) > largest) page = body
    largest = Math.max(largest, Buffer.byteLength(body))
  }
  const served = await timesOf(`${site}/en/commitments`)
  await using bare = await serveBare(page)
  const floor = await timesOf(bare.address)
  return {
    bench: 'public',
    figures: [
      {
        name: `largest page of ${pages.toLocaleString('en')}, ${records} commitments`,
        value: largest / 1000,
        unit: 'KB',
        bar: { is: 'at most', value: 50 },
        note: 'not compressed; one style sheet beside it',
      },
      {
        name: 'a page that is kept ready, p95',
        value: quantile(served, 0.95),
        unit: 'ms',
        bar: { is: 'at most', value: 20 },
        floor: { name: 'a bare server sends the same bytes, p95', value: quantile(floor, 0.95) },
        note: `p50 ${quantile(served, 0.5).toFixed(2)} ms, asked and read on this machine`,
      },
      {
        name: `a change is seen, slowest of ${changes}`,
        value: Math.max(...seen),
        unit: 's',
        bar: { is: 'at most', value: 5 },
        floor: { name: 'one durable commit', value: (await measureCommit(node.dataDir)) / 1000 },
        note: 'from the second person’s yes; the site looks once a second',
      },
    ],
  }
}

async function timesOf(address: string): Promise<number[]> {
  const times: number[] = []
  for (let i = 0; i < rounds; i++) {
    const startedAt = performance.now()
    await (await fetch(address)).arrayBuffer()
    times.push(performance.now() - startedAt)
  }
  return times
}

async function serveBare(body: string) {
  const bytes = Buffer.from(body)
  const server = createServer((_, response) => response.writeHead(200, { 'content-length': bytes.length }).end(bytes))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
