import { type CaseDetail, routes } from '@enlace/api'
import { Fault, type Json, type JsonObject } from '@enlace/core'
import { type Actor, type CaseState, stateOfCase, stateOfRequest } from '@enlace/policy'
import { kinds, personsOfCase, readField } from '@enlace/records'
import { fieldsOf, toCaseRecords } from '../store/case-records.ts'
import { recordDigest } from '../store/keyed-digest.ts'
import { listCases, refreshCases } from '../store/list-cases.ts'
import { type CaseRequest, findSent, linkedToCase, readCase, requestsOfCase } from '../store/read-case.ts'
import { findLatest } from '../store/read-changes.ts'
import { readRequest } from '../store/read-request.ts'
import type { StoredRecord } from '../store/stored-records.ts'
import type { Desk } from './desk.ts'
import { findRecord, idsMeant, ownIdOf } from './find-record.ts'
import { mount } from './mount.ts'
import { readSpeciality } from './read-speciality.ts'
import { showCustody, showLimit, summarise } from './show-record.ts'
import type { Site } from './site.ts'

/** Mounts cases of persons: the list, and one case as this party sees it. */
export function mountCaseRoutes(site: Site, desk: Desk): void {
  mount(site, routes.listCases, async ({ query }, actor) => {
    const { status, custody, turn, contested, person, skip = 0, limit = 50 } = query
    const now = desk.now().toISOString()
    await refreshCases(desk, actor.agency, now.slice(0, 10))
    const filter = { agency: actor.agency, party: actor.party, status, custody, turn, skip, limit }
    const { rows, total } = await listCases(desk.sql, {
      ...filter,
      contested: contested === undefined ? undefined : contested === 'yes',
      person: person === undefined ? undefined : recordDigest(desk.searchKey, person),
    })
    const versions = rows.map(({ version }) => version)
    const [summaries, texts] = [await summarise(desk, actor, versions), await desk.cache.read(versions)]
    const persons = await personsOf(
      desk,
      actor,
      versions.flatMap(({ fromParty }, i) => personRefs(desk, fromParty, texts[i]?.object)),
    )
    return {
      items: rows.flatMap(({ version, open, dueAt, ...row }, i) => {
        const record = summaries[i]
        if (record === undefined) return []
        const warnings = row.returnBy !== null && row.returnBy < now.slice(0, 10) ? [...row.warnings, 'return_overdue'] : [...row.warnings]
        const person = firstOf(persons, personRefs(desk, version.fromParty, texts[i]?.object))?.title ?? null
        return [{ ...row, record, person, pathways: [...row.pathways], warnings, openRequests: open, ...showLimit(desk, dueAt) }]
      }),
      total,
      asOf: now,
    }
  })

  mount(site, routes.readCase, async ({ params, query }, actor): Promise<CaseDetail> => {
    const { version } = await findRecord(desk, actor, 'case.read', await ownIdOf(desk, params.id))
    const found = version.kind === 'case' ? await readCase(desk, version, actor.agency) : undefined
    if (found === undefined) throw new Fault(version.erasedAt === null ? 'record_unknown' : 'record_erased')
    const [record] = await summarise(desk, actor, [version])
    if (record === undefined) throw new Fault('record_unknown')
    const now = desk.now().toISOString()
    const refs = personRefs(desk, found.record.fromParty, found.record.object)
    const state = stateOfCase(toCaseRecords(found.record, found.said), now.slice(0, 10))
    const [asked, linked, sent, persons] = [
      await requestsOfCase(desk.sql, actor.agency, version),
      await linkedToCase(desk.sql, actor.agency, version, { skip: query.skip ?? 0, before: query.before, limit: query.limit ?? 50 }),
      await findSent(desk.sql, [version.seq, ...found.said.map(({ seq }) => seq)]),
      await personsOf(desk, actor, refs),
    ]
    const summaries = await summarise(desk, actor, [...asked.map((one) => one.version), ...linked.versions])
    const reachOf = ({ seq, fromParty }: { readonly seq: number; readonly fromParty: string }) =>
      fromParty !== actor.party ? ('received' as const) : sent.has(seq) ? ('sent' as const) : ('home' as const)
    const { text } = fieldsOf(found.record)
    return {
      party: actor.party,
      record,
      person: firstOf(persons, refs) ?? null,
      reach: reachOf(version),
      about: {
        description: textOf(found.record.object.description) ?? '',
        workstream: text('workstream') ?? '',
        reference: text('reference') ?? null,
        soughtBy: text('sought_by') ?? null,
        statusBasis: text('status_basis') ?? null,
      },
      ...showState(state, found.said, reachOf),
      requests: asked.flatMap(({ form, stage, turn, open, startedAt, dueAt, custody }, i) => {
        const one = summaries[i]
        const times = { startedAt: startedAt.toISOString(), ...showLimit(desk, dueAt) }
        return one === undefined
          ? []
          : [{ record: one, form, state: stage, turn, open, custody: custody === null ? null : showCustody(custody, now), ...times }]
      }),
      speciality: await specialityOf(desk, actor.agency, asked),
      linked: { items: summaries.slice(asked.length).flatMap((one) => one ?? []), total: linked.total },
      asOf: now,
    }
  })
}

