import { verifyEvidence } from '@enlace/proof/node'
import { type BenchResult, type Figure, quantile } from '../figure.ts'
import { type LoneNode, startLoneNode } from '../lone-node.ts'
import { makeBodies, postAll, tokenOf } from '../publish.ts'

const rounds = 30
const bar = { is: 'at most', value: 1000 } as const

/** How long an evidence file takes from the question to its last byte, and its check. */
export async function benchEvidence(): Promise<BenchResult> {
  await using node = await startLoneNode()
  await postAll(node, 'sspc', makeBodies('mirror-alert', 200))
  const listed = await fetch(`${node.api}/api/v1/records?limit=200`, {
    headers: { authorization: `Bearer ${tokenOf(node, 'sspc', 'analyst')}` },
  })
  const ids = ((await listed.json()) as { items: { id: string }[] }).items.map((item) => item.id)
  // As the page does: what would happen is asked first.
  await post(node, 'evidence/plan', ids.slice(0, 1))
  const first = await make(node, ids.slice(0, 1))
  const one: number[] = []
  const checks: number[] = []
  for (let i = 1; i <= rounds; i++) {
    const { ms, file } = await make(node, ids.slice(i, i + 1))
    one.push(ms)
    const startedAt = performance.now()
    if (!verifyEvidence(file).ok) throw new Error('the file does not hold')
    checks.push(performance.now() - startedAt)
  }
  const all = await make(node, ids)
  const size = (bytes: number) => `${Math.round(bytes / 1024).toLocaleString('en')} KiB`
  const figures: Figure[] = [
    { name: 'evidence file for one record, first of a node', value: first.ms, unit: 'ms', bar, note: size(first.file.length) },
    {
      name: 'evidence file for one record, p95',
      value: quantile(one, 0.95),
      unit: 'ms',
      bar,
      note: `p50 ${quantile(one, 0.5).toFixed(0)} ms`,
    },
    { name: 'checking it, p95', value: quantile(checks, 0.95), unit: 'ms', note: `p50 ${quantile(checks, 0.5).toFixed(1)} ms` },
    { name: `evidence file for ${ids.length} records`, value: all.ms, unit: 'ms', note: size(all.file.length) },
  ]
  return { bench: 'evidence', figures }
}

async function make(node: LoneNode, records: readonly string[]): Promise<{ readonly ms: number; readonly file: Uint8Array }> {
  const startedAt = performance.now()
  const file = await post(node, 'evidence', records)
  return { ms: performance.now() - startedAt, file }
}

async function post(node: LoneNode, path: string, records: readonly string[]): Promise<Uint8Array> {
  const body = {
    records,
    recipient: { code: 'inspector', name: 'The inspection' },
    purpose: 'A measurement.',
    ground: 'proof_use',
    consents: [],
    notified: [],
    show: 'record',
  }
  const headers = { authorization: `Bearer ${tokenOf(node, 'sspc', 'releasing-officer')}`, 'content-type': 'application/json' }
  const answer = await fetch(`${node.api}/api/v1/${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  const bytes = new Uint8Array(await answer.arrayBuffer())
  if (!answer.ok) throw new Error(Buffer.from(bytes).toString())
  return bytes
}
