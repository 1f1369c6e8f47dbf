import { canonicalText, isJsonObject, type Json, type JsonObject } from '@enlace/core'
import type { Kind } from './kind.ts'
import { fieldValue, undescribedFields } from './present-fields.ts'
import { writeField } from './write-fields.ts'

/** One field that both changed, each to something else; undefined where a side has no value. */
export type FieldConflict = {
  /** The field's name in the kind, or its path with dots for what the kind does not describe. */
  readonly name: string
  readonly path: readonly string[]
  readonly base: Json | undefined
  readonly mine: Json | undefined
  readonly theirs: Json | undefined
}

export type MergedObject = {
  /** Theirs with my changes in it; a field in conflict holds theirs until somebody chooses. */
  readonly merged: JsonObject
  readonly conflicts: readonly FieldConflict[]
  /** Fields that only I changed, and fields that only they changed. */
  readonly mine: readonly string[]
  readonly theirs: readonly string[]
}

// Set anew by every version, so never a matter of dispute.
const bookkeeping: ReadonlySet<string> = new Set(['type', 'spec_version', 'id', 'created', 'modified', 'extensions'])

/**
 * Merges two versions written from the same base, field by field: what one side changed is taken, what both changed alike is taken once,
 * what both changed differently is a conflict for a person. Lists of plain values are merged as sets: additions and removals of both sides
 * stand. Everything the kind does not describe takes part too, so nothing newer is lost. Pure.
 */
export function mergeByField(kind: Kind, base: JsonObject, mine: JsonObject, theirs: JsonObject): MergedObject {
  let merged = theirs
  const conflicts: FieldConflict[] = []
  const [onlyMine, onlyTheirs]: [string[], string[]] = [[], []]
  for (const { name, path } of fieldsOf(kind, [base, mine, theirs])) {
    const [b, m, t] = [base, mine, theirs].map((object) => fieldValue({ name, path, field: anything, native: false }, object))
    if (same(m, t)) continue
    if (same(b, m)) onlyTheirs.push(name)
    else if (same(b, t)) {
      onlyMine.push(name)
      merged = writeField(merged, path, m)
    } else {
      const set = mergeSets(b, m, t)
      if (set === undefined) conflicts.push({ name, path, base: b, mine: m, theirs: t })
      else merged = writeField(merged, path, set)
    }
  }
  return { merged, conflicts, mine: onlyMine, theirs: onlyTheirs }
}

/** The merged object with the choices of a person for its conflicts, by field name. */
export function resolveConflicts(merge: MergedObject, choices: Readonly<Record<string, 'mine' | 'theirs'>>): JsonObject {
  return merge.conflicts.reduce(
    (object, conflict) => (choices[conflict.name] === 'mine' ? writeField(object, conflict.path, conflict.mine) : object),
    merge.merged,
  )
}

const anything = { type: 'anything', label: '' } as const

function fieldsOf(kind: Kind, objects: readonly JsonObject[]): readonly { readonly name: string; readonly path: readonly string[] }[] {
  const described = kind.fields.filter(({ name, native }) => !native || !bookkeeping.has(name))
  const found = new Map(described.map(({ name, path }) => [path.join('/'), { name, path }]))
  for (const object of objects) {
    for (const { name, path } of undescribedFields(kind, object)) {
      // A part of a described field is merged with that field.
      if (!described.some((placed) => placed.path.every((step, i) => path[i] === step))) found.set(path.join('/'), { name, path })
    }
    const extensions = isJsonObject(object.extensions) ? Object.keys(object.extensions) : []
    for (const key of extensions) {
      const path = ['extensions', key]
      if (key !== kind.extension) found.set(path.join('/'), { name: path.join('.'), path })
    }
  }
  return [...found.values()]
}

function same(a: Json | undefined, b: Json | undefined): boolean {
  if (a === undefined || b === undefined) return a === b
  return a === b || canonicalText(a) === canonicalText(b)
}

/** Both sides' additions and removals in a list of distinct values; undefined when it is no such list. */
function mergeSets(base: Json | undefined, mine: Json | undefined, theirs: Json | undefined): Json | undefined {
  if (!Array.isArray(mine) || !Array.isArray(theirs) || (base !== undefined && !Array.isArray(base))) return undefined
  const keys = (list: readonly Json[]) => new Map(list.map((item) => [canonicalText(item), item]))
  const [b, m, t] = [keys((base ?? []) as readonly Json[]), keys(mine), keys(theirs)]
  if (m.size !== mine.length || t.size !== theirs.length) return undefined
  const kept = [...t].filter(([key]) => m.has(key) || !b.has(key))
  const added = [...m].filter(([key]) => !t.has(key) && !b.has(key))
  // One item edited on both sides looks like two removals and two additions: that is for a person.
  const removedByBoth = [...b.keys()].some((key) => !m.has(key) && !t.has(key))
  if (removedByBoth && added.length > 0 && [...t.keys()].some((key) => !b.has(key))) return undefined
  const merged = [...kept, ...added].map(([, item]) => item)
  return merged.length === 0 ? undefined : merged
}
