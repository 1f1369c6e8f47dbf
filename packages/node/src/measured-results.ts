import { type Json, type JsonObject, utf8 } from '@enlace/core'
import { generateSigner, vkeyOf } from '@enlace/proof/node'
import { exampleOf, type Kind, kinds, type StatedQuery } from '@enlace/records'
import { createResults } from './log/count-results.ts'
import { readLog, saveReceipt } from './store/logs.ts'
import { readQueryPacks } from './store/query-packs.ts'
import { testStore } from './store/test-store.ts'

const batch = 1000
const start = Date.parse('2026-01-01T00:00:00.000Z')

type Share = {
  readonly kind: string
  /** Of each hundred records. */
  readonly each: number
  /** Kind of the record that it answers. */
  readonly answers?: string
  /** Fields that it says, one set after the other; `when` holds the hour of the record. */
  readonly says?: readonly JsonObject[]
  readonly when?: string
}

const steps = (...names: readonly string[]) => names.map((step) => ({ step }))

/** What a party would hold of a busy year with its partner. */
const mix: readonly Share[] = [
  { kind: 'mirror-alert', each: 25 },
  { kind: 'response', each: 25, answers: 'mirror-alert', says: steps('acknowledged', 'outcome') },
  { kind: 'request', each: 15, says: [{ form: 'extradition' }, { form: 'information', reply_by: '2027-01-31' }] },
  {
    ...{ kind: 'request-step', each: 15, answers: 'request', when: 'happened_at' },
    says: steps('formal_received', 'answer', 'refuse', 'grant', 'surrender', 'lapse'),
  },
  {
    ...{ kind: 'seizure', each: 10, when: 'seized_at' },
    says: [
      { goods: [{ category: 'drug', net: { value: 1.5, unit: 'kg' }, lab_confirmed: 'yes' }] },
      { goods: [{ category: 'firearm', serial: 'FICTICIO-1' }] },
      { goods: [{ category: 'precursor' }] },
    ],
  },
  { kind: 'custody-event', each: 4, when: 'happened_at', says: [{ event: 'handed_over' }] },
  { kind: 'procedural-step', each: 4, when: 'day', says: steps('arrest', 'charge', 'judgment') },
  { kind: 'commitment-status', each: 1, when: 'as_of', says: [{ status: 'delivered' }] },
  { kind: 'commitment', each: 1, says: [{ due: '2026-11-30' }] },
]

