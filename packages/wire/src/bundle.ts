import {
  accept,
  isJsonObject,
  type Json,
  type JsonLimits,
  type JsonObject,
  type JsonRefusal,
  parseJson,
  type Result,
  refuse,
} from '@enlace/core'

/** One object of a bundle: as parsed, and as the exact bytes that stood in the bundle (a view, not a copy). */
export type BundledObject = { readonly object: JsonObject; readonly bytes: Uint8Array }
export type Bundle = { readonly id: string; readonly objects: readonly BundledObject[] }
export type BundleRefusal = JsonRefusal | 'bundle_invalid' | 'too_many_objects'

export type BundleLimits = JsonLimits & { readonly maxObjects: number }

/** 16 MiB, 10,000 objects; depth counts the bundle and its list as two of the 34 levels. */
export const defaultBundleLimits: BundleLimits = { maxBytes: 16_777_216, maxDepth: 34, maxObjects: 10_000 }

const bundleId = /^bundle--[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/**
 * Reads a STIX bundle (STIX 2.1 section 8; media type application/stix+json) and takes it apart into its objects without rewriting a byte of
 * them, so that they can be stored as their author wrote them. The objects themselves are not checked here. Never throws; a refusal's
 * `detail.field` is a JSON Pointer.
 */
export function readBundle(bytes: Uint8Array, limits: BundleLimits = defaultBundleLimits): Result<Bundle, BundleRefusal> {
  const parsed = parseJson(bytes, limits)
  if (!parsed.ok) return parsed
  const { value, members } = parsed.value
  if (!isJsonObject(value)) return refuse('bundle_invalid', { field: '' })
  const { type, id, objects = [] } = value
  if (type !== 'bundle') return refuse('bundle_invalid', { field: '/type' })
  if (typeof id !== 'string' || !bundleId.test(id)) return refuse('bundle_invalid', { field: '/id' })
  if (!Array.isArray(objects)) return refuse('bundle_invalid', { field: '/objects' })
  if (objects.length > limits.maxObjects) return refuse('too_many_objects', { field: '/objects', limit: limits.maxObjects })
  const odd = objects.findIndex((object: Json) => !isJsonObject(object))
  if (odd >= 0) return refuse('bundle_invalid', { field: `/objects/${odd}` })
  const span = members.get('objects')
  const slices = span === undefined ? [] : itemSlices(bytes.subarray(span.start, span.end))
  return accept({ id, objects: slices.map((slice, index) => ({ object: objects[index] as JsonObject, bytes: slice })) })
}

/** Each object of a JSON list as the bytes between its own braces. The list has been parsed before, so brackets and quotes balance. */
function itemSlices(list: Uint8Array): Uint8Array[] {
  const slices: Uint8Array[] = []
  let depth = 0
  let start = 0
  for (let at = 1; at < list.length; at++) {
    const byte = list[at]
    if (byte === quote) at = endOfText(list, at)
    else if (byte === openBrace || byte === openBracket) {
      if (depth === 0) start = at
      depth++
    } else if (byte === closeBrace || byte === closeBracket) {
      depth--
      if (depth === 0) slices.push(list.subarray(start, at + 1))
    }
  }
  return slices
}

const [quote, backslash, openBrace, closeBrace, openBracket, closeBracket] = [0x22, 0x5c, 0x7b, 0x7d, 0x5b, 0x5d]

/** Index of the quote that closes the text opened at `at`; an escaped character is skipped whatever it is. */
function endOfText(list: Uint8Array, open: number): number {
  let at = open + 1
  while (at < list.length && list[at] !== quote) at += list[at] === backslash ? 2 : 1
  return at
}
