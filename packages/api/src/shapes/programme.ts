import { type Static, Type } from 'typebox'
import { commitmentRow } from './commitments.ts'
import { code, count, day, instant, summary } from './parts.ts'

const maybe = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])
const words = Type.Record(Type.String(), Type.String(), { description: 'By language.' })
const roughDay = Type.String({ description: 'A day, a month or a year.' })

/** A record of the programme that another one names; `names` where it has official ones. */
const named = Type.Object({ id: Type.String(), title: Type.String(), names: words })
export type NamedRecord = Static<typeof named>

/** A programme: its names, and what it continues and what continues it. */
export const programmeRow = Type.Object({
  record: summary,
  names: words,
  others: Type.Array(Type.String()),
  parties: Type.Array(code),
  objective: words,
  from: maybe(roughDay),
  until: maybe(roughDay),
  continues: Type.Array(named),
  continuedBy: Type.Array(named),
})
export type ProgrammeRow = Static<typeof programmeRow>

/** Whether a body meets as often as was agreed. */
const beat = Type.Object({
  everyDays: count,
  lastHeld: maybe(day),
  days: maybe(count),
  dueBy: maybe(day),
  missed: Type.Boolean(),
  nextPlanned: maybe(day),
  willMiss: Type.Boolean(),
})
export type BeatRow = Static<typeof beat>

/** A session as lists show it: where it stands by what the parties say, each beside the other. */
export const sessionRow = Type.Object({
  record: summary,
  names: words,
  mechanism: maybe(named),
  form: code,
  number: maybe(count),
  standing: Type.Union(
    [
      Type.Literal('planned'),
      Type.Literal('held'),
      Type.Literal('postponed'),
      Type.Literal('cancelled'),
      Type.Literal('unknown'),
      Type.Literal('differs'),
    ],
    { description: '*unknown*: its day passed and nobody said what became of it. *differs*: the parties say different things.' },
  ),
  day: maybe(roughDay),
  lastDay: maybe(day),
  place: maybe(Type.String()),
  parties: Type.Array(
    Type.Object({
      party: code,
      state: code,
      said: Type.String(),
      evidence: Type.Boolean(),
      day: maybe(roughDay),
      place: maybe(Type.String()),
    }),
  ),
  warnings: Type.Array(code),
})
export type SessionRow = Static<typeof sessionRow>

/** A body in which parties meet. */
export const mechanismRow = Type.Object({
  record: summary,
  names: words,
  others: Type.Array(Type.String()),
  level: code,
  parties: Type.Array(code),
  parent: maybe(named),
  programme: maybe(named),
  beat: maybe(beat),
  sessions: count,
})
export type MechanismRow = Static<typeof mechanismRow>

export const programmeHub = Type.Object({
  programmes: Type.Array(programmeRow),
  mechanisms: Type.Array(mechanismRow),
  sessions: Type.Array(sessionRow, { description: 'The latest first.' }),
  on: day,
  more: Type.Boolean(),
})
export type ProgrammeHub = Static<typeof programmeHub>

/** One thing of a session: a point of the agenda, a decision, a document, a review or a passage of the minutes. */
const sessionItem = Type.Object({
  record: summary,
  type: code,
  position: maybe(Type.Number()),
  words,
  about: maybe(Type.Object({ id: Type.String(), kind: code, title: Type.String() })),
  presenter: maybe(Type.String()),
  outcome: maybe(code),
  due: maybe(roughDay),
  url: maybe(Type.String()),
  own: Type.Boolean({ description: 'Written by this node’s party, which alone moves or changes it.' }),
})
export type SessionItem = Static<typeof sessionItem>

/** Who came for a party, as one account says it; with the offices that each held on that day. */
const delegation = Type.Object({
  party: code,
  members: Type.Array(
    Type.Object({
      name: maybe(Type.String()),
      office: words,
      organisation: maybe(Type.String()),
      head: Type.Boolean(),
      saidBy: Type.Array(code),
      offices: Type.Array(Type.Object({ office: words, capacity: code, word: maybe(Type.String()) })),
    }),
  ),
})
export type Delegation = Static<typeof delegation>

