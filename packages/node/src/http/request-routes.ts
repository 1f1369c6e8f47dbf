import { type RequestDetail, type RequestForms, routes } from '@enlace/api'
import { Fault, isJsonObject, type Json, type JsonObject } from '@enlace/core'
import {
  type Actor,
  assurancesFor,
  clocksOfRequest,
  countLacking,
  custodyTermOf,
  documentsWanted,
  lastDayOf,
  movesOf,
  outstandingAssurances,
  type RequestClockState,
  type RequestForm,
  type RequestStanding,
  refuseReminding,
  stateOfRequest,
  unitLeft,
  watchedIn,
} from '@enlace/policy'
import { kinds, presentFields, readField } from '@enlace/records'
import { findCompeting } from '../store/find-competing.ts'
import { recordDigest } from '../store/keyed-digest.ts'
import { hasLeft, listRequests } from '../store/list-requests.ts'
import { findLatest } from '../store/read-changes.ts'
import { type RequestCase, readRequest, requestField, type StoredStep, stepField, textsOf } from '../store/read-request.ts'
import type { RequestPacks } from '../store/request-packs.ts'
import type { Desk } from './desk.ts'
import { findRecord, ownIdOf } from './find-record.ts'
import { mount } from './mount.ts'
import { otherAgencyOf } from './other-agency.ts'
import { offencesAsked, readSpeciality } from './read-speciality.ts'
import { showFormal } from './show-formal.ts'
import { showOffences } from './show-offences.ts'
import { showCustody, showLimit, summarise } from './show-record.ts'
import type { Site } from './site.ts'
import { isOwnName } from './step-words.ts'

