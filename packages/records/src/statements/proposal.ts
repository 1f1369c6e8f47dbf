import type { DatePrecision } from '../parse-rough-date.ts'
import type { Modality } from './modality.ts'

/** Why something is proposed: the rule that found it, whose words stand in the catalogues as `statements.rule.<rule>`. */
export type ProposalRule =
  | 'modal_verb'
  | 'promise_of_publication'
  | 'role_before_name'
  | 'role_after_name'
  | 'date_written'
  | 'date_relative'
  | 'percentage'
  | 'count'
  | 'money'
  | 'label'

/** What the two languages of one clause say differently of one commitment. */
export type BilingualDifference = 'modality' | 'owners' | 'due'

type Found = {
  readonly rule: ProposalRule
  /** Number of the clause. */
  readonly clause: string
  readonly language: 'es' | 'en'
  /** The sentence or words that it rests on, as they stand. */
  readonly passage: string
}

/** Something that a text seems to say, for a person to accept, change or set aside. Nothing becomes a record without one. */
export type Proposal = Found &
  (
    | {
        readonly what: 'commitment'
        readonly modality: Modality
        /** Parties by what the sentence is about; empty where its subject names none. */
        readonly owners: readonly string[]
        readonly isPublication: boolean
        readonly isChange: boolean
        readonly dueWords: string | null
        /** A day or a month; null where the words name none or nobody knows the day of publication. */
        readonly due: string | null
        /** How the due day was reckoned: `weeks_28_days` and so on, or as the date was read. */
        readonly dueRule: string | null
        /** The sentence of the other language that says the same, by its place among those that bind somebody in the clause. */
        readonly other?:
          | { readonly language: 'es' | 'en'; readonly passage: string; readonly differs: readonly BilingualDifference[] }
          | undefined
      }
    | { readonly what: 'person'; readonly name: string; readonly role: string }
    | {
        readonly what: 'date'
        readonly value: string | null
        readonly precision: DatePrecision | null
        readonly reading: string | null
        /** The day that relative words hang on. */
        readonly basis: string | null
        readonly fault: 'no_such_day' | 'no_basis' | null
      }
    | {
        readonly what: 'figure'
        readonly low: number
        readonly high: number
        readonly unit: string
        /** What is counted, in the words of the text. */
        readonly of: string
        /** What a change is measured against; null where the sentence does not say. */
        readonly baseline: string | null
        readonly isChange: boolean
      }
    | { readonly what: 'label'; readonly label: string; readonly speaker: string | null; readonly isAlleged: boolean }
  )
