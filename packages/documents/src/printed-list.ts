/** What stands in a cell, in no language yet. A code that no pack knows is printed as it is. */
export type Cell =
  /** `code`: to be read character by character. */
  | { readonly type: 'text' | 'code'; readonly text: string }
  | { readonly type: 'party' | 'agency' | 'instant' | 'day' | 'kind'; readonly value: string }
  /** The same words by language. */
  | { readonly type: 'both'; readonly both: Readonly<Record<string, string>> }
  /** The name of a field of a kind. */
  | { readonly type: 'field'; readonly kind: string; readonly field: string }
  /** A choice of a field of a kind, or a state of the kind where the field is left out. */
  | { readonly type: 'choice'; readonly kind: string; readonly field?: string; readonly value: string }
  /** A sentence by area and key, the first that is there. */
  | {
      readonly type: 'sentence'
      readonly keys: readonly (readonly [string, string])[]
      readonly code: string
      readonly values?: Readonly<Record<string, string | number | Cell>>
    }
  /** Those that say something, a line each or with what stands between them. */
  | { readonly type: 'several'; readonly cells: readonly Cell[]; readonly between?: string }
  /** As a sentence lists them. */
  | { readonly type: 'listed'; readonly as: 'conjunction' | 'disjunction'; readonly cells: readonly Cell[] }

/** What a page of the desk, printed as its own route answered it, carries on every sheet. */
export type PrintedAnswer = {
  readonly party: string
  readonly agency: string
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

/** A list as its page shows it, for printing. `columns` and `filters` are named by `list.column.*` and `list.filter.*` of the area `documents`. */
export type PrintedList = PrintedAnswer & {
  /** `list.title.*` of the area `documents`. */
  readonly list: string
  readonly filters: readonly { readonly name: string; readonly value: Cell }[]
  readonly columns: readonly { readonly name: string; readonly share: number }[]
  readonly rows: readonly (readonly Cell[])[]
  /** There is more than these rows. */
  readonly more: boolean
}

/** A page of the desk that is no list, for printing. */
export type PrintedSheet = PrintedAnswer & {
  /** `list.title.*` of the area `documents`. */
  readonly sheet: string
  /** What it is about; the sheet's own title where it is left out. */
  readonly title?: Cell | undefined
  readonly parts: readonly SheetPart[]
}

/** What stands on a sheet, one under the other: the blocks of a document before they are said in a language. */
export type SheetPart =
  | { readonly type: 'heading'; readonly level: 1 | 2; readonly text: Cell }
  | { readonly type: 'paragraphs'; readonly text: Cell }
  | { readonly type: 'facts'; readonly rows: readonly { readonly label: Cell; readonly value: Cell }[] }
  | { readonly type: 'list'; readonly items: readonly Cell[] }
  | {
      readonly type: 'table'
      readonly caption: Cell
      readonly columns: readonly { readonly title: Cell; readonly share: number; readonly code?: true; readonly align?: 'right' }[]
      readonly rows: readonly (readonly Cell[])[]
      /** By row, the address that its last cell leads to. */
      readonly links?: readonly (string | undefined)[]
    }
  | { readonly type: 'note'; readonly tone: 'plain' | 'warn'; readonly title: Cell; readonly lines: readonly Cell[] }
  | { readonly type: 'code'; readonly text: string }
  | {
      readonly type: 'boxes'
      readonly boxes: readonly {
        readonly title: Cell
        readonly lines: readonly {
          readonly text: Cell
          readonly detail: Cell
          readonly mark?: Cell | undefined
          readonly strong?: true
          /** The address that it leads to. */
          readonly link?: string | undefined
        }[]
        readonly foot?: Cell | undefined
      }[]
    }
  | {
      readonly type: 'bars'
      readonly caption: Cell
      readonly legend: readonly Cell[]
      readonly rows: readonly { readonly label: Cell; readonly parts: readonly number[]; readonly said: Cell }[]
    }
  /** What follows begins on a page of its own. */
  | { readonly type: 'break' }
