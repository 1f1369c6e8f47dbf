import type { DescribedField } from '@enlace/records'
import { type Static, Type } from 'typebox'
import { code, json } from './parts.ts'

/** The same words by language code; English is always there. */
export const words = Type.Record(Type.String(), Type.String())
export type Words = Readonly<Record<string, string>>

export const kindSummary = Type.Object({
  name: code,
  title: words,
  purpose: words,
  stixType: code,
  native: Type.Boolean(),
})
export type KindSummary = Static<typeof kindSummary>

/** A field as forms and pages draw it; a list says in `items` what it holds, a group lists its `parts`, both in the same shape. */
export const kindField = Type.Object({
  name: code,
  type: Type.Unsafe<DescribedField['type']>(code),
  label: words,
  help: Type.Optional(words),
  required: Type.Boolean(),
  personal: Type.Boolean({ description: 'Holds personal data.' }),
  identifying: Type.Boolean(),
  coded: Type.Boolean(),
  short: Type.Boolean({ description: 'Belongs to the short form.' }),
  native: Type.Optional(Type.Boolean({ description: 'Part of STIX itself.' })),
  path: Type.Optional(Type.Array(Type.String(), { description: 'Where it lies in the STIX object.' })),
  choices: Type.Optional(Type.Array(Type.Object({ value: Type.String(), label: words }))),
  units: Type.Optional(Type.Array(Type.String())),
  identifierTypes: Type.Optional(Type.Array(Type.String())),
  targets: Type.Optional(Type.Array(Type.String(), { description: 'STIX types that a reference may point at.' })),
  families: Type.Optional(Type.Array(Type.String())),
  min: Type.Optional(Type.Number()),
  max: Type.Optional(Type.Number()),
  maxLength: Type.Optional(Type.Integer()),
  partial: Type.Optional(Type.Boolean({ description: 'A year or a month alone is a date here.' })),
  items: Type.Optional(Type.Unsafe<DescribedField>(json)),
  parts: Type.Optional(Type.Array(Type.Unsafe<DescribedField>(json))),
})
export type KindField = DescribedField

/** A kind whole: what `describeKind` of the records shelf makes. */
export const kindDetail = Type.Interface([kindSummary], {
  extension: Type.Union([Type.String(), Type.Null()]),
  section: Type.String({ description: 'Section of STIX 2.1 that defines the carrier.' }),
  fields: Type.Array(Type.Unsafe<DescribedField>(kindField)),
  shows: Type.Array(code),
  states: Type.Array(Type.Object({ code, label: words, next: Type.Array(code) })),
  clocks: Type.Array(code),
  schema: json,
  example: Type.Object({ object: json, envelope: json }, { description: 'Complete: POST /api/v1/records takes it unchanged.' }),
})
export type KindDetail = Static<typeof kindDetail>

export const kindList = Type.Object({ items: Type.Array(kindSummary) })
export type KindList = Static<typeof kindList>
