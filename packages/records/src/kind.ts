import type { JsonObject } from '@enlace/core'
import type { Field } from './field.ts'
import type { Report } from './report.ts'

/** STIX 2.1's families: domain objects, cyber-observables, relationship objects, and the meta objects with bundles. */
export type Family = 'sdo' | 'sco' | 'sro' | 'meta'

/** A field and where it lies in the object: `['name']`, or `['extensions', 'extension-definition--…', 'crossing']`. */
export type PlacedField = {
  readonly name: string
  readonly path: readonly string[]
  readonly field: Field
  /** Part of STIX itself, not of our extension. */
  readonly native: boolean
}

/** A state that a record of the kind can stand in, and the states that may follow. */
export type State = { readonly code: string; readonly label: string; readonly next: readonly string[] }

/** What a schema cannot say, as code, with one English sentence for the documentation. */
export type Rule = {
  readonly says: string
  readonly check: (object: JsonObject, report: Report) => void
  /** The same rule in JSON Schema, where it can be said there. */
  readonly schema?: JsonObject
}

/**
 * A kind of record as every part reads it: forms, API, checks, search, redaction, documentation. Kinds of ours are a STIX type plus our
 * property-extension; native kinds are the STIX type itself.
 */
export type Kind = {
  readonly name: string
  /** English; other languages live in `packs/locales` under the keys of `labelKeys`. */
  readonly title: string
  readonly purpose: string
  readonly stixType: string
  readonly family: Family
  readonly native: boolean
  /** Section of STIX 2.1 (OASIS Standard, 10 June 2021) that defines the carrier. */
  readonly section: string
  /** The extension-definition id of our property-extension; absent for native kinds. */
  readonly extension?: string
  /** Extensions whose inside is known, by key: STIX's predefined ones, or ours. Each is a group. */
  readonly extensions: Readonly<Record<string, Field>>
  /** In the order shown: main fields first, STIX's common properties last. */
  readonly fields: readonly PlacedField[]
  /** Names of the fields a form offers and a page shows first. */
  readonly shows: readonly string[]
  /** Names tried in turn for the record's title. */
  readonly titleFrom: readonly string[]
  readonly rules: readonly Rule[]
  readonly states: readonly State[]
  /** Ids of clock rules in the packs. */
  readonly clocks: readonly string[]
  /** A complete valid object. */
  readonly example: JsonObject
  /** Envelope members in which the kind's example differs from the usual example. */
  readonly exampleEnvelope: JsonObject
}

/** The field of that name, or undefined. */
export function findField(kind: Kind, name: string): PlacedField | undefined {
  return kind.fields.find((placed) => placed.name === name) ?? predefinedExtensions(kind).find((placed) => placed.name === name)
}

/** The extensions that STIX itself defines for the type (`http-request-ext` of network traffic), each as one field named by its key. */
export function predefinedExtensions(kind: Kind): readonly PlacedField[] {
  return Object.entries(kind.extensions)
    .filter(([key]) => key !== kind.extension)
    .map(([key, field]) => ({ name: key, path: ['extensions', key], field, native: true }))
}
