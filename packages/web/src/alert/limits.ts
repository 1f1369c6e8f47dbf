import type { JsonObject } from '@enlace/core'
import { contradicts, deriveTlp, markingSchemes, permittedUses } from '@enlace/records'

/** What binds whoever receives the alert, as the form holds it. */
export type Limits = {
  readonly scheme: string
  readonly marking: string
  readonly uses: readonly string[]
  readonly instrument: string
  readonly article: string
  readonly purpose: string
  readonly source: string
  readonly information: string
}

type Known = {
  readonly marking: { readonly scheme: string; readonly value: string } | undefined
  readonly party: string
  readonly agreement: string
  readonly article: string
  readonly purpose: string
}

/** Markings of one's own country first: a marking is national law. */
export function schemesOf(party: string): readonly string[] {
  const all = Object.keys(markingSchemes)
  const own = all.filter((code) => markingSchemes[code]!.country === party.toUpperCase())
  return own.length === 0 ? all : own
}

/**
 * Where an alert starts: the agency's usual marking, a lead only, nothing onward, no press, no removal of people, no force; the agreement
 * as its basis; the grade that claims nothing. Every one can be changed before it leaves.
 */
export function usualLimits({ marking, party, agreement, article, purpose }: Known): Limits {
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
  }
}

export type LimitsProblem = 'marking' | 'uses' | 'uses_contradict' | 'instrument' | 'article'

/** What would keep the alert at home or refuse it, so that it is said before sending. */
export function limitsProblems(limits: Limits): readonly LimitsProblem[] {
  const problems: LimitsProblem[] = []
  if (limits.marking.trim() === '') problems.push('marking')
  if (limits.uses.length === 0) problems.push('uses')
  if (contradicts(limits.uses)) problems.push('uses_contradict')
  if (limits.instrument.trim() === '') problems.push('instrument')
  if (limits.article.trim() === '') problems.push('article')
  return problems
}

/** The TLP label that the marking gives; nobody writes it by hand. */
export function labelOf(limits: Limits): string {
  return deriveTlp({ scheme: limits.scheme, value: limits.marking })
}

/** The envelope that goes with the alert. */
export function toEnvelope(limits: Limits, agency: string, to: readonly string[]): JsonObject {
  return {
    author_agency: agency,
    marking: { scheme: limits.scheme, value: limits.marking.trim() },
    permitted_use: Object.keys(permittedUses).filter((code) => limits.uses.includes(code)),
    grading: { scheme: 'admiralty', source: limits.source, information: limits.information },
    legal_basis: { instrument: limits.instrument.trim(), article: limits.article.trim() },
    purpose: limits.purpose.trim(),
    origin: 'human',
    retention: 'alert',
    ...(to.length === 0 ? {} : { to: to.map((party) => ({ party })) }),
  }
}
