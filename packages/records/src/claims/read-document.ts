import { isJsonObject, type Json, type JsonObject } from '@enlace/core'
import type { Presumed } from './impossible.ts'

/** Extension of a document that claims are taken from. */
export const sourceDocumentExtension = 'extension-definition--0ad3f53e-451e-474d-ba34-1a726ae93829'

/** A document as the ledger of claims needs it. Days are ISO dates, also `YYYY` and `YYYY-MM`. */
export type SourceDocument = {
  readonly id: string
  readonly title: string
  readonly publisher: string
  readonly url: string | undefined
  readonly language: string | undefined
  readonly publishedOn: string | undefined
  /** IPTC digital source type. */
  readonly made: string
  /** The document that it is a copy of. */
  readonly copyOf: string | undefined
  readonly presumes: readonly (Presumed & { readonly what: string; readonly basis: string })[]
}

/** The document that an object describes, or undefined when it describes none. */
export function readDocument(object: JsonObject): SourceDocument | undefined {
  const inside = isJsonObject(object.extensions) ? object.extensions[sourceDocumentExtension] : undefined
  if (!isJsonObject(inside) || typeof object.id !== 'string' || typeof inside.title !== 'string') return undefined
  return {
    id: object.id,
    title: inside.title,
    publisher: textOf(inside.publisher) ?? '',
    url: textOf(inside.source_url),
    language: textOf(inside.document_language),
    publishedOn: textOf(inside.published_on),
    made: textOf(inside.digital_source_type) ?? 'unknown',
    copyOf: textOf(inside.copy_of_ref),
    presumes: objectsOf(inside.presumes).map((one) => ({
      what: textOf(one.what) ?? '',
      from: textOf(one.from),
      until: textOf(one.until),
      basis: textOf(one.basis) ?? '',
    })),
  }
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function objectsOf(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly Json[]).filter(isJsonObject) : []
}
