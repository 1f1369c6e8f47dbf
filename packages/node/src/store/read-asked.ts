import { type AskedOf, type AtCrossing, strictestTlp } from '@enlace/policy'
import type { Sql } from 'postgres'
import { fieldsOf } from './case-records.ts'
import { isShown } from './hidden.ts'
import type { Keystore } from './keystore.ts'
import { wordOf } from './read-commitments.ts'
import { readStoredRecords } from './stored-records.ts'
import { visibleTo } from './version-rows.ts'

type From = { readonly sql: Sql; readonly keystore: Keystore }
/** A stretch of days (YYYY-MM-DD), both counted. */
export type Days = { readonly from: string; readonly to: string }

/** What was read, the narrowest marking of all of it (null where there is nothing), and whether there is more. */
type Read<T> = { readonly all: readonly T[]; readonly tlp: string | null; readonly more: boolean }

/** Alerts and requests, and words said to them, that are read at most. */
const most = 5000
const mostSaid = 20_000
const saidKinds = ['response', 'request-step', 'feedback']

/** What was asked both ways in a stretch of days, as far as an agency may see it, each with what was said to it and what it was worth. */
export async function readAsked({ sql, keystore }: From, agency: string, party: string, { from, to }: Days): Promise<Read<AskedOf>> {
  const rows = await sql<{ rid: Buffer; tlp: string; what: string; direction: string; fromParty: string; startedAt: Date }[]>`
    select w.rid, v.tlp, coalesce(w.form, w.kind) as what, w.direction, w.from_party as "fromParty", w.started_at as "startedAt"
    from work_item w join version v on v.rid = w.rid and v.latest and v.from_party = w.from_party
    where w.kind in ('mirror-alert', 'request') and ${isShown(sql)} and ${visibleTo(sql, agency)}
      and w.started_at >= ${`${from}T00:00:00Z`} and w.started_at < ${`${to}T00:00:00Z`}::timestamptz + interval '1 day'
    order by w.started_at desc limit ${most + 1}`
  const asked = rows.slice(0, most)
  const targets = sql.array(
    asked.map(({ rid }) => rid),
    17,
  )
  const links = await sql<
    { seq: number; tlp: string; target: Buffer }[]
  >`select v.seq, v.tlp, r.target from reference r join version v on v.seq = r.seq
    where r.target = any(${targets}::bytea[]) and r.relation = 'object_refs' and v.kind = any(${saidKinds}) and v.latest and not v.revoked
      and ${isShown(sql)} and ${visibleTo(sql, agency)} order by v.seq limit ${mostSaid}`
  const records = await readStoredRecords(sql, keystore, [...new Set(links.map(({ seq }) => seq))])
  const recordOf = new Map(records.map((record) => [record.seq, record]))
  const saidOf = Map.groupBy(links, ({ target }) => target.toString('hex'))
  return {
    all: asked.map(({ rid, what, direction, fromParty, startedAt }) => {
      const said = (saidOf.get(rid.toString('hex')) ?? []).flatMap(({ seq }) => recordOf.get(seq) ?? [])
      return {
        what,
        askedBy: direction === 'sent' ? party : fromParty,
        at: startedAt.toISOString(),
        said: said.flatMap((one) => {
          const { text } = fieldsOf(one)
          const { from: by, at } = wordOf(one)
          const step = text('step')
          return one.kind === 'feedback' || step === undefined ? [] : [{ by, at, step, ground: text('ground') ?? text('reason') }]
        }),
        verdicts: said.flatMap((one) => (one.kind === 'feedback' ? (fieldsOf(one).text('verdict') ?? []) : [])),
      }
    }),
    tlp: narrowest([...asked, ...links].map(({ tlp }) => tlp)),
    more: rows.length > most,
  }
}

const placedKinds = ['mirror-alert', 'seizure']

/** Alerts and seizures at a crossing in a stretch of days that an agency may see: of each only its kind, its author and the crossing. */
export async function readAtCrossings({ sql, keystore }: From, agency: string, { from, to }: Days): Promise<Read<AtCrossing>> {
  const rows = await sql<
    { seq: number; tlp: string }[]
  >`select v.seq, v.tlp from version v where v.kind = any(${placedKinds}) and v.latest and not v.revoked
      and ${isShown(sql)} and ${visibleTo(sql, agency)}
      and v.added_at >= ${`${from}T00:00:00Z`} and v.added_at < ${`${to}T00:00:00Z`}::timestamptz + interval '1 day'
    order by v.seq desc limit ${mostSaid + 1}`
  const records = await readStoredRecords(
    sql,
    keystore,
    rows.slice(0, mostSaid).map(({ seq }) => seq),
  )
  const tlpOf = new Map(rows.map(({ seq, tlp }) => [seq, tlp]))
  const counted = records.flatMap((one) => {
    const crossing = fieldsOf(one).text('crossing')
    return crossing === undefined ? [] : [{ one, crossing }]
  })
  return {
    all: counted.map(({ one, crossing }) => ({ kind: one.kind, party: one.fromParty, crossing })),
    tlp: narrowest(counted.flatMap(({ one }) => tlpOf.get(one.seq) ?? [])),
    more: rows.length > mostSaid,
  }
}

function narrowest(labels: readonly string[]): string | null {
  return labels.length === 0 ? null : strictestTlp(labels)
}
