import type { Both } from './words.ts'

/** What stands in a cell, in no language yet. A code that no pack knows is printed as it is. */
export type Cell =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'party' | 'agency' | 'instant' | 'day' | 'kind'; readonly value: string }
  | { readonly type: 'both'; readonly both: Both }
  /** A choice of a field of a kind, or a state of the kind where the field is left out. */
  | { readonly type: 'choice'; readonly kind: string; readonly field?: string; readonly value: string }
  /** A sentence by area and key, the first that is there. */
  | { readonly type: 'sentence'; readonly keys: readonly (readonly [string, string])[]; readonly code: string }
  | { readonly type: 'several'; readonly cells: readonly Cell[] }

/** A list as its page shows it, for printing. `columns` and `filters` are named by `list.column.*` and `list.filter.*` of the area `documents`. */
export type PrintedList = {
  /** `list.title.*` of the area `documents`. */
  readonly list: string
  readonly party: string
  readonly agency: string
  readonly filters: readonly { readonly name: string; readonly value: Cell }[]
  readonly columns: readonly { readonly name: string; readonly share: number }[]
  readonly rows: readonly (readonly Cell[])[]
  /** There is more than these rows. */
  readonly more: boolean
  /** TLP of each record on it. */
  readonly tlps: readonly string[]
  /** SHA-256 of the answer that was printed, as canonical JSON (RFC 8785), hexadecimal. */
  readonly sha256: string
  /** The newest record that the node held. */
  readonly position: { readonly origin: string; readonly seq: number }
  readonly printedBy: string
  readonly printedAt: Date
  readonly purpose?: string | undefined
}
