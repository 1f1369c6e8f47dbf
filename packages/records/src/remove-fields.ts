import { accept, defaultJsonLimits, isJsonObject, type Json, type JsonObject, parseJson, type Result, refuse, utf8 } from '@enlace/core'
import type { Kind } from './kind.ts'
import { findField } from './kind.ts'
import { kindOf } from './kinds/index.ts'
import type { TlpLabel } from './marking.ts'
import { removedFieldsExtension, removedFieldsOf } from './removed-fields.ts'
import { parseSelector, valueAt } from './selector.ts'
import { tearLinesExtension, tearLinesOf, tornFieldsOf, withTearLines } from './tear-lines.ts'
import { validateObject } from './validate-object.ts'
import { movedSelector, type Steps, withoutPaths } from './without-paths.ts'

/** `torn`: selectors of fields in which a tear-line stands for the full text. */
export type Reduced = { readonly bytes: Uint8Array; readonly removed: readonly string[]; readonly torn: readonly string[] }

/** What is too narrow for a reader: the selectors of parts marked above what it may read, and whether it may read a label. */
export type Ceiling = { readonly marked: readonly string[]; readonly mayRead: (label: TlpLabel) => boolean }

/** Names that hold a record together; no copy leaves without them. */
const kept = new Set(['type', 'spec_version', 'id', 'created', 'modified', 'extensions', 'granular_markings', 'object_marking_refs'])

/**
 * A copy of a STIX object without the named fields: native properties, fields of our extension, parts of groups by dotted name
 * (`aliases.name`, struck from every item), and any property a stranger added at the top. Keeps `id` and `modified`; lists the removed
 * names in our extension under `removed_fields`, so that the reader knows what is not there. Names that are not filled are ignored;
 * markings of parts that are gone go too, and those of list items that moved are moved with them.
 *
 * With a `ceiling`, what is marked above it goes as well: a tear-line that the reader may read takes the place of its text, anything else is
 * struck, and so are tear-lines above the ceiling.
 *
 * `invalid_after_redaction`: what is left is not valid, or a name may not be struck: then the record is withheld whole.
 */
