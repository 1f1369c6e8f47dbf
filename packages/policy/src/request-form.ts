import type { BothLanguages } from './agreement.ts'
import type { LegalClockRule } from './instrument.ts'
import type { WorkState } from './state-of.ts'

/** Which side of a request somebody stands on. */
export type RequestSide = 'requesting' | 'requested'

/** With whom a request can wait, beside the side that has the turn. */
export const waitingPlaces = ['court', 'ministry', 'prosecutor', 'requester'] as const
export type WaitingPlace = (typeof waitingPlaces)[number]

/** Where a request can stand: what it is called, what it counts as in the inbox, who has the next step, and with whom it waits. */
export type RequestState = {
  readonly title: BothLanguages
  readonly work: WorkState
  readonly turn: RequestSide | 'nobody'
  readonly waits?: WaitingPlace
}

/** Members of a step that a move may ask for. */
export const moveNeeds = [
  'content',
  'ground',
  'court',
  'number',
  'day',
  'document',
  'document_state',
  'verdict',
  'match',
  'gives',
  'place',
  'means',
  'handover_at',
  'zone',
  'escorts',
  'papers',
  'property',
  'medical',
  'offences',
  'assurance',
] as const
export type MoveNeed = (typeof moveNeeds)[number]

/** How far an assurance has come, by the step that says so. */
export const assuranceStates = ['asked', 'given', 'accepted', 'declined', 'breached'] as const
export type AssuranceState = (typeof assuranceStates)[number]

/** One move that a course allows. Without `to` the state stays; `previous` is the state before the one it stands in. */
export type RequestMove = {
  readonly step: string
  readonly by: RequestSide | 'either'
  readonly from: readonly string[]
  readonly to?: string
  readonly needs: readonly MoveNeed[]
  /** Members that it may have besides. */
  readonly offers: readonly MoveNeed[]
  /** Whether its `day` is the one on which it happened, which clocks count from. */
  readonly happens: boolean
  /** Whether it may have happened before the request was made, as an arrest on another request has. */
  readonly earlier: boolean
  /** How far the assurance that it is about must have come; empty: any of the library, asked for or not. */
  readonly assuranceIs: readonly AssuranceState[]
  /** What it is called in this course, where its usual word would mislead. */
  readonly title?: BothLanguages
  /** Roles that may make it; empty: whoever may write records. Each party holds its own officers to it. */
  readonly roles: readonly string[]
  /** Class of diplomatic note that carries it; absent: none has to. */
  readonly note?: string
}

/** States and moves that several forms share. */
export type RequestCourse = {
  readonly id: string
  readonly start: string
  readonly states: Readonly<Record<string, RequestState>>
  readonly moves: readonly RequestMove[]
}

/** Where a rule stands: an instrument pack by id with its article, and whether whoever wrote the pack read it there. */
export type RuleSource = { readonly instrument?: string; readonly article?: string; readonly verified: boolean }

/** A clock of an instrument that runs for a form, and which steps are its events. */
export type RequestClock = {
  readonly instrument: string
  readonly rule: LegalClockRule
  /** Words for the events of the instrument. */
  readonly words: Readonly<Record<string, BothLanguages>>
  /** Which calendar of the instrument counts for which party. */
  readonly calendars: Readonly<Record<string, string>>
  /** Urgencies for which it runs, and parties that are asked; empty: all. */
  readonly urgency: readonly string[]
  readonly asked: readonly string[]
  /** Steps by the event of the instrument that they are; `sent` is the request itself. */
  readonly events: Readonly<Record<string, readonly string[]>>
}

/** A form of request as data: `packs/requests/<id>.json`, docs/formats/requests.md. */
export type RequestForm = {
  readonly id: string
  readonly order: number
  readonly title: BothLanguages
  readonly course: RequestCourse
  /** Class of diplomatic note that carries it; absent: none has to. */
  readonly note?: string
  /** Members of the request that must be filled in, and of its envelope: `purpose`, `legal_basis`, `permitted_use`. */
  readonly needs: readonly string[]
  /** Instruments that it is usually made under. */
  readonly instruments: readonly string[]
  readonly documents: readonly (RuleSource & {
    readonly id: string
    readonly title: BothLanguages
    readonly by: RequestSide
    readonly translation: boolean
    /** Needed only of a person sought for trial, or to serve a sentence. */
    readonly when?: 'trial' | 'sentence'
    /** The step before which it has to be there; absent: it comes with the request. */
    readonly before?: string
  })[]
  readonly grounds: readonly (RuleSource & { readonly id: string; readonly title: BothLanguages })[]
  readonly clocks: readonly RequestClock[]
  /** Words by which a request is shown to both sides as one to look at twice, with the ground of refusal that may stand against it. */
  readonly watch: readonly {
    readonly id: string
    readonly title: BothLanguages
    readonly ground: string
    readonly words: readonly string[]
  }[]
  /** Table of offences that its offences are compared by. */
  readonly offences?: string
  /** Library of the assurances that one side may ask of the other. */
  readonly assurances?: string
  /** Most requests of this form by one officer for one purpose within so many hours, and most records that one of them may be about. */
  readonly limit?: { readonly count: number; readonly hours: number; readonly subjects?: number }
}

/** What a request says that its form watches for: words are compared without accents and case. */
export function watchedIn(form: RequestForm, texts: readonly string[]): RequestForm['watch'] {
  const said = texts.map(fold).join(' ')
  return form.watch.filter(({ words }) => words.some((word) => said.includes(` ${fold(word).trim()}`)))
}

function fold(text: string): string {
  return ` ${text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')} `
}
