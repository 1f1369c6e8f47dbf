/** The same words by language. */
export type Words = Readonly<Record<string, string>>

/** Parts of the site that hold pages of records; also the first step of their addresses below the language. */
export const sections = ['commitments', 'statements', 'sessions', 'indicators', 'facts'] as const
export type Section = (typeof sections)[number]

/** How a page stood from an instant on. `stamp` is that instant as an address says it. */
export type Version<T> = {
  readonly stamp: string
  readonly from: string
  readonly does: 'publish' | 'correct'
  readonly reason: Words
  readonly content: T
}

/** One page with all its versions, the current one last. `id` is the last part of its address. */
export type Page<T> = { readonly id: string; readonly versions: readonly Version<T>[] }

export type Owner = {
  readonly party: string
  readonly office: string | null
  readonly part: string | null
  readonly status: string
  readonly isOverdue: boolean
  readonly asOf: string | null
  readonly evidence: string | null
  readonly next: string | null
}

export type Commitment = {
  readonly programme: Words | null
  /** Whether another programme has taken the place of its own: what it left undone is no longer called overdue. */
  readonly isInherited: boolean
  readonly title: Words
  readonly text: Words
  readonly modality: string
  readonly workstream: string | null
  readonly due: string | null
  readonly dueWords: string | null
  readonly lastDay: string | null
  readonly source: string
  readonly clause: string | null
  readonly deliverable: string | null
  readonly baseline: string | null
  readonly owners: readonly Owner[]
  readonly judgements: readonly { readonly by: string; readonly body: string | null; readonly says: string; readonly words: string }[]
  readonly readings: readonly {
    readonly party: string
    readonly words: string
    readonly source: string | null
    readonly saidOn: string | null
    readonly standing: string
  }[]
  readonly isUnverifiable: boolean
}

export type Clause = { readonly number: string | null; readonly part: string; readonly words: Words }
export type Statement = {
  readonly title: Words
  readonly type: string
  readonly issuedBy: readonly string[]
  readonly publishedOn: string | null
  readonly address: string | null
  readonly language: readonly string[]
  readonly clauses: readonly Clause[]
  /** Texts that a party set beside it, by the last part of their addresses. */
  readonly beside: readonly { readonly id: string; readonly title: Words; readonly issuedBy: readonly string[] }[]
  readonly standsBeside: { readonly id: string; readonly title: Words } | null
  /** A joint text that this node released: its SHA-256, the instant that all certified, who signed when, and which other party's publication was seen (null: not seen). */
  readonly joint: {
    readonly hash: string
    readonly at: string
    readonly publishedAt: string
    readonly lateSeconds: number
    readonly certificates: readonly { readonly party: string; readonly at: string }[]
    readonly others: readonly { readonly party: string; readonly publishedAt: string | null; readonly seenAt: string | null }[]
  } | null
}

export type Session = {
  readonly title: Words
  readonly mechanism: Words | null
  readonly state: string
  readonly day: string | null
  readonly place: string | null
  readonly items: readonly { readonly type: string; readonly words: Words }[]
  readonly statements: readonly { readonly id: string; readonly title: Words }[]
}

/** One value that one party gives for one period. `value` null: withheld or missing, and `missing` says which. */
export type Value = {
  /** Whose side it is of, and who gives it. */
  readonly party: string
  readonly by: string
  readonly period: string
  readonly value: number | null
  readonly low: number | null
  readonly high: number | null
  readonly missing: string | null
  readonly level: string
  /** Figures that others hold instead, in what they found about it. */
  readonly held: readonly { readonly by: string; readonly figure: string }[]
  readonly asOf: string | null
  /** Why it restates an earlier one: a code, and what its author wrote. */
  readonly revised: string | null
  readonly reason: Words
  readonly isRestated: boolean
  /** Who published it or where it was counted, and its address. */
  readonly sourceName: string | null
  readonly source: string | null
  /** Why its author trusts it so much. */
  readonly why: Words
  /** Id of its sealed result among those of the page. */
  readonly sealed: string | null
  /** How many of those who report had reported, where that is said, and who had not. */
  readonly reporters: { readonly reported: number | null; readonly of: number | null; readonly missing: readonly string[] } | null
  /** Where it is one cell of a table: class by name of the dimension. */
  readonly classes: Readonly<Record<string, string>>
}
/** A sealed result that anybody can check with its file (`/indicators/<page>/results/<id>.json`). */
export type Seal = {
  readonly id: string
  readonly period: string
  readonly figure: string | null
  readonly unit: string
  readonly count: number
  readonly sealedAt: string
  /** The parties that signed the same text, its author first. */
  readonly signedBy: readonly string[]
  readonly root: string | null
}