export function removeFields(
  objectBytes: Uint8Array,
  names: readonly string[],
  ceiling: Ceiling = { marked: [], mayRead: () => true },
): Result<Reduced, 'invalid_after_redaction' | 'body_malformed'> {
  const parsed = parseJson(objectBytes, { ...defaultJsonLimits, maxBytes: objectBytes.length })
  if (!parsed.ok || !isJsonObject(parsed.value.value)) return refuse('body_malformed')
  const original = parsed.value.value
  const kind = kindOf(original)
  const struck = new Map<string, readonly Steps[]>()
  for (const name of [...new Set(names)].sort()) {
    const path = pathOf(kind, original, name)
    if (kept.has(path[0]!) && path.length === 1) return refuse('invalid_after_redaction', { field: `/${name}` })
    const places = placesOf(original, path)
    if (places.length > 0) struck.set(name, places)
  }
  const torn: string[] = []
  let whole = original
  for (const selector of ceiling.marked) {
    const steps = parseSelector(selector)
    if (steps === undefined || valueAt(original, steps) === undefined) continue
    if (kept.has(String(steps[0])) && (steps[0] !== 'extensions' || steps.length === 1))
      return refuse('invalid_after_redaction', { field: '' })
    const line = tearLinesOf(original).find((one) => one.selector === selector && ceiling.mayRead(one.tlp))
    if (line !== undefined && typeof valueAt(original, steps) === 'string') {
      whole = withValueAt(whole, steps, line.text) as JsonObject
      torn.push(selector)
    } else struck.set(nameOf(kind, steps), [...(struck.get(nameOf(kind, steps)) ?? []), steps])
  }
  const tooNarrow = tearLinesOf(original).some(({ tlp }) => !ceiling.mayRead(tlp))
  if (struck.size === 0 && torn.length === 0 && !tooNarrow) return accept({ bytes: objectBytes, removed: [], torn: [] })
  const { left, movedTo } = withoutPaths(whole, [...struck.values()].flat())
  if (!isJsonObject(left)) return refuse('invalid_after_redaction', { field: '' })
  const move = (selector: string) => movedSelector(left, selector, movedTo)
  const inPlace = torn.flatMap((selector) => move(selector) ?? [])
  const reduced = withRemovedNames(withTidyTearLines(withTidyMarkings(left, torn, move), torn, ceiling, move), [...struck.keys()].sort())
  const checked = validateObject(reduced)
  // Without its extension a record of ours would turn into another kind under the same id.
  if (!checked.ok || checked.value.kind !== kind) {
    return refuse('invalid_after_redaction', { field: checked.ok ? '' : (checked.problems[0]?.field ?? '') })
  }
  return accept({ bytes: utf8(JSON.stringify(reduced)), removed: [...struck.keys()].sort(), torn: inPlace })
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

/** The name under which a struck part is listed: dotted, without the places of list items, from our own extension on. */
function nameOf(kind: Kind | undefined, steps: Steps): string {
  const names = steps.filter((step) => typeof step === 'string')
  const own = names.length > 2 && names[0] === 'extensions' && names[1] === kind?.extension
  return (own ? names.slice(2) : names).join('.')
}

/** Where a path without list places leads: to that part of every item on the way. */
function placesOf(value: Json, path: readonly string[], at: Steps = []): readonly Steps[] {
  const [step, ...rest] = path
  if (step === undefined) return [at]
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap((item, i) => placesOf(item, path, [...at, i]))
  if (!isJsonObject(value) || !Object.hasOwn(value, step)) return []
  return placesOf(value[step] as Json, rest, [...at, step])
}

function withValueAt(value: Json, [step, ...rest]: Steps, text: string): Json {
  if (step === undefined) return text
  if (Array.isArray(value)) return (value as readonly Json[]).map((item, i) => (i === step ? withValueAt(item, rest, text) : item))
  const object = value as JsonObject
  return { ...object, [step]: withValueAt(object[step] as Json, rest, text) }
}

/** Selectors must name what is there (STIX 2.1 section 7.2.3.1); the mark of a full text does not hold for the tear-line in its place. */
function withTidyMarkings(object: JsonObject, torn: readonly string[], move: (selector: string) => string | undefined): JsonObject {
  const markings = object.granular_markings
  if (!Array.isArray(markings)) return object
  const left = (markings as readonly Json[]).flatMap((marking) => {
    if (!isJsonObject(marking) || !Array.isArray(marking.selectors)) return [marking]
    const selectors = (marking.selectors as readonly Json[]).flatMap((selector) => {
      if (typeof selector !== 'string' || (marking.marking_ref !== undefined && torn.includes(selector))) return []
      return move(selector) ?? []
    })
    return selectors.length === 0 ? [] : [{ ...marking, selectors }]
  })
  const { granular_markings: _, ...rest } = object
  return left.length === 0 ? rest : { ...rest, granular_markings: left }
}

function withTidyTearLines(
  object: JsonObject,
  torn: readonly string[],
  ceiling: Ceiling,
  move: (selector: string) => string | undefined,
): JsonObject {
  const { extensions } = object
  if (!isJsonObject(extensions) || extensions[tearLinesExtension] === undefined) return object
  const lines = tearLinesOf(object).flatMap((line) => {
    const selector = move(line.selector)
    const stays = selector !== undefined && !torn.includes(line.selector) && ceiling.mayRead(line.tlp)
    return stays ? [{ ...line, selector }] : []
  })
  const before = tornFieldsOf(object)
  const inPlace = [...new Set([...before, ...torn])].flatMap((selector) => move(selector) ?? [])
  return withTearLines(object, lines, inPlace)
}

function withRemovedNames(object: JsonObject, removed: readonly string[]): JsonObject {
  if (removed.length === 0) return object
  const extensions = isJsonObject(object.extensions) ? object.extensions : {}
  const all = [...new Set([...removedFieldsOf(object), ...removed])].sort()
  return {
    ...object,
    extensions: { ...extensions, [removedFieldsExtension]: { extension_type: 'property-extension', removed_fields: all } },
  }
}
