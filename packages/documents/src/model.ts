/** What a document says, without how it looks: drawn the same as PDF and as DOCX. Every text is already in the reader's language. */
export type PrintDocument = {
  readonly title: string
  /** Above the title: what this is and whose. */
  readonly eyebrow: string
  /** Under the title: as of when, which version. */
  readonly lead: readonly string[]
  /** BCP 47 tag of the document's own words. */
  readonly language: string
  /** Printed at the top and the bottom of every page, as its owner wrote it. */
  readonly marking: string
  /** «Draft», «Ad referendum» …; undefined for a record that is simply what it is. */
  readonly status: string | undefined
  readonly blocks: readonly Block[]
  readonly footer: Footer
  /** For the file's own properties. */
  readonly author: string
  readonly subject: string
  readonly createdAt: Date
  /** The note for the reader of a PDF when characters had to be replaced, because no embedded typeface has them. */
  readonly unprintable: (count: number) => Note
  /** How its first page opens: a title over what follows (when left out), an office's letter, or a sheet that stands before something else. */
  readonly opening?: 'letter' | 'sheet'
  /** The same words in another language, drawn beside the first. */
  readonly beside?: { readonly title: string; readonly eyebrow: string; readonly lead: readonly string[] } | undefined
  /** Left out of the contents of the file. */
  readonly unlisted?: true
  /** Documents behind it in the same file, each on a page of its own with its own marking and footer; pages are counted through. */
  readonly parts?: readonly PrintDocument[]
}

export type Footer = {
  /** Who printed it, when and for what. */
  readonly printed: string
  /** Where the record lies in the log, and its hash. */
  readonly position: string
  /** «Page 2 of 5», with the numbers as text. */
  readonly page: (page: string, pages: string) => string
}

export type Block =
  | { readonly type: 'heading'; readonly level: 1 | 2; readonly text: string; readonly beside?: string }
  | { readonly type: 'facts'; readonly rows: readonly Fact[] }
  | { readonly type: 'paragraphs'; readonly text: string; readonly language?: string | undefined }
  | { readonly type: 'list'; readonly items: readonly string[] }
  | Table
  | { readonly type: 'timeline'; readonly events: readonly TimelineEvent[] }
  | Note
  | { readonly type: 'code'; readonly text: string }
  | Aligned
  | { readonly type: 'beside'; readonly left: Block; readonly right: Block }
  | Signing
  | Contents
  | Boxes
  | Bars
  | { readonly type: 'break' }

/** One text in two languages, paragraph by paragraph; `languages` are BCP 47 tags of the left and the right. */
export type Aligned = {
  readonly type: 'aligned'
  readonly languages: readonly [string, string]
  readonly rows: readonly { readonly number?: string; readonly left: string; readonly right: string }[]
}
/** Places to fill in by hand: lines with what belongs there, a box for the seal, and one for initials. */
export type Signing = { readonly type: 'signing'; readonly lines: readonly string[]; readonly seal?: string; readonly initials?: string }
/** The parts of the document with the page each begins on. `titles`: of the columns. */
export type Contents = { readonly type: 'contents'; readonly titles: readonly [string, string] }

export type Fact = { readonly label: string; readonly value: Said }
/** `share`: its part of the width, in hundredths. */
export type Column = { readonly title: string; readonly share: number; readonly align?: 'right'; readonly code?: true }
export type Table = {
  readonly type: 'table'
  readonly caption: string
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly string[])[]
  /** By row, the address that its last cell leads to. */
  readonly links?: readonly (string | undefined)[]
}
export type TimelineEvent = { readonly at: string; readonly what: string; readonly detail?: string | undefined }
export type Note = { readonly type: 'note'; readonly tone: 'plain' | 'warn'; readonly title: string; readonly lines: readonly string[] }

/** A value in words: a text, several values, or named parts. `code`: to be read character by character. */
export type Said =
  | { readonly type: 'text'; readonly text: string; readonly code?: true; readonly warning?: string | undefined }
  | { readonly type: 'several'; readonly items: readonly Said[] }
  | { readonly type: 'parts'; readonly parts: readonly Fact[] }
  | { readonly type: 'beside'; readonly left: Said; readonly right: Said }

/** Boxes two beside each other, as an assessment is read: a title, what stands in it, and how much more there is. */
export type Boxes = { readonly type: 'boxes'; readonly boxes: readonly Box[] }
export type Box = { readonly title: string; readonly lines: readonly BoxLine[]; readonly foot?: string | undefined }
/** `mark`: in a word, what the line is worth; `strong` where the eye should stop; `link`: the address that it leads to. */
export type BoxLine = {
  readonly text: string
  readonly detail: string
  readonly mark?: string | undefined
  readonly strong?: true
  readonly link?: string | undefined
}
/** Bars from one baseline, each in the parts of the legend; `said`: the same in figures, so that no bar is read by its length or shade alone. */
export type Bars = {
  readonly type: 'bars'
  readonly caption: string
  readonly legend: readonly string[]
  readonly rows: readonly { readonly label: string; readonly parts: readonly number[]; readonly said: string }[]
}