/** Mounts requests: the forms, the list both ways, and one request as this party sees it. */
export function mountRequestRoutes(site: Site, desk: Desk): void {
  const packs = desk.requests
  const forms = { items: [...packs.forms.values()].map((form) => showForm(form, packs)) }
  mount(site, routes.listRequestForms, async () => forms)

  mount(site, routes.listRequests, async ({ query }, actor) => {
    const { direction, form, state, turn, show = 'open', skip = 0, limit = 50 } = query
    const filter = { agency: actor.agency, party: actor.party, direction, form, state, turn, show, skip, limit }
    const { rows, total } = await listRequests(desk.sql, filter)
    const now = desk.now().toISOString()
    const summaries = await summarise(
      desk,
      actor,
      rows.map(({ version }) => version),
    )
    return {
      items: rows.flatMap(({ stage, startedAt, dueAt, custody, left, ...row }, i) => {
        const record = summaries[i]
        if (record === undefined) return []
        const { form: name, turn: whose, direction: way } = row
        const times = { startedAt: startedAt.toISOString(), ...showLimit(desk, dueAt) }
        const held = custody === null ? null : showCustody(custody, now)
        return [{ record, form: name, turn: whose, direction: way, state: stage, custody: held, left, ...times }]
      }),
      total,
      asOf: now,
    }
  })

  mount(site, routes.readRequest, async ({ params }, actor): Promise<RequestDetail> => {
    const { version } = await findRecord(desk, actor, 'request.read', await ownIdOf(desk, params.id))
    const found = version.kind === 'request' ? await readRequest(desk.sql, desk.keystore, version.rid) : undefined
    if (found === undefined) throw new Fault(version.erasedAt === null ? 'record_unknown' : 'record_erased')
    const [record] = await summarise(desk, actor, [version])
    if (record === undefined) throw new Fault('record_unknown')
    const form = packs.forms.get(found.form)
    const standing = stateOfRequest(form, found.facts, found.steps)
    const now = desk.now().toISOString()
    const clocks = form === undefined ? [] : clocksOfRequest(form, found.facts, standing.events, packs.calendarOf, now)
    const { envelope, object } = found.record
    const subjects = await Promise.all(textsOf(object.object_refs).map(async (id) => await ownIdOf(desk, id)))
    const [soughtFor, left] = ['sought_for', 'sentence_left'].map((name) => requestField(object, name))
    const rivals = await findRivals(desk, actor.agency, found, form)
    const summaries = await summarise(desk, actor, rivals)
    const speciality = await readSpeciality(desk, actor.agency, found, standing)
    const told = new Map(found.steps.map((step) => [step.id, step]))
    return {
      record,
      askedAt: found.facts.at,
      left: found.facts.requesting !== actor.party || (await hasLeft(desk.sql, version.rid)),
      form: found.form,
      known: form !== undefined,
      requesting: found.facts.requesting,
      requested: found.facts.requested,
      otherAgency: otherAgencyOf(
        found.record,
        found.steps.map(({ record: step }) => step),
        found.facts.requesting === actor.party ? found.facts.requested : found.facts.requesting,
      ),
      state: standing.state,
      turn: standing.turn,
      head: standing.head,
      facts: factsOf(object),
      purpose: textOf(envelope.purpose) ?? '',
      legalBasis: basisOf(envelope.legal_basis),
      permittedUse: textsOf(envelope.permitted_use),
      subjects,
      about: await aboutOf(desk, actor, subjects),
      watch: form === undefined ? [] : watchedIn(form, saidIn(found)).map(({ id, title, ground }) => ({ id, title, ground })),
      steps: standing.steps.flatMap(({ id, from, to, aside }) => {
        const step = told.get(id)
        if (step === undefined) return []
        const shown = showStep(step)
        return [{ ...shown, content: isOwnName(shown.content, step.step, form, desk.messages) ? '' : shown.content, from, to, aside }]
      }),
      moves:
        form === undefined || standing.state === null
          ? []
          : showMoves(form, { ...found, clocks, now, assurances: standing.assurances }, standing.state, actor),
      clocks: showClocks(clocks, packs),
      custody: custodyOf(form, found, clocks, standing.documents, now),
      agreed: standing.agreed,
      offences: showOffences(
        packs.offencesOf(form),
        offencesAsked(found),
        soughtFor === 'sentence' && typeof left === 'number' ? left : undefined,
      ),
      outside: [...speciality.outside],
      assurances: { ...standing.assurances },
      outstanding: [...outstandingAssurances(standing.assurances)],
      competing: rivals.flatMap(({ form: name, fromParty }, i) => {
        const rival = summaries[i]
        return rival === undefined ? [] : [{ id: rival.id, from: fromParty, form: name, title: rival.title }]
      }),
      formal: await showFormal(desk, actor, found, form),
      documents: { ...standing.documents },
      home: ownNotes(found, actor.agency).map(({ object: note, addedAt }) => ({
        id: String(note.id),
        about: noteField(note, 'about') ?? 'note',
        at: addedAt.toISOString(),
        owner: noteField(note, 'owner'),
        agency: noteField(note, 'agency'),
        content: textOf(note.content) ?? '',
      })),
      asOf: now,
    }
  })
}

/** What a request is about, as far as its reader may see it. */
async function aboutOf(desk: Desk, actor: Actor, ids: readonly string[]): Promise<RequestDetail['about']> {
  const rids = ids.map((id) => recordDigest(desk.searchKey, id))
  const summaries = await summarise(desk, actor, await findLatest(desk.sql, actor.agency, rids))
  return summaries.flatMap((one) => one ?? [])
}

/** What an agency keeps to itself stays with it; one that was given the request sees that, and no more. */
function ownNotes({ notes }: RequestCase, agency: string): RequestCase['notes'] {
  return notes.filter((note) => note.agency === agency || noteField(note.object, 'agency') === agency)
}

/** Requests by other parties for the same person: of forms that seize or surrender one. */
async function findRivals(desk: Desk, agency: string, { record }: RequestCase, form: RequestForm | undefined) {
  if (form === undefined || !seizing.includes(form.course.id)) return []
  const forms = [...desk.requests.forms.values()].filter(({ course }) => seizing.includes(course.id)).map(({ id }) => id)
  return await findCompeting(desk.sql, { rid: record.rid, from: record.fromParty, agency, forms })
}

