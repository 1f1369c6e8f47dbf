import { type Static, Type } from 'typebox'
import { attachedFile, sha256 } from './files.ts'
import { base64, base64url, code, count, explanation, hiddenBecause, instant, json, next, position, recordId, summary } from './parts.ts'
import { workItem } from './work.ts'

export const submission = Type.Object(
  {
    object: json,
    envelope: json,
    base: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: Number.MAX_SAFE_INTEGER,
        description:
          'The `seq` of the version that this one was written from; refused with `record_changed` when another one is the latest by now.',
      }),
    ),
    files: Type.Optional(
      Type.Array(Type.Object({ sha256, name: Type.String({ minLength: 1, maxLength: 255 }) }, { additionalProperties: false }), {
        maxItems: 32,
        description: 'Files that POST /api/v1/files took before, in the order they are to be shown.',
      }),
    ),
  },
  { additionalProperties: false },
)
export type Submission = Static<typeof submission>

export const stored = Type.Object({
  id: recordId,
  modified: instant,
  kind: code,
  position,
  status: Type.Union([Type.Literal('stored'), Type.Literal('unchanged')]),
})
export type Stored = Static<typeof stored>

/** What is wrong with one field, said in the caller's language; `field` is a JSON Pointer. */
export const fieldProblem = Type.Object({ field: Type.String(), code, message: Type.String() })
export type FieldProblem = Static<typeof fieldProblem>

/** A problem document (RFC 9457) in the caller's language. */
export const problem = Type.Object({
  type: Type.Optional(Type.String()),
  status: Type.Integer(),
  code,
  title: Type.String(),
  detail: Type.String(),
  problems: Type.Array(fieldProblem),
})
export type Problem = Static<typeof problem>

export const batchResults = Type.Object({
  results: Type.Array(
    Type.Object({
      line: Type.Integer({ minimum: 1 }),
      status: Type.Union([Type.Literal('stored'), Type.Literal('unchanged'), Type.Literal('refused')]),
      id: Type.Optional(recordId),
      problem: Type.Optional(problem),
    }),
  ),
})
export type BatchResults = Static<typeof batchResults>

export const recordList = Type.Object({ items: Type.Array(summary), next })
export type RecordList = Static<typeof recordList>

export const release = Type.Object({
  partner: code,
  outcome: Type.Union([Type.Literal('release'), Type.Literal('withhold'), Type.Literal('ask'), Type.Literal('hold'), Type.Literal('deny')]),
  reason: Type.Union([code, Type.Null()]),
  explanation,
  without: Type.Array(Type.String()),
  tearLines: Type.Optional(
    Type.Array(Type.String(), { description: 'Selectors of fields that leave with a tear-line in the place of the full text.' }),
  ),
  decidedBy: Type.Union([Type.String(), Type.Null()]),
  decidedAt: instant,
  seq: Type.Optional(Type.Integer({ minimum: 0, description: 'Place of the decision in the journal.' })),
  receiptedAt: Type.Union([instant, Type.Null()]),
  key: Type.Optional(
    Type.Object(
      {
        state: Type.Union([
          Type.Literal('awaits_receipt'),
          Type.Literal('owed'),
          Type.Literal('handed'),
          Type.Literal('opened'),
          Type.Literal('never'),
        ]),
        at: Type.Union([instant, Type.Null()]),
      },
      { description: 'Receipted before it can be read: how its key stands, and since when.' },
    ),
  ),
  crossing: Type.Union([Type.Literal('waiting'), Type.Literal('sent'), Type.Literal('receipted'), Type.Null()], {
    description: 'How far the released copy has come; null when nothing leaves.',
  }),
})
export type Release = Static<typeof release>

/** One copy as it left: the exact bytes that the partner's log commits to. */
export const outgoingCopy = Type.Object({
  version: count,
  position,
  decidedAt: instant,
  object: Type.String({ description: 'The exact text of the object as it left.' }),
  envelope: Type.String({ description: 'The exact text of the envelope as it left.' }),
  removed: Type.Array(Type.String(), { description: 'Fields that were struck.' }),
  files: Type.Array(attachedFile),
  crossing: Type.Union([Type.Literal('waiting'), Type.Literal('sent'), Type.Literal('receipted')]),
  receiptedAt: Type.Union([instant, Type.Null()]),
})
export type OutgoingCopy = Static<typeof outgoingCopy>

export const outgoingCopies = Type.Object({ items: Type.Array(outgoingCopy) })
export type OutgoingCopies = Static<typeof outgoingCopies>

