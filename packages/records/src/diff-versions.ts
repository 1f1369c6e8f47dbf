import { canonicalText, isJsonObject, type Json, type JsonObject } from '@enlace/core'
import type { Field } from './field.ts'
import type { Kind } from './kind.ts'
import { fieldValue, undescribedFields } from './present-fields.ts'

/** What became of one field from one version to another. */
export type FieldChange = {
  readonly name: string
  /** Where it lies in the object. */
  readonly path: readonly string[]
  /** As the kind describes it; undefined for what the kind does not describe. */
  readonly field: Field | undefined
  readonly change: 'added' | 'removed' | 'changed'
  readonly before: Json | undefined
  readonly after: Json | undefined
  /** For two lists: items that are in one of them only, in the order they stand there. Empty when the items are the same in another order. */
  readonly items: { readonly added: readonly Json[]; readonly removed: readonly Json[] } | undefined
}

// Set anew by every version: it says that there is another version, not what is other in it.
const bookkeeping: ReadonlySet<string> = new Set(['modified', 'extensions'])

/**
 * What changed between two versions of a record, field by field in the order in which its kind shows them, then everything that the kind does
 * not describe, so that no change goes unseen. Values that differ in spelling only (order of members, `1.0` for `1`) are the same. Pure.
 */
export function diffVersions(kind: Kind | undefined, before: JsonObject, after: JsonObject): readonly FieldChange[] {
  const described = (kind?.fields ?? []).filter(({ name, native }) => !(native && bookkeeping.has(name)))
  const shown = kind?.shows ?? []
  const place = (name: string) => (shown.includes(name) ? shown.indexOf(name) : shown.length)
  const ordered = [...described].sort((a, b) => place(a.name) - place(b.name))
  const changes = ordered.flatMap(({ name, path, field }) =>
    compare({ name, path, field }, fieldValue({ ...placed, path }, before), fieldValue({ ...placed, path }, after)),
  )
  return [
    ...changes,
    ...otherPaths(kind, [before, after]).flatMap((path) => {
      const at = { ...placed, path }
      return compare({ name: path.join('.'), path, field: undefined }, fieldValue(at, before), fieldValue(at, after))
    }),
  ]
}

/** What changed in the envelope: its members one by one, in the order of their names. Pure. */
export function diffEnvelopes(before: JsonObject, after: JsonObject): readonly FieldChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
  return names.flatMap((name) =>
    compare({ name, path: [name], field: undefined }, before[name] as Json | undefined, after[name] as Json | undefined),
  )
}

const placed = { name: '', field: { type: 'anything', label: '' }, native: false } as const

function compare(
  at: Pick<FieldChange, 'name' | 'path' | 'field'>,
  before: Json | undefined,
  after: Json | undefined,
): readonly FieldChange[] {
  if (before === undefined && after === undefined) return []
  if (before === undefined || after === undefined)
    return [{ ...at, change: before === undefined ? 'added' : 'removed', before, after, items: undefined }]
  if (canonicalText(before) === canonicalText(after)) return []
  return [{ ...at, change: 'changed', before, after, items: diffItems(before, after) }]
}

function diffItems(before: Json, after: Json): FieldChange['items'] {
  if (!Array.isArray(before) || !Array.isArray(after)) return undefined
  return { removed: without(before, after), added: without(after, before) }
}

/** The items of a list that another lacks, each as often as it lacks it. */
function without(list: readonly Json[], other: readonly Json[]): readonly Json[] {
  const left = new Map<string, number>()
  for (const item of other) left.set(canonicalText(item), (left.get(canonicalText(item)) ?? 0) + 1)
  return list.filter((item) => {
    const count = left.get(canonicalText(item)) ?? 0
    left.set(canonicalText(item), count - 1)
    return count <= 0
  })
}

/** Top properties, extensions and their members that no described field reaches. */
function otherPaths(kind: Kind | undefined, objects: readonly JsonObject[]): readonly (readonly string[])[] {
  const found = new Map<string, readonly string[]>()
  const covered = (path: readonly string[]) =>
    kind?.fields.some((field) => !bookkeeping.has(field.name) && field.path.every((step, i) => path[i] === step)) ?? false
  const add = (path: readonly string[]) => {
    if (!covered(path)) found.set(path.join('/'), path)
  }
  for (const object of objects) {
    if (kind !== undefined) for (const { path } of undescribedFields(kind, object)) if (path[0] !== 'extensions') add(path)
    if (kind === undefined) for (const name of Object.keys(object)) if (!bookkeeping.has(name)) add([name])
    const extensions = isJsonObject(object.extensions) ? object.extensions : {}
    for (const [key, inside] of Object.entries(extensions)) {
      if (key !== kind?.extension) add(['extensions', key])
      else if (isJsonObject(inside)) for (const member of Object.keys(inside)) add(['extensions', key, member])
    }
  }
  return [...found.values()]
}
