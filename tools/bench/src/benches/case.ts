import { type BenchResult, type Figure, quantile } from '../figure.ts'
import { startLoneNode } from '../lone-node.ts'
import { postAll, tokenOf } from '../publish.ts'
import { makeRecords, type NewRecord, toLines } from '../records.ts'

const rounds = 30
const shares: readonly (readonly [kind: string, share: number])[] = [
  ['custody-event', 0.05],
  ['procedural-step', 0.05],
  ['legal-pathway', 0.01],
  ['act-role', 0.04],
  ['wanted-status', 0.01],
  ['note', 0.84],
]

/** How long a case page takes at the server when so many records are linked to the case, and the list of cases beside it. */
export async function benchCase(records = 2000): Promise<BenchResult> {
  await using node = await startLoneNode()
  const [about] = makeRecords('case', 1)
  const [person] = makeRecords('list-entry', 1)
  if (about === undefined || person === undefined) throw new Error('no example of a case')
  const named = (record: NewRecord): NewRecord => ({ ...record, object: { ...record.object, object_refs: [about.object.id] } })
  const linked = shares.flatMap(([kind, share]) => makeRecords(kind, Math.round(records * share)).map(named))
  const bodies = [
    [about, person],
    ...Array.from({ length: Math.ceil(linked.length / 500) }, (_, i) => linked.slice(i * 500, i * 500 + 500)),
  ]
  await postAll(node, 'sspc', bodies.map(toLines), 1)
  const authorization = `Bearer ${tokenOf(node, 'sspc', 'analyst')}`
  const ask = async (path: string): Promise<number> => {
    const startedAt = performance.now()
    const answer = await fetch(`${node.api}/api/v1/${path}`, { headers: { authorization } })
    await answer.arrayBuffer()
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
    return performance.now() - startedAt
  }
  const held = `${linked.length.toLocaleString('en')} linked records`
  const figures: Figure[] = []
  for (const [name, path] of [
    ['page of a case', `cases/${about.object.id}`],
    ['list of cases', 'cases'],
  ] as const) {
    const first = await ask(path)
    const times: number[] = []
    for (let i = 0; i < rounds; i++) times.push(await ask(path))
    figures.push({
      name: `${name}, p95, ${held}`,
      value: quantile(times, 0.95),
      unit: 'ms',
      bar: { is: 'at most', value: 500 },
      note: `p50 ${quantile(times, 0.5).toFixed(1)} ms, first time ${first.toFixed(0)} ms`,
    })
  }
  return { bench: 'case', figures }
}
