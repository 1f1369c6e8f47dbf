import { isJsonObject, type Json, type JsonObject } from '@enlace/core'

/** Extension of a published text that one party or several issued (docs/formats/statements.md). */
export const statementExtension = 'extension-definition--6f2e9c14-83d7-4a5b-9b06-c17d4e8f5a32'

/** What a passage is in its text. A heading binds nobody; an item belongs under the paragraph before it. */
export type ClausePart = 'heading' | 'paragraph' | 'item'

/** One passage of a statement, in each language in which it was issued. */
export type Clause = {
  /** Its number in the statement; unique, and what a commitment names. */
  readonly number: string
  readonly part: ClausePart
  /** By language tag. */
  readonly words: Readonly<Record<string, string>>
}

/** What was cut before the text was kept: the rule that cut it, and its words. */
export type Cut = { readonly rule: string; readonly words: string }

export type StatementType = 'joint' | 'unilateral' | 'readout' | 'principles'

/** A statement as its readers need it. */
export type Statement = {
  readonly id: string
  readonly title: Readonly<Record<string, string>>
  readonly type: StatementType
  readonly issuedBy: readonly string[]
  readonly publishedOn: string | undefined
  readonly digitalSourceType: string
  readonly sessionRef: string | undefined
  readonly besideRef: string | undefined
  readonly copyOfRef: string | undefined
  readonly clauses: readonly Clause[]
  readonly cut: readonly Cut[]
}

/** Reads a stored statement. Undefined for any other object; a member of the wrong type is taken as absent, for its checks refused it. */
export function readStatement(object: JsonObject): Statement | undefined {
  const inside = isJsonObject(object.extensions) ? object.extensions[statementExtension] : undefined
  if (!isJsonObject(inside)) return undefined
  const text = (name: string) => textOf(inside[name])
  return {
    id: String(object.id),
    title: wordsOf(inside.title_words),
    type: typeOf(inside.statement_type),
    issuedBy: listOfJson(inside.issued_by).flatMap((one) => textOf(one) ?? []),
    publishedOn: text('published_on'),
    digitalSourceType: text('digital_source_type') ?? 'unknown',
    sessionRef: text('session_ref'),
    besideRef: text('beside_ref'),
    copyOfRef: text('copy_of_ref'),
    clauses: listOfJson(inside.clauses).flatMap((one) => (isJsonObject(one) ? clauseOf(one) : [])),
    cut: listOfJson(inside.cut).flatMap((one) =>
      isJsonObject(one) ? [{ rule: textOf(one.rule) ?? '', words: textOf(one.words) ?? '' }] : [],
    ),
  }
}

function clauseOf(one: JsonObject): Clause {
  const part = one.part === 'heading' || one.part === 'item' ? one.part : 'paragraph'
  return { number: textOf(one.number) ?? '', part, words: wordsOf(one.words) }
}

function typeOf(code: Json | undefined): StatementType {
  return code === 'joint' || code === 'readout' || code === 'principles' ? code : 'unilateral'
}

function wordsOf(value: Json | undefined): Readonly<Record<string, string>> {
  if (!isJsonObject(value)) return {}
  return Object.fromEntries(Object.entries(value).flatMap(([tag, words]) => (typeof words === 'string' ? [[tag, words]] : [])))
}

function listOfJson(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : []
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}
