import { hash } from 'node:crypto'
import { canonicalText, uuidV5 } from '@enlace/core'

/** The namespace of every id made from a published list. Never changes: ids of records already stored and exchanged stand on it. */
const namespace = 'dc4d7199-6a7f-485e-887b-88d8d091bd08'

/**
 * The STIX id of a list's entry: UUID version 5 (RFC 9562 section 5.5) of our namespace and the JCS of [list, key], so that every run, every
 * edition and every node gives the same entry the same id.
 */
export function entryId(stixType: string, list: string, key: string): string {
  return `${stixType}--${uuidV5(namespace, canonicalText([list, key]), sha1)}`
}

function sha1(bytes: Uint8Array): Uint8Array {
  return hash('sha1', bytes, 'buffer')
}
