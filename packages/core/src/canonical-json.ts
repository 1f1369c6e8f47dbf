import { utf8 } from './bytes.ts'
import type { Json } from './json.ts'

/**
 * Canonical JSON text (RFC 8785, JCS). Feed it only what `JSON.parse` or `parseJson` made.
 * Throws TypeError on what JSON cannot hold: lone surrogates, NaN, infinities, undefined, bigint.
 */
export function canonicalText(value: Json): string {
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new TypeError('lone surrogate')
    return JSON.stringify(value)
  }
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError('number is not finite')
    return JSON.stringify(value)
  }
  if (value === null || typeof value === 'boolean') return String(value)
  if (Array.isArray(value)) {
    let items = ''
    for (const item of value as readonly Json[]) items += items === '' ? canonicalText(item) : `,${canonicalText(item)}`
    return `[${items}]`
  }
  if (typeof value !== 'object') throw new TypeError(`not JSON: ${typeof value}`)
  const members = value as { readonly [name: string]: Json }
  // RFC 8785 section 3.2.3 sorts by UTF-16 code units, which is what the default sort compares.
  let text = ''
  for (const name of Object.keys(members).sort()) {
    text += `${text === '' ? '' : ','}${canonicalText(name)}:${canonicalText(members[name] as Json)}`
  }
  return `{${text}}`
}

/** Canonical JSON (RFC 8785) as UTF-8 bytes: what is hashed and signed. */
export function canonicalBytes(value: Json): Uint8Array {
  return utf8(canonicalText(value))
}
