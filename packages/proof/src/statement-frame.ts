import { canonicalText, isJsonObject, type JsonObject, parseJson, utf8 } from '@enlace/core'
import { type NoteSignature, parseNote } from './note.ts'

/** What statements of keys and of transport certificates have in common (docs/formats/keys.md). Times are milliseconds since 1970. */
type Stated = { readonly name: string; readonly at: number } & (
  | { readonly what: 'add'; readonly until: number }
  | { readonly what: 'revoke'; readonly reason: 'superseded' | 'compromised'; readonly cutoff: number }
)

/** Most characters of a statement. */
const maxCharacters = 32_768

/** The text that is signed: one line of canonical JSON and a newline. `members` are those that only this sort of statement has. */
export function statementText(statement: Stated, members: JsonObject): string {
  const { what, name, at } = statement
  const object: JsonObject = {
    ...members,
    at: new Date(at).toISOString(),
    format: 'enlace-key',
    name,
    v: 1,
    what,
    ...(statement.what === 'add'
      ? { until: new Date(statement.until).toISOString() }
      : { cutoff: new Date(statement.cutoff).toISOString(), reason: statement.reason }),
  }
  return `${canonicalText(object)}\n`
}

/** Takes a note apart whose text is one JSON object, bounded; undefined when it is none. Signatures are not checked. */
export function openStatement(
  note: string,
): { readonly text: string; readonly signatures: readonly NoteSignature[]; readonly object: JsonObject } | undefined {
  const parsed = note.length > maxCharacters ? undefined : parseNote(note)
  if (parsed?.ok !== true) return undefined
  const { text, signatures } = parsed.value
  const json = parseJson(utf8(text), { maxBytes: maxCharacters, maxDepth: 3 })
  return json.ok && isJsonObject(json.value.value) ? { text, signatures, object: json.value.value } : undefined
}
