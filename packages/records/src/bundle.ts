import { accept, isJsonObject, type Json, type JsonObject, type Result, refuse } from '@enlace/core'
import { isStixId } from './stix-id.ts'

/** Most objects taken from one bundle. */
export const maxBundleObjects = 10_000

/**
 * The objects of a STIX 2.1 bundle (section 8): a wrapper for transport, never a record itself. Each object is then checked on its own,
 * because the published bundle schema refuses every custom object.
 */
export function openBundle(value: Json): Result<readonly JsonObject[], 'not_a_bundle' | 'too_many'> {
  if (!isJsonObject(value) || value.type !== 'bundle') return refuse('not_a_bundle', { field: '/type' })
  const { id, objects } = value
  if (typeof id !== 'string' || !isStixId(id) || !id.startsWith('bundle--')) return refuse('not_a_bundle', { field: '/id' })
  if (objects === undefined) return accept([])
  if (!Array.isArray(objects) || objects.length === 0) return refuse('not_a_bundle', { field: '/objects' })
  if (objects.length > maxBundleObjects) return refuse('too_many', { field: '/objects', limit: maxBundleObjects })
  const wrong = objects.findIndex((object: Json) => !isJsonObject(object))
  if (wrong >= 0) return refuse('not_a_bundle', { field: `/objects/${wrong}` })
  return accept(objects as readonly JsonObject[])
}
