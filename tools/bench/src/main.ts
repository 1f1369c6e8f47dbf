import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { forgetDatabaseAddress } from './config.ts'
import { type BenchResult, meetsBar } from './figure.ts'
import { describeMachine } from './process-cost.ts'
import { printResult, updatePage } from './report.ts'

/** Every bench by name, in the order they run; each file is loaded when it is its turn. */
const benches: Readonly<Record<string, (records: number | undefined) => Promise<BenchResult>>> = {
  proof: async () => await (await import('./benches/proof.ts')).benchProof(),
  audit: async (records) => await (await import('./benches/audit.ts')).benchAudit(records),
  case: async (records) => await (await import('./benches/case.ts')).benchCase(records),
  clocks: async (records) => await (await import('./benches/clocks.ts')).benchClocks(records),
  flow: async (records) => await (await import('./benches/flow.ts')).benchFlow(records),
  ingest: async () => await (await import('./benches/ingest.ts')).benchIngest(),
  receipt: async () => await (await import('./benches/receipt.ts')).benchReceipt(),
  visible: async () => await (await import('./benches/visible.ts')).benchVisible(),
  recall: async () => await (await import('./benches/recall.ts')).benchRecall(),
  sustained: async () => await (await import('./benches/sustained.ts')).benchSustained(),
  idle: async () => await (await import('./benches/idle.ts')).benchIdle(),
  start: async () => await (await import('./benches/start.ts')).benchStart(),
  search: async (records) => await (await import('./benches/search.ts')).benchSearch(records),
  courier: async (records) => await (await import('./benches/courier.ts')).benchCourier(records),
  evidence: async () => await (await import('./benches/evidence.ts')).benchEvidence(),
  print: async () => await (await import('./benches/print.ts')).benchPrint(),
  brief: async (records) => await (await import('./benches/brief.ts')).benchBrief(records),
  flash: async (records) => await (await import('./benches/flash.ts')).benchFlash(records),
  waiting: async (records) => await (await import('./benches/waiting.ts')).benchWaiting(records),
  seal: async (events) => await (await import('./benches/seal.ts')).benchSeal(events),
  public: async (records) => await (await import('./benches/public.ts')).benchPublic(records),
  recompute: async (records) => await (await import('./benches/recompute.ts')).benchRecompute(records),
  backlog: async (records) => await (await import('./benches/backlog.ts')).benchBacklog(records),
}

const page = join(import.meta.dirname, '../../../docs/benchmarks.md')

process.exitCode = await run()

/** Exit codes: 0 every bar is met, 1 one is not, 2 not understood. */
async function run(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { write: { type: 'boolean', default: false }, records: { type: 'string' } },
    allowPositionals: true,
  })
  const unknown = positionals.filter((name) => !Object.hasOwn(benches, name))
  if (unknown.length > 0) {
    process.stderr.write(`unknown: ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}\n`)
    return 2
  }
  // A smaller backlog than the bar is for, on a machine that is shared.
  const records = values.records === undefined ? undefined : Number(values.records)
  forgetDatabaseAddress()
  let met = true
  for (const [name, measure] of Object.entries(benches)) {
    if (positionals.length > 0 && !positionals.includes(name)) continue
    const machine = describeMachine()
    const at = new Date()
    process.stdout.write(`${machine}\n`)
    const result = await measure(records)
    process.stdout.write(`${printResult(result)}\n`)
    met &&= result.figures.every((figure) => meetsBar(figure) !== false)
    if (values.write) await writeFile(page, updatePage(await readFile(page, 'utf8').catch(() => ''), { at, machine, results: [result] }))
  }
  return met ? 0 : 1
}
