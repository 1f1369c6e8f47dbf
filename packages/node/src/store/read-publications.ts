import { isJsonObject, type Json } from '@enlace/core'
import { type PublicationWord, type PublicState, stateOfPublication } from '@enlace/policy'
import { kinds, readField } from '@enlace/records'
import type { Sql } from 'postgres'
import { isShown } from './hidden.ts'
import { recordDigest } from './keyed-digest.ts'
import type { Keystore } from './keystore.ts'
import { readStoredRecords, type StoredRecord } from './stored-records.ts'
import { type StoredVersion, versionColumns, visibleTo } from './version-rows.ts'

/** Acts of publishing that are read at most. */
const maxActs = 20_000
const kind = kinds.get('publication')

/** One act of publishing as its record says it, with the words that the public is told. */
export type PublicationAct = PublicationWord & {
  readonly kind: string
  readonly title: string
  readonly reason: Readonly<Record<string, string>>
  readonly announced: Readonly<Record<string, string>>
}

/** A version that is or was public, as it lies in the store. `heldBy`: who wrote it. */
export type PublishedRecord = {
  readonly record: StoredRecord
  readonly state: PublicState
  readonly acts: readonly PublicationAct[]
  readonly n: number
  readonly from: string
  /** Taken off again: known to whoever read it then, and shown nowhere. */
  readonly isGone: boolean
  /** The records that it speaks of, and its own, as keyed digests in hexadecimal. */
  readonly rid: string
  readonly about: readonly string[]
}

/** Every act of publishing of this party, oldest first. One that was erased, recalled or revoked counts no more. */
export async function readPublicationActs(
  { sql, keystore }: { readonly sql: Sql; readonly keystore: Keystore },
  party: string,
): Promise<readonly PublicationAct[]> {
  const rows = await sql<{ seq: number }[]>`select v.seq from version v where v.kind = 'publication' and v.latest and not v.revoked
    and v.from_party = ${party} and ${isShown(sql)} order by v.seq limit ${maxActs}`
  const records = await readStoredRecords(
    sql,
    keystore,
    rows.map(({ seq }) => seq),
  )
  return records.flatMap((record) => {
    const text = (name: string) => String(readField(kind, record.object, name) ?? '')
    const does = text('does')
    if (does !== 'publish' && does !== 'correct' && does !== 'withdraw') return []
    const act = { id: String(record.object.id), of: text('of_ref'), kind: text('of_kind'), modified: text('of_modified'), does } as const
    const words = (name: string) => wordsOf(readField(kind, record.object, name))
    return [
      {
        ...act,
        publishAt: text('publish_at'),
        agreedAt: record.addedAt.toISOString(),
        title: String(record.object.abstract ?? ''),
        reason: words('reason'),
        announced: words('announced'),
      },
    ]
  })
}

/** The acts by what they are about, with what is public of it at an instant. */
export function statesOf(
  acts: readonly PublicationAct[],
  now: Date,
): ReadonlyMap<string, { readonly acts: readonly PublicationAct[]; readonly state: PublicState }> {
  const of = Map.groupBy(acts, (act) => act.of)
  return new Map([...of].map(([id, own]) => [id, { acts: own, state: stateOfPublication(own, now.toISOString()) }]))
}

/**
 * Every version that is or was public: marked TLP:CLEAR, neither erased nor recalled nor about a protected person. What was withdrawn is among them and marked so: disclosure control
 * counts on that somebody read it.
 */
export async function readPublished(
  from: { readonly sql: Sql; readonly keystore: Keystore; readonly searchKey: Uint8Array },
  states: ReturnType<typeof statesOf>,
): Promise<readonly PublishedRecord[]> {
  const { sql, keystore, searchKey } = from
  const wanted = [...states].flatMap(([id, { acts, state }]) =>
    state.versions.map(({ n, modified, from: since, isGone }) => ({
      ...{ id, acts, state, n, since, isGone },
      modified: new Date(modified),
      rid: recordDigest(searchKey, id),
    })),
  )
  if (wanted.length === 0) return []
  const rids = sql.array(
    wanted.map(({ rid }) => Buffer.from(rid)),
    17,
  )
  const rows = await sql<{ seq: number; rid: Buffer; modified: Date }[]>`select v.seq, v.rid, v.modified from version v
    where v.rid = any(${rids}::bytea[]) and v.tlp = 'clear' and not v.revoked and ${isShown(sql)}`
  const keyOf = (rid: Uint8Array, modified: Date) => `${Buffer.from(rid).toString('hex')} ${modified.getTime()}`
  const seqOf = new Map(rows.map(({ seq, rid, modified }) => [keyOf(rid, modified), seq]))
  const seqs = wanted.flatMap(({ rid, modified }) => seqOf.get(keyOf(rid, modified)) ?? [])
  const [records, links] = await Promise.all([
    readStoredRecords(sql, keystore, [...new Set(seqs)]),
    sql<
      { seq: number; target: string }[]
    >`select r.seq, encode(r.target, 'hex') as target from reference r where r.seq = any(${seqs}) and r.relation = 'object_refs'`,
  ])
  const recordOf = new Map(records.map((record) => [record.seq, record]))
  return wanted.flatMap(({ id: _id, rid, modified, since, ...one }) => {
    const seq = seqOf.get(keyOf(rid, modified))
    const record = seq === undefined ? undefined : recordOf.get(seq)
    if (record === undefined || isProtected(record.envelope.person_status)) return []
    const about = links.filter((link) => link.seq === seq).map(({ target }) => target)
    return [{ ...one, record, from: since, rid: Buffer.from(rid).toString('hex'), about }]
  })
}

/** What tells of a person who is suspect, victim, witness or the like is never published, whoever agreed to it. */
export function isProtected(status: Json | undefined): boolean {
  return status !== undefined && status !== 'none'
}

function wordsOf(value: Json | undefined): Readonly<Record<string, string>> {
  if (!isJsonObject(value)) return {}
  return Object.fromEntries(Object.entries(value).flatMap(([tag, words]) => (typeof words === 'string' ? [[tag, words]] : [])))
}

/** Records that an agency may see, marked TLP:CLEAR, that say something about a record by naming it; newest last. */
export async function listSaidAbout(
  { sql }: { readonly sql: Sql },
  agency: string,
  rid: Uint8Array,
  ofKinds: readonly string[],
): Promise<StoredVersion[]> {
  return await sql<StoredVersion[]>`select distinct ${versionColumns(sql)} from reference r join version v on v.seq = r.seq
    join log body_at on body_at.log_id = v.body_log
    where r.target = ${rid as Buffer} and r.relation = 'object_refs' and v.kind = any(${ofKinds as string[]}) and v.latest and not v.revoked
      and v.tlp = 'clear' and ${isShown(sql)} and ${visibleTo(sql, agency)} order by v.seq limit 500`
}
