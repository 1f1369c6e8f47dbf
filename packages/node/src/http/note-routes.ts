import { type NoteDetail, type NoteRow, routes } from '@enlace/api'
import { Fault, isJsonObject, type Json, type JsonObject } from '@enlace/core'
import { type Actor, movesOfNote, type NoteMoveChoice, replyByStep, stateOfRequest } from '@enlace/policy'
import { findKind, presentFields } from '@enlace/records'
import { findClearanceOf } from '../store/clearances.ts'
import { recordDigest } from '../store/keyed-digest.ts'
import { listNotes } from '../store/list-notes.ts'
import { listOfficers } from '../store/list-officers.ts'
import { type NoteCase, noteField, openPassagesOf, readNotes, stampField } from '../store/read-note.ts'
import { readRequest } from '../store/read-request.ts'
import { readStoredRecords } from '../store/stored-records.ts'
import type { StoredVersion } from '../store/version-rows.ts'
import type { Desk } from './desk.ts'
import { findRecord, ownIdOf } from './find-record.ts'
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
    const { version } = await findRecord(desk, actor, 'note.read', await ownIdOf(desk, params.id))
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
      moves: await showMoves(desk, actor, note),
      open: [...openPassagesOf(object)],
      onPaper: note.facts.onPaper,
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
  const requests = await requestsOf(desk, notes)
  const steps = await readReplies(desk, notes, requests)
  return versions.flatMap((version, i) => {
    const note = bySeq.get(version.seq)
    const record = summaries[i]
    if (note === undefined || record === undefined) return []
    const field = (name: string) => textOf(noteField(note.record.object, name))
    const { state } = note.standing
    const replyDue = field('reply_due') ?? null
    const repliedBy = steps.get(version.seq) ?? null
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
        replyLate: replyDue !== null && replyDue < today && state !== 'answered' && repliedBy === null,
        repliedBy,
        request: requests.get(version.seq) ?? null,
      },
    ]
  })
}

/** The request that each note carries, by seq of the note and under its id here. */
async function requestsOf(desk: Desk, notes: readonly NoteCase[]): Promise<ReadonlyMap<number, string>> {
  const found = new Map<number, string>()
  for (const { record } of notes) {
    const request = textOf(noteField(record.object, 'request_ref'))
    if (request !== undefined) found.set(record.seq, await ownIdOf(desk, request))
  }
  return found
}

/** By seq of a note that no note has answered: the step of the request it carries by which the other side did. */
async function readReplies(
  desk: Desk,
  notes: readonly NoteCase[],
  requests: ReadonlyMap<number, string>,
): Promise<ReadonlyMap<number, { step: string; at: string }>> {
  const replies = new Map<number, { step: string; at: string }>()
  for (const { record, facts, standing } of notes) {
    const request = requests.get(record.seq)
    if (request === undefined || standing.state === 'answered') continue
    const found = await readRequest(desk.sql, desk.keystore, recordDigest(desk.searchKey, request))
    if (found === undefined) continue
    const counted = stateOfRequest(desk.requests.forms.get(found.form), found.facts, found.steps).steps
    const steps = counted.flatMap(({ id, aside }) => found.steps.find((step) => aside === null && step.id === id) ?? [])
    const purposeClass = textOf(noteField(record.object, 'purpose_class')) ?? ''
    const reply = replyByStep({ to: facts.to, purposeClass, writtenAt: String(record.object.created) }, steps)
    if (reply !== undefined) replies.set(record.seq, { step: reply.step, at: reply.at })
  }
  return replies
}

/** The stamps for one reader; where it is another's turn in their own agency, whose. */
async function showMoves(desk: Desk, actor: Actor, { facts, standing, author }: NoteCase): Promise<NoteDetail['moves']> {
  const officers = await listOfficers(desk.sql, actor)
  const isOthers = ({ refused }: NoteMoveChoice) => refused === 'role' || refused === 'own_note'
  return movesOfNote(facts, standing.state, actor, author).map((move) => ({
    ...move,
    roles: [...move.roles],
    who: officers
      .filter(
        ({ user, role }) =>
          isOthers(move) && user !== actor.user && move.roles.includes(role) && (move.stamp !== 'seal' || user !== author),
      )
      .map(({ user }) => user),
  }))
}

/** What still waits for a reply by its day, then the rest, newest first. */
function byReply(one: NoteRow, other: NoteRow): number {
  const due = ({ state, replyDue, repliedBy }: NoteRow) =>
    state === 'answered' || repliedBy != null || replyDue === null ? '9999' : replyDue
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
