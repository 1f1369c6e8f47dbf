import { setTimeout as pause } from 'node:timers/promises'
import { type FleetNode, startFleet, waitUntil } from '@enlace/fleet'
import { countExchanged } from '../count-exchanged.ts'
import { type BenchResult, quantile } from '../figure.ts'
import { measureCommit, measureDatasync, measureSignatures } from '../floors.ts'
import { followStream } from '../follow-stream.ts'
import { makeBodies, postAll } from '../publish.ts'
import { makeRecords, type NewRecord } from '../records.ts'
import { measureRoundTrip } from '../transport-floor.ts'
import { waitApplied } from '../watch.ts'
import { fullBacklog } from './backlog.ts'

type Database = Awaited<ReturnType<FleetNode['database']>>

const mostAlerts = 200
const gatherMs = 20
const limitMs = 500
/** Records that the author of the alerts takes in at the same time, in batches of the API. */
const importCount = 10_000

/**
 * Flash alerts handed in one after the other while a backlog of `count` records drains by the other lane, from the partner's return on: each from
 * handing in to its event on the partner's live stream. The same for taking each back, and for alerts beside a large import at their author.
 */
export async function benchFlash(count: number = fullBacklog): Promise<BenchResult> {
  await using fleet = await startFleet()
  const [from, to] = [fleet.node('us'), fleet.node('mx')]
  await waitUntil('the flash lane is ready', async () => await isReady(from), 60_000)
  await to.stop()
  await postAll(from, 'doj', makeBodies('list-entry', count))
  await to.start()
  await using database = await from.database()
  const stop = new AbortController()
  const seen = new Map<string, (at: number) => void>()
  const gone = new Map<string, (at: number) => void>()
  const reading = Promise.all([
    followStream<{ id: string }>(to, 'record', stop.signal, ({ id }) => seen.get(id)?.(performance.now())),
    followStream<{ record: string }>(to, 'recall', stop.signal, ({ record }) => gone.get(record)?.(performance.now())),
  ])
  /** Hands in alerts and takes each back, one after the other, while there is reason to. */
  async function alertWhile(isOn: () => Promise<boolean>): Promise<{ readonly shown: number[]; readonly hidden: number[] }> {
    const [shown, hidden]: [number[], number[]] = [[], []]
    for (const alert of makeRecords('mirror-alert', mostAlerts).map(asFlash)) {
      if (!(await isOn())) break
      const id = alert.object.id
      shown.push(await timed(seen, id, () => from.call('POST', '/api/v1/records', { body: alert })))
      hidden.push(await timed(gone, id, () => from.call('POST', `/api/v1/records/${id}/recall`, { body: { reason: 'wrong_facts' } })))
      await pause(50)
    }
    return { shown, hidden }
  }
  let behind = 0
  const { shown, hidden } = await alertWhile(async () => {
    const waiting = await waitingOf(database)
    behind = Math.max(behind, waiting)
    return waiting > 0
  })
  const left = await waitingOf(database)
  let importing = true
  const imported = postAll(from, 'doj', makeBodies('list-entry', importCount)).finally(() => {
    importing = false
  })
  const beside = await alertWhile(async () => importing)
  await imported
  stop.abort()
  await reading
  await waitApplied(from, to, 600_000)
  const exchanged = await countExchanged(from, to)
  const signatures = await measureSignatures()
  const signing = Object.values(signatures).reduce((sum, ms) => sum + ms, 0)
  const [commit, flush] = [await measureCommit(from.dataDir), await measureDatasync(from.dataDir)]
  const roundTrip = await measureRoundTrip({ from: from.dataDir, to: to.dataDir })
  // As for a record that becomes visible by itself: what the backlog adds is what is measured here.
  const floor = { name: 'composed floor', value: 6 * commit + 2 * flush + 2 * roundTrip + signing - signatures.verifyCosigned + gatherMs }
  const bar = { is: 'at most', value: limitMs } as const
  const note = `${shown.length} alerts while ${behind.toLocaleString('en')} to ${left.toLocaleString('en')} entries waited`
  return {
    bench: 'flash',
    figures: [
      { name: 'flash alert handed in to seen, p50', value: quantile(shown, 0.5), unit: 'ms', floor, note },
      { name: 'flash alert handed in to seen, p99', value: quantile(shown, 0.99), unit: 'ms', floor, bar },
      { name: 'recalled to hidden behind the same backlog, p50', value: quantile(hidden, 0.5), unit: 'ms', floor },
      { name: 'recalled to hidden behind the same backlog, p99', value: quantile(hidden, 0.99), unit: 'ms', floor, bar },
      {
        name: 'flash alert while its author imports, p99',
        value: quantile(beside.shown, 0.99),
        unit: 'ms',
        floor,
        bar,
        note: `${beside.shown.length} alerts while ${importCount.toLocaleString('en')} records came in; p50 ${Math.round(quantile(beside.shown, 0.5))} ms`,
      },
      { name: 'lost or doubled', value: exchanged.lost + exchanged.doubled, unit: 'records', bar: { is: 'at most', value: 0 } },
    ],
  }
}

function asFlash({ object, envelope }: NewRecord): NewRecord {
  const [[key, own] = ['', {}]] = Object.entries(object.extensions as Record<string, object>)
  return { object: { ...object, extensions: { [key]: { ...own, urgency: 'flash' } } } as NewRecord['object'], envelope }
}

/** Milliseconds from the call to the event of that id. Throws when it is refused, or comes not within half a minute. */
async function timed(
  events: Map<string, (at: number) => void>,
  id: string,
  call: () => Promise<{ readonly status: number }>,
): Promise<number> {
  const came = new Promise<number>((resolve) => events.set(id, resolve))
  const startedAt = performance.now()
  const { status } = await call()
  if (status >= 300) throw new Error(`refused: ${status}`)
  const late = AbortSignal.timeout(30_000)
  const at = await Promise.race([came, new Promise<never>((_, reject) => late.addEventListener('abort', () => reject(late.reason)))])
  return at - startedAt
}

async function isReady(node: FleetNode): Promise<boolean> {
  await using database = await node.database()
  return (await database.sql<{ ready: boolean }[]>`select ready from log where role = 'out' and lane = 'flash'`)[0]?.ready === true
}

/** Entries of the routine lane that no receipt covers yet. */
async function waitingOf({ sql }: Database): Promise<number> {
  const [row] = await sql<
    { waiting: number }[]
  >`select (size - receipted_size)::int as waiting from log where role = 'out' and lane = 'routine'`
  return row?.waiting ?? 0
}
