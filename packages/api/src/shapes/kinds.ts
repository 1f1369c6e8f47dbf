import type { FieldType } from '@enlace/records'
import { type Static, Type } from 'typebox'
import { code, json, type Label, label } from './parts.ts'

export const kindSummary = Type.Object({
  name: code,
  title: label,
  purpose: label,
  stixType: code,
  native: Type.Boolean(),
})
export type KindSummary = Static<typeof kindSummary>

const fieldType = Type.Unsafe<FieldType>(code)
const choices = Type.Array(Type.Object({ value: Type.String(), label }))

/** What a field holds inside: what a field says, with a name where it stands in a group. */
export type KindPart = {
  readonly name?: string
  readonly type: FieldType
  readonly label: Label
  readonly help?: Label | null
  readonly required?: boolean
  readonly choices?: readonly { readonly value: string; readonly label: Label }[]
  readonly units?: readonly string[]
  readonly identifierTypes?: readonly string[]
  readonly of?: KindPart
  readonly fields?: readonly KindPart[]
}

/** A field as forms and pages draw it. A group lists its `fields`; a list or dictionary says in `of` what it holds. */
export const kindField = Type.Object({
  name: code,
  type: fieldType,
  label,
  help: Type.Optional(Type.Union([label, Type.Null()])),
  required: Type.Boolean(),
  personal: Type.Boolean(),
  short: Type.Optional(Type.Boolean({ description: 'Belongs to the short form.' })),
  path: Type.Optional(Type.Array(Type.String(), { description: 'Where it lies in the STIX object.' })),
  choices: Type.Optional(choices),
  units: Type.Optional(Type.Array(Type.String())),
  identifierTypes: Type.Optional(Type.Array(Type.String())),
  of: Type.Optional(Type.Unsafe<KindPart>(json)),
  fields: Type.Optional(Type.Array(Type.Unsafe<KindPart>(json))),
})
export type KindField = Static<typeof kindField>

export const kindDetail = Type.Interface([kindSummary], {
  extension: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  fields: Type.Array(kindField),
  shows: Type.Optional(Type.Array(code)),
  states: Type.Array(Type.Object({ code, label: Type.Optional(label), next: Type.Optional(Type.Array(code)) })),
  schema: json,
  example: Type.Object({ object: json, envelope: json }, { description: 'Complete: POST /api/v1/records takes it unchanged.' }),
})
export type KindDetail = Static<typeof kindDetail>

export const kindList = Type.Object({ items: Type.Array(kindSummary) })
export type KindList = Static<typeof kindList>
