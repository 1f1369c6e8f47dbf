import { monitorEventLoopDelay } from 'node:perf_hooks'
import { openMeasuredResults } from '@enlace/node/test-support'
import { type BenchResult, type Figure, quantile } from '../figure.ts'
import { medianMs } from '../floors.ts'

const opened = 200

/** Every automatic indicator counted again over a million records that both parties hold, with its progress, and what else the node could do meanwhile. */
export async function benchRecompute(records = 1_000_000): Promise<BenchResult> {
  await using measured = await openMeasuredResults(records)
  const { results, period, ask } = measured
  const rest = await medianMs(50, ask)
  let steps = 0
  const watch = watchLoop()
  const startedAt = performance.now()
  const before = process.cpuUsage()
  const all = await results.countAll(period, () => steps++)
  const seconds = (performance.now() - startedAt) / 1000
  const { user, system } = process.cpuUsage(before)
  const stops = watch.stop()
  const counted = all.reduce((sum, { counted: one }) => sum + one.count.count, 0)
  if (all.length !== measured.queries.size || counted === 0) throw new Error('not every indicator was counted')
  const held = `${records.toLocaleString('en')} records`
  return {
    bench: 'recompute',
    figures: [
      {
        name: `${all.length} automatic indicators counted over ${held}`,
        value: seconds,
        unit: 's',
        bar: { is: 'at most', value: 60 },
        floor: { name: 'its own CPU', value: (user + system) / 1e6 },
        note: `${counted.toLocaleString('en')} events counted, progress told ${steps.toLocaleString('en')} times`,
      },
      { name: 'longest time in which the node answered nobody', value: stops.longest, unit: 'ms', note: `p99 ${stops.p99.toFixed(1)} ms` },
      { name: 'floor: question to the database', value: rest, unit: 'ms' },
    ],
  }
}

/** A million events counted, sealed and kept through the store, and events of it opened with their paths. */
export async function measureStoredSeal(records: number): Promise<readonly Figure[]> {
  await using measured = await openMeasuredResults(records, 'procedural-step')
  const { results, queries, period, ask } = measured
  const query = queries.get('proceedings-funnel')
  if (query === undefined) throw new Error('no query')
  const watch = watchLoop()
  const startedAt = performance.now()
  const before = process.cpuUsage()
  let countedAt = startedAt
  const { note, counted } = await results.seal({ query, ...period }, 'sspc', () => {
    countedAt = performance.now()
  })
  const sealedAt = performance.now()
  const { user, system } = process.cpuUsage(before)
  const stops = watch.stop()
  const read = results.read(note)
  if (read === undefined || counted.count.count !== records) throw new Error('the seal is not of every record')
  await results.openEvent(read, 0)
  const times: number[] = []
  for (let i = 0; i < opened; i++) {
    const index = (i * 7919 * 31) % records
    const at = performance.now()
    const { path } = await results.openEvent(read, index)
    times.push(performance.now() - at)
    if (path.length === 0) throw new Error(`event ${index} does not open`)
  }
  return [
    {
      name: `${records.toLocaleString('en')} events sealed and kept by the node, once they are read`,
      value: (sealedAt - countedAt) / 1000,
      unit: 's',
      bar: { is: 'at most', value: 30 },
      note: `reading them took ${((countedAt - startedAt) / 1000).toFixed(0)} s before; CPU of all ${((user + system) / 1e6).toFixed(0)} s; the node answered nobody for ${stops.longest.toFixed(0)} ms at most, p99 ${stops.p99.toFixed(1)} ms`,
    },
    {
      name: 'one of its events opened from the store, with its path, p99',
      value: quantile(times, 0.99),
      unit: 'ms',
      bar: { is: 'at most', value: 5 },
      floor: { name: 'a question to the database', value: await medianMs(50, ask) },
      note: `p50 ${quantile(times, 0.5).toFixed(1)} ms`,
    },
  ]
}

/** How long the loop was kept from others, sampled every few milliseconds. */
function watchLoop(): { readonly stop: () => { readonly longest: number; readonly p99: number } } {
  const delay = monitorEventLoopDelay({ resolution: 2 })
  delay.enable()
  return {
    stop: () => {
      delay.disable()
      return { longest: delay.max / 1e6, p99: delay.percentile(99) / 1e6 }
    },
  }
}
