import { isJsonObject, type Json, type JsonObject } from '@enlace/core'
import type { Field } from './field.ts'
import { findField, type Kind, type PlacedField } from './kind.ts'
import { partsOf } from './parts.ts'
import { removedFieldsExtension } from './removed-fields.ts'
import { tearLinesExtension } from './tear-lines.ts'

/** Value of a placed field in an object, or undefined. */
export function fieldValue(placed: PlacedField, object: JsonObject): Json | undefined {
  let value: Json | undefined = object
  for (const step of placed.path) {
    if (!isJsonObject(value) || !Object.hasOwn(value, step)) return undefined
    value = value[step] as Json
  }
  return value
}

/** Value of the field of that name, native or our own; undefined when the kind has no such field or the object does not fill it. */
export function readField(kind: Kind | undefined, object: JsonObject, name: string): Json | undefined {
  const placed = kind === undefined ? undefined : findField(kind, name)
  return placed === undefined ? undefined : fieldValue(placed, object)
}

/** The kind's fields that the object fills, in the kind's order. */
export function presentFields(kind: Kind, object: JsonObject): readonly PlacedField[] {
  return kind.fields.filter((placed) => fieldValue(placed, object) !== undefined)
}

/**
 * The kind's fields that say something about a person: whole fields, and single parts under dotted names such as `aliases.name` or
 * `extensions.pdf-ext.document_info_dict`, which `removeFields` takes too.
 */
export function personalFields(kind: Kind): readonly PlacedField[] {
  let known = personal.get(kind)
  if (known === undefined) {
    const named = Object.entries(kind.extensions).filter(([key]) => key !== kind.extension)
    const predefined = named.map(([key, field]) => ({ name: `extensions.${key}`, path: ['extensions', key], field, native: true }))
    known = [...kind.fields, ...predefined].flatMap((placed) => personalParts(placed))
    personal.set(kind, known)
  }
  return known
}

const personal = new WeakMap<Kind, readonly PlacedField[]>()

function personalParts(placed: PlacedField): readonly PlacedField[] {
  if (placed.field.personal === true) return [placed]
  return Object.entries(partsOf(placed.field.of ?? placed.field) ?? {}).flatMap(([part, field]) =>
    personalParts({ ...placed, name: `${placed.name}.${part}`, path: [...placed.path, part], field }),
  )
}

/**
 * The personal fields that the object fills. What no definition describes (a stranger's property or extension, a field one release newer)
 * may hold anything, so it counts as personal too.
 */
export function personalFieldsIn(kind: Kind, object: JsonObject): readonly PlacedField[] {
  return [...personalFields(kind).filter((placed) => isFilled(object, placed.path)), ...undescribedFields(kind, object)]
}

function isFilled(value: Json | undefined, path: readonly string[]): boolean {
  if (Array.isArray(value)) return value.some((item: Json) => isFilled(item, path))
  const [step, ...rest] = path
  if (step === undefined) return value !== undefined
  return isJsonObject(value) && Object.hasOwn(value, step) && isFilled(value[step], rest)
}

/** Properties, extensions and parts in the object that the kind does not describe. */
export function undescribedFields(kind: Kind, object: JsonObject): readonly PlacedField[] {
  const found = new Map<string, PlacedField>()
  const add = (names: readonly string[], path: readonly string[]) =>
    found.set(names.join('.'), { name: names.join('.'), path, field: undescribed, native: false })
  const described = describedBy(kind)
  for (const name of Object.keys(object)) {
    const placed = described.get(name)
    if (placed === undefined || !placed.native) add([name], [name])
    else if (name !== 'extensions') undescribedParts(placed.field, object[name] as Json, [name], [name], add)
  }
  const extensions = isJsonObject(object.extensions) ? object.extensions : {}
  for (const key of Object.keys(extensions)) {
    const field = kind.extensions[key]
    const names = key === kind.extension ? [] : ['extensions', key]
    if (key === removedFieldsExtension || key === tearLinesExtension) continue
    if (field === undefined) add(names, ['extensions', key])
    else undescribedParts(field, extensions[key] as Json, names, ['extensions', key], add)
  }
  return [...found.values()]
}

function describedBy(kind: Kind): ReadonlyMap<string, PlacedField> {
  let known = described.get(kind)
  if (known === undefined) {
    known = new Map(kind.fields.map((placed) => [placed.name, placed]))
    described.set(kind, known)
  }
  return known
}

const described = new WeakMap<Kind, ReadonlyMap<string, PlacedField>>()

const undescribed: Field = { type: 'anything', label: 'Not described', personal: true }

type Add = (names: readonly string[], path: readonly string[]) => void

function undescribedParts(field: Field, value: Json, names: readonly string[], path: readonly string[], add: Add): void {
  if (Array.isArray(value)) for (const item of value) undescribedParts(field.of ?? field, item as Json, names, path, add)
  const parts = partsOf(field)
  if (parts === undefined || !isJsonObject(value)) return
  for (const name of Object.keys(value)) {
    const part = Object.hasOwn(parts, name) ? parts[name] : undefined
    if (part !== undefined && part.of === undefined && partsOf(part) === undefined) continue
    if (part !== undefined) undescribedParts(part, value[name] as Json, [...names, name], [...path, name], add)
    else if (name !== 'extension_type') add([...names, name], [...path, name])
  }
}
