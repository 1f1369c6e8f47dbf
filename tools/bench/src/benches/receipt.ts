import { setTimeout as pause } from 'node:timers/promises'
import { type Fleet, startFleet } from '@enlace/fleet'
import { type BenchResult, type Figure, quantile } from '../figure.ts'
import { measureCommit, measureDatasync, measureSignatures } from '../floors.ts'
import { cpuSecondsOf, databaseCpuSeconds } from '../process-cost.ts'
import { tokenOf } from '../publish.ts'
import { makeRecords, type NewRecord } from '../records.ts'
import { measureRoundTrip } from '../transport-floor.ts'
import { waitApplied, waitReceipted } from '../watch.ts'

const perSecond = 100
const seconds = 20
const warmUp = 300

/** What one record cannot do without from publishing to its verified receipt, counted in the code, in order. */
const composition = {
  /** Intake with its release, checkpoint kept, partner's pending checkpoint, partner's entry and body, partner's kept checkpoint. */
  commits: 5,
  /** The keystore's slot at each end. */
  flushes: 2,
  roundTrips: 3,
} as const

/** From handing a record in to the verified receipt of the partner, at a steady rate, across two node processes. */
export async function benchReceipt(): Promise<BenchResult> {
  await using fleet = await startFleet()
  const [from, to] = [fleet.node('mx'), fleet.node('us')]
  await publishSteadily(fleet, makeRecords('mirror-alert', warmUp))
  await waitReceipted(from, warmUp, 60_000)
  const before = cpuOf(fleet)
  const started = await publishSteadily(fleet, makeRecords('mirror-alert', perSecond * seconds))
  await waitReceipted(from, warmUp + started.size, 60_000)
  await waitApplied(from, to, 60_000)
  const after = cpuOf(fleet)
  const spent = Object.entries(after).map(([name, taken]) => [name, ((taken - (before[name] ?? 0)) * 1000) / started.size] as const)
  const delays = await readDelays(fleet, started)
  const [commit, flush, roundTrip, signatures] = [
    await measureCommit(from.dataDir),
    await measureDatasync(from.dataDir),
    await measureRoundTrip({ from: from.dataDir, to: to.dataDir }),
    await measureSignatures(),
  ]
  const signing = Object.values(signatures).reduce((sum, ms) => sum + ms, 0)
  const value = composition.commits * commit + composition.flushes * flush + composition.roundTrips * roundTrip + signing
  const floor = { name: 'composed floor', value }
  const parts: readonly [string, number, number][] = [
    ['PostgreSQL single-row commit', commit, composition.commits],
    ['fdatasync of 4 KiB', flush, composition.flushes],
    ['mutual TLS round trip', roundTrip, composition.roundTrips],
    ['sign Ed25519 and ML-DSA-44', signatures.sign, 1],
    ['verify them', signatures.verify, 1],
    ['cosign with both', signatures.cosign, 1],
    ['verify the receipt', signatures.verifyCosigned, 1],
  ]
  const figures: Figure[] = [
    {
      name: `publish to verified receipt, p50, ${perSecond} records/s`,
      value: quantile(delays, 0.5),
      unit: 'ms',
      bar: { is: 'at most', value: 2 * value },
      floor,
    },
    {
      name: 'publish to verified receipt, p99',
      value: quantile(delays, 0.99),
      unit: 'ms',
      bar: { is: 'at most', value: 60 },
      floor,
      note: 'the bar is for a quiet machine',
    },
    {
      name: 'CPU of a record, over all processes',
      value: spent.reduce((sum, [, ms]) => sum + ms, 0),
      unit: 'ms',
      note: spent.map(([name, ms]) => `${name} ${ms.toFixed(1)}`).join(', '),
    },
    ...parts.map(([name, ms, times]) => ({ name: `floor: ${name}`, value: ms, unit: 'ms', note: `× ${times}` })),
  ]
  return { bench: 'receipt', figures }
}

/** CPU seconds that each process has taken so far. */
function cpuOf(fleet: Fleet): Record<string, number> {
  const { user, system } = process.cpuUsage()
  const [from, to] = [fleet.node('mx'), fleet.node('us')]
  return {
    'sending node': cpuSecondsOf(from.pid()),
    'its database': databaseCpuSeconds(from.databasePid()),
    'receiving node': cpuSecondsOf(to.pid()),
    'that database': databaseCpuSeconds(to.databasePid()),
    generator: (user + system) / 1e6,
  }
}

/** Publishes one record every 1/100 s by single requests; the time each was handed in, by id, in milliseconds since the epoch. */
async function publishSteadily(fleet: Fleet, records: readonly NewRecord[]): Promise<Map<string, number>> {
  const node = fleet.node('mx')
  const headers = { authorization: `Bearer ${tokenOf(node, 'sspc', 'duty-officer')}`, 'content-type': 'application/json' }
  const started = new Map<string, number>()
  const answers: Promise<void>[] = []
  const begin = performance.now()
  for (const [i, record] of records.entries()) {
    const wait = begin + (i * 1000) / perSecond - performance.now()
    if (wait > 0) await pause(wait)
    started.set(record.object.id, performance.timeOrigin + performance.now())
    const sent = fetch(`${node.api}/api/v1/records`, { method: 'POST', headers, body: JSON.stringify(record) })
    answers.push(
      sent.then(async (response) => {
        if (response.status !== 201) throw new Error(`refused: ${response.status} ${await response.text()}`)
        const { position } = (await response.json()) as { position: { seq: number } }
        started.set(String(position.seq), started.get(record.object.id) ?? Number.NaN)
        started.delete(record.object.id)
      }),
    )
  }
  await Promise.all(answers)
  return started
}

/** Milliseconds from handing in to the verified receipt, for each journal position. */
async function readDelays(fleet: Fleet, started: ReadonlyMap<string, number>): Promise<number[]> {
  await using database = await fleet.node('mx').database()
  const rows = await database.sql<{ seq: number; at: Date }[]>`select version_seq as seq, covering.at from decision
    join lateral (select at from receipt where log_id = out_log and size > out_seq order by size limit 1) as covering on true
    where out_seq is not null`
  const delays = rows.flatMap(({ seq, at }) => {
    const from = started.get(String(seq))
    return from === undefined ? [] : [at.getTime() - from]
  })
  if (delays.length !== started.size) throw new Error('some records have no receipt')
  return delays
}
