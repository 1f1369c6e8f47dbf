import { type Static, Type } from 'typebox'
import { code, day, explanation, instant, label, recordId } from './parts.ts'

/** Most records of one evidence file. */
export const maxEvidenceRecords = 200
const words = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: '\\S' })
const show = Type.Union([Type.Literal('record'), Type.Literal('opening'), Type.Literal('entry')])

/** Whose proofs are opened, to whom, for what, on what ground. Exactly one of `records`, `case` and `period` is given. */
export const evidenceRequest = Type.Object(
  {
    records: Type.Optional(Type.Array(recordId, { minItems: 1, maxItems: maxEvidenceRecords, uniqueItems: true })),
    case: Type.Optional(recordId),
    period: Type.Optional(
      Type.Object(
        { from: day, to: day, partner: Type.Optional(code) },
        { additionalProperties: false, description: 'By the day on which the node got them, in UTC; both days count.' },
      ),
    ),
    recipient: Type.Object(
      { code: Type.String({ minLength: 1, maxLength: 60, description: 'A party, or a code of `may_show_to`.' }), name: words(200) },
      { additionalProperties: false },
    ),
    purpose: words(500),
    ground: Type.Union([Type.Literal('proof_use'), Type.Literal('court_order')]),
    order: Type.Optional(Type.String({ maxLength: 500, description: 'Court, number and date of the order.' })),
    consents: Type.Array(Type.Object({ party: code, reference: words(500) }, { additionalProperties: false }), { maxItems: 16 }),
    notified: Type.Array(code, { maxItems: 16, description: 'Parties that were told of the order before.' }),
    show,
  },
  { additionalProperties: false },
)
export type EvidenceRequestBody = Static<typeof evidenceRequest>

export const evidencePlan = Type.Object({
  items: Type.Array(
    Type.Object({
      id: Type.String(),
      kind: Type.String(),
      title: Type.Union([Type.String(), Type.Null()], { description: 'Null for who may not read what the record says.' }),
      modified: instant,
      from: code,
      partners: Type.Array(code),
      show,
      open: Type.Boolean(),
      explanation,
      warnings: Type.Array(explanation),
    }),
  ),
  more: Type.Boolean({ description: 'The choice holds more records than one file does: choose fewer.' }),
  open: Type.Boolean({ description: 'Whether the file would be made.' }),
  clauses: Type.Array(
    Type.Object({
      agreement: Type.String(),
      party: code,
      title: label,
      mayShowTo: Type.Array(code),
      consent: code,
      onCourtOrder: code,
      clause: Type.Optional(label),
    }),
  ),
})
export type EvidencePlan = Static<typeof evidencePlan>
