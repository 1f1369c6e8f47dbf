import { isJsonObject, type Json, type JsonObject } from '@enlace/core'
import { type DueSession, stateOfCommitment, stateOfSession } from '@enlace/policy'
import { kinds, ledgerOf, readClaim, readDocument, readField, readStatement } from '@enlace/records'
import type { Clause, Commitment, Matter, Session, Statement, Words } from '@enlace/site'
import { fieldsOf } from '../store/case-records.ts'
import { toCommitmentRecords } from '../store/read-commitments.ts'
import { toSessionAccount } from '../store/read-sessions.ts'
import type { StoredRecord } from '../store/stored-records.ts'
import type { JointTitle } from './public-joint.ts'
import { slugOf } from './public-timeline.ts'

/** A commitment as the public reads it, from what is public of it, of its programmes and of the sessions that it may be due by. */
export function showCommitment(
  record: StoredRecord,
  said: readonly StoredRecord[],
  on: string,
  shown: { readonly programmes: readonly StoredRecord[]; readonly sessions: readonly StoredRecord[] },
): Commitment {
  const { programmes, sessions } = shown
  const records = toCommitmentRecords({ record, said }, dueSessionsOf(sessions, on))
  const state = stateOfCommitment(records, on)
  const { text, list } = fieldsOf(record)
  const recordOf = new Map(said.map((one) => [String(one.object.id), one]))
  const about = (id: string | null) => {
    const one = id === null ? undefined : recordOf.get(id)
    return { text: (name: string) => (one === undefined ? null : (fieldsOf(one).text(name) ?? null)), words: publicWords(one) }
  }
  const agreed = wordsIn(record, 'agreed_text')
  const programme = programmes.find(({ object }) => object.id === text('programme_ref'))
  const isInherited =
    programme !== undefined && programmes.some((one) => fieldsOf(one).codes('continues_refs').includes(String(programme.object.id)))
  return {
    programme: programme === undefined ? null : wordsIn(programme, 'names'),
    isInherited,
    title: shortened(agreed),
    text: agreed,
    modality: records.facts.modality,
    workstream: text('workstream') ?? null,
    due: text('due') ?? null,
    dueWords: text('due_words') ?? null,
    lastDay: state.lastDay,
    source: text('source') ?? '',
    clause: text('clause') ?? null,
    deliverable: text('deliverable') ?? null,
    baseline: text('baseline') ?? null,
    owners: state.owners.map(({ party, status, said: by, isOverdue }) => {
      const owner = list('owners').find((each) => each.party === party)
      const { text: of } = about(by)
      const asText = (value: Json | undefined) => (typeof value === 'string' ? value : null)
      return {
        ...{ party, status, isOverdue: isOverdue && !isInherited },
        office: asText(owner?.office),
        part: asText(owner?.part),
        asOf: of('as_of'),
        evidence: of('evidence'),
        next: of('next_step'),
      }
    }),
    judgements: records.judgements
      .filter(({ id }) => state.owners.some(({ judged }) => judged.includes(id)))
      .map(({ id, from, says, body }) => ({ by: from, body: body ?? null, says, words: about(id).words })),
    readings: state.readings.map(({ id, from, standing }) => {
      const { text: of, words } = about(id)
      return { party: from, words, source: of('source'), saidOn: of('said_on'), standing }
    }),
    isUnverifiable: state.warnings.some(({ code }) => code === 'no_baseline'),
  }
}

/** The public sessions folded as of a day, by the id of every public account of them. */
function dueSessionsOf(sessions: readonly StoredRecord[], on: string): ReadonlyMap<string, DueSession> {
  const accountsOf = Map.groupBy(sessions, (one) => fieldsOf(one).text('account_of_ref') ?? String(one.object.id))
  return new Map(
    [...accountsOf.values()].flatMap((accounts) => {
      const { standing, lastDay } = stateOfSession(
        accounts.map((record) => toSessionAccount({ record })),
        on,
      )
      return accounts.map(({ object }) => [String(object.id), { lastDay, isHeld: standing === 'held' }] as const)
    }),
  )
}

