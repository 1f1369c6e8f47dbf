import type { RequestFlow } from '@enlace/api'
import { kinds } from '@enlace/records'
import { type BenchResult, quantile } from '../figure.ts'
import { startLoneNode } from '../lone-node.ts'
import { postAll, tokenOf } from '../publish.ts'
import { makeRecords, type NewRecord, toLines } from '../records.ts'

const rounds = 20
const batchSize = 500

/** How long the view of where requests wait takes at the server over so many of them, half of which went through a second state. */
export async function benchFlow(records = 10_000): Promise<BenchResult> {
  await using node = await startLoneNode()
  const asked = makeRecords('request', records)
  const withdrawn = asked.filter((_, i) => i % 2 === 0).map(withdraw)
  const batches = (all: readonly NewRecord[]) =>
    Array.from({ length: Math.ceil(all.length / batchSize) }, (_, i) => toLines(all.slice(i * batchSize, (i + 1) * batchSize)))
  await postAll(node, 'sspc', batches(asked))
  await postAll(node, 'sspc', batches(withdrawn))
  const headers = { authorization: `Bearer ${tokenOf(node, 'sspc', 'analyst')}` }
  const ask = async () => {
    const startedAt = performance.now()
    const answer = await fetch(`${node.api}/api/v1/request-flow`, { headers })
    const flow = (await answer.json()) as RequestFlow
    if (!answer.ok) throw new Error(String(answer.status))
    return {
      ms: performance.now() - startedAt,
      closed: flow.forms.flatMap(({ totals }) => totals).reduce((sum, { closed }) => sum + closed, 0),
    }
  }
  // The projection follows what was written.
  while ((await ask()).closed < withdrawn.length) await new Promise((resolve) => setTimeout(resolve, 250))
  const first = await ask()
  const times: number[] = []
  for (let i = 0; i < rounds; i++) times.push((await ask()).ms)
  return {
    bench: 'flow',
    figures: [
      {
        name: `where requests wait, p95, ${records.toLocaleString('en')} requests`,
        value: quantile(times, 0.95),
        unit: 'ms',
        bar: { is: 'at most', value: 500 },
        note: `p50 ${quantile(times, 0.5).toFixed(1)} ms, first time ${first.ms.toFixed(0)} ms`,
      },
    ],
  }
}

function withdraw({ object: { id } }: NewRecord): NewRecord {
  const [step] = makeRecords('request-step', 1)
  const extension = kinds.get('request-step')?.extension
  if (step === undefined || extension === undefined) throw new Error('no example of a step')
  const at = new Date().toISOString()
  const says = { extension_type: 'property-extension', step: 'withdraw', happened_at: at }
  return { ...step, object: { ...step.object, created: at, modified: at, object_refs: [id], extensions: { [extension]: says } } }
}