/** Most surrenders of one case whose speciality is told. */
const mostSurrenders = 5

/** The rule of speciality for each surrender of the case that was carried out. */
async function specialityOf(desk: Desk, agency: string, asked: readonly CaseRequest[]): Promise<CaseDetail['speciality']> {
  const { forms } = desk.requests
  const surrenders = asked.filter(({ form }) => forms.get(form)?.course.id === 'surrender').slice(0, mostSurrenders)
  const found = await Promise.all(surrenders.map(({ version }) => readRequest(desk.sql, desk.keystore, version.rid)))
  const told = found.map(async (request) => {
    if (request === undefined) return []
    const { form, facts, record } = request
    const standing = stateOfRequest(forms.get(form), facts, request.steps)
    if (!standing.events.some(({ code }) => code === 'surrender')) return []
    const { granted, consented, outside } = await readSpeciality(desk, agency, request, standing)
    const sides = { granted: [...granted], consented: [...consented], outside: [...outside] }
    return [{ request: String(record.object.id), form, by: facts.requested, ...sides }]
  })
  return (await Promise.all(told)).flat()
}

type Reach = CaseDetail['reach']

function showState(
  state: CaseState,
  said: readonly StoredRecord[],
  reachOf: (record: StoredRecord) => Reach,
): Pick<CaseDetail, 'standing' | 'custody' | 'pathways' | 'funnel' | 'steps' | 'wanted' | 'roles' | 'notices' | 'warnings' | 'missing'> {
  const byId = new Map(said.map((record) => [String(record.object.id), record]))
  const base = (record: StoredRecord) => ({
    id: String(record.object.id),
    by: record.fromParty,
    at: textOf(record.object.modified) ?? record.addedAt.toISOString(),
    reach: reachOf(record),
    content: textOf(record.object.content) ?? '',
  })
  /** Records of one kind in the order of the fold, with what it says of each. */
  const shown = <T extends { readonly id: string }, S>(of: readonly T[], show: (record: StoredRecord, one: T, read: Read) => S): S[] =>
    of.flatMap((one) => {
      const record = byId.get(one.id)
      return record === undefined ? [] : [show(record, one, readerOf(record))]
    })
  const kindOf = (kind: string) => said.filter((record) => record.kind === kind).map(({ object }) => ({ id: String(object.id) }))
  const { custody, pathways, standing } = state
  const current = new Map(pathways.parties.map((party) => [party.id, party]))
  const basis = standing.of.map((id) => byId.get(id)).find((record) => record !== undefined)
  const steps = shown(kindOf('procedural-step'), (record, _one, { need, may }) => ({
    ...base(record),
    step: need('step'),
    ofParty: need('of_party'),
    localStep: may('local_step'),
    day: need('day'),
    court: may('court'),
    number: may('number'),
    offence: may('offence'),
    outcome: may('outcome'),
  })).sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.id < b.id ? -1 : 1))
  return {
    standing: {
      status: standing.status,
      basis: standing.basis,
      stated: standing.stated,
      offence: (basis === undefined ? undefined : readerOf(basis).may('offence')) ?? offenceOf(steps, standing.status),
      of: [...standing.of],
    },
    custody: {
      state: custody.state,
      holder: custody.holder,
      since: sinceOf(byId.get(custody.since ?? '')),
      returnBy: custody.returnBy,
      events: shown(custody.links, (record, link, { need, may }) => ({
        ...base(record),
        event: link.event,
        happenedAt: need('happened_at'),
        precision: may('precision') ?? 'minute',
        soil: need('soil'),
        place: placeOf(record),
        fromParty: may('from_party'),
        toParty: may('to_party'),
        actingParty: may('acting_party'),
        authority: may('authority'),
        instrument: may('instrument'),
        article: may('article'),
        court: may('court'),
        number: may('number'),
        returnBy: may('return_by'),
        holder: link.holder,
        confirms: link.confirms,
        warnings: [...link.warnings],
        rights: link.rights.map(({ right, state: done, at, byWhom, hours }) => ({
          right,
          state: done,
          at: at ?? null,
          byWhom: byWhom ?? null,
          hours: hours ?? null,
        })),
        missing: [...link.missing],
        pending: fieldsOf(record)
          .list('pending')
          .map(({ what, court, number }) => ({
            what: textOf(what) ?? 'other',
            court: textOf(court) ?? null,
            number: textOf(number) ?? null,
          })),
      })),
    },
    pathways: {
      contested: pathways.contested,
      against: [...pathways.against],
      said: shown(
        pathways.parties.flatMap(({ id, before }) => [{ id }, ...before.map((old) => ({ id: old }))]),
        (record, { id }, { need, may }) => ({
          ...base(record),
          ofParty: need('of_party'),
          pathway: need('pathway'),
          word: need('word'),
          language: may('word_language'),
          source: need('source'),
          sourceUrl: may('source_url'),
          saidOn: may('said_on'),
          instrument: may('instrument'),
          article: may('article'),
          current: current.has(id),
          reported: record.fromParty !== need('of_party'),
        }),
      ),
    },
    funnel: state.funnel.map(({ step, day, records }) => ({ step, day, records: [...records] })),
    steps,
    wanted: shown(state.wanted, (record, one, { need, may }) => ({
      ...base(record),
      list: one.list,
      listName: may('list_name'),
      standing: need('standing'),
      from: need('from'),
      until: may('until'),
      asOf: may('as_of'),
      publisher: need('publisher'),
      endedBy: may('ended_by'),
      sourceUrl: may('source_url'),
      now: one.now,
    })),
    roles: shown(state.roles, (record, one, { need, may }) => ({
      ...base(record),
      party: need('party'),
      agency: may('agency'),
      role: need('role'),
      soil: need('soil'),
      actOn: need('act_on'),
      event: may('event_ref'),
      authorisation: need('authorisation'),
      authorisedBy: may('authorised_by'),
      instrument: may('instrument'),
      article: may('article'),
      creditBy: may('credit_by'),
      creditWord: may('credit_word'),
      creditOn: may('credit_on'),
      warnings: [...one.warnings],
    })),
    notices: {
      asking: state.notices.asking.map((one) => ({ ...one, about: [...one.about] })),
      owed: state.notices.owed.map(({ person, by, event, state: heard, done }) => {
        const answer = byId.get(done ?? '')
        const may = answer === undefined ? () => null : readerOf(answer).may
        return { person, by, event, state: heard, toldAt: may('told_at'), channel: may('channel') }
      }),
    },
    warnings: state.warnings.map(({ code, of }) => ({ code, of: [...of] })),
    missing: state.missing,
  }
}