/** A statement as it was issued, clause by clause; `others` are the statements that are public now, `joint` the joint ones that this node released. */
export function showStatement(record: StoredRecord, others: readonly StoredRecord[], joint: readonly JointTitle[] = []): Statement {
  const one = readStatement(record.object)
  const read = others.flatMap((other) => readStatement(other.object) ?? [])
  const beside = one === undefined ? [] : read.filter(({ besideRef }) => besideRef === one.id)
  const above = read.find(({ id }) => id === one?.besideRef)
  const released = joint.find(({ id }) => id === one?.besideRef)
  const clauses = (one?.clauses ?? []).map(({ number, part, words }): Clause => ({ number, part, words }))
  return {
    title: titled(one?.title ?? {}, record),
    type: one?.type ?? 'unilateral',
    issuedBy: one?.issuedBy ?? [],
    publishedOn: one?.publishedOn ?? null,
    address: fieldsOf(record).text('source_url') ?? null,
    language: [...new Set(clauses.flatMap(({ words }) => Object.keys(words)))],
    clauses,
    beside: beside.map(({ id, title, issuedBy }) => ({ id: slugOf(id), title, issuedBy })),
    standsBeside:
      released !== undefined
        ? { id: released.slug, title: released.title }
        : above === undefined
          ? null
          : { id: slugOf(above.id), title: above.title },
    joint: null,
  }
}

/** A session as its public accounts tell it, with its public items, and the public statements about it. */
export function showSession(
  record: StoredRecord,
  said: readonly StoredRecord[],
  on: string,
  around: { readonly mechanisms: readonly StoredRecord[]; readonly statements: readonly StoredRecord[] },
): Session {
  const { text } = fieldsOf(record)
  const accounts = [record, ...said.filter(({ kind }) => kind === 'session')].map((one) => {
    const { text: of, list } = fieldsOf(one)
    const state = of('state')
    return {
      ...{ id: String(one.object.id), from: one.fromParty, at: String(one.object.created ?? one.addedAt.toISOString()) },
      state: saidState(state),
      ...{ day: of('held_on'), postponedTo: of('postponed_to'), place: of('place') },
      hasEvidence: list('evidence').length > 0,
    }
  })
  const state = stateOfSession(accounts, on)
  const id = String(record.object.id)
  const body = around.mechanisms.find((one) => one.object.id === text('mechanism_ref'))
  const items = said
    .filter(({ kind }) => kind === 'session-item')
    .map((one) => ({ one, place: Number(readField(kinds.get('session-item'), one.object, 'position') ?? 0) }))
  return {
    title: titled(wordsIn(record, 'names'), record),
    mechanism: body === undefined ? null : titled(wordsIn(body, 'names'), body),
    state: state.standing,
    day: state.day,
    place: state.place,
    items: items
      .toSorted((a, b) => a.place - b.place)
      .map(({ one }) => ({ type: fieldsOf(one).text('item_type') ?? 'agenda', words: wordsIn(one, 'words') })),
    statements: around.statements.flatMap((one) => {
      const statement = readStatement(one.object)
      return statement?.sessionRef === id ? [{ id: slugOf(statement.id), title: titled(statement.title, one) }] : []
    }),
  }
}

