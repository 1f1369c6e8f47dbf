import type { EvidenceLevel } from '../evidence-ladder.ts'
import type { Rates } from '../indicator-rates.ts'
import type { CommitmentRecords } from '../state-of-commitment.ts'
import type { EvaluationRecords } from '../state-of-evaluation.ts'
import type { ExpectationRecords } from '../state-of-expectation.ts'
import type { IssueRecords } from '../state-of-issue.ts'
import { wordsOfGuilt } from './words-of-guilt.ts'

/** Words of a record by language. */
export type ByLanguage = Readonly<Record<string, string>>

/** What every source of a brief brings: its words, its marking, and who wrote it when (RFC 3339). */
type Source = { readonly id: string; readonly from: string; readonly at: string; readonly words: ByLanguage; readonly tlp: string }

/** A figure as its author gives it, and how well it is founded. */
export type BriefFigure = {
  /** Its record; null where it was added up from a published series. */
  readonly id: string | null
  readonly from: string
  /** RFC 3339. */
  readonly at: string
  readonly span: { readonly low: number; readonly high: number } | null
  readonly notAvailable: string | null
  readonly unit: string
  readonly start: string
  readonly end: string
  readonly level: EvidenceLevel
  readonly confirmedBy: readonly string[]
  readonly disputedBy: readonly string[]
  readonly isRevision: boolean
}

/** An indicator with what each side says now. `tlp`: the strictest of its card and its figures. */
export type FiguresOf = Source & {
  readonly sides: readonly {
    readonly party: string
    readonly own: readonly BriefFigure[]
    /** Figures of others for the same side: they stand beside, nothing is averaged. */
    readonly rivals: readonly BriefFigure[]
    /** Against the agreed target; null where there is none to stand against. */
    readonly standing: Rates['standing'] | null
  }[]
}

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
  /** Indicators that have a figure: every side beside the others. */
  readonly figures: readonly FiguresOf[]
  /** Sessions that are planned, the next one first. */
  readonly sessions: readonly (Source & { readonly on: string | null })[]
}

/** Everything that a line may say; each has its sentence in `packs/locales`, `briefs.line.*`. */
export const lineCodes = [
  'verified',
  'finding_verified',
  'met',
  'workstream',
  'delivered',
  'finding_remedied',
  'disputed',
  'finding_disputed',
  'value_disputed',
  'value_behind',
  'overdue',
  'finding_overdue',
  'to_confirm',
  'reading',
  'finding_open',
  'no_baseline',
  'no_owner',
  'expected_late',
  'refused',
  'expected',
  'accepted',
  'at_work',
  'not_begun',
  'issue_raised',
  'issue_shared',
  'issue_asked',
  'issue_declined',
  'session',
  'agreed',
  'finding_unanswered',
  'finding_accepted',
  'finding_partly',
  'finding_rejected',
  'finding_at_work',
  'new',
  'started',
  'withdrawn',
  'expectation_new',
  'expectation_accepted',
  'expectation_refused',
  'expectation_met',
  'issue_new',
  'issue_workstream',
  'issue_moved',
  'value',
  'value_new',
  'value_revised',
] as const
export type LineCode = (typeof lineCodes)[number]

/** What a line says of one part of its record. */
export type LinePart = {
  /** What is said. */
  readonly code: LineCode
  /** Whose part it is. */
  readonly party: string | null
  /** All of whom the same is said; `party` is the first. */
  readonly parties: readonly string[]
  readonly lastDay: string | null
  /** Days since the last day; negative while it is to come. */
  readonly days: number | null
  readonly mark: 'confirmed' | 'disputed' | 'claimed' | 'agreed' | null
  /** Who confirms or disputes: parties, and bodies by their names. */
  readonly by: readonly string[]
  /** The records that say so, beside the one that it opens. */
  readonly records: readonly string[]
  /** More of it: the next step, the ground of a refusal. */
  readonly more: string | null
  readonly figure: BriefFigure | null
}

/** One line of a brief. Everything it says is in the record that it opens, or computed from the records that it names. */
export type BriefLine = LinePart & {
  /** The record that the line opens, and its kind. */
  readonly id: string
  readonly kind: string
  readonly words: ByLanguage
  /** The words call somebody guilty: they are said in quotation only. */
  readonly quoted: boolean
  /** It came about since the last session. */
  readonly isNew: boolean
  readonly tlp: string
  /** What else is said of the same record in the same place (`oneLineEach`). */
  readonly also: readonly LinePart[]
}

/** A line with what all lines have filled in from its source. */
export function lineOf(
  kind: string,
  source: Pick<Source, 'id' | 'words' | 'tlp'>,
  code: LineCode,
  more: Partial<Omit<BriefLine, 'id' | 'kind' | 'code' | 'tlp' | 'parties'>> = {},
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
    figure: null,
    isNew: false,
    also: [],
    tlp: source.tlp,
    ...more,
    parties: more.party == null ? [] : [more.party],
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
