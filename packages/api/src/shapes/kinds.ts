import { type Static, Type } from 'typebox'
import { code, json, label } from './parts.ts'

export const kindSummary = Type.Object({
  name: code,
  title: label,
  purpose: label,
  stixType: code,
  native: Type.Boolean(),
})
export type KindSummary = Static<typeof kindSummary>

export const kindField = Type.Object({
  name: code,
  type: code,
  label,
  help: Type.Optional(label),
  required: Type.Boolean(),
  personal: Type.Boolean(),
  choices: Type.Optional(Type.Array(Type.Object({ value: Type.String(), label }))),
})
export type KindField = Static<typeof kindField>

export const kindDetail = Type.Interface([kindSummary], {
  fields: Type.Array(kindField),
  states: Type.Array(Type.Object({ code, label: Type.Optional(label), next: Type.Optional(Type.Array(code)) })),
  schema: json,
  example: Type.Object({ object: json, envelope: json }, { description: 'Complete: POST /api/v1/records takes it unchanged.' }),
})
export type KindDetail = Static<typeof kindDetail>

export const kindList = Type.Object({ items: Type.Array(kindSummary) })
export type KindList = Static<typeof kindList>
