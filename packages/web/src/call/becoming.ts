import type { Json, JsonObject } from '@enlace/core'
import { kinds, readField } from '@enlace/records'
import { nodeNow } from '../api/node-clock.ts'
import { fetchBytes, send } from '../api/send.ts'
import type { Stored } from '../api/shapes.ts'
import { composeNew } from '../forms/compose-object.ts'
import { newIdentity } from '../forms/identity.ts'
import { reportFrom } from './report-from.ts'

/** A record on its way to become another kind: what it is, and what the form of the new kind starts with. */
export type Becoming = {
  readonly kind: string
  readonly from: string
  /** For kinds that read a message: the words. */
  readonly pasted: string
  readonly values: Readonly<Record<string, Json>>
}

/** What a kind may become, the usual first. Kinds that this node does not have (yet) are not offered. */
const table: Readonly<Record<string, readonly string[]>> = { 'call-record': ['mirror-alert', 'request-note', 'contact-report'] }

/** The kinds that a record of this kind may become at this node. */
export function becomesOf(kind: string): readonly string[] {
  return (table[kind] ?? []).filter((name) => kinds.has(name))
}

/** What a record says, carried over into the fields of the new kind that ask the same. Nothing a source said goes into a contact report. `own`: our party. */
export async function becoming(object: JsonObject, from: string, to: string, own = ''): Promise<Becoming> {
  const kind = kinds.get(from)
  const say = (name: string) => readField(kind, object, name)
  const id = String(object.id)
  const content = typeof say('content') === 'string' ? String(say('content')) : ''
  if (to !== 'contact-report') return { kind: to, from: id, pasted: content, values: {} }
  const values = { ...reportFrom(object, from, own), content_digest: await digestOf(id) }
  return { kind: to, from: id, pasted: '', values }
}

/** SHA-256 of the exact stored bytes, so that the sealed record can be held against the report later. */
async function digestOf(id: string): Promise<string> {
  const bytes = await fetchBytes(`/records/${encodeURIComponent(id)}/raw`)
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Links the new record to what it came from (STIX 2.1 section 3.7, `derived-from`). */
export async function linkDerived(id: string, from: string, envelope: JsonObject): Promise<void> {
  const kind = kinds.get('relationship')
  if (kind === undefined) return
  const object = composeNew(kind, newIdentity(kind).id, nodeNow().toISOString(), {
    relationship_type: 'derived-from',
    source_ref: id,
    target_ref: from,
  })
  await send<Stored>('POST', '/records', { body: { object, envelope } })
}
