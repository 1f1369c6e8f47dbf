import { type Static, Type } from 'typebox'
import { code, count, day, instant, summary } from './parts.ts'

const maybe = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])

const ownerState = Type.Object({
  party: code,
  office: maybe(Type.String()),
  part: maybe(Type.String()),
  status: Type.Union(
    [
      Type.Literal('not_started'),
      Type.Literal('in_progress'),
      Type.Literal('delivered'),
      Type.Literal('withdrawn'),
      Type.Literal('superseded'),
      Type.Literal('verified'),
      Type.Literal('disputed'),
    ],
    { description: 'Its own word; *verified* and *disputed* only by another.' },
  ),
  said: maybe(Type.String({ description: 'Id of the record that says so; null while the party has said nothing.' })),
  overdue: Type.Boolean(),
  asked: maybe(
    Type.Object(
      { at: instant, from: code, by: maybe(day) },
      { description: 'The last request for its progress that it has not answered.' },
    ),
  ),
})

/** A commitment as lists show it: the text agreed, and where each party that owes something stands. */
export const commitmentRow = Type.Object({
  record: summary,
  text: Type.Record(Type.String(), Type.String()),
  modality: code,
  workstream: maybe(code),
  due: maybe(Type.String({ description: 'A day, a month or a year.' })),
  lastDay: maybe(day),
  dueBy: maybe(
    Type.Object(
      {
        id: Type.String(),
        title: Type.String(),
        names: Type.Record(Type.String(), Type.String()),
        lastDay: maybe(day),
        held: Type.Boolean(),
      },
      { description: 'The session by which it is due; it binds from the day on which that session was held.' },
    ),
  ),
  earlier: Type.Boolean({ description: 'Of a programme that another one continues: it stays to be read and is never called overdue.' }),
  owners: Type.Array(ownerState),
  unilateral: count,
  warnings: Type.Array(code),
})
export type CommitmentRow = Static<typeof commitmentRow>

export const commitmentList = Type.Object({
  items: Type.Array(commitmentRow),
  parties: Type.Array(
    Type.Object({ party: code, owes: count, verified: count, delivered: count, disputed: count, overdue: count, open: count }),
    {
      description: 'Every party of the node’s agreements, whether it owes anything or not.',
    },
  ),
  on: day,
  more: Type.Boolean(),
  earlier: Type.Integer({ minimum: 0, description: 'Commitments of earlier programmes that were left out.' }),
  holders: Type.Array(code, {
    description: 'Where the own agency holds none: the agencies of the own party that hold records of the programme.',
  }),
})
export type CommitmentList = Static<typeof commitmentList>

const word = { id: Type.String(), from: code, at: instant, words: Type.String() }

/** One commitment: where it stands, and every word about it that counts or does not. */
export const commitmentDetail = Type.Object({
  party: code,
  commitment: commitmentRow,
  source: Type.Object({ name: Type.String(), clause: maybe(Type.String()), dueWords: maybe(Type.String()), earlier: maybe(Type.String()) }),
  belongs: Type.Array(Type.Object({ as: code, id: Type.String(), kind: code, title: Type.String() }), {
    description: 'Records of the programme that it names, by the field that names them.',
  }),
  deliverable: maybe(Type.String()),
  baseline: maybe(Type.String()),
  verifiers: Type.Array(Type.String()),
  statuses: Type.Array(
    Type.Object({
      ...word,
      status: code,
      asOf: maybe(day),
      evidence: maybe(Type.String()),
      next: maybe(Type.String()),
      counts: Type.Boolean({ description: 'Its author owes something, so the word is one about itself.' }),
      current: Type.Boolean(),
    }),
  ),
  judgements: Type.Array(
    Type.Object({
      ...word,
      of: Type.String(),
      says: code,
      body: maybe(Type.String()),
      how: maybe(Type.String()),
      instead: maybe(Type.String()),
      standing: Type.Union([Type.Literal('counts'), Type.Literal('own'), Type.Literal('unnamed'), Type.Literal('lapsed')]),
    }),
  ),
  readings: Type.Array(
    Type.Object({
      ...word,
      source: maybe(Type.String()),
      saidOn: maybe(Type.String()),
      standing: Type.Union([Type.Literal('unilateral'), Type.Literal('agreed'), Type.Literal('rejected')]),
      answers: Type.Array(Type.Object({ ...word, says: code })),
    }),
  ),
  dependsOn: Type.Array(summary),
  on: day,
})
export type CommitmentDetail = Static<typeof commitmentDetail>