export const recordDetail = Type.Object({
  id: recordId,
  kind: code,
  object: json,
  envelope: json,
  view: Type.Optional(
    Type.Union([Type.Literal('whole'), Type.Literal('metadata'), Type.Literal('hidden')], {
      description:
        'metadata: an inspector outside the compartment; hidden: its author, or that of its source, took it back. Object and envelope are empty.',
    }),
  ),
  hidden: Type.Optional(hiddenBecause),
  from: code,
  agency: code,
  seq: count,
  addedAt: instant,
  flags: Type.Array(Type.String()),
  asOf: Type.Optional(Type.Integer({ minimum: 0, description: 'The journal’s size when this was read: what the caller will have seen.' })),
  seen: Type.Optional(
    Type.Union([Type.Object({ seq: count, at: instant }), Type.Null()], {
      description: 'How far the caller had seen this record before; null: never opened.',
    }),
  ),
  sharedWith: Type.Optional(Type.Array(code)),
  versions: Type.Array(
    Type.Object({ modified: instant, seq: count, from: code, flags: Type.Array(Type.String()), addedAt: Type.Optional(instant) }),
  ),
  relations: Type.Array(
    Type.Object({
      relation: code,
      direction: Type.Union([Type.Literal('from'), Type.Literal('to')]),
      record: summary,
    }),
  ),
  releases: Type.Array(release),
  files: Type.Array(attachedFile),
  work: Type.Optional(workItem),
})
export type RecordDetail = Static<typeof recordDetail>

/** One version as it was written. */
export const recordVersion = Type.Object({
  id: recordId,
  kind: code,
  object: json,
  envelope: json,
  from: code,
  agency: code,
  seq: count,
  modified: instant,
  addedAt: instant,
  flags: Type.Array(Type.String()),
})
export type RecordVersion = Static<typeof recordVersion>

export const proofPosition = Type.Object({
  origin: Type.String(),
  seq: count,
  role: Type.Union([Type.Literal('journal'), Type.Literal('out'), Type.Literal('in')]),
  leaf: base64,
  opening: Type.Object({
    items: Type.Array(Type.Object({ index: count, length: count, salt: base64url, commitment: base64url })),
    commitments: Type.Array(base64url),
  }),
  sent: Type.Optional(
    Type.String({
      description: 'Base 64: the object as it left, where fields were struck from the record; the outbound log commits to it',
    }),
  ),
  tlogProof: Type.String({ description: 'C2SP tlog-proof' }),
  policy: Type.String({ description: 'C2SP tlog-policy' }),
  receipt: Type.Union([Type.Object({ by: Type.String(), at: instant }), Type.Null()]),
})
export type ProofPosition = Static<typeof proofPosition>

export const recordProof = Type.Object({
  record: Type.Object({ id: recordId, modified: instant }),
  positions: Type.Array(proofPosition),
  proves: explanation,
  doesNotProve: explanation,
})
export type RecordProof = Static<typeof recordProof>

export const erased = Type.Object({
  erasedVersions: count,
  position,
  waits: Type.Optional(
    Type.Object(
      { proposal: code, expiresAt: instant },
      { description: 'Nothing is erased yet: a second person confirms. `position` is the proposal.' },
    ),
  ),
})
export type Erased = Static<typeof erased>

export const shared = Type.Object({ position })
export type Shared = Static<typeof shared>

/** How long ago a record came to this node: each its own span, none holds another. */
export const addedBucket = Type.Union([
  Type.Literal('day'),
  Type.Literal('week'),
  Type.Literal('month'),
  Type.Literal('year'),
  Type.Literal('older'),
])
export type AddedBucket = Static<typeof addedBucket>

const why = Type.Object({
  field: Type.String(),
  snippet: Type.String(),
  match: Type.Optional(Type.String({ description: 'The word as the record writes it.' })),
  canonical: Type.Optional(Type.String({ description: 'The form under which an identifier was found.' })),
})

export const searchResults = Type.Object({
  items: Type.Array(
    Type.Interface([summary], {
      why: Type.Array(why),
      alike: Type.Boolean({ description: 'Found only by a name that begins or sounds like what was typed.' }),
    }),
  ),
  next,
  facets: Type.Optional(
    Type.Object({
      counted: count,
      capped: Type.Boolean({ description: 'There are more hits than were counted.' }),
      counts: Type.Array(
        Type.Object({
          facet: Type.Union([
            Type.Literal('kind'),
            Type.Literal('from'),
            Type.Literal('holder'),
            Type.Literal('tlp'),
            Type.Literal('list'),
            Type.Literal('flag'),
            Type.Literal('added'),
          ]),
          value: Type.String(),
          count,
        }),
      ),
    }),
  ),
})
export type SearchResults = Static<typeof searchResults>

export const suggestions = Type.Object({ items: Type.Array(Type.Interface([summary], { why: Type.Union([why, Type.Null()]) })) })
export type Suggestions = Static<typeof suggestions>

export const recognised = Type.Object({
  found: Type.Array(
    Type.Object({
      type: code,
      raw: Type.String(),
      canonical: Type.String(),
      valid: Type.Union([Type.Boolean(), Type.Null()]),
      reason: Type.Union([Type.String(), Type.Null()]),
      start: count,
      end: count,
    }),
  ),
})
export type Recognised = Static<typeof recognised>
