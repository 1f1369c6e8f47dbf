import { type Static, Type } from 'typebox'
import { code, count, direction, instant, lastDay, recordId, summary } from './parts.ts'
import { custody } from './work.ts'

const maybe = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])
const both = Type.Object({ es: Type.String(), en: Type.String() })
const sourced = {
  title: both,
  instrument: maybe(code),
  law: maybe(both),
  article: maybe(Type.String()),
  verified: Type.Boolean({ description: 'Whoever wrote the pack read it there.' }),
}
const side = Type.Union([Type.Literal('requesting'), Type.Literal('requested')])

/** A form of request as a page needs it: what to fill in, what may be attached and refused, and what its states are called. */
export const requestForms = Type.Object({
  items: Type.Array(
    Type.Object({
      id: code,
      title: both,
      note: maybe(code),
      needs: Type.Array(Type.String()),
      instruments: Type.Array(code),
      states: Type.Record(Type.String(), both),
      steps: Type.Record(Type.String(), both, { description: 'Steps that this form calls by a word of its own.' }),
      documents: Type.Array(
        Type.Object({ id: code, by: side, translation: Type.Boolean(), when: maybe(code), before: maybe(code), ...sourced }),
      ),
      grounds: Type.Array(Type.Object({ id: code, ...sourced })),
      clocks: Type.Array(Type.Object({ id: code, standing: code, ...sourced })),
      limit: maybe(Type.Object({ count, hours: count, subjects: Type.Optional(count) })),
      offences: Type.Array(Type.Object({ id: code, title: both })),
      assurances: Type.Array(Type.Object({ id: code, text: both, ground: maybe(code), ...sourced })),
    }),
  ),
})
export type RequestForms = Static<typeof requestForms>

const requestLeft = Type.Boolean({ description: 'It is with the side that is asked, or on its way there.' })
export const requestRow = Type.Object({
  record: summary,
  form: code,
  direction,
  state: maybe(code),
  turn: maybe(code),
  startedAt: instant,
  dueAt: maybe(instant),
  lastDay,
  left: requestLeft,
  custody: maybe(custody),
})
export type RequestRow = Static<typeof requestRow>
export const requestList = Type.Object({ items: Type.Array(requestRow), total: count, asOf: instant })
export type RequestList = Static<typeof requestList>

const clock = Type.Object({
  id: code,
  standing: code,
  ...sourced,
  source: Type.String({ description: 'Where the rule was read.' }),
  owner: Type.String(),
  state: code,
  needs: maybe(
    Type.Object(
      { what: code, events: Type.Array(both) },
      { description: 'What a clock lacks that cannot be computed (`cannot_compute`).' },
    ),
  ),
  startedOn: maybe(Type.String()),
  dueOn: maybe(Type.String()),
  dueAt: maybe(instant),
  lastDay,
  stops: Type.Array(code, { description: 'Steps that stop it.' }),
  stoppedOn: maybe(Type.String()),
  left: maybe(Type.Number()),
  atEnd: both,
  cure: maybe(
    Type.Object(
      { title: both, article: Type.String(), verified: Type.Boolean() },
      { description: 'What stays possible once it has run out, or the custody has ended.' },
    ),
  ),
  leftIn: code,
  pausedBy: maybe(Type.Object({ court: Type.String(), number: Type.String() })),
  standsBy: maybe(
    Type.Object({ title: both, article: Type.String(), verified: Type.Boolean() }, { description: 'The rule by which it stands still.' }),
  ),
  stoppable: Type.Boolean({ description: 'Its instrument names something that makes it stand still.' }),
  edition: maybe(Type.String()),
})

const step = Type.Object({
  id: recordId,
  step: code,
  by: code,
  at: instant,
  happened: maybe(Type.String({ description: 'When it happened: an instant, or a day where the hour is not known.' })),
  from: Type.String(),
  to: Type.String(),
  aside: maybe(code),
  says: maybe(Type.String({ description: 'State as its author’s node names it, for a step newer than this node.' })),
  content: Type.String(),
  ground: maybe(Type.String()),
  court: maybe(Type.String()),
  number: maybe(Type.String()),
  day: maybe(Type.String()),
  document: maybe(Type.String()),
  documentState: maybe(Type.String()),
  verdict: maybe(Type.String()),
  match: maybe(Type.String()),
  place: maybe(Type.String()),
  means: maybe(Type.String()),
  handoverAt: maybe(Type.String()),
  zone: maybe(Type.String()),
  escorts: maybe(Type.String()),
  papers: maybe(Type.String()),
  property: maybe(Type.String()),
  medical: maybe(Type.String()),
  offences: Type.Array(Type.String()),
  assurance: maybe(Type.String()),
  gives: Type.Array(Type.String()),
})

