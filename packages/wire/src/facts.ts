/**
 * What a list says about one entry, in plain values, before it becomes a record. Readers of published files and the reader of the project's own
 * demo files both make facts, so everything after is shared and both give the same record ids.
 */
export type ListEntryFact = {
  /** The list's own id for the entry, stable between editions. */
  readonly key: string
  readonly subject: 'person' | 'organization' | 'vessel' | 'aircraft' | 'unknown'
  readonly name: string
  readonly aliases?: readonly AliasFact[]
  /** As written, with the country as an ISO 3166-1 code where the list names one we know. */
  readonly addresses?: readonly AddressFact[]
  /** Codes of the programmes or categories that the entry stands under. */
  readonly programmes?: readonly string[]
  /** What the list alleges or rests on, in its own words. */
  readonly reason?: string
  readonly remarks?: string
  readonly identifiers?: readonly { readonly type: string; readonly value: string }[]
  /** ISO days, as the list gives them. */
  readonly births?: readonly string[]
  readonly nationality?: string
  /** Day the entry was listed, where the list says. */
  readonly listedOn?: string
  /** Where the list itself says that the entry no longer stands (for example captured). */
  readonly ended?: 'captured'
  readonly link?: string
}

/** Also, formerly or now known as; also when the list does not say. */
export type AliasFact = { readonly name: string; readonly relation?: 'fka' | 'nka' }
export type AddressFact = { readonly text?: string; readonly country?: string }

/** One published statistical value. `series` holds the list's own dimensions in the list's order, as published. */
export type FigureFact = {
  readonly series: readonly string[]
  readonly measure: string
  /** Calendar month, YYYY-MM; where a value covers several, the last of them. */
  readonly period: string
  readonly value: number
  /** The list says that later editions will restate it. */
  readonly provisional?: true
}

/** One edition of one list: what the header of a file says or what its rows show. */
export type Edition = {
  /** ISO day: the list's date, which becomes `modified` of its records. */
  readonly asOf: string
  /** The publisher's or file's own name for the edition. */
  readonly name: string
  /** Places that the publisher covers and of which this edition has nothing. */
  readonly missing?: readonly string[]
}
