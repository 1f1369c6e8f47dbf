import type { CommitmentRecords } from '../state-of-commitment.ts'
import type { EvaluationRecords } from '../state-of-evaluation.ts'
import type { ExpectationRecords } from '../state-of-expectation.ts'
import type { IssueRecords } from '../state-of-issue.ts'
import { wordsOfGuilt } from './words-of-guilt.ts'

/** Words of a record by language. */
export type ByLanguage = Readonly<Record<string, string>>

/** What every source of a brief brings: its words, its marking, and who wrote it when (RFC 3339). */
type Source = { readonly id: string; readonly from: string; readonly at: string; readonly words: ByLanguage; readonly tlp: string }

/** What a brief is made of: records as an agency may see them now, so what was recalled or erased is not among them. */
export type BriefRecords = {
  readonly commitments: readonly (Source & {
    readonly records: CommitmentRecords
    /** Next steps by the status that names them. */
    readonly next: ReadonlyMap<string, string>
  })[]
  readonly expectations: readonly (Source & { readonly records: ExpectationRecords })[]
  readonly issues: readonly (Source & { readonly records: IssueRecords })[]
  readonly evaluations: readonly (Source & {
    readonly records: EvaluationRecords
    /** The words of each finding by its number. */
    readonly findings: ReadonlyMap<string, ByLanguage>
  })[]
  /** Published values of indicators, as their own fold has them. */
  readonly values: readonly (Source & {
    /** The value with its unit, by language. */
    readonly value: ByLanguage
    readonly level: 'L0' | 'L1' | 'L2' | 'L3' | 'L4' | 'LX'
    readonly by: readonly string[]
    readonly party: string
    /** It replaces an earlier one. */
    readonly isRevision: boolean
  })[]
  /** Sessions that are planned, the next one first. */
  readonly sessions: readonly (Source & { readonly on: string | null })[]
}

/** One line of a brief. Everything it says is in the record that it opens, or computed from the records that it names. */
export type BriefLine = {
  /** The record that the line opens, and its kind. */
  readonly id: string
  readonly kind: string
  /** What the line says of it. */
  readonly code: string
  readonly words: ByLanguage
  /** The words call somebody guilty: they are said in quotation only. */
  readonly quoted: boolean
  /** Whose part it is. */
  readonly party: string | null
  readonly lastDay: string | null
  /** Days since the last day; negative while it is to come. */
  readonly days: number | null
  readonly mark: 'confirmed' | 'disputed' | 'claimed' | 'agreed' | null
  /** Who confirms or disputes: parties, and bodies by their names. */
  readonly by: readonly string[]
  /** The records that say so, beside the one that it opens. */
  readonly records: readonly string[]
  /** More of it: the next step, the ground of a refusal, the value. */
  readonly more: string | null
  /** It came about since the last session. */
  readonly isNew: boolean
  readonly tlp: string
}

/** A line with what all lines have filled in from its source. */
export function lineOf(
  kind: string,
  source: Pick<Source, 'id' | 'words' | 'tlp'>,
  code: string,
  more: Partial<Omit<BriefLine, 'id' | 'kind' | 'code' | 'tlp'>> = {},
): BriefLine {
  const words = more.words ?? source.words
  return {
    id: source.id,
    kind,
    code,
    party: null,
    lastDay: null,
    days: null,
    mark: null,
    by: [],
    records: [],
    more: null,
    isNew: false,
    tlp: source.tlp,
    ...more,
    words,
    quoted: Object.values(words).some((text) => wordsOfGuilt(text).length > 0),
  }
}

/** Days from one day to another (YYYY-MM-DD). */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}

/** Whether something said at an instant came after a day; everything is new where no day is known. */
export function isAfter(at: string, day: string): boolean {
  return at.slice(0, 10) > day
}