/** Who says what about a matter. Speakers are told by whom they speak for and in which role; a name of a person is never taken along. */
export function showMatter(
  record: StoredRecord,
  said: readonly StoredRecord[],
  documents: readonly StoredRecord[],
  pointWords: (point: string) => Words,
): Matter {
  const claims = said.flatMap(({ object }) => readClaim(object) ?? [])
  const known = documents.flatMap(({ object }) => readDocument(object) ?? [])
  const ledger = ledgerOf(claims, known)
  const { list, codes } = fieldsOf(record)
  // What each party calls a transfer is its own word, beside the others.
  const calls = record.kind === 'group-transfer' ? list('words') : []
  const named = new Map(ledger.documents.map((one) => [one.id, one]))
  const docOf = (id: string) => {
    const one = named.get(id)
    return one === undefined ? '' : `${one.publisher}${one.publishedOn === undefined ? '' : `, ${one.publishedOn}`}`
  }
  return {
    title: titled(wordsIn(record, 'name_words'), record),
    points: [
      ...(calls.length === 0 ? [] : [wordsPoint(calls, pointWords)]),
      ...ledger.points.map(({ point, standing, core, accounts, denials }) => ({
        point: pointWords(point),
        standing,
        accounts: accounts.map(({ value, sources, claims: saying }) => ({
          value: saying.find(({ valueWords }) => Object.keys(valueWords).length > 0)?.valueWords ?? { en: value },
          isAgreed: standing === 'agreed' && value === core,
          sources,
          said: saying.map((claim) => ({
            who: claim.speaksFor,
            role: claim.role ?? null,
            word: claim.word ?? null,
            on: claim.saidOn ?? null,
            modality: claim.modality,
            document: docOf(claim.document),
          })),
        })),
        denials: denials.map(({ by }) => ({ who: by.speaksFor, words: by.deniedWords ?? by.value })),
      })),
    ],
    documents: ledger.documents
      .filter(({ id }) => codes('object_refs').includes(id) || claims.some(({ document }) => document === id))
      .map((one) => ({
        ...{ title: one.title, publisher: one.publisher, url: one.url ?? null, publishedOn: one.publishedOn ?? null },
        note: one.impossible ? 'impossible' : /lgorithmicMedia$/.test(one.made) ? 'ai' : one.copyOf !== undefined ? 'copy' : null,
      })),
  }
}

/** The words that parties use for one transfer, each with where it says so. */
function wordsPoint(calls: readonly JsonObject[], pointWords: (point: string) => Words): Matter['points'][number] {
  const text = (value: Json | undefined) => (typeof value === 'string' ? value : '')
  const said = { role: null, word: null, on: null, modality: 'fact' }
  return {
    ...{ point: pointWords('pathway'), standing: 'attributed', denials: [] },
    accounts: calls.map(({ of_party: party, word, source }) => ({
      // A quoted word is the same in either language.
      value: { es: text(word), en: text(word) },
      ...{ isAgreed: false, sources: 1 },
      said: [{ ...said, who: text(party), document: text(source) }],
    })),
  }
}

/** Words of a field by language. */
export function wordsIn(record: StoredRecord, name: string): Words {
  const value = readField(kinds.get(record.kind), record.object, name)
  if (!isJsonObject(value)) return {}
  return Object.fromEntries(Object.entries(value).flatMap(([tag, words]) => (typeof words === 'string' ? [[tag, words]] : [])))
}

/** A title by language, else the record's own short name. */
export function titled(words: Words, record: StoredRecord): Words {
  if (Object.keys(words).length > 0) return words
  const { abstract, name } = record.object
  return { en: typeof name === 'string' ? name : typeof abstract === 'string' ? abstract : '' }
}

function shortened(words: Words): Words {
  const short = (text: string) => (text.length <= 140 ? text : `${text.slice(0, text.lastIndexOf(' ', 137))}…`)
  return Object.fromEntries(Object.entries(words).map(([tag, text]) => [tag, short(text)]))
}

// Who wrote no more than the step itself has said nothing beside it.
function publicWords(record: StoredRecord | undefined): string {
  const { content, abstract } = record?.object ?? {}
  return typeof content === 'string' && content !== abstract ? content : ''
}

function saidState(code: string | undefined): 'held' | 'postponed' | 'cancelled' | 'planned' {
  return code === 'held' || code === 'postponed' || code === 'cancelled' ? code : 'planned'
}
