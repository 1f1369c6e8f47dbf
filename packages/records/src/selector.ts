import { isJsonObject, type Json, type JsonObject } from '@enlace/core'

// STIX 2.1 section 7.2.3.1: property names and dictionary names joined by dots, list items as [n].
const shape = /^[a-zA-Z0-9_-]{1,250}(?:\.(?:\[\d{1,9}\]|[a-zA-Z0-9_-]{1,250})){0,32}$/

/** The steps of a granular marking selector, or undefined when it is not one. */
export function parseSelector(selector: string): readonly (string | number)[] | undefined {
  if (selector.length > 4096 || !shape.test(selector)) return undefined
  return selector.split('.').map((step) => (step.startsWith('[') ? Number(step.slice(1, -1)) : step))
}

/** The value that steps lead to, or undefined when there is none. */
export function valueAt(object: JsonObject, steps: readonly (string | number)[]): Json | undefined {
  let value: Json | undefined = object
  for (const step of steps) {
    if (typeof step === 'number') value = Array.isArray(value) ? (value[step] as Json | undefined) : undefined
    else value = isJsonObject(value) && Object.hasOwn(value, step) ? (value[step] as Json) : undefined
    if (value === undefined) return undefined
  }
  return value
}
