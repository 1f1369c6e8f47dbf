import { type Json, type JsonObject, uuidV4 } from '@enlace/core'
import type { Kind } from '@enlace/records'

/** Who and when, fixed once per draft: sending the same draft twice stores one record. */
export type Identity = { readonly id: string; readonly at: string }

/** A new identity for a record of a kind. `at` is UTC with milliseconds. */
export function newIdentity(kind: Pick<Kind, 'stixType'>, now: Date = new Date()): Identity {
  return { id: `${kind.stixType}--${uuidV4(crypto.getRandomValues(new Uint8Array(16)))}`, at: now.toISOString() }
}

/**
 * A STIX object of a kind from values by field name, each put where the definition says; undefined, empty text and empty lists are left out
 * (STIX allows neither null nor an empty list).
 */
export function compose(kind: Kind, identity: Identity, values: Readonly<Record<string, Json | undefined>>): JsonObject {
  const native: Record<string, Json> = {
    type: kind.stixType,
    spec_version: '2.1',
    id: identity.id,
    created: identity.at,
    modified: identity.at,
  }
  const own: Record<string, Json> = { extension_type: 'property-extension' }
  for (const [name, value] of Object.entries(values)) {
    const placed = kind.fields.find((field) => field.name === name)
    if (placed === undefined || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) continue
    if (placed.native) native[name] = value
    else own[name] = value
  }
  return kind.extension === undefined ? native : { ...native, extensions: { [kind.extension]: own } }
}
