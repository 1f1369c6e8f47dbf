import { type Static, Type } from 'typebox'
import { code, count, day, instant, lastDay, recordId, summary } from './parts.ts'
import { custody as custodyTerm } from './work.ts'

const maybe = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])
const text = Type.String()
const roughDay = Type.String({ description: 'YYYY, YYYY-MM or YYYY-MM-DD' })

export const caseRow = Type.Object({
  record: summary,
  person: maybe(text),
  status: code,
  custody: code,
  holder: maybe(code),
  pathways: Type.Array(Type.Object({ party: code, pathway: code })),
  contested: Type.Boolean(),
  missing: count,
  warnings: Type.Array(code),
  returnBy: maybe(day),
  openRequests: count,
  dueAt: maybe(instant),
  lastDay,
  turn: maybe(code),
})
export type CaseRow = Static<typeof caseRow>
export const caseList = Type.Object({ items: Type.Array(caseRow), total: count, asOf: instant })
export type CaseList = Static<typeof caseList>

/** What every record of a case says of itself: who wrote it, and whether the partner has it. */
const said = {
  id: recordId,
  by: code,
  at: instant,
  reach: Type.Union([Type.Literal('received'), Type.Literal('sent'), Type.Literal('home')]),
  content: text,
}

const check = Type.Object({ right: code, state: code, at: maybe(text), byWhom: maybe(text), hours: maybe(Type.Number()) })

const custodyEvent = Type.Object({
  ...said,
  event: code,
  happenedAt: instant,
  precision: code,
  soil: text,
  place: maybe(text),
  fromParty: maybe(text),
  toParty: maybe(text),
  actingParty: maybe(text),
  authority: maybe(text),
  instrument: maybe(text),
  article: maybe(text),
  court: maybe(text),
  number: maybe(text),
  returnBy: maybe(text),
  holder: maybe(Type.String({ description: 'Party that holds the person after it.' })),
  confirms: maybe(recordId),
  warnings: Type.Array(code),
  rights: Type.Array(check),
  missing: Type.Array(code),
  pending: Type.Array(Type.Object({ what: code, court: maybe(text), number: maybe(text) })),
})
export type CustodyEventShape = Static<typeof custodyEvent>

const pathway = Type.Object({
  ...said,
  ofParty: code,
  pathway: code,
  word: text,
  language: maybe(text),
  source: text,
  sourceUrl: maybe(text),
  saidOn: maybe(roughDay),
  instrument: maybe(text),
  article: maybe(text),
  current: Type.Boolean({ description: 'The last word of its party.' }),
  reported: Type.Boolean({ description: 'Another party says that this one said so.' }),
})

const step = Type.Object({
  ...said,
  step: code,
  ofParty: code,
  localStep: maybe(text),
  day: roughDay,
  court: maybe(text),
  number: maybe(text),
  offence: maybe(text),
  outcome: maybe(text),
})

const wanted = Type.Object({
  ...said,
  list: text,
  listName: maybe(text),
  standing: code,
  from: roughDay,
  until: maybe(roughDay),
  asOf: maybe(roughDay),
  publisher: text,
  endedBy: maybe(text),
  sourceUrl: maybe(text),
  now: Type.Boolean(),
})

const role = Type.Object({
  ...said,
  party: code,
  agency: maybe(text),
  role: code,
  soil: text,
  actOn: roughDay,
  event: maybe(recordId),
  authorisation: code,
  authorisedBy: maybe(text),
  instrument: maybe(text),
  article: maybe(text),
  creditBy: maybe(text),
  creditWord: maybe(text),
  creditOn: maybe(text),
  warnings: Type.Array(code),
})

const notices = Type.Object({
  asking: Type.Array(Type.Object({ person: text, by: code, about: Type.Array(code), askedOn: maybe(roughDay) })),
  owed: Type.Array(
    Type.Object({
      person: Type.String({ description: 'The reference that the agency keeps the person under.' }),
      by: code,
      event: recordId,
      state: Type.Union([Type.Literal('to_tell'), Type.Literal('told'), Type.Literal('refused')]),
      toldAt: maybe(instant),
      channel: maybe(code),
    }),
  ),
})

/** A case as one party sees it: the shared part and, marked, what stays home. */
export const caseDetail = Type.Object({
  party: Type.String({ description: 'The reader’s own.' }),
  record: summary,
  person: maybe(summary),
  reach: said.reach,
  about: Type.Object({
    description: text,
    workstream: text,
    reference: maybe(text),
    soughtBy: maybe(text),
    statusBasis: maybe(text),
  }),
  standing: Type.Object({
    status: code,
    basis: Type.Union([Type.Literal('steps'), Type.Literal('stated')]),
    stated: text,
    offence: maybe(text),
    of: Type.Array(recordId),
  }),
  custody: Type.Object({
    state: code,
    holder: maybe(text),
    since: maybe(instant),
    returnBy: maybe(Type.Object({ day, overdue: Type.Boolean(), event: recordId })),
    events: Type.Array(custodyEvent),
  }),
  pathways: Type.Object({ contested: Type.Boolean(), said: Type.Array(pathway), against: Type.Array(recordId) }),
  funnel: Type.Array(Type.Object({ step: code, day: maybe(roughDay), records: Type.Array(recordId) })),
  steps: Type.Array(step),
  wanted: Type.Array(wanted),
  roles: Type.Array(role),
  notices,
  warnings: Type.Array(Type.Object({ code, of: Type.Array(recordId) })),
  missing: count,
  requests: Type.Array(
    Type.Object({
      record: summary,
      form: code,
      state: maybe(code),
      turn: maybe(code),
      open: Type.Boolean(),
      startedAt: instant,
      dueAt: maybe(instant),
      lastDay,
      custody: maybe(custodyTerm),
    }),
  ),
  speciality: Type.Array(
    Type.Object({
      request: recordId,
      form: code,
      by: Type.String({ description: 'The party that surrendered the person.' }),
      granted: Type.Array(text),
      consented: Type.Array(Type.String({ description: 'Consented to since, by a waiver.' })),
      outside: Type.Array(Type.String({ description: 'Charged, and neither granted nor consented to.' })),
    }),
    { description: 'For what a person surrendered may be tried, by surrender.' },
  ),
  linked: Type.Object({ items: Type.Array(summary), total: count }),
  asOf: instant,
})
export type CaseDetail = Static<typeof caseDetail>
