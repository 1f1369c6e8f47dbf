import { type Static, Type } from 'typebox'
import { code, count, day, instant, recordId } from './parts.ts'

const maybe = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])
const words = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: '\\S' })

/** What goes to counsel and what stays, before a passport is made. */
export const passportPlan = Type.Object({
  person: maybe(Type.String()),
  records: Type.Array(
    Type.Object({
      id: recordId,
      kind: code,
      from: code,
      title: Type.String(),
      content: Type.String({ description: 'Its free words: never printed, and opened only with the whole record.' }),
      closed: maybe(Type.String({ description: 'Why its bytes cannot be opened; null when an officer who read it may open them.' })),
      struck: count,
    }),
  ),
  leftOut: Type.Array(Type.Object({ reason: code, count })),
  sendings: Type.Array(
    Type.Object({ day, partner: code, agreement: maybe(Type.String()), instrument: maybe(Type.String()), article: maybe(Type.String()) }),
  ),
})
export type PassportPlan = Static<typeof passportPlan>

/** For which counsel, for what, in which form, and the records whose words the officer has read and opens. */
export const passportRequest = Type.Object(
  {
    counsel: words(200),
    purpose: words(300),
    opened: Type.Array(recordId, { maxItems: 200, uniqueItems: true }),
    format: Type.Union([Type.Literal('pdf'), Type.Literal('docx'), Type.Literal('zip')]),
    language: Type.Optional({ ...code, description: 'A language of the node, or `both`. An evidence file holds every language.' }),
    zone: Type.Optional(Type.String({ maxLength: 60 })),
  },
  { additionalProperties: false },
)
export type PassportRequestBody = Static<typeof passportRequest>

export const passportsIssued = Type.Object({
  items: Type.Array(
    Type.Object({
      at: instant,
      by: Type.String(),
      counsel: Type.String(),
      purpose: Type.String(),
      format: code,
      records: count,
      sha256: Type.String(),
    }),
  ),
})
export type PassportsIssued = Static<typeof passportsIssued>
