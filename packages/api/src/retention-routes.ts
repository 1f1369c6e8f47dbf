import { type Static, Type } from 'typebox'
import { defineRoute, jsonBody } from './define-route.ts'
import { code, count, day, instant, label, reason } from './shapes/parts.ts'
import { changeAnswer } from './shapes/people.ts'

const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])
const days = orNull(Type.Integer({ minimum: 1, maximum: 36_500, description: 'Null: as long as it is current.' }))
const atEnd = Type.Union([Type.Literal('erase'), Type.Literal('review')], {
  description: 'Whether the node erases by itself when the period is over, or a person looks.',
})

export const retentionRule = Type.Object({
  id: code,
  class: code,
  kind: orNull(code),
  title: label,
  basis: label,
  source: Type.String(),
  standing: Type.Union([Type.Literal('law'), Type.Literal('agreed'), Type.Literal('proposed')]),
  verified: Type.Boolean(),
  days,
  atEnd,
  own: Type.Boolean({ description: 'The agency set this period in place of the pack.' }),
  kept: count,
  due: Type.Integer({ minimum: 0, description: 'Erased by the next run.' }),
  review: Type.Integer({ minimum: 0, description: 'Over, and waiting for a person.' }),
  held: Type.Integer({ minimum: 0, description: 'Over, and kept by a legal hold.' }),
  nextAt: orNull(instant),
})
export type RetentionRuleView = Static<typeof retentionRule>

export const retentionView = Type.Object(
  {
    agency: code,
    run: Type.Object({ lookedAt: orNull(instant), erased: count, running: Type.Boolean() }),
    note: label,
    copies: Type.Array(Type.Object({ at: instant, endsAt: instant }), {
      description:
        'Copies of the keystore that this node can reach: until the end of each, what was erased since it was made can be read from it.',
    }),
    rules: Type.Array(retentionRule),
    coming: Type.Array(Type.Object({ on: day, class: code, kind: code, rule: code, atEnd, count })),
    held: Type.Array(
      Type.Object({
        record: orNull(Type.String({ description: 'Its id; null where it cannot be read.' })),
        class: code,
        kind: code,
        dueAt: orNull(instant),
        placedBy: Type.String(),
        placedAt: instant,
        reason: Type.String(),
      }),
    ),
    erased: Type.Array(
      Type.Object(
        { on: day, class: code, kind: code, rule: orNull(Type.String()), records: count, versions: count },
        {
          description: 'By day and class; `rule` null: persons erased it.',
        },
      ),
    ),
  },
  { description: "The caller's agency alone. Codes, days and numbers; of a held record its id, never its text." },
)
export type RetentionView = Static<typeof retentionView>

export const retentionForesight = Type.Object({
  kept: count,
  wouldErase: count,
  wouldReview: count,
  held: count,
  change: changeAnswer,
})
export type RetentionForesight = Static<typeof retentionForesight>

/** Routes about how long records are kept, and what ends when. */
export const retentionRoutes = {
  readRetention: defineRoute('GET', '/api/v1/retention', {
    action: 'retention.read',
    summary: 'What will be erased next, what was erased when, what a legal hold stops, and the rules, of the own agency.',
    answer: retentionView,
  }),
  changeRetention: defineRoute('POST', '/api/v1/retention/{rule}', {
    action: 'retention.change',
    summary: 'Say what another period would erase at once (`dryRun`), or propose it to a second person.',
    params: Type.Object({ rule: code }),
    body: jsonBody(Type.Object({ days, atEnd, reason, dryRun: Type.Optional(Type.Boolean()) }, { additionalProperties: false })),
    answer: retentionForesight,
    faults: ['retention_rule_unknown', 'proposal_waits'],
  }),
} as const
