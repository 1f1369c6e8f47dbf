import type { Json, JsonObject } from '@enlace/core'
import type { RequestFacts, RequestStep } from '@enlace/policy'
import { kinds, readField } from '@enlace/records'
import { hiddenSeqs } from './hidden.ts'
import type { Keystore } from './keystore.ts'
import type { Querier } from './logs.ts'
import { readStoredRecords, type StoredRecord } from './stored-records.ts'

/** One step with the record that states it. */
export type StoredStep = RequestStep & { readonly record: StoredRecord }

/** A request with everything that was said about it, as this node holds it. */
export type RequestCase = {
  readonly record: StoredRecord
  readonly form: string
  readonly facts: RequestFacts
  readonly steps: readonly StoredStep[]
  /** What the own party keeps to itself about it, oldest first. */
  readonly notes: readonly StoredRecord[]
}

/** Most steps and notes of one request that are read: beyond it something else is wrong. */
const maxSaid = 4000

/** The request of a record digest, or undefined when there is none that can be read. A step is its first version; a later one can only take it back. */
export async function readRequest(sql: Querier, keystore: Keystore, rid: Uint8Array): Promise<RequestCase | undefined> {
  const [found] = await sql<
    { seq: number }[]
  >`select v.seq from version v where v.rid = ${rid as Buffer} and v.kind = 'request' and v.latest
    and v.erased_at is null and v.seq not in ${hiddenSeqs(sql)} order by v.seq desc limit 1`
  if (found === undefined) return undefined
  const said = await sql<{ seq: number; withdrawn: boolean; after: string[] }[]>`select first.seq,
      array(select encode(seen.target, 'hex') from reference seen where seen.seq = first.seq and seen.relation = 'after_ref') as after, exists (select from version w
      where w.rid = first.rid and w.from_party = first.from_party and (w.revoked or w.seq in ${hiddenSeqs(sql)} or ${isTakenBack(sql)})) as withdrawn
    from (select distinct on (v.rid, v.from_party) v.seq, v.rid, v.from_party from reference r join version v on v.seq = r.seq
      where r.target = ${rid as Buffer} and r.relation = 'object_refs' and v.kind in ('request-step', 'request-note') and v.erased_at is null
      order by v.rid, v.from_party, v.modified, v.seq) as first
    order by first.seq limit ${maxSaid}`
  const seenBy = new Map(said.map(({ seq, after }) => [seq, after]))
  const withdrawn = new Set(said.flatMap((row) => (row.withdrawn ? [row.seq] : [])))
  const [record, ...others] = await readStoredRecords(sql, keystore, [found.seq, ...said.map((row) => row.seq)]).then((records) => [
    ...records.filter(({ seq }) => seq === found.seq),
    ...records.filter(({ seq }) => seq !== found.seq),
  ])
  if (record === undefined || record.seq !== found.seq) return undefined
  const idOf = new Map(others.map(({ rid, object }) => [Buffer.from(rid).toString('hex'), String(object.id)]))
  // A partner that knows our steps by ids made for it names them by those; the references say which of ours they are.
  const afterOf = ({ seq, object }: StoredRecord): string | undefined =>
    (seenBy.get(seq) ?? []).flatMap((rid) => idOf.get(rid) ?? [])[0] ?? stepField(object, 'after_ref')
  return {
    record,
    form: textOf(requestField(record.object, 'form')) ?? '',
    facts: factsOf(record),
    steps: others
      .filter(({ kind }) => kind === 'request-step')
      .map((step) => toStep(step, { withdrawn: withdrawn.has(step.seq), after: afterOf(step) })),
    notes: others.filter(({ kind, seq }) => kind === 'request-note' && !withdrawn.has(seq)),
  }
}

// Its author still reads what it took back from the partner; it counts there no more than it does here.
function isTakenBack(sql: Querier) {
  return sql`exists (select from recall taken where taken.rid = w.rid and taken.direction = 'out' and taken.author is null
    and taken.state in ('open', 'done'))`
}

/** Digests of the requests that these steps, by journal seq, are about. */
export async function findAsked(sql: Querier, seqs: readonly number[]): Promise<readonly Uint8Array[]> {
  if (seqs.length === 0) return []
  const rows = await sql<{ target: Buffer }[]>`select distinct r.target from reference r join version v on v.seq = r.seq
    where r.seq = any(${seqs as number[]}) and r.relation = 'object_refs'`
  return rows.map(({ target }) => target)
}

/** A field of the extension of a request, by name. */
export function requestField(object: JsonObject, name: string): Json | undefined {
  return readField(kinds.get('request'), object, name)
}

/** A field of the extension of a step, by name. */
export function stepField(object: JsonObject, name: string): string | undefined {
  return textOf(readField(kinds.get('request-step'), object, name))
}

/** The one request that a step or a note is about, by STIX id; undefined when it names none or several. */
export function requestOf(object: JsonObject): string | undefined {
  const refs = object.object_refs
  return Array.isArray(refs) && refs.length === 1 ? textOf(refs[0]) : undefined
}

/** Who asks whom, when and how urgently, as the request itself says it. */
export function factsOf({ object, fromParty, addedAt }: Pick<StoredRecord, 'object' | 'fromParty' | 'addedAt'>): RequestFacts {
  return {
    requesting: fromParty,
    requested: textOf(requestField(object, 'to_party')) ?? '',
    at: instantOf(object.created) ?? addedAt.toISOString(),
    urgency: textOf(requestField(object, 'urgency')) ?? 'routine',
  }
}

// Its author's claim of when: both nodes hold the same words, and each got them at another time.
function toStep(
  record: StoredRecord,
  { withdrawn, after }: { readonly withdrawn: boolean; readonly after: string | undefined },
): StoredStep {
  const { object, fromParty, addedAt } = record
  return {
    id: String(object.id),
    by: fromParty,
    at: instantOf(object.created) ?? addedAt.toISOString(),
    happened: stepField(object, 'happened_on') ?? instantOf(stepField(object, 'happened_at')),
    step: stepField(object, 'step') ?? '',
    after,
    document: stepField(object, 'document'),
    documentState: stepField(object, 'document_state'),
    court: stepField(object, 'court'),
    number: stepField(object, 'number'),
    day: stepField(object, 'day'),
    offences: textsOf(readField(kinds.get('request-step'), object, 'offences')),
    assurance: stepField(object, 'assurance'),
    withdrawn,
    record,
  }
}

function instantOf(value: Json | undefined): string | undefined {
  const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString()
}

/** The texts of a list; none of what is no list. */
export function textsOf(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}
