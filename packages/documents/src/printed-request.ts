import type { PrintedRecord } from './record-document.ts'
import type { Both } from './words.ts'

/** Where a rule stands; `verified`: whoever wrote the pack read it there. */
export type PrintedSource = { readonly law: Both | null; readonly article: string | null; readonly verified: boolean }

/** A request as its page shows it, for printing. Words of packs come in both languages. */
export type PrintedRequest = {
  readonly record: PrintedRecord
  /** Null for a form that this node does not know. */
  readonly form: Both | null
  readonly requesting: string
  readonly requested: string
  readonly state: Both | null
  readonly instruments: readonly { readonly title: Both; readonly reference: string }[]
  readonly authorities: readonly { readonly party: string; readonly name: Both; readonly does: Both }[]
  readonly documents: readonly (PrintedSource & {
    readonly id: string
    readonly title: Both
    readonly by: string
    readonly translation: boolean
    readonly state: string
  })[]
  readonly clocks: readonly (PrintedSource & {
    readonly title: Both
    readonly owner: string
    readonly state: string
    /** The last day that still counts; null where the law counts hours, whose limit is `dueAt`. */
    readonly lastDay: string | null
    readonly dueAt: string | null
  })[]
  readonly steps: readonly {
    readonly step: string
    readonly by: string
    readonly at: string
    readonly aside: boolean
    readonly content: string
    readonly ground: Both | null
    readonly court: string | null
    readonly number: string | null
    readonly day: string | null
    readonly document: Both | null
    readonly documentState: string | null
  }[]
  readonly enclosures: readonly Enclosure[]
}

/** A file of a record. `bytes` where this node holds it and it is small enough to be counted, or printed when it is plain text. */
export type PrintedFile = {
  readonly name: string
  readonly type: string
  readonly sizeBytes: number
  readonly sha256: string
  readonly held: boolean
  readonly bytes?: Uint8Array | undefined
}

/** What goes with a record: another one with its files, or only its id where the reader may not see it. `document`: of the checklist, which it is. */
export type Enclosure = {
  readonly id: string
  readonly document?: string | undefined
  readonly record?: PrintedRecord | undefined
  readonly files: readonly PrintedFile[]
  /** The record that the package is about: only its files go with it. */
  readonly own?: true
}

/** A record with what goes with it. */
export type PrintedFolder = Pick<PrintedRequest, 'record' | 'enclosures'> & Partial<Pick<PrintedRequest, 'documents'>>