const toldSession = Type.Object({
  session: sessionRow,
  delegations: Type.Array(delegation),
  items: Type.Array(sessionItem),
  reviews: maybe(named),
})
export type ToldSession = Static<typeof toldSession>

export const mechanismDetail = Type.Object({
  mechanism: mechanismRow,
  mandate: words,
  mandateSource: maybe(Type.String()),
  url: maybe(Type.String()),
  beatWords: words,
  beatSource: maybe(Type.String()),
  children: Type.Array(named),
  sessions: Type.Array(toldSession, { description: 'In the order of the series, the first on top.' }),
  chain: Type.Array(sessionRow, { description: 'What caused these sessions and what they caused, in time.' }),
  on: day,
})
export type MechanismDetail = Static<typeof mechanismDetail>

/** One account of a session by one party, as it told it. */
const account = Type.Object({
  record: summary,
  at: instant,
  state: code,
  day: maybe(roughDay),
  place: maybe(Type.String()),
  postponedTo: maybe(roughDay),
  reason: maybe(Type.String()),
  words: Type.String(),
  evidence: Type.Array(Type.Object({ what: Type.String(), url: maybe(Type.String()), record: maybe(Type.String()) })),
  dates: Type.Array(
    Type.Object({
      words: Type.String(),
      saidOn: maybe(day),
      means: maybe(roughDay),
      precision: maybe(code),
      source: maybe(Type.String()),
      agrees: Type.Boolean({ description: 'It holds the session’s day, or lies inside it.' }),
    }),
  ),
  counts: Type.Boolean({ description: 'The latest word of its party.' }),
})
export type SessionTold = Static<typeof account>

export const sessionDetail = Type.Object({
  party: code,
  told: toldSession,
  accounts: Type.Array(account),
  chain: Type.Array(
    Type.Object({ session: sessionRow, depth: Type.Integer({ description: 'Below zero: what caused it.' }), source: maybe(Type.String()) }),
  ),
  due: Type.Array(Type.Object({ commitment: commitmentRow, daysLeft: maybe(Type.Integer()) }), {
    description: 'Commitments due by this session.',
  }),
  agreed: Type.Array(commitmentRow, { description: 'Commitments agreed at this session.' }),
  before: maybe(named),
  after: maybe(named),
  changed: maybe(
    Type.Object({ since: day, on: day }, { description: 'The days between the session before and this one, as far as they have come.' }),
  ),
  circular: Type.Boolean(),
  on: day,
})
export type SessionDetail = Static<typeof sessionDetail>

/** What is open and could stand on the agenda: a human picks. */
export const openItems = Type.Object({
  items: Type.Array(
    Type.Object({
      id: Type.String(),
      kind: code,
      title: Type.String(),
      words,
      why: Type.Union([
        Type.Literal('overdue'),
        Type.Literal('disputed'),
        Type.Literal('due'),
        Type.Literal('put_off'),
        Type.Literal('emerging'),
        Type.Literal('expected'),
        Type.Literal('unilateral'),
      ]),
      from: code,
      taken: Type.Boolean({ description: 'It stands on the agenda already.' }),
    }),
  ),
  on: day,
})
export type OpenItems = Static<typeof openItems>

export const officeList = Type.Object({
  offices: Type.Array(
    Type.Object({
      code,
      party: code,
      names: words,
      organisation: words,
      terms: Type.Array(
        Type.Object({
          person: Type.String(),
          capacity: code,
          word: maybe(Type.String()),
          from: roughDay,
          until: maybe(roughDay),
          source: words,
          url: maybe(Type.String()),
          verified: Type.Boolean(),
          record: maybe(Type.String()),
          saidBy: maybe(code),
          onDay: Type.Boolean({ description: 'It covers the day asked for.' }),
        }),
      ),
    }),
  ),
  people: Type.Array(Type.String()),
  on: day,
})
export type OfficeList = Static<typeof officeList>
