import { type Static, Type } from 'typebox'
import { code, count, summary } from './parts.ts'

const maybe = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])
const words = Type.Record(Type.String(), Type.String(), { description: 'By language.' })
const part = Type.Union([Type.Literal('heading'), Type.Literal('paragraph'), Type.Literal('item')])
const cut = Type.Array(Type.Object({ rule: code, words: Type.String() }))

/** A statement as lists show it: who issued it, when, and whether the other party’s account is here. */
export const statementRow = Type.Object({
  record: summary,
  title: words,
  type: code,
  issuedBy: Type.Array(code),
  publishedOn: maybe(Type.String({ description: 'A day, a month or a year.' })),
  languages: Type.Array(code),
  clauses: count,
  digitalSourceType: code,
  speaker: maybe(Type.String()),
  speakerRole: maybe(Type.String()),
  saidAt: maybe(Type.String()),
  channel: maybe(code),
  sourceUrl: maybe(Type.String()),
  sessionRef: maybe(Type.String()),
  joint: maybe(Type.String({ description: 'Id of the joint statement that it stands beside.' })),
  beside: count,
  accounts: Type.Array(Type.Object({ party: code, by: Type.Array(Type.String()) }), {
    description: 'Of one party’s account of a meeting: the other parties, each with its own accounts; none where it was not found.',
  }),
  came: Type.Object({ commitments: count, claims: count }, { description: 'Records that a person made of it.' }),
})
export type StatementRow = Static<typeof statementRow>

export const statementList = Type.Object({ items: Type.Array(statementRow), more: Type.Boolean() })
export type StatementList = Static<typeof statementList>

const run = Type.Object({ side: Type.Union([Type.Literal('both'), Type.Literal('first'), Type.Literal('second')]), words: Type.String() })
const compared = Type.Object({
  state: Type.Union([Type.Literal('same'), Type.Literal('changed'), Type.Literal('only_first'), Type.Literal('only_second')]),
  first: Type.Optional(Type.String({ description: 'Number of the clause in the joint text.' })),
  second: Type.Optional(Type.String({ description: 'Number of the clause in the text beside it.' })),
  words: Type.Optional(Type.String()),
  runs: Type.Optional(Type.Array(run)),
})
const sense = { sense: code, words: Type.String(), clause: Type.String(), language: code }

/** One statement: its clauses with what came of each, the texts beside it, and what the rules propose. */
export const statementDetail = Type.Object({
  party: code,
  statement: statementRow,
  documentRef: maybe(Type.String({ description: 'The source document that claims taken from it name.' })),
  clauses: Type.Array(
    Type.Object({
      number: Type.String(),
      part,
      words,
      warnings: Type.Array(Type.Object({ code, family: Type.Optional(code), es: maybe(Type.String()), en: maybe(Type.String()) }), {
        description: 'What its two languages mean differently.',
      }),
      came: Type.Array(summary),
    }),
  ),
  cut,
  setAside: Type.Array(Type.Object({ clause: Type.String(), rule: code, words: Type.String() })),
  contradictions: Type.Array(Type.Array(Type.Object(sense))),
  joint: maybe(statementRow),
  beside: Type.Array(
    Type.Object({
      statement: statementRow,
      compared: Type.Array(Type.Object({ language: code, clauses: Type.Array(compared) })),
    }),
    {
      description:
        'Texts of single parties beside the joint one, compared with it and merged with nothing; of a single party’s text, itself against the joint one, or, where there is none, the other parties’ accounts against it.',
    },
  ),
  principles: Type.Array(
    Type.Object({ statement: Type.String(), issuedBy: Type.Array(code), said: Type.Array(Type.Object({ family: code, ...sense })) }),
  ),
  near: Type.Array(
    Type.Object({
      record: summary,
      share: Type.Number({ description: 'Part of the shorter text that stands in the other, 0 to 1.' }),
      confirmed: Type.Boolean(),
    }),
    { description: 'Statements that say nearly the same: a derivation and no second source, once a person says so.' },
  ),
  proposals: Type.Array(
    Type.Intersect([
      Type.Object({
        what: Type.Union([
          Type.Literal('commitment'),
          Type.Literal('person'),
          Type.Literal('date'),
          Type.Literal('figure'),
          Type.Literal('label'),
        ]),
        rule: code,
        clause: Type.String(),
        language: code,
        passage: Type.String(),
        state: Type.Union([Type.Literal('open'), Type.Literal('accepted'), Type.Literal('set_aside')]),
      }),
      Type.Record(Type.String(), Type.Unknown()),
    ]),
    { description: 'What the rules find; nothing becomes a record until a person accepts it.' },
  ),
})
export type StatementDetail = Static<typeof statementDetail>

/** A text or a file to be read; a file as base64. */
export const statementSource = Type.Object(
  {
    name: Type.Optional(Type.String({ maxLength: 300 })),
    text: Type.Optional(Type.String()),
    file: Type.Optional(Type.String({ contentEncoding: 'base64' })),
  },
  { additionalProperties: false },
)

/** A text read: its passages with what of them is furniture, its language, and what its head says. Nothing is stored. */
export const readSource = Type.Object({
  format: Type.Union([Type.Literal('text'), Type.Literal('html'), Type.Literal('docx'), Type.Literal('pdf')]),
  language: Type.Union([Type.Literal('es'), Type.Literal('en')]),
  title: maybe(Type.String()),
  date: maybe(Type.String()),
  sourceUrl: maybe(Type.String()),
  digest: Type.String({ description: 'SHA-256 of what was read, in hexadecimal.' }),
  blocks: Type.Array(Type.Object({ text: Type.String(), part, cut: Type.Optional(code) })),
})
export type ReadSource = Static<typeof readSource>
