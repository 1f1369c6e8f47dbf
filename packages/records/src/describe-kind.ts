import type { JsonObject } from '@enlace/core'
import { exampleOf } from './example-of.ts'
import type { Field, FieldType } from './field.ts'
import { jsonSchemaOf } from './json-schema-of.ts'
import type { Kind, PlacedField } from './kind.ts'
import { type Catalogue, choiceLabel, fieldLabel, helpLabel, type Label, purposeLabel, stateLabel, titleLabel, wordsOf } from './labels.ts'
import { partsOf } from './parts.ts'

/** The same words by language code: at least `en`. */
export type Words = Readonly<Record<string, string>>

export type DescribedField = {
  readonly name: string
  readonly type: FieldType
  readonly label: Words
  readonly help?: Words
  readonly required: boolean
  readonly personal: boolean
  readonly identifying: boolean
  readonly coded: boolean
  readonly short: boolean
  /** Part of STIX itself; the others lie in the kind's extension. Only on a kind's own fields, not on parts. */
  readonly native?: boolean
  /** Where the value lies in the object, as steps. Only on a kind's own fields. */
  readonly path?: readonly string[]
  readonly choices?: readonly { readonly value: string; readonly label: Words }[]
  readonly units?: readonly string[]
  readonly identifierTypes?: readonly string[]
  readonly targets?: readonly string[]
  readonly families?: readonly string[]
  readonly min?: number
  readonly max?: number
  readonly maxLength?: number
  readonly partial?: boolean
  readonly items?: DescribedField
  readonly parts?: readonly DescribedField[]
}

export type DescribedKind = {
  readonly name: string
  readonly title: Words
  readonly purpose: Words
  readonly stixType: string
  readonly native: boolean
  readonly extension: string | null
  readonly section: string
  readonly fields: readonly DescribedField[]
  readonly shows: readonly string[]
  readonly states: readonly { readonly code: string; readonly label: Words; readonly next: readonly string[] }[]
  readonly clocks: readonly string[]
  readonly schema: JsonObject
  readonly example: { readonly object: JsonObject; readonly envelope: JsonObject }
}

/**
 * A kind as `GET /api/v1/kinds/{name}` serves it: everything a form, a page or another program needs. `catalogues` are the texts of each
 * language besides English, by language code; a text that is missing is said in English.
 */
export function describeKind(kind: Kind, catalogues: Readonly<Record<string, Catalogue>>): DescribedKind {
  const say: Say = (label) => sayIn(label, catalogues)
  return {
    name: kind.name,
    title: say(titleLabel(kind)),
    purpose: say(purposeLabel(kind)),
    stixType: kind.stixType,
    native: kind.native,
    extension: kind.extension ?? null,
    section: kind.section,
    fields: kind.fields.map((placed) => describePlaced(kind, placed, say)),
    shows: kind.shows,
    states: kind.states.map(({ code, label, next }) => ({ code, label: say(stateLabel(kind, code, label)), next })),
    clocks: kind.clocks,
    schema: jsonSchemaOf(kind),
    example: exampleOf(kind),
  }
}

type Say = (label: Label) => Words

function sayIn(label: Label, catalogues: Readonly<Record<string, Catalogue>>): Words {
  const others = Object.entries(catalogues).map(([language, catalogue]) => [language, wordsOf(label, catalogue)])
  return { ...Object.fromEntries(others), en: label.english }
}

function describePlaced(kind: Kind, { name, field, native, path }: PlacedField, say: Say): DescribedField {
  return { ...describeField(kind, [name], field, say), native, path }
}

function describeField(kind: Kind, path: readonly string[], field: Field, say: Say): DescribedField {
  const help = helpLabel(kind, path, field)
  const parts = partsOf(field)
  const { units, identifierTypes, targets, families, min, max, maxLength, partial } = field
  const limits = Object.entries({ units, identifierTypes, targets, families, min, max, maxLength, partial })
  return {
    name: path.at(-1) as string,
    type: field.type,
    label: say(fieldLabel(kind, path, field)),
    ...(help === undefined ? {} : { help: say(help) }),
    required: field.required === true,
    personal: field.personal === true,
    identifying: field.identifying === true,
    coded: field.coded === true,
    short: field.short === true,
    ...(field.choices === undefined ? {} : { choices: describeChoices(kind, path, field, say) }),
    ...Object.fromEntries(limits.filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0))),
    ...(field.of === undefined ? {} : { items: describeField(kind, path, { ...field.of, label: field.label }, say) }),
    ...(parts === undefined
      ? {}
      : { parts: Object.entries(parts).map(([part, inner]) => describeField(kind, [...path, part], inner, say)) }),
  }
}

function describeChoices(kind: Kind, path: readonly string[], field: Field, say: Say): readonly { value: string; label: Words }[] {
  return Object.entries(field.choices ?? {}).map(([value, english]) => ({
    value,
    label: field.properNames === true ? { en: english } : say(choiceLabel(kind, path, value, english)),
  }))
}
