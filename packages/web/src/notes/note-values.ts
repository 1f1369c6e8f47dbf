import type { Json, JsonObject } from '@enlace/core'
import type { EnclosureRow } from './enclosure-rows.tsx'

/** What a certified translation and a legalisation cannot be stated without. */
const neededWith: readonly (readonly [field: string, codes: readonly string[], needs: readonly string[]])[] = [
  ['translation_state', ['draft', 'courtesy', 'certified'], ['translation_text']],
  ['translation_state', ['certified'], ['translator', 'translated_on']],
  ['legalisation', ['apostille', 'consular'], ['legalisation_number', 'legalisation_office', 'legalised_on']],
]
const always = ['number', 'subject', 'from_office', 'to_party', 'to_office', 'text']

/** Fields that only stand beside the state that calls for them: the others are neither asked nor written. */
export function isCalledFor(name: string, value: (name: string) => string): boolean {
  const rules = neededWith.filter(([, , needs]) => needs.includes(name))
  return rules.length === 0 || rules.some(([field, codes]) => codes.includes(value(field)))
}

/** What a note that is being written still lacks. */
export function lackingIn(value: (name: string) => string): readonly string[] {
  const called = neededWith.flatMap(([field, codes, needs]) => (codes.includes(value(field)) ? needs : []))
  return [...new Set([...always, ...called])].filter((name) => value(name).trim() === '')
}

const single = [
  ...['number', 'series', 'purpose_class', 'from_office', 'to_party', 'to_office', 'channel', 'text_language', 'translation_text'],
  ...['translation_state', 'translator', 'translated_on', 'seal', 'initialled_by', 'reply_due'],
  ...['legalisation', 'legalisation_number', 'legalisation_office', 'legalised_on'],
]

/** The values of the record: what was filled in and is called for. */
export function noteValues(
  value: (name: string) => string,
  enclosures: readonly EnclosureRow[],
  links: { readonly request?: string | undefined; readonly answers?: string | undefined; readonly about: readonly string[] },
): JsonObject {
  const said = single.flatMap((name): [string, Json][] => {
    const given = value(name).trim()
    return given === '' || !isCalledFor(name, value) ? [] : [[name, given]]
  })
  const listed = enclosures
    .filter(({ title }) => title.trim() !== '')
    .map(({ title, pages, sha256 }) => ({
      title: title.trim(),
      ...(pages === null ? {} : { pages }),
      ...(sha256 === '' ? {} : { sha256 }),
    }))
  const translated = value('translation_state') === 'none' ? {} : { translation_language: value('translation_language') }
  return {
    ...Object.fromEntries(said),
    ...translated,
    ...(listed.length === 0 ? {} : { enclosures: listed }),
    ...(links.request === undefined ? {} : { request_ref: links.request }),
    ...(links.answers === undefined ? {} : { answers_ref: links.answers }),
    abstract: value('subject').trim(),
    content: value('text').trim(),
    object_refs: [...links.about],
  }
}
