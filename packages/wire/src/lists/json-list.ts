import { isJsonObject, type Json, type JsonObject } from '@enlace/core'
import { cleanText, decodeText } from '../decode-text.ts'
import { maxFileBytes, reportFile } from '../table.ts'
import { countRead, fileTally, reportRow, type Tally } from '../tally.ts'

/** An entry of a JSON list and its place in it (1-based). */
export type JsonEntry = { readonly line: number; readonly entry: JsonObject }

/**
 * Reads a published JSON file: `entriesOf` says where its list lies. Every entry handed out has been counted as read; entries that are not
 * objects are reported here, and so is a file that is not JSON or holds no list. In the counts a line is an entry.
 */
export function* jsonEntries(
  tally: Tally,
  file: string,
  bytes: Uint8Array,
  entriesOf: (root: Json) => Json | undefined,
): Generator<JsonEntry, JsonObject, undefined> {
  const counting = fileTally(tally, file)
  const root = bytes.length > maxFileBytes ? undefined : parse(bytes)
  const entries = root === undefined ? undefined : entriesOf(root)
  if (!Array.isArray(entries)) {
    counting.lines = 1
    reportFile(tally, file, bytes.length > maxFileBytes ? 'file_too_large' : 'file_not_json')
    return {}
  }
  counting.lines = entries.length
  for (const [index, entry] of entries.entries()) {
    countRead(tally, file, 1)
    if (isJsonObject(entry)) yield { line: index + 1, entry }
    else reportRow(tally, file, index + 1, 'not_an_object')
  }
  return isJsonObject(root) ? root : {}
}

/** The member as clean text, or '' when it is absent or not text. */
export function textOf(entry: JsonObject, name: string): string {
  const value = entry[name]
  return typeof value === 'string' ? cleanText(value) : ''
}

/** The member's texts, clean, without empty ones and repetitions. */
export function textsOf(entry: JsonObject, name: string): readonly string[] {
  const value = entry[name]
  if (!Array.isArray(value)) return []
  const texts = value.map((item: Json) => (typeof item === 'string' ? cleanText(item) : '')).filter((text) => text !== '')
  return [...new Set(texts)]
}

function parse(bytes: Uint8Array): Json | undefined {
  try {
    return JSON.parse(decodeText(bytes)) as Json
  } catch {
    return undefined
  }
}
