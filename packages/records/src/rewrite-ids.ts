import { accept, fromUtf8, isJsonObject, type Json, parseJson, type Result, refuse, utf8 } from '@enlace/core'
import { familyOfType } from './families.ts'
import { isStixId, typeOfId, uuidVersionOfId } from './stix-id.ts'

/** What stands behind the type in a STIX id. Types are looked for backwards from it, so that a long text without ids costs one pass. */
const tail = /--[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-5][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}/g
const longestType = 250

/**
 * The ids in an object's text that tell which record is meant, wherever they stand, words included. Not those of markings and extensions, which many
 * share, and not version 5 ids of observables, which anybody makes again from what was observed.
 */
export function tellingIdsIn(bytes: Uint8Array): readonly string[] {
  const found = new Set<string>()
  eachId(fromUtf8(bytes) ?? '', (id) => {
    found.add(id)
    return id
  })
  return [...found].filter(isTelling)
}

/**
 * The same object with other ids in place of some; every other byte stays. Refused when one of them still stands in it, written in another way (as an
 * escape of JSON), so that what should not leave does not.
 */
export function rewriteIds(bytes: Uint8Array, ids: ReadonlyMap<string, string>): Result<Uint8Array, 'id_not_rewritable'> {
  if (ids.size === 0) return accept(bytes)
  const text = fromUtf8(bytes)
  const written = text === undefined ? undefined : utf8(eachId(text, (id) => ids.get(id) ?? id))
  const parsed = written === undefined ? undefined : parseJson(written, { maxBytes: written.length, maxDepth: 64 })
  if (written === undefined || parsed?.ok !== true) return refuse('id_not_rewritable')
  return holdsAny(parsed.value.value, ids) ? refuse('id_not_rewritable') : accept(written)
}

function eachId(text: string, change: (id: string) => string): string {
  const parts: string[] = []
  let end = 0
  for (const { 0: match, index } of text.matchAll(tail)) {
    let start = index
    while (start > end && index - start < longestType && /[a-z0-9-]/.test(text.charAt(start - 1))) start--
    // A type begins with a letter: what stands before it belongs to the words around.
    while (start < index && !/[a-z]/.test(text.charAt(start))) start++
    const id = text.slice(start, index + match.length)
    parts.push(text.slice(end, start), isStixId(id) ? change(id) : id)
    end = start + id.length
  }
  return parts.join('') + text.slice(end)
}

function isTelling(id: string): boolean {
  const type = typeOfId(id)
  if (type === 'marking-definition' || type === 'extension-definition') return false
  return !(familyOfType(type) === 'sco' && uuidVersionOfId(id) === '5')
}

function holdsAny(value: Json, ids: ReadonlyMap<string, string>): boolean {
  if (typeof value === 'string') {
    let held = false
    eachId(value, (id) => {
      held ||= ids.has(id)
      return id
    })
    return held
  }
  if (Array.isArray(value)) return (value as readonly Json[]).some((one) => holdsAny(one, ids))
  return isJsonObject(value) && Object.entries(value).some(([name, one]) => holdsAny(name, ids) || holdsAny(one, ids))
}
