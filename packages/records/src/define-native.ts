import type { JsonObject } from '@enlace/core'
import { extensionsProperty, identityProperties, sharedProperties } from './common-properties.ts'
import type { Field } from './field.ts'
import type { Family, Kind, PlacedField, Rule } from './kind.ts'

export type NativeDefinition = {
  /** STIX type, which is also the kind's name. */
  readonly type: string
  readonly family: Family
  readonly title: string
  readonly purpose: string
  readonly section: string
  /** The type's own properties; STIX's common ones are added. */
  readonly fields: Readonly<Record<string, Field>>
  readonly extensions?: Readonly<Record<string, Field>>
  readonly rules?: readonly Rule[]
  /** Common properties that the type does not have (STIX 2.1 section 3.2, table of common properties). */
  readonly lacks?: readonly string[]
  readonly shows?: readonly string[]
  readonly titleFrom?: readonly string[]
  readonly example: JsonObject
  readonly exampleEnvelope?: JsonObject
}

/** Describes a type of STIX 2.1 as a kind. Throws Error on a definition that contradicts itself: a mistake in this package. */
export function defineNative(definition: NativeDefinition): Kind {
  const { type, family } = definition
  const properties: Record<string, Field> = {
    ...definition.fields,
    ...identityProperties(type, family),
    ...Object.fromEntries(Object.entries(sharedProperties(family)).filter(([name]) => definition.fields[name] === undefined)),
    extensions: extensionsProperty,
  }
  for (const name of definition.lacks ?? []) delete properties[name]
  const fields: PlacedField[] = Object.entries(properties).map(([name, field]) => ({ name, path: [name], field, native: true }))
  const kind: Kind = {
    name: type,
    title: definition.title,
    purpose: definition.purpose,
    stixType: type,
    family,
    native: true,
    section: definition.section,
    extensions: definition.extensions ?? {},
    fields,
    shows: definition.shows ?? Object.keys(definition.fields),
    titleFrom: definition.titleFrom ?? ['name'],
    rules: definition.rules ?? [],
    states: [],
    clocks: [],
    example: definition.example,
    exampleEnvelope: definition.exampleEnvelope ?? {},
  }
  checkDefinition(kind)
  return kind
}

const fieldName = /^[a-z0-9_]{2,250}$/

/** Throws Error when a definition names a field that it does not have, or lets personal data stand in clear. */
export function checkDefinition(kind: Kind): void {
  const names = new Set<string>()
  for (const { name, field, native } of kind.fields) {
    const wrong = (what: string) => new Error(`kind ${kind.name}, field ${name}: ${what}`)
    if (names.has(name)) throw wrong('named twice')
    names.add(name)
    checkField(field, wrong, native ? 2 : 3)
  }
  for (const name of [...kind.shows, ...kind.titleFrom]) {
    if (!names.has(name)) throw new Error(`kind ${kind.name} shows ${name}, which it does not have`)
  }
}

function checkField(field: Field, wrong: (what: string) => Error, shortest: number): void {
  if (field.personal === true && field.facet === true) throw wrong('personal and a facet')
  if (field.type === 'list' && field.of === undefined) throw wrong('a list of nothing')
  if (field.type === 'choice' && Object.keys(field.choices ?? {}).length === 0) throw wrong('a choice of nothing')
  if (field.of !== undefined) checkField(field.of, wrong, shortest)
  for (const [name, part] of Object.entries(field.fields ?? {})) {
    if (!fieldName.test(name) || name.length < shortest) throw wrong(`part ${name} is not [a-z0-9_]{3,250}`)
    checkField(part, wrong, shortest)
  }
}
