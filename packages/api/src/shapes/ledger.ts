import { type Static, Type } from 'typebox'
import { recordId } from './parts.ts'

const maybe = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])
const text = Type.String()
/** The same words by language. */
const words = Type.Record(Type.String(), Type.String())

/** A superlative or an ordinal counted again from the records that the reader may see. */
const recount = Type.Object({
  verdict: Type.Union([Type.Literal('holds'), Type.Literal('does_not_hold'), Type.Literal('cannot_be_computed')]),
  rank: maybe(Type.Integer()),
  claimed: Type.Integer(),
  order: Type.Union([Type.Literal('largest'), Type.Literal('smallest'), Type.Literal('in_time')]),
  kind: text,
  from: maybe(text),
  until: maybe(text),
  subject: maybe(text),
  missing: Type.Array(
    Type.Object({
      why: Type.Union([
        Type.Literal('subject_unknown'),
        Type.Literal('no_measure'),
        Type.Literal('no_day'),
        Type.Literal('order_unknown'),
        Type.Literal('nothing_to_compare'),
        Type.Literal('too_few'),
        Type.Literal('too_many'),
      ]),
      count: Type.Integer(),
    }),
  ),
  counted: Type.Integer(),
  items: Type.Array(Type.Object({ id: text, title: text, day: maybe(text), measure: maybe(Type.Number()) }), {
    description: 'The list behind the answer, in the order of the count.',
  }),
})

const said = Type.Object({
  id: recordId,
  value: text,
  value_words: words,
  speaker: text,
  role: maybe(text),
  speaks_for: text,
  channel: text,
  stance: text,
  modality: text,
  word: maybe(text),
  account: words,
  said_on: maybe(text),
  true_on: maybe(text),
  phase: maybe(text),
  date_basis: maybe(text),
  date_words: maybe(text),
  low: maybe(Type.Number()),
  high: maybe(Type.Number()),
  unit: maybe(text),
  baseline: maybe(text),
  document: recordId,
  denies: maybe(recordId),
  set_aside: Type.Union([
    Type.Literal('copy'),
    Type.Literal('ai_made'),
    Type.Literal('impossible_document'),
    Type.Literal('doubt_or_denial'),
    Type.Null(),
  ]),
  recount: maybe(recount),
})

/** The claims about one record, side by side; see docs/formats/claims.md. */
export const ledgerShape = Type.Object({
  points: Type.Array(
    Type.Object({
      point: text,
      standing: Type.Union([
        Type.Literal('agreed'),
        Type.Literal('single'),
        Type.Literal('contested'),
        Type.Literal('nothing_counts'),
        Type.Literal('attributed'),
      ]),
      accounts: Type.Array(
        Type.Object({ value: text, value_words: words, agreed: Type.Boolean(), sources: Type.Integer(), claims: Type.Array(said) }),
      ),
      denials: Type.Array(said),
      marks: Type.Array(
        Type.Union([
          Type.Literal('same_side_differs'),
          Type.Literal('same_document_differs'),
          Type.Literal('modality_differs'),
          Type.Literal('no_baseline'),
          Type.Literal('out_of_order'),
          Type.Literal('words_differ'),
        ]),
      ),
    }),
  ),
  documents: Type.Array(
    Type.Object({
      id: recordId,
      title: text,
      publisher: text,
      url: maybe(text),
      published_on: maybe(text),
      made: text,
      copy_of: maybe(recordId),
      impossible: Type.Boolean(),
      presumes: Type.Array(Type.Object({ what: text, from: maybe(text), until: maybe(text), basis: text })),
    }),
  ),
  /** True where there are more claims than are read at once. */
  more: Type.Boolean(),
})
export type LedgerShape = Static<typeof ledgerShape>