/** Courses at whose end a person is held or surrendered. */
const seizing: readonly string[] = ['surrender', 'arrest']

type Sourced = { readonly instrument?: string; readonly article?: string; readonly verified: boolean }

function showSource({ instrument, article, verified }: Sourced, { lawOf }: RequestPacks) {
  const law = instrument === undefined ? undefined : lawOf(instrument)
  return { instrument: instrument ?? null, law: law ?? null, article: article ?? null, verified }
}

function showForm(form: RequestForm, packs: RequestPacks): RequestForms['items'][number] {
  const { id, title, needs, instruments, course, documents, grounds, clocks, limit } = form
  return {
    id,
    title,
    note: form.note ?? null,
    needs: [...needs],
    instruments: [...instruments],
    states: Object.fromEntries(Object.entries(course.states).map(([name, state]) => [name, state.title])),
    steps: Object.fromEntries(course.moves.flatMap(({ step, title: called }) => (called === undefined ? [] : [[step, called]]))),
    documents: documents.map(({ by, translation, when, before, ...rule }) => ({
      id: rule.id,
      title: rule.title,
      by,
      translation,
      when: when ?? null,
      before: before ?? null,
      ...showSource(rule, packs),
    })),
    grounds: grounds.map((rule) => ({ id: rule.id, title: rule.title, ...showSource(rule, packs) })),
    clocks: clocks.map(({ rule, instrument }) => ({
      id: rule.id,
      standing: rule.standing,
      title: rule.title,
      ...showSource({ ...rule, instrument }, packs),
    })),
    limit: limit ?? null,
    offences: (packs.offencesOf(form)?.offences ?? []).map((offence) => ({ id: offence.id, title: offence.title })),
    assurances: packs.assurancesOf(form).map(({ text, ground, law, ...rule }) => ({
      id: rule.id,
      title: rule.title,
      text,
      ground: ground ?? null,
      ...showSource(rule, packs),
      ...(law === undefined ? {} : { law }),
    })),
  }
}

function showMoves(
  form: RequestForm,
  {
    clocks,
    now,
    assurances,
    ...found
  }: RequestCase & {
    readonly clocks: readonly RequestClockState[]
    readonly now: string
    readonly assurances: RequestStanding['assurances']
  },
  state: string,
  actor: { party: string; role: string },
): RequestDetail['moves'] {
  const reminding = refuseReminding(found.facts, clocks, found.steps, textOf(requestField(found.record.object, 'reply_by')), now)
  const moves = movesOf(form, found.facts, state, actor, assurances).map(({ to, refused, note, ...move }) => ({
    step: move.step,
    needs: [...move.needs],
    offers: [...move.offers],
    happens: move.happens,
    assurances: move.assuranceIs.length === 0 ? null : [...assurancesFor(move, assurances)],
    to: to ?? null,
    refused: refused ?? (move.step === 'remind' ? (reminding?.why ?? null) : null),
    states: [...move.states],
    note: note ?? null,
  }))
  return [...moves.filter(({ refused }) => refused === null), ...moves.filter(({ refused }) => refused !== null)]
}

function showClocks(clocks: readonly RequestClockState[], packs: RequestPacks): RequestDetail['clocks'] {
  return clocks.map(({ rule, instrument, owner, stops, clock, need }) => ({
    id: rule.id,
    standing: rule.standing,
    title: rule.title,
    ...showSource({ ...rule, instrument }, packs),
    source: rule.source,
    owner,
    state: clock?.state ?? 'cannot_compute',
    needs: need === null ? null : { what: need.needs, events: [...need.events] },
    startedOn: clock?.startedOn ?? null,
    dueOn: clock?.dueOn ?? null,
    dueAt: clock?.dueAt ?? null,
    lastDay: lastDayOf(rule, clock),
    stops: [...stops],
    stoppedOn: clock?.stoppedOn ?? null,
    left: clock?.left ?? null,
    atEnd: rule.atEnd.title,
    cure: rule.cure === null ? null : { title: rule.cure.title, article: rule.cure.article, verified: rule.cure.verified },
    leftIn: unitLeft(rule.term),
    pausedBy: pauseOf(clock),
    standsBy: ruleOfPause(rule, clock),
    stoppable: rule.pauses.length > 0,
    edition: clock?.edition ?? null,
  }))
}

