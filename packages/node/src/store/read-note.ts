import type { Json, JsonObject } from '@enlace/core'
import type { ClearanceState, NoteFacts, NoteStamp, NoteStanding } from '@enlace/policy'
import { stateOfNote } from '@enlace/policy'
import { kinds, openPassages, readField } from '@enlace/records'
import { hiddenSeqs, isShown } from './hidden.ts'
import type { Keystore } from './keystore.ts'
import type { Querier } from './logs.ts'
import { readStoredRecords, type StoredRecord } from './stored-records.ts'

/** A stamp with the record that states it. */
export type StoredStamp = NoteStamp & { readonly record: StoredRecord }

/** A diplomatic note with everything that was said of it, as this node holds it. */
export type NoteCase = {
  readonly record: StoredRecord
  /** The account that wrote its last version here; null for what came from elsewhere. */
  readonly author: string | null
  readonly facts: NoteFacts
  readonly stamps: readonly StoredStamp[]
  readonly standing: NoteStanding
  /** Records of the notes that answer it, by journal seq. */
  readonly replies: readonly number[]
}

/** Most notes of one answer, and most stamps of one note. */
const maxNotes = 500
const maxStamps = 4000

/** What reading a note takes: `isRouted` says whether the own party's offices have to clear it. */
export type NoteReading = {
  readonly sql: Querier
  readonly keystore: Keystore
  readonly party: string
  readonly isRouted: (record: StoredRecord) => boolean
}

/** A field of the extension of a note, by name. */
export function noteField(object: JsonObject, name: string): Json | undefined {
  return readField(kinds.get('diplomatic-note'), object, name)
}

/** A field of the extension of a stamp, by name. */
export function stampField(object: JsonObject, name: string): string | undefined {
  return textOf(readField(kinds.get('note-stamp'), object, name))
}

/** The notes of these record digests that can be read, in no order; erased and hidden ones are left out. */
export async function readNotes(reading: NoteReading, rids: readonly Uint8Array[]): Promise<readonly NoteCase[]> {
  const { sql, keystore, party, isRouted } = reading
  if (rids.length === 0) return []
  const asked = sql.array(
    rids.slice(0, maxNotes).map((rid) => Buffer.from(rid)),
    17,
  )
  const found = await sql<{ seq: number; author: string | null; left: boolean; clearance: ClearanceState | null }[]>`
    select v.seq, v.author, c.state as clearance, exists (select from decision d join version sent on sent.seq = d.version_seq
        where sent.rid = v.rid and d.out_seq is not null) as left
    from version v left join clearance c on c.version_seq = v.seq
    where v.rid = any(${asked}::bytea[]) and v.kind = 'diplomatic-note' and v.latest and not v.revoked and ${isShown(sql)}`
  const said = await sql<{ seq: number; target: Buffer; relation: string; kind: string; withdrawn: boolean }[]>`
    select v.seq, r.target, r.relation, v.kind, exists (select from version w where w.rid = v.rid and w.from_party = v.from_party
        and (w.revoked or w.seq in ${hiddenSeqs(sql)})) as withdrawn
    from reference r join version v on v.seq = r.seq
    where r.target = any(${asked}::bytea[]) and v.erased_at is null
      and ((r.relation = 'object_refs' and v.kind = 'note-stamp' and not exists (select from version b
          where b.rid = v.rid and b.from_party = v.from_party and (b.modified, b.seq) < (v.modified, v.seq)))
        or (r.relation = 'answers_ref' and v.kind = 'diplomatic-note' and v.latest and not v.revoked))
    order by v.seq limit ${maxStamps}`
  const records = await readStoredRecords(sql, keystore, [...new Set([...found, ...said].map(({ seq }) => seq))])
  const bySeq = new Map(records.map((record) => [record.seq, record]))
  return found.flatMap(({ seq, author, left, clearance }) => {
    const record = bySeq.get(seq)
    if (record === undefined) return []
    const about = said.filter(({ target }) => target.equals(record.rid))
    const stamps = about.flatMap(({ seq: at, kind, withdrawn }) => {
      const stamp = kind === 'note-stamp' ? bySeq.get(at) : undefined
      return stamp === undefined ? [] : [toStamp(stamp, withdrawn)]
    })
    const to = textOf(noteField(record.object, 'to_party')) ?? ''
    const replies = about.flatMap(({ seq: at, kind, withdrawn }) => {
      const reply = kind === 'diplomatic-note' && !withdrawn ? bySeq.get(at) : undefined
      return reply === undefined ? [] : [reply]
    })
    const facts = {
      from: record.fromParty,
      to,
      modified: record.modified.toISOString(),
      cleared: clearance === null ? !isRouted(record) : clearance === 'cleared',
      left: left || record.fromParty !== party,
      // What the own party drafts as an answer is one when it leaves; what came from the other has left.
      replied: replies.some((reply) => reply.fromParty === to && reply.fromParty !== party),
      onPaper: noteField(record.object, 'channel') !== 'electronic',
      unfinished: openPassagesOf(record.object).length > 0,
    }
    const standing = stateOfNote(facts, stamps)
    return [{ record, author, facts, stamps, standing, replies: replies.map((reply) => reply.seq) }]
  })
}

/** What a note leaves to be written or translated, in its text and in the translation; of any other kind nothing. */
export function openPassagesOf(object: JsonObject): readonly string[] {
  if (noteField(object, 'number') === undefined) return []
  return [object.content, noteField(object, 'translation_text')].flatMap((text) => openPassages(textOf(text) ?? ''))
}

/** Digests of the notes that name a request, by its digest: as what they carry or among what they are about. */
export async function findNotesOf(sql: Querier, request: Uint8Array): Promise<readonly Uint8Array[]> {
  const rows = await sql<{ rid: Buffer }[]>`select distinct v.rid from reference r join version v on v.seq = r.seq
    where r.target = ${Buffer.from(request)} and r.relation in ('request_ref', 'object_refs') and v.kind = 'diplomatic-note' and v.latest and ${isShown(sql)}
    limit ${maxNotes}`
  return rows.map(({ rid }) => rid)
}

/** Whether a sealed note of a class, written by the own party, stands beside a request. */
export async function isCarried(reading: NoteReading, request: Uint8Array, noteClass: string): Promise<boolean> {
  const notes = await readNotes(reading, await findNotesOf(reading.sql, request))
  return notes.some(
    ({ record, standing }) =>
      record.fromParty === reading.party &&
      noteField(record.object, 'purpose_class') === noteClass &&
      standing.state !== 'drafted' &&
      standing.state !== 'cleared',
  )
}

function toStamp(record: StoredRecord, withdrawn: boolean): StoredStamp {
  const { object, fromParty, addedAt } = record
  const created = textOf(object.created)
  const at = created === undefined || Number.isNaN(Date.parse(created)) ? addedAt.toISOString() : new Date(created).toISOString()
  return { id: String(object.id), by: fromParty, at, stamp: stampField(object, 'stamp') ?? '', withdrawn, record }
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}
