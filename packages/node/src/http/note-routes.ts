import { type NoteDetail, type NoteRow, routes } from '@enlace/api'
import { Fault, isJsonObject, type Json, type JsonObject } from '@enlace/core'
import { type Actor, movesOfNote } from '@enlace/policy'
import { findKind, presentFields } from '@enlace/records'
import { findClearanceOf } from '../store/clearances.ts'
import { recordDigest } from '../store/keyed-digest.ts'
import { listNotes } from '../store/list-notes.ts'
import { type NoteCase, noteField, readNotes, stampField } from '../store/read-note.ts'
import { readStoredRecords } from '../store/stored-records.ts'
import type { StoredVersion } from '../store/version-rows.ts'
import type { Desk } from './desk.ts'
import { findRecord } from './find-record.ts'
import { mount } from './mount.ts'
import { summarise } from './show-record.ts'
import type { Site } from './site.ts'

/** Mounts diplomatic notes: the list both ways, and one note as this party sees it. */
export function mountNoteRoutes(site: Site, desk: Desk): void {
  const read = async (rids: readonly Uint8Array[]) => await readNotes({ sql: desk.sql, ...desk.services.notes }, rids)

  mount(site, routes.listNotes, async ({ query }, actor) => {
    const request = query.request === undefined ? undefined : recordDigest(desk.searchKey, query.request)
    const versions = await listNotes(desk.sql, { agency: actor.agency, party: actor.party, direction: query.direction, request })
    const notes = await read(versions.map(({ rid }) => rid))
    const rows = await showRows(desk, actor, versions, notes)
    return { items: rows.toSorted(byReply), total: rows.length, asOf: desk.now().toISOString() }
  })

  mount(site, routes.readNote, async ({ params }, actor): Promise<NoteDetail> => {
    const { version } = await findRecord(desk, actor, 'note.read', params.id)
    const [note] = version.kind === 'diplomatic-note' ? await read([version.rid]) : []
    if (note === undefined) throw new Fault(version.erasedAt === null ? 'record_unknown' : 'record_erased')
    const [row] = await showRows(desk, actor, [version], [note])
    if (row === undefined) throw new Fault('record_unknown')
    const { object, envelope } = note.record
    const clearance = await findClearanceOf(desk.sql, note.record.seq)
    const field = (name: string) => textOf(noteField(object, name))
    const answered = field('answers_ref')
    return {
      ...row,
      subject: textOf(object.abstract) ?? '',
      text: textOf(object.content) ?? '',
      fields: fieldsOf(object),
      enclosures: listOf(noteField(object, 'enclosures')).map((one) => ({
        title: textOf(one.title) ?? '',
        pages: typeof one.pages === 'number' ? one.pages : null,
        sha256: textOf(one.sha256) ?? null,
        record: textOf(one.record_ref) ?? null,
      })),
      stamps: note.stamps.map(({ id, stamp, by, at, withdrawn, record }) => ({
        id,
        stamp,
        by,
        at: stampField(record.object, 'stamped_at') ?? at,
        stampedBy: withdrawn ? '' : (stampField(record.object, 'stamped_by') ?? ''),
        registerNumber: withdrawn ? '' : (stampField(record.object, 'register_number') ?? ''),
        content: withdrawn ? '' : (textOf(record.object.content) ?? ''),
        counts: note.standing.counted.has(id),
        withdrawn,
      })),
      moves: movesOfNote(note.facts, note.standing.state, actor, note.author).map((move) => ({ ...move })),
      clearance: clearance === undefined ? null : { id: String(clearance.id), state: clearance.state },
      purpose: textOf(envelope.purpose) ?? '',
      permittedUse: Array.isArray(envelope.permitted_use) ? envelope.permitted_use.flatMap((use) => textOf(use) ?? []) : [],
      legalBasis: basisOf(envelope.legal_basis),
      answers: answered === undefined ? null : ((await showLinks(desk, actor, [answered]))[0] ?? { id: answered, title: '' }),
      replies: await showLinks(
        desk,
        actor,
        (await readStoredRecords(desk.sql, desk.keystore, note.replies)).map((reply) => String(reply.object.id)),
      ),
      asOf: desk.now().toISOString(),
    }
  })
}

async function showRows(
  desk: Desk,
  actor: Actor,
  versions: readonly StoredVersion[],
  notes: readonly NoteCase[],
): Promise<readonly NoteRow[]> {
  const summaries = await summarise(desk, actor, versions)
  const bySeq = new Map(notes.map((note) => [note.record.seq, note]))
  const today = desk.now().toISOString().slice(0, 10)
  return versions.flatMap((version, i) => {
    const note = bySeq.get(version.seq)
    const record = summaries[i]
    if (note === undefined || record === undefined) return []
    const field = (name: string) => textOf(noteField(note.record.object, name))
    const { state } = note.standing
    const replyDue = field('reply_due') ?? null
    return [
      {
        record,
        number: field('number') ?? '',
        purposeClass: field('purpose_class') ?? 'other',
        direction: note.record.fromParty === actor.party ? ('sent' as const) : ('received' as const),
        fromOffice: field('from_office') ?? '',
        toOffice: field('to_office') ?? '',
        to: note.facts.to,
        state,
        replyDue,
        replyLate: replyDue !== null && replyDue < today && state !== 'answered',
        request: field('request_ref') ?? null,
      },
    ]
  })
}

/** What still waits for a reply by its day, then the rest, newest first. */
function byReply(one: NoteRow, other: NoteRow): number {
  const due = ({ state, replyDue }: NoteRow) => (state === 'answered' || replyDue === null ? '9999' : replyDue)
  return due(one) < due(other) ? -1 : due(one) > due(other) ? 1 : 0
}

/** Records named by another, by title; those that the reader may not see are left out. */
async function showLinks(desk: Desk, actor: Actor, ids: readonly string[]): Promise<{ id: string; title: string }[]> {
  const links = []
  for (const id of ids) {
    const found = await findRecord(desk, actor, 'note.read', id).catch((cause: unknown) => {
      if (cause instanceof Fault) return undefined
      throw cause
    })
    const [summary] = found === undefined ? [] : await summarise(desk, actor, [found.version])
    if (summary !== undefined) links.push({ id, title: summary.title })
  }
  return links
}

/** The single fields of a note, as text. */
function fieldsOf(object: JsonObject): Record<string, string> {
  const kind = findKind('diplomatic-note')
  const fields = kind === undefined ? [] : presentFields(kind, object).filter(({ native }) => !native)
  return Object.fromEntries(
    fields.flatMap(({ name }) => {
      const value = textOf(noteField(object, name))
      return value === undefined ? [] : [[name, value]]
    }),
  )
}

function basisOf(value: Json | undefined): NoteDetail['legalBasis'] {
  if (value === undefined || !isJsonObject(value)) return null
  return { instrument: textOf(value.instrument) ?? '', article: textOf(value.article) ?? '' }
}

function listOf(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter((one): one is JsonObject => isJsonObject(one)) : []
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}
