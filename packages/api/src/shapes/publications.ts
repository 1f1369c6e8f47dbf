import { type Static, Type } from 'typebox'
import { code, count, instant, summary } from './parts.ts'
import { changeAnswer } from './people.ts'

const maybe = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])
const does = Type.Union([Type.Literal('publish'), Type.Literal('correct'), Type.Literal('withdraw')])
const words = Type.Record(Type.String({ maxLength: 35 }), Type.String({ maxLength: 1000 }))

/** One act of publishing, and what became of it. */
export const publicationRow = Type.Object({
  id: Type.String(),
  of: Type.String(),
  kind: code,
  title: Type.String(),
  does,
  modified: instant,
  publishAt: instant,
  state: Type.Union([
    Type.Literal('planned'),
    Type.Literal('public'),
    Type.Literal('replaced'),
    Type.Literal('withdrawn'),
    Type.Literal('cancelled'),
    Type.Literal('blocked'),
  ]),
  n: maybe(count),
  reason: words,
  announced: words,
  hasPage: Type.Boolean({ description: 'It has, or gets, a page of its own.' }),
  path: maybe(Type.String({ description: 'Where the public reads it, below the language; null while it is not public.' })),
})
export type PublicationRow = Static<typeof publicationRow>

export const publicationList = Type.Object({
  items: Type.Array(publicationRow),
  site: maybe(Type.String({ description: 'Address of the public site; null where this node serves none.' })),
  mayAsk: Type.Boolean(),
})
export type PublicationList = Static<typeof publicationList>

export const publicationDraft = Type.Object(
  {
    items: Type.Array(Type.String({ maxLength: 250 }), { minItems: 1, maxItems: 50, description: 'Ids of the records.' }),
    does,
    publishAt: instant,
    announced: maybe(words),
    reason: maybe(words),
    dryRun: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
)
export type PublicationDraft = Static<typeof publicationDraft>

export const publicationAsked = Type.Object({
  items: Type.Array(
    Type.Object({ record: summary, said: Type.Array(summary, { description: 'What was said about it and is not public.' }) }),
  ),
  change: changeAnswer,
})
export type PublicationAsked = Static<typeof publicationAsked>

/** What somebody wrote to the public site, without an account. */
export const publicQuestion = Type.Object({
  number: count,
  at: instant,
  about: Type.String(),
  language: code,
  words: maybe(Type.String({ description: 'Null: erased.' })),
  contact: maybe(Type.String()),
  answer: maybe(words),
  answeredAt: maybe(instant),
  isPublic: Type.Boolean(),
})
export const publicQuestionList = Type.Object({ items: Type.Array(publicQuestion) })
export type PublicQuestionList = Static<typeof publicQuestionList>
export const publicAnswer = Type.Object({ answer: words, isPublic: Type.Boolean() }, { additionalProperties: false })