/** What a party says in a contest; `figure` as it wrote it. */
export type Position = { readonly party: string; readonly figure: string | null; readonly words: string }
/** A dispute about a value that two parties carry on for a stated time: what both agree on, and what each holds. */
export type Contest = {
  readonly period: string | null
  readonly openedBy: string
  readonly openedAt: string
  readonly reason: string
  readonly standing: 'running' | 'ended'
  readonly endsAt: string
  readonly endedAt: string | null
  readonly endedBy: 'both' | 'time' | null
  readonly positions: readonly Position[]
  readonly core: Position | null
  readonly dissents: readonly Position[]
}

/** A baseline or a target of one side, or why there is none. */
export type Milestone = {
  readonly side: string
  /** As it is told; a withheld one by its sign. */
  readonly value: number | '✕' | null
  readonly day: string | null
  readonly source: string | null
  readonly none: Words
}
export type Indicator = {
  readonly title: Words
  readonly definition: Words
  readonly unit: string
  readonly level: string | null
  readonly direction: string | null
  readonly attribution: string | null
  readonly rule: Words
  /** How it would contribute, other explanations, and who confirms: what a word about cause rests on. */
  readonly mechanism: Words
  readonly rivals: readonly Words[]
  readonly confirmer: string | null
  readonly baselines: readonly Milestone[]
  readonly targets: readonly Milestone[]
  readonly limits: Words
  readonly source: string | null
  readonly values: readonly Value[]
  readonly seals: readonly Seal[]
  readonly contests: readonly Contest[]
}

/** What several speakers say about one thing. No names: parties, roles and documents. */
export type Matter = {
  readonly title: Words
  readonly points: readonly {
    readonly point: Words
    readonly standing: string
    readonly accounts: readonly {
      readonly value: Words
      readonly isAgreed: boolean
      readonly sources: number
      readonly said: readonly {
        readonly who: string
        readonly role: string | null
        readonly word: string | null
        readonly on: string | null
        readonly modality: string
        readonly document: string
      }[]
    }[]
    readonly denials: readonly { readonly who: string; readonly words: string }[]
  }[]
  readonly documents: readonly {
    readonly title: string
    readonly publisher: string
    readonly url: string | null
    readonly publishedOn: string | null
    readonly note: string | null
  }[]
}

export type Correction = {
  readonly at: string
  readonly does: 'correct' | 'withdraw'
  readonly section: Section | null
  readonly id: string | null
  /** Null where the record has no page of its own: its short name could hold what the page withholds. */
  readonly title: string | null
  readonly reason: Words
}

/** Everything that the site shows, at one instant. Nothing that is not public is in it. */
export type SiteModel = {
  readonly party: string
  readonly partyName: Words
  readonly names: Readonly<Record<string, Words>>
  /** Address of the site without a path, for feeds and links that travel; empty: relative links only. */
  readonly origin: string
  readonly at: string
  /** Whether the page that checks results offline is offered. */
  readonly hasVerifier: boolean
  readonly commitments: readonly Page<Commitment>[]
  readonly statements: readonly Page<Statement>[]
  readonly sessions: readonly Page<Session>[]
  readonly indicators: readonly Page<Indicator>[]
  readonly facts: readonly Page<Matter>[]
  /** Files of the sealed results that stand on pages of indicators, by the ids of both. */
  readonly results: readonly { readonly page: string; readonly id: string; readonly file: string }[]
  readonly calendar: readonly { readonly at: string; readonly kind: string; readonly announced: Words }[]
  readonly corrections: readonly Correction[]
  readonly gone: readonly { readonly section: Section; readonly id: string; readonly at: string; readonly reason: Words }[]
  /** What `enlace-verify statement.json` reads, by the last part of the address of a joint statement. */
  readonly documents?: Readonly<Record<string, string>>
  readonly answers: readonly { readonly number: number; readonly at: string; readonly about: string; readonly answer: Words }[]
}

/** In whose words a page is written: the sentence of a key of the site's catalogue. */
export type Say = (key: string, values?: Readonly<Record<string, string | number>>) => string

/** Languages of the site, in the order in which they are offered. */
export const languages = ['es', 'en'] as const
export type Language = (typeof languages)[number]

/** The words in a language, else in any, with the language that they are in. */
export function inLanguage(words: Words, language: string): { readonly text: string; readonly language: string } {
  const own = words[language]
  if (own !== undefined && own !== '') return { text: own, language }
  const [other] = Object.entries(words).filter(([, text]) => text !== '')
  return other === undefined ? { text: '', language } : { text: other[1], language: other[0] }
}
