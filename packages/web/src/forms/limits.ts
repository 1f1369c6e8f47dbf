import { isJsonObject, type Json, type JsonObject } from '@enlace/core'
import { contradicts, deriveTlp, markingSchemes, permittedUses } from '@enlace/records'

/** What stands around a record and binds whoever receives it, as the form holds it. */
export type Limits = {
  readonly scheme: string
  readonly marking: string
  readonly uses: readonly string[]
  readonly instrument: string
  readonly article: string
  readonly purpose: string
  readonly source: string
  readonly information: string
  readonly origin: string
  readonly retention: string
  /** Empty: nobody said. */
  readonly personStatus: string
  /** Empty: no negotiated text. */
  readonly draftStatus: string
  /** Parties that it goes to; null: whoever an agreement allows; empty: it stays home. */
  readonly to: readonly string[] | null
}

type Known = {
  readonly marking: { readonly scheme: string; readonly value: string } | undefined
  readonly party: string
  readonly agreement: string
  readonly article: string
  readonly purpose: string
  readonly retention: string
  readonly to: readonly string[] | null
}

/** Markings of one's own country first: a marking is national law. */
export function schemesOf(party: string): readonly string[] {
  const all = Object.keys(markingSchemes)
  const own = all.filter((code) => markingSchemes[code]!.country === party.toUpperCase())
  return own.length === 0 ? all : own
}

/**
 * Where a record starts: the agency's usual marking, a lead only, nothing onward, no press, no removal of people, no force; the agreement
 * as its basis; the grade that claims nothing. Every one can be changed before it leaves.
 */
export function usualLimits({ marking, party, agreement, article, purpose, retention, to }: Known): Limits {
  const scheme =
    marking?.scheme ?? schemesOf(party).find((code) => markingSchemes[code]!.tlp.startsWith('amber')) ?? schemesOf(party)[0] ?? ''
  return {
    scheme,
    marking: marking?.value ?? scheme.split('-').slice(1).join(' ').toUpperCase(),
    uses: ['lead', 'no_onward', 'no_press', 'no_immigration_use', 'no_force_or_targeting'],
    instrument: agreement,
    article,
    purpose,
    source: 'F',
    information: '6',
    origin: 'human',
    retention,
    personStatus: '',
    draftStatus: '',
    to,
  }
}

export type LimitsProblem = 'marking' | 'uses' | 'uses_contradict' | 'instrument' | 'article'

/** What would keep the record at home or refuse it, so that it is said before sending. What is meant to stay home needs no basis. */
export function limitsProblems(limits: Limits): readonly LimitsProblem[] {
  const problems: LimitsProblem[] = []
  const leaves = limits.to === null || limits.to.length > 0
  if (limits.marking.trim() === '') problems.push('marking')
  if (limits.uses.length === 0 && leaves) problems.push('uses')
  if (contradicts(limits.uses)) problems.push('uses_contradict')
  if (limits.instrument.trim() === '' && (leaves || limits.article.trim() !== '')) problems.push('instrument')
  if (limits.article.trim() === '' && (leaves || limits.instrument.trim() !== '')) problems.push('article')
  return problems
}

/** The TLP label that the marking gives; nobody writes it by hand. */
export function labelOf(limits: Limits): string {
  return deriveTlp({ scheme: limits.scheme, value: limits.marking })
}

/** The envelope that goes with the record. Members of an earlier version that no form knows stay (`before`). */
export function toEnvelope(limits: Limits, agency: string, before: JsonObject = {}): JsonObject {
  const { tlp: _tlp, to: _to, person_status: _person, draft_status: _draft, marking, ...rest } = before
  const held = typeof marking === 'object' && marking !== null && !Array.isArray(marking) ? marking : {}
  const noBasis = limits.instrument.trim() === '' && limits.article.trim() === ''
  return {
    ...rest,
    author_agency: agency,
    marking: { ...held, scheme: limits.scheme, value: limits.marking.trim() },
    permitted_use: Object.keys(permittedUses).filter((code) => limits.uses.includes(code)),
    grading: { scheme: 'admiralty', source: limits.source, information: limits.information },
    legal_basis: noBasis ? null : { instrument: limits.instrument.trim(), article: limits.article.trim() },
    purpose: limits.purpose.trim(),
    origin: limits.origin,
    retention: limits.retention,
    ...(limits.to === null ? {} : { to: limits.to.map((party) => ({ party })) }),
    ...(limits.personStatus === '' ? {} : { person_status: limits.personStatus }),
    ...(limits.draftStatus === '' ? {} : { draft_status: limits.draftStatus }),
  }
}

/** The limits of a record as its envelope says them, for a version that corrects it. */
export function limitsOf(envelope: JsonObject): Limits {
  const words = (value: unknown): string => (typeof value === 'string' ? value : '')
  const part = (value: unknown): JsonObject => (isJsonObject(value as Json) ? (value as JsonObject) : {})
  const { marking, grading, legal_basis: basis, permitted_use: uses, to } = envelope
  return {
    scheme: words(part(marking).scheme),
    marking: words(part(marking).value),
    uses: Array.isArray(uses) ? uses.filter((code: unknown) => typeof code === 'string') : [],
    instrument: words(part(basis).instrument),
    article: words(part(basis).article),
    purpose: words(envelope.purpose),
    source: words(part(grading).source) || 'F',
    information: words(part(grading).information) || '6',
    origin: words(envelope.origin) || 'unknown',
    retention: words(envelope.retention) || 'operational',
    personStatus: words(envelope.person_status),
    draftStatus: words(envelope.draft_status),
    to: Array.isArray(to) ? to.map((one: unknown) => words(part(one).party)).filter((party) => party !== '') : null,
  }
}
