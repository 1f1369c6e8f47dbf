import { type Static, Type } from 'typebox'
import { code, count, direction, instant, recordId, summary } from './parts.ts'

const maybe = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])

/** A diplomatic note as a list shows it. */
export const noteRow = Type.Object({
  record: summary,
  number: Type.String(),
  purposeClass: code,
  direction,
  fromOffice: Type.String(),
  toOffice: Type.String(),
  to: Type.String(),
  state: code,
  replyDue: maybe(Type.String()),
  replyLate: Type.Boolean({ description: 'The day of the reply is over and no answer has come.' }),
  repliedBy: Type.Optional(
    maybe(
      Type.Object(
        { step: code, at: instant },
        { description: 'The step of the request by which the other side answered, where no note did.' },
      ),
    ),
  ),
  request: maybe(recordId),
})
export type NoteRow = Static<typeof noteRow>
export const noteList = Type.Object({ items: Type.Array(noteRow), total: count, asOf: instant })
export type NoteList = Static<typeof noteList>

const link = Type.Object({ id: recordId, title: Type.String() })

/** One note: its words in both languages, its states, who stamped it, what may be stamped now and why the rest may not. */
export const noteDetail = Type.Object({
  ...noteRow.properties,
  subject: Type.String(),
  text: Type.String(),
  fields: Type.Record(Type.String(), Type.String(), { description: 'What the note says in single fields, by name.' }),
  enclosures: Type.Array(Type.Object({ title: Type.String(), pages: maybe(count), sha256: maybe(Type.String()), record: maybe(recordId) })),
  stamps: Type.Array(
    Type.Object({
      id: recordId,
      stamp: code,
      by: code,
      at: instant,
      stampedBy: Type.String(),
      registerNumber: Type.String(),
      content: Type.String(),
      counts: Type.Boolean({ description: 'It moved the note; one that is out of turn or of the wrong side does not.' }),
      withdrawn: Type.Boolean(),
    }),
  ),
  moves: Type.Array(
    Type.Object({
      stamp: code,
      from: code,
      refused: maybe(
        Type.Union([
          Type.Literal('other_side'),
          Type.Literal('unfinished'),
          Type.Literal('wrong_state'),
          Type.Literal('not_left'),
          Type.Literal('role'),
          Type.Literal('own_note'),
        ]),
      ),
      roles: Type.Optional(Type.Array(code, { description: 'Roles of that side that may put it.' })),
      who: Type.Optional(Type.Array(Type.String(), { description: 'Colleagues of the reader who could put it where the reader may not.' })),
    }),
  ),
  open: Type.Optional(Type.Array(Type.String(), { description: 'Passages left to be written or translated before anybody clears it.' })),
  onPaper: Type.Optional(Type.Boolean({ description: 'It is handed over on paper; somebody states that they did.' })),
  clearance: maybe(Type.Object({ id: Type.String(), state: code })),
  permittedUse: Type.Array(Type.String()),
  purpose: Type.String(),
  legalBasis: maybe(Type.Object({ instrument: Type.String(), article: Type.String() })),
  answers: maybe(link),
  replies: Type.Array(link),
  asOf: instant,
})
export type NoteDetail = Static<typeof noteDetail>
