import type { JsonObject } from '@enlace/core'

/** One record ready for intake: the STIX object, the envelope beside it, and the list's own id for the entry (stable between editions). */
export type Imported = { readonly object: JsonObject; readonly envelope: JsonObject; readonly entryKey: string }

/**
 * Why a row of a published file did not become a record. The first group is left out by rule (the list's scope); the second could not be read.
 * A sentence for each stands in `docs/formats/demo-data.md`.
 */
export const outOfScopeReasons = [
  'address_of_other_entry',
  'alias_of_other_entry',
  'not_a_named_person',
  'not_a_wanted_person',
  'not_definitive',
  'nothing_published',
  'programme_not_selected',
  'suppressed_small_number',
] as const
export const unreadReasons = [
  'address_without_entry',
  'alias_not_current',
  'alias_without_entry',
  'duplicate_entry',
  'file_not_json',
  'file_too_large',
  'file_not_expected',
  'heading_not_found',
  'key_missing',
  'key_not_read',
  'line_not_read',
  'list_differs',
  'name_missing',
  'name_suppressed_by_court',
  'not_an_object',
  'period_not_read',
  'place_not_read',
  'quote_not_closed',
  'too_few_cells',
  'value_not_read',
] as const
export type ReportReason = (typeof outOfScopeReasons)[number] | (typeof unreadReasons)[number]

/**
 * A row that was read and did not become a record. It never holds what the row said. `line` is the first physical line of the row (1-based); in
 * a JSON file it is the entry's place in the list (1-based).
 */
export type ReportedRow = { readonly file: string; readonly line: number; readonly reason: ReportReason }

/** One file's reconciliation: `read` = `stored` + `reported`; for CSV, `lines` = `heading` + `blank` + lines that the read rows cover. */
export type FileCounts = {
  readonly file: string
  readonly lines: number
  readonly heading: number
  readonly blank: number
  readonly read: number
  readonly readLines: number
  readonly stored: number
  readonly reported: number
}

/** Totals over the files. `records` counts objects made: a row may make several (one for each month, measure), or join another row's record. */
export type ImportCounts = {
  readonly read: number
  readonly stored: number
  readonly reported: number
  readonly unread: number
  readonly records: number
  readonly byReason: Readonly<Partial<Record<ReportReason, number>>>
  readonly files: readonly FileCounts[]
}

/** One run over one list. Facts are read at once, records are made one by one while `rows` is walked; it can be walked again. */
export type ImportRun = {
  /** Oldest edition first; before the first entry comes the publisher's own identity record. */
  readonly rows: Iterable<Imported>
  readonly reported: readonly ReportedRow[]
  readonly counts: ImportCounts
}

/** A list that a node knows how to import. Pure: bytes in, records out; the same bytes always give the same records. */
export type Importer = {
  readonly list: string
  readonly party: string
  /** The compartment that its records enter. */
  readonly agency: string
  /** Key of the list's title in `packs/locales/<language>/imports.json`; a reported reason's sentence is `unread.<reason>` there. */
  readonly title: string
  /** Whether its records may leave under an agreement. When false their envelopes permit no use by a partner, so they stay home. */
  readonly exchanged: boolean
  readonly source: {
    readonly publisher: string
    readonly listName: string
    readonly address: string
    readonly terms: string
    /** It publishes figures, not entries. */
    readonly figures: boolean
  }
  /** Names of the published files it reads, `*` for any text; in `.jsonl` files it reads the project's own format. */
  readonly files: readonly string[]
  /** What the names of its files in `data/` begin with, where that is not the list’s code: several parties import the same files. */
  readonly shipped?: string
  /** Reads files given by name. Never throws on any bytes: what cannot be read is reported. */
  readonly read: (files: ReadonlyMap<string, Uint8Array>) => ImportRun
}
