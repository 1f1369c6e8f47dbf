import { accept, defaultJsonLimits, isJsonObject, type Json, type JsonObject, parseJson, type Result, refuse, utf8 } from '@enlace/core'
import type { Kind } from './kind.ts'
import { findField } from './kind.ts'
import { kindOf } from './kinds/index.ts'
import { removedFieldsExtension, removedFieldsOf } from './removed-fields.ts'
import { parseSelector, valueAt } from './selector.ts'
import { validateObject } from './validate-object.ts'

export type Reduced = { readonly bytes: Uint8Array; readonly removed: readonly string[] }

/** Names that hold a record together; no copy leaves without them. */
const kept = new Set(['type', 'spec_version', 'id', 'created', 'modified', 'extensions', 'granular_markings', 'object_marking_refs'])

/**
 * A copy of a STIX object without the named fields: native properties, fields of our extension, parts of groups by dotted name
 * (`aliases.name`, struck from every item), and any property a stranger added at the top. Keeps `id` and `modified`; lists the removed
 * names in our extension under `removed_fields`, so that the reader knows what is not there. Names that are not filled are ignored;
 * markings of parts that are gone go too.
 *
 * `invalid_after_redaction`: what is left is not valid, or a name may not be struck: then the record is withheld whole.
 */
export function removeFields(
  objectBytes: Uint8Array,
  names: readonly string[],
): Result<Reduced, 'invalid_after_redaction' | 'body_malformed'> {
  const parsed = parseJson(objectBytes, { ...defaultJsonLimits, maxBytes: objectBytes.length })
  if (!parsed.ok || !isJsonObject(parsed.value.value)) return refuse('body_malformed')
  const original = parsed.value.value
  const kind = kindOf(original)
  const removed: string[] = []
  let copy = original
  for (const name of [...new Set(names)].sort()) {
    const path = pathOf(kind, original, name)
    if (kept.has(path[0]!) && path.length === 1) return refuse('invalid_after_redaction', { field: `/${name}` })
    const without = strike(copy, path)
    if (without === copy) continue
    copy = without as JsonObject
    removed.push(name)
  }
  if (removed.length === 0) return accept({ bytes: objectBytes, removed })
  const reduced = withRemovedNames(withoutEmptyMarkings(copy), removed)
  const checked = validateObject(reduced)
  // Without its extension a record of ours would turn into another kind under the same id.
  if (!checked.ok || checked.value.kind !== kind) {
    return refuse('invalid_after_redaction', { field: checked.ok ? '' : (checked.problems[0]?.field ?? '') })
  }
  return accept({ bytes: utf8(JSON.stringify(reduced)), removed })
}

function pathOf(kind: Kind | undefined, object: JsonObject, name: string): readonly string[] {
  const [first = '', ...parts] = name.split('.')
  const placed = kind === undefined ? undefined : findField(kind, first)
  if (placed !== undefined || kind?.extension === undefined) return [...(placed?.path ?? [first]), ...parts]
  // A field of ours from a later release lies in our extension; a stranger's property lies at the top.
  const extensions = object.extensions
  const inside = isJsonObject(extensions) ? extensions[kind.extension] : undefined
  const own = isJsonObject(inside) && Object.hasOwn(inside, first)
  return own ? ['extensions', kind.extension, first, ...parts] : [first, ...parts]
}

/** A copy without what the path leads to; the same value when there is nothing there. An object or list left empty goes with it. */
function strike(value: Json, path: readonly string[]): Json | undefined {
  if (Array.isArray(value)) {
    const items = value as readonly Json[]
    const left = items.map((item) => strike(item, path))
    if (left.every((item, i) => item === items[i])) return value
    const filled = left.filter((item) => item !== undefined)
    return filled.length === 0 ? undefined : filled
  }
  const [step, ...rest] = path
  if (step === undefined) return undefined
  if (!isJsonObject(value) || !Object.hasOwn(value, step)) return value
  const inner = value[step] as Json
  const left = strike(inner, rest)
  if (left === inner) return value
  const entries = Object.entries(value).flatMap(([name, member]) => {
    if (name !== step) return [[name, member] as const]
    return left === undefined ? [] : [[name, left] as const]
  })
  return entries.length === 0 ? undefined : Object.fromEntries(entries)
}

/** Selectors must name what is there (STIX 2.1 section 7.2.3.1), so those of struck parts go, and markings that mark nothing more. */
function withoutEmptyMarkings(object: JsonObject): JsonObject {
  const markings = object.granular_markings
  if (!Array.isArray(markings)) return object
  const left = (markings as readonly Json[]).flatMap((marking) => {
    if (!isJsonObject(marking) || !Array.isArray(marking.selectors)) return [marking]
    const selectors = (marking.selectors as readonly Json[]).filter((selector) => {
      const steps = typeof selector === 'string' ? parseSelector(selector) : undefined
      return steps !== undefined && valueAt(object, steps) !== undefined
    })
    return selectors.length === 0 ? [] : [{ ...marking, selectors }]
  })
  const { granular_markings: _, ...rest } = object
  return left.length === 0 ? rest : { ...rest, granular_markings: left }
}

function withRemovedNames(object: JsonObject, removed: readonly string[]): JsonObject {
  const extensions = isJsonObject(object.extensions) ? object.extensions : {}
  const all = [...new Set([...removedFieldsOf(object), ...removed])].sort()
  return {
    ...object,
    extensions: { ...extensions, [removedFieldsExtension]: { extension_type: 'property-extension', removed_fields: all } },
  }
}
