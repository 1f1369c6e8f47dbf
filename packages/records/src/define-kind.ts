import type { Json, JsonObject } from '@enlace/core'
import { checkDefinition } from './define-native.ts'
import { type Choices, choice, type Field, type FieldOptions, group } from './field.ts'
import type { Kind, PlacedField, Rule, State } from './kind.ts'
import { natives } from './kinds/native/index.ts'

export type KindDefinition = {
  /** Lower case with hyphens. */
  readonly name: string
  readonly title: string
  /** One sentence: what the record is for. */
  readonly purpose: string
  /** The native STIX type that carries it. */
  readonly on: string
  /** Id of our extension-definition; a new random UUID for each kind, never changed. */
  readonly extension: string
  /** Fields of our own, inside the extension. */
  readonly fields: Readonly<Record<string, Field>>
  /** Native properties the kind uses, with a better label, `required`, `personal` … where the native definition is too general. */
  readonly native?: Readonly<Record<string, FieldOptions & { readonly label?: string }>>
  readonly states?: Readonly<Record<string, { readonly label: string; readonly next: readonly string[] }>>
  /** Ids of clock rules that packs define. */
  readonly clocks?: readonly string[]
  readonly rules?: readonly Rule[]
  /** What a form offers and a page shows, in order; native and own fields alike. */
  readonly shows: readonly string[]
  /** Fields tried in turn for the title; the carrier's own when absent. */
  readonly titleFrom?: readonly string[]
  /** Values by field name, native and own alike: what the complete example is built from. */
  readonly example: JsonObject
  readonly exampleEnvelope?: JsonObject
}

const kindName = /^[a-z][a-z0-9-]{2,249}$/
const extensionId = /^extension-definition--([0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})$/
const ownName = /^[a-z0-9_]{3,250}$/

/**
 * Describes a kind of ours: a STIX type plus our property-extension on it (STIX 2.1 section 7.3).
 * Throws Error on a definition that contradicts itself: a mistake in this package.
 */
export function defineKind(definition: KindDefinition): Kind {
  const { name, extension } = definition
  const carrier = natives.get(definition.on)
  const uuid = extensionId.exec(extension)?.[1]
  if (!kindName.test(name) || natives.has(name)) throw new Error(`kind ${name}: name is malformed or a STIX type`)
  if (carrier === undefined) throw new Error(`kind ${name}: no STIX type ${definition.on}`)
  if (uuid === undefined) throw new Error(`kind ${name}: ${extension} is not the id of an extension definition with a version 4 UUID`)
  for (const own of Object.keys(definition.fields)) {
    if (!ownName.test(own) || own === 'extension_type') throw new Error(`kind ${name}: field name ${own}`)
  }
  const own: PlacedField[] = Object.entries(definition.fields).map(([field, described]) => ({
    name: field,
    path: ['extensions', extension, field],
    field: described,
    native: false,
  }))
  const native = carrier.fields.map((placed) => ({ ...placed, field: { ...placed.field, ...definition.native?.[placed.name] } }))
  for (const used of Object.keys(definition.native ?? {})) {
    if (!native.some((placed) => placed.name === used)) throw new Error(`kind ${name}: ${definition.on} has no property ${used}`)
  }
  const kind: Kind = {
    name,
    title: definition.title,
    purpose: definition.purpose,
    stixType: carrier.stixType,
    family: carrier.family,
    native: false,
    section: carrier.section,
    extension,
    extensions: {
      ...carrier.extensions,
      [extension]: group(definition.title, { extension_type: propertyExtension, ...definition.fields }),
    },
    fields: [...own, ...native],
    shows: definition.shows,
    titleFrom: definition.titleFrom ?? carrier.titleFrom,
    rules: [...carrier.rules, ...(definition.rules ?? [])],
    states: toStates(name, definition.states),
    clocks: definition.clocks ?? [],
    example: buildObject(carrier.stixType, uuid, extension, own, definition.example),
    exampleEnvelope: definition.exampleEnvelope ?? {},
  }
  checkDefinition(kind)
  return kind
}

const propertyExtension = choice('Extension type', { 'property-extension': 'property extension' } satisfies Choices, { required: true })

function toStates(kind: string, states: KindDefinition['states'] = {}): State[] {
  return Object.entries(states).map(([code, state]) => {
    for (const next of state.next) if (states[next] === undefined) throw new Error(`kind ${kind}: no state ${next}`)
    return { code, label: state.label, next: state.next }
  })
}

const exampleAt = '2026-01-15T12:00:00.000Z'

function buildObject(type: string, uuid: string, extension: string, own: readonly PlacedField[], values: JsonObject): JsonObject {
  const ownNames = new Set(own.map((placed) => placed.name))
  const native: Record<string, Json> = {
    type,
    spec_version: '2.1',
    id: `${type}--${uuid}`,
    created: exampleAt,
    modified: exampleAt,
  }
  const inside: Record<string, Json> = { extension_type: 'property-extension' }
  for (const [name, value] of Object.entries(values)) (ownNames.has(name) ? inside : native)[name] = value as Json
  return { ...native, extensions: { [extension]: inside } }
}
