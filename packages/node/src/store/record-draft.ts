import type { JsonObject } from '@enlace/core'
import {
  type AttachedFile,
  attachedFilesBytes,
  type Envelope,
  type Kind,
  personalFieldsIn,
  referencesOf,
  searchTextOf,
  versionKeyOf,
} from '@enlace/records'

/** One version of a record on its way into the store: its exact bytes, and what is indexed of it. */
export type RecordDraft = {
  readonly id: string
  readonly objectBytes: Uint8Array
  readonly object: JsonObject
  readonly envelopeBytes: Uint8Array
  readonly envelope: JsonObject
  /** The kind's name, or `unknown` for what only a newer node can read. */
  readonly kind: string
  readonly agency: string
  /** The account that handed it in; absent for imports and for what a partner sent. */
  readonly author?: string
  readonly fromParty: string
  /** `modified`, else `created`; undefined for objects that carry neither (most cyber-observables). */
  readonly modified: Date | undefined
  readonly tlp: string
  readonly retention: string
  readonly personal: boolean
  readonly revoked: boolean
  readonly words: readonly string[]
  readonly identifiers: readonly { readonly type: string; readonly canonical: string }[]
  readonly references: readonly { readonly relation: string; readonly target: string }[]
  readonly flags: readonly string[]
  /** Journal seq of the version that the author started from. */
  readonly base?: number
  /** The files that belong to it, and the item of the body that lists them; absent when there are none. */
  readonly files?: readonly AttachedFile[]
  readonly filesBytes?: Uint8Array
}

/** Adds files to a draft; `bytes` is their list as a partner wrote it. */
export function withFiles(draft: RecordDraft, files: readonly AttachedFile[], bytes?: Uint8Array): RecordDraft {
  return files.length === 0 ? draft : { ...draft, files, filesBytes: bytes ?? attachedFilesBytes(files) }
}

/** Gathers what the store needs of a checked object and its checked envelope. */
export function draftRecord(input: {
  readonly object: JsonObject
  readonly objectBytes: Uint8Array
  readonly kind: Kind | undefined
  readonly envelope: Envelope
  readonly envelopeBytes: Uint8Array
  readonly agency: string
  readonly fromParty: string
  readonly flags: readonly string[]
}): RecordDraft {
  const { object, kind, envelope } = input
  const key = versionKeyOf(object)
  const text = searchTextOf(kind, object)
  return {
    id: key.id,
    objectBytes: input.objectBytes,
    object,
    envelopeBytes: input.envelopeBytes,
    envelope: { ...envelope } as unknown as JsonObject,
    kind: kind?.name ?? 'unknown',
    agency: input.agency,
    fromParty: input.fromParty,
    modified: key.modified === undefined ? undefined : toDate(key.modified),
    tlp: envelope.tlp,
    retention: envelope.retention,
    // What a kind does not describe may hold anything, so it counts as personal.
    personal: kind === undefined || personalFieldsIn(kind, object).length > 0,
    revoked: object.revoked === true,
    words: text.words,
    identifiers: text.identifiers,
    references: referencesOf(object),
    flags: input.flags,
  }
}

// Some instants that STIX allows have no place in a Date or come back from the database as another: second 60 (a leap second) counts as the
// last millisecond of its minute, and a year before 1000 as the first instant of 1000. The bytes keep what was written.
function toDate(instant: string): Date {
  if (instant.startsWith('0')) return new Date('1000-01-01T00:00:00.000Z')
  return new Date(instant.replace(/:60(\.\d+)?Z$/, ':59.999Z'))
}