export const requestMove = Type.Object({
  step: code,
  needs: Type.Array(code),
  offers: Type.Array(code),
  happens: Type.Boolean({ description: 'Its `day` is the one on which it happened.' }),
  assurances: maybe(Type.Array(code, { description: 'Those that it can be about now; null: any of the library.' })),
  to: maybe(Type.String()),
  refused: maybe(
    Type.Union([
      Type.Literal('other_side'),
      Type.Literal('wrong_state'),
      Type.Literal('role'),
      Type.Literal('no_assurance'),
      Type.Literal('not_late'),
      Type.Literal('reminded'),
    ]),
  ),
  states: Type.Array(code),
  note: maybe(code),
})
export type RequestMoveShape = Static<typeof requestMove>

/** Offences of a request against the table of both codes. It warns; whoever decides decides. */
const offences = Type.Object({
  note: both,
  article: Type.String(),
  leastYears: count,
  items: Type.Array(
    Type.Object({
      asked: Type.String(),
      title: maybe(both),
      sides: Type.Array(
        Type.Object({
          party: code,
          law: both,
          article: Type.String(),
          maxYears: maybe(count),
          life: Type.Boolean(),
          death: Type.Boolean(),
          verified: Type.Boolean(),
        }),
      ),
      elements: Type.Array(Type.Object({ title: both, in: Type.Array(code) })),
      gaps: Type.Array(code),
    }),
  ),
})

/** A request as one party sees it: the shared part, and what it keeps to itself. */
export const requestDetail = Type.Object({
  record: summary,
  askedAt: instant,
  left: requestLeft,
  form: Type.String(),
  known: Type.Boolean({ description: 'This node knows the form.' }),
  requesting: code,
  requested: Type.String(),
  otherAgency: Type.Union([code, Type.Null()], {
    description: 'Of the other party: to which agency what is said about it goes. Null: as the agreement says.',
  }),
  state: maybe(code),
  turn: maybe(code),
  head: maybe(recordId),
  facts: Type.Record(Type.String(), Type.String()),
  purpose: Type.String(),
  legalBasis: maybe(Type.Object({ instrument: Type.String(), article: Type.String() })),
  permittedUse: Type.Array(Type.String()),
  subjects: Type.Array(Type.String()),
  about: Type.Array(summary, { description: 'Of those, what its reader may see.' }),
  watch: Type.Array(Type.Object({ id: code, title: both, ground: code })),
  steps: Type.Array(step),
  moves: Type.Array(requestMove),
  clocks: Type.Array(clock),
  custody: maybe(custody),
  agreed: maybe(Type.Object({ step: code, day: Type.String() })),
  offences: maybe(offences),
  outside: Type.Array(Type.String({ description: 'Charged after the surrender and not among what was granted.' })),
  assurances: Type.Record(Type.String(), code),
  outstanding: Type.Array(code),
  competing: Type.Array(Type.Object({ id: recordId, from: code, form: Type.String(), title: Type.String() })),
  formal: Type.Array(
    Type.Object(
      { id: recordId, title: Type.String(), form: Type.String(), note: code, left: requestLeft, at: instant },
      {
        description:
          'Requests by which one of its steps is made, by the class of note of both: the extradition that an arrest was asked for.',
      },
    ),
  ),
  documents: Type.Record(Type.String(), Type.String()),
  home: Type.Array(
    Type.Object({
      id: recordId,
      about: code,
      at: instant,
      owner: maybe(Type.String()),
      agency: maybe(Type.String()),
      content: Type.String(),
    }),
  ),
  asOf: instant,
})
export type RequestDetail = Static<typeof requestDetail>

const flowTotal = Type.Object({ direction, open: count, closed: count, lapsed: count, heldLong: count, assurances: count })
const flowSide = Type.Object({ direction, now: count, passed: count, median: Type.Number(), longest: Type.Number() })

/** How long requests stand in each state, in days, both ways, by form. */
export const requestFlow = Type.Object({
  forms: Type.Array(
    Type.Object({
      form: Type.String(),
      totals: Type.Array(flowTotal),
      stages: Type.Array(
        Type.Object({
          state: Type.String(),
          waits: maybe(code),
          over: Type.Boolean({ description: 'Nobody has a step to take in it.' }),
          sides: Type.Array(flowSide),
        }),
      ),
    }),
  ),
  heldDays: count,
  asOf: instant,
})
export type RequestFlow = Static<typeof requestFlow>
