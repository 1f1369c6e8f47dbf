import { type Static, Type } from 'typebox'
import { code, count, instant, label, reason, summary } from './parts.ts'
import { proposal } from './people.ts'

const sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' })
const maybe = <T extends Parameters<typeof Type.Union>[0][number]>(shape: T) => Type.Union([shape, Type.Null()])

/** One version of one clause. */
const clauseVersion = Type.Object({
  id: Type.String(),
  from: code,
  at: instant,
  es: Type.String(),
  en: Type.String(),
  removed: Type.Boolean(),
  place: Type.Number(),
  replaces: Type.Array(Type.String()),
  sha256,
  why: Type.String(),
})
export type ClauseVersion = Static<typeof clauseVersion>

export const jointClause = Type.Object({
  id: Type.String(),
  state: Type.Union([Type.Literal('stands'), Type.Literal('proposed'), Type.Literal('rejected'), Type.Literal('conflict')]),
  waitsFor: Type.Array(code),
  heads: Type.Array(
    Type.Object({
      version: clauseVersion,
      acceptedBy: Type.Array(code),
      rejectedBy: Type.Array(code),
      said: Type.Array(Type.Object({ from: code, at: instant, says: code, words: Type.String() }), {
        description: 'What parties wrote in words when they accepted or rejected it.',
      }),
      warnings: Type.Array(
        Type.Object({
          code,
          family: maybe(Type.String()),
          es: maybe(Type.String()),
          en: maybe(Type.String()),
        }),
        { description: 'Where the two languages may say different things; for a person to judge.' },
      ),
    }),
  ),
  versions: Type.Array(clauseVersion),
})
export type JointClause = Static<typeof jointClause>

const releaseState = Type.Union([
  Type.Literal('none'),
  Type.Literal('one_sided'),
  Type.Literal('blocked'),
  Type.Literal('unconfirmed'),
  Type.Literal('armed'),
  Type.Literal('withdrawn'),
  Type.Literal('lapsed'),
  Type.Literal('due'),
  Type.Literal('published'),
])

export const jointDraftRow = Type.Object({
  record: summary,
  title: label,
  parties: Type.Array(code),
  clauses: count,
  standing: Type.Integer({ minimum: 0, description: 'Clauses that all parties accept.' }),
  problems: Type.Array(code),
  release: Type.Object({ state: releaseState, at: maybe(instant) }),
})
export type JointDraftRow = Static<typeof jointDraftRow>
export const jointDraftList = Type.Object({ items: Type.Array(jointDraftRow), more: Type.Boolean() })
export type JointDraftList = Static<typeof jointDraftList>

export const jointDraftDetail = Type.Object({
  party: code,
  draft: jointDraftRow,
  session: maybe(Type.String()),
  clauses: Type.Array(jointClause),
  removed: Type.Array(jointClause),
  comments: Type.Array(
    Type.Object({ id: Type.String(), from: code, at: instant, about: Type.String(), words: Type.String(), settledBy: maybe(code) }),
  ),
  foreign: count,
  text: maybe(
    Type.Object(
      { exact: Type.String(), sha256, characters: count },
      { description: 'The exact bytes that are signed and published, once all is agreed.' },
    ),
  ),
  release: Type.Object({
    state: releaseState,
    at: maybe(instant),
    sha256: maybe(sha256),
    signed: Type.Array(
      Type.Object({
        id: Type.String({ description: 'The record that holds it.' }),
        party: code,
        at: instant,
        sha256,
        made: instant,
        embargo: Type.String(),
        receiptedAt: maybe(instant),
        withdrawnAt: maybe(instant),
      }),
    ),
    faults: Type.Array(Type.Object({ code, of: code })),
    difference: maybe(
      Type.Object({
        where: code,
        language: maybe(Type.Union([Type.Literal('es'), Type.Literal('en')])),
        offset: count,
        ours: Type.String(),
        theirs: Type.String(),
      }),
    ),
    published: Type.Array(Type.Object({ party: code, at: instant, lateSeconds: count })),
    unseen: Type.Array(code, { description: 'Parties of whose publication nothing is known here.' }),
  }),
  clocks: Type.Array(
    Type.Object({
      party: code,
      aheadMs: maybe(Type.Integer()),
      withinMs: maybe(count),
      state: Type.Union([Type.Literal('unknown'), Type.Literal('equal'), Type.Literal('differs'), Type.Literal('beyond')]),
    }),
    { description: 'The partners’ clocks against this node’s, as far as its link has measured them.' },
  ),
  keys: Type.Array(Type.Object({ proposal, sha256, at: instant, embargo: Type.String() }), {
    description: 'First keys that wait for a second, of those that the caller may see.',
  }),
  published: maybe(Type.Object({ document: Type.Record(Type.String(), Type.Unknown()) })),
})
export type JointDraftDetail = Static<typeof jointDraftDetail>

export const jointSigning = Type.Object(
  { sha256, at: instant, embargo: Type.String({ maxLength: 300 }), reason },
  { additionalProperties: false },
)
export const jointSigned = Type.Object({ proposal: Type.Object({ id: code, expiresAt: instant }) })

/** Joint statements that this node has published: what anybody may see. */
export const releasedList = Type.Object({
  party: code,
  items: Type.Array(
    Type.Object({
      id: Type.String(),
      title: label,
      clauses: Type.Array(label),
      parties: Type.Array(code),
      sha256,
      at: instant,
      publishedAt: instant,
      lateSeconds: count,
      embargo: Type.String(),
      certified: Type.Array(Type.Object({ party: code, at: instant })),
      others: Type.Array(Type.Object({ party: code, publishedAt: maybe(instant), seenAt: maybe(instant) })),
      document: Type.Record(Type.String(), Type.Unknown(), { description: 'What enlace-verify reads: statement.json.' }),
    }),
  ),
})
export type ReleasedList = Static<typeof releasedList>
