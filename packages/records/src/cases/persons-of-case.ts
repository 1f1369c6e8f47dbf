import type { JsonObject } from '@enlace/core'
import { personCase } from '../kinds/case.ts'
import { readField } from '../present-fields.ts'

/** A case is about one person; more records of that person are beyond any need. */
const mostPersons = 8

/** Records that say who the person of a case is, by STIX id: the one that it is about, and others that it names, for whoever does not hold the first. */
export function personsOfCase(object: JsonObject): readonly string[] {
  const others = Array.isArray(object.object_refs) ? object.object_refs : []
  const named = [readField(personCase, object, 'person_ref'), ...others].filter(
    (id): id is string => typeof id === 'string' && id.startsWith('identity--'),
  )
  return [...new Set(named)].slice(0, mostPersons)
}