/** A party's results over many records that its partner holds too, in a store of their own: to measure, and to test with more than a few. */
export type MeasuredResults = {
  readonly results: ReturnType<typeof createResults>
  readonly queries: ReadonlyMap<string, StatedQuery>
  readonly period: { readonly from: string; readonly to: string; readonly partner: string }
  /** The least question that can be put to its database. */
  readonly ask: () => Promise<unknown>
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

/** Makes real entries with sealed bodies of so many records, receipted by the partner. `onlyKind`: all of them of one kind. */
export async function openMeasuredResults(records: number, onlyKind?: string): Promise<MeasuredResults> {
  const store = await testStore('mx', 'us', ['sspc'])
  const { sql, writer, keystore, out } = store
  const makers = new Map((onlyKind === undefined ? mix.map(({ kind }) => kind) : [onlyKind]).map((kind) => [kind, makerOf(kind)]))
  let last: ReadonlyMap<string, readonly string[]> = new Map()
  for (let done = 0; done < records; done += batch) {
    const made = onlyKind === undefined ? mixed(done, makers, last) : alike(done, makers.get(onlyKind) as Maker)
    last = new Map(
      Map.groupBy(made, ({ kind }) => kind)
        .entries()
        .map(([kind, list]) => [kind, list.map(({ id }) => id)]),
    )
    const seqs = await writer.transact(async ({ append, sql: tx, queue }) => {
      const drafts = made.map(({ bytes, at }) => ({ type: 'rec', at, body: { agency: 'sspc', items: [bytes] } }))
      const places = await append(out.logId, drafts)
      // The journal's position of each is that of the log: nothing else is written here.
      queue(tx`insert into position (seq, log_id, log_seq) select seq, ${out.logId}::smallint, seq from unnest(${places}::bigint[]) as seq`)
      queue(tx`insert into version (seq, rid, from_party, agency, kind, modified, digest, body_log, body_seq, tlp, retention, personal, latest, added_at)
        select seq, int8send(seq), 'mx', 'sspc', kind, ${new Date(start)}, int8send(seq), ${out.logId}::smallint, seq, 'amber', 'case', false, true, ${new Date(start)}
        from unnest(${places}::bigint[], ${made.map(({ kind }) => kind)}::text[]) as u (seq, kind)`)
      return places
    })
    if (seqs.length !== made.length) throw new Error('not every record was appended')
  }
  const { size } = await readLog(sql, out.logId)
  await saveReceipt(sql, out.logId, size, 'lines', 'checkpoint', new Date(start))
  await sql`analyze`
  const queries = readQueryPacks()
  const [mx, us] = ['mx', 'us'].map((party) => generateSigner(`node.${party}.sig.example/party`, 0x01).signer)
  if (mx === undefined || us === undefined) throw new Error('no signers')
  return {
    results: createResults({
      ...{ sql, keystore, party: 'mx', signer: mx, queries },
      partners: () => [{ party: 'us', key: vkeyOf(us) }],
      now: () => new Date('2026-12-31T12:00:00.000Z'),
    }),
    queries,
    period: { from: '2026-01-01', to: '2026-12-31', partner: 'us' },
    ask: () => sql`select 1`,
    [Symbol.asyncDispose]: store[Symbol.asyncDispose],
  }
}

type Made = { readonly kind: string; readonly id: string; readonly at: Date; readonly bytes: Uint8Array }
type Maker = (i: number, of: string | undefined) => Made

function alike(done: number, make: Maker): readonly Made[] {
  return Array.from({ length: batch }, (_, i) => make(done + i, undefined))
}

function mixed(done: number, makers: ReadonlyMap<string, Maker>, before: ReadonlyMap<string, readonly string[]>): readonly Made[] {
  return mix.flatMap(({ kind, each, answers }) => {
    const [targets, make] = [before.get(answers ?? '') ?? [], makers.get(kind) as Maker]
    return Array.from({ length: (each * batch) / 100 }, (_, i) => make(done + i, targets[i % Math.max(1, targets.length)]))
  })
}

/** Makes records like a kind's example, each with an id and an hour of its own. */
function makerOf(name: string): Maker {
  const kind = kinds.get(name) as Kind
  const { says = [{}], when } = mix.find((one) => one.kind === name) ?? {}
  const example = exampleOf(kind).object
  const inside = (example.extensions ?? {}) as Readonly<Record<string, JsonObject>>
  const tail = Buffer.from(name).toString('hex').slice(0, 12).padEnd(12, '0')
  let made = 0
  return (i, of) => {
    const at = new Date(start + ((i * 7919) % 31_000_000) * 1000)
    const id = `${kind.stixType}--${String(++made).padStart(8, '0')}-0000-4000-8000-${tail}`
    const hour = when === 'day' || when === 'as_of' ? at.toISOString().slice(0, 10) : at.toISOString()
    const own: Record<string, Json> = {
      ...inside[String(kind.extension)],
      ...says[made % says.length],
      ...(when === undefined ? {} : { [when]: hour }),
    }
    // No two are one event.
    for (const field of ['event_number', 'identifiers']) delete own[field]
    const object = {
      ...example,
      ...{ id, created: at.toISOString(), modified: at.toISOString() },
      ...(of === undefined ? {} : { object_refs: [of] }),
      extensions: { ...inside, [String(kind.extension)]: own },
    }
    return { kind: name, id, at, bytes: utf8(JSON.stringify(object)) }
  }
}
