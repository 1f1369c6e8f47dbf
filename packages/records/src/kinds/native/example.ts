import type { Json, JsonObject } from '@enlace/core'

/** Example ids share one invented UUID and differ in the last two digits, so that examples can refer to each other. */
export function exampleId(type: string, number: number): string {
  return `${type}--5b1f6e0a-6d0e-4c39-9c52-3a1d0e7f4a${String(number).padStart(2, '0')}`
}

/** A domain or relationship object with the common properties that every one needs. */
export function exampleObject(type: string, number: number, properties: JsonObject): JsonObject {
  const common: Record<string, Json> = {
    type,
    spec_version: '2.1',
    id: exampleId(type, number),
    created: '2026-01-15T12:00:00.000Z',
    modified: '2026-01-15T12:00:00.000Z',
  }
  return { ...common, ...properties }
}

/** A cyber-observable object with the common properties that every one needs. */
export function exampleObservable(type: string, number: number, properties: JsonObject): JsonObject {
  return { type, spec_version: '2.1', id: exampleId(type, number), ...properties }
}