/** The court that holds a clock, where one does. */
function pauseOf(clock: RequestClockState['clock']): RequestDetail['clocks'][number]['pausedBy'] {
  const pause = clock?.steps.find(({ code }) => code === 'paused_still')
  return pause === undefined ? null : { court: pause.court ?? '', number: pause.number ?? '' }
}

/** The rule by which a clock stands still, where it does. */
function ruleOfPause(rule: RequestClockState['rule'], clock: RequestClockState['clock']): RequestDetail['clocks'][number]['standsBy'] {
  const title = clock?.steps.find(({ code }) => code === 'paused_still')?.title
  const pause = rule.pauses.find((one) => one.title === title)
  return pause === undefined ? null : { title: pause.title, article: pause.article, verified: pause.verified }
}

/** The day of custody that a request counts, with what its documents lack on it. */
function custodyOf(
  form: RequestForm | undefined,
  { record }: RequestCase,
  clocks: readonly RequestClockState[],
  documents: Readonly<Record<string, string>>,
  now: string,
): RequestDetail['custody'] {
  const term = custodyTermOf(clocks)
  if (form === undefined || term === undefined) return null
  const wanted = documentsWanted(form, textOf(requestField(record.object, 'sought_for')), documents)
  return showCustody({ ...term, ...countLacking(wanted) }, now)
}

function showStep({ record, ...step }: StoredStep): Omit<RequestDetail['steps'][number], 'from' | 'to' | 'aside'> {
  const { object } = record
  const field = (name: string) => stepField(object, name) ?? null
  return {
    id: step.id,
    step: step.step,
    by: step.by,
    at: step.at,
    happened: step.happened ?? null,
    // What its author took back is shown as such, and nothing of it but that.
    says: field('state'),
    content: step.withdrawn === true ? '' : (textOf(object.content) ?? ''),
    ground: field('ground'),
    court: field('court'),
    number: field('number'),
    day: field('day'),
    document: field('document'),
    documentState: field('document_state'),
    verdict: field('verdict'),
    match: field('match'),
    place: field('place'),
    means: field('means'),
    handoverAt: field('handover_at'),
    zone: field('zone'),
    escorts: field('escorts'),
    papers: field('papers'),
    property: field('property'),
    medical: field('medical'),
    offences: [...(step.offences ?? [])],
    assurance: field('assurance'),
    gives: textsOf(readField(kinds.get('request-step'), object, 'gives')),
  }
}

/** What the request itself says, by field, as text. */
function factsOf(object: JsonObject): Record<string, string> {
  const kind = kinds.get('request')
  const fields = kind === undefined ? [] : presentFields(kind, object).filter(({ native }) => !native)
  return Object.fromEntries(
    fields.flatMap(({ name }) => (textOf(requestField(object, name)) === undefined ? [] : [[name, String(requestField(object, name))]])),
  )
}

function saidIn({ record: { object } }: RequestCase): string[] {
  return [object.abstract, object.content, ...['sought', 'facts', 'offence'].map((name) => requestField(object, name))].flatMap(
    (value) => textOf(value) ?? [],
  )
}

function noteField(object: JsonObject, name: string): string | null {
  return textOf(readField(kinds.get('request-note'), object, name)) ?? null
}

function basisOf(value: Json | undefined): RequestDetail['legalBasis'] {
  if (value === undefined || !isJsonObject(value)) return null
  return { instrument: textOf(value.instrument) ?? '', article: textOf(value.article) ?? '' }
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}
