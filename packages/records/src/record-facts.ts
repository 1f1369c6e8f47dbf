import { isJsonObject, type Json, type JsonObject } from '@enlace/core'
import type { Kind } from './kind.ts'
import { readField } from './present-fields.ts'
import { isStixId } from './stix-id.ts'

/** Which record and which version: `modified`, else `created`, else undefined (most cyber-observables), when log position decides. */
export function versionKeyOf(object: JsonObject): { readonly id: string; readonly modified: string | undefined } {
  const { id, modified, created } = object
  if (typeof id !== 'string') throw new Error('versionKeyOf takes checked objects')
  return { id, modified: typeof modified === 'string' ? modified : typeof created === 'string' ? created : undefined }
}

const longestTitle = 200

/** What a list shows as the record's title: the first filled of the kind's title fields, else the kind's own title. Cut at 200 units. */
export function titleOf(kind: Kind | undefined, object: JsonObject): string {
  for (const name of kind?.titleFrom ?? ['name']) {
    const words = toWords(kind === undefined ? object[name] : readField(kind, object, name))
    if (words !== undefined) return words.length > longestTitle ? `${words.slice(0, longestTitle - 1).trimEnd()}…` : words
  }
  return kind?.title ?? String(object.type)
}

function toWords(value: Json | undefined): string | undefined {
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return value.trim() === '' ? undefined : value.trim().toWellFormed()
  if (isJsonObject(value)) return toWords(value.value ?? value.name ?? value.en ?? value.es)
  return Array.isArray(value) ? toWords(value[0] as Json | undefined) : undefined
}

export type Reference = { readonly relation: string; readonly target: string }

// A report may name thousands of objects; what lies beyond is still in the record, only not indexed.
const mostReferences = 5000

/**
 * Every STIX id that the object refers to, with the property that names it (`object_refs`, `created_by_ref`, our own reference fields),
 * extensions included. A relationship's two ends carry its relation: `source_ref:located-at`. Ids in free text are not references.
 */
export function referencesOf(object: JsonObject): readonly Reference[] {
  const found: Reference[] = []
  const seen = new Set<string>()
  const relation = typeof object.relationship_type === 'string' ? `:${object.relationship_type}` : ''
  collect(object, 0, (name, target) => {
    const ends = name === 'source_ref' || name === 'target_ref' ? relation : ''
    const key = `${name}${ends} ${target}`
    if (seen.has(key) || found.length >= mostReferences) return
    seen.add(key)
    found.push({ relation: `${name}${ends}`, target })
  })
  return found
}

// Deeper than any definition here; a stranger's extension below it is kept but not indexed.
const deepest = 8

function collect(value: Json, depth: number, add: (name: string, target: string) => void): void {
  if (depth > deepest) return
  if (Array.isArray(value)) for (const item of value) collect(item as Json, depth + 1, add)
  else if (isJsonObject(value)) {
    for (const name of Object.keys(value)) {
      const inner = value[name] as Json
      if (/_refs?$/.test(name)) {
        for (const target of Array.isArray(inner) ? (inner as readonly Json[]) : [inner]) {
          if (typeof target === 'string' && isStixId(target)) add(name, target)
        }
      } else collect(inner, depth + 1, add)
    }
  }
}