type Read = { readonly need: (name: string) => string; readonly may: (name: string) => string | null }

function readerOf(record: StoredRecord): Read {
  const { text } = fieldsOf(record)
  return { need: (name) => text(name) ?? '', may: (name) => text(name) ?? null }
}

// What a person is charged with; an allegation has no step that names it.
function offenceOf(steps: CaseDetail['steps'], status: string): string | null {
  if (status !== 'charged' && status !== 'convicted' && status !== 'acquitted') return null
  return steps.findLast(({ offence }) => offence !== null)?.offence ?? null
}

function sinceOf(record: StoredRecord | undefined): string | null {
  return record === undefined ? null : (readerOf(record).may('happened_at') ?? null)
}

function placeOf({ kind, object }: StoredRecord): string | null {
  const place = readField(kinds.get(kind), object, 'happened_in')
  const said = typeof place === 'object' && place !== null && !Array.isArray(place) ? (place as JsonObject) : {}
  const words = [said.name, said.city, said.administrative_area].flatMap((one) => textOf(one) ?? [])
  return words.length === 0 ? null : words.join(', ')
}

/** Records that say who the person of a case is, under their ids here. */
function personRefs(desk: Desk, from: string, object: JsonObject | undefined): readonly string[] {
  return object === undefined ? [] : idsMeant(desk, from, personsOfCase(object))
}

function firstOf<T>(found: ReadonlyMap<string, T>, ids: readonly string[]): T | undefined {
  return ids.map((id) => found.get(id)).find((one) => one !== undefined)
}

/** The persons of cases, as far as the reader may see their records. */
async function personsOf(desk: Desk, actor: Actor, ids: readonly string[]) {
  const wanted = [...new Set(ids)]
  const versions = await findLatest(
    desk.sql,
    actor.agency,
    wanted.map((id) => recordDigest(desk.searchKey, id)),
  )
  const summaries = await summarise(desk, actor, versions)
  return new Map(summaries.flatMap((one) => (one === undefined ? [] : [[one.id, one] as const])))
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}
