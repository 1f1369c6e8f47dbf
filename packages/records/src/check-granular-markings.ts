import { isJsonObject, type JsonObject } from '@enlace/core'
import { addProblem, type Report } from './report.ts'
import { parseSelector, valueAt } from './selector.ts'

// Markings of one object times their selectors; more is weight, not meaning.
const mostSelectors = 1000

/**
 * What the shape of granular markings cannot say (STIX 2.1 section 7.2.3.1): each carries a language or a marking and not both, and every
 * selector names something that is there.
 */
export function checkGranularMarkings(object: JsonObject, report: Report): void {
  const markings = object.granular_markings
  if (!Array.isArray(markings)) return
  let seen = 0
  for (const [i, marking] of markings.entries()) {
    if (!isJsonObject(marking)) continue
    const { lang, marking_ref, selectors } = marking
    if (lang === undefined && marking_ref === undefined) {
      addProblem(report, 'one_of_required', { names: 'marking_ref, lang' }, 'granular_markings', i)
    }
    if (!Array.isArray(selectors)) continue
    for (const [j, selector] of selectors.entries()) {
      if (typeof selector !== 'string') continue
      if (++seen > mostSelectors) {
        addProblem(report, 'too_many', { limit: mostSelectors }, 'granular_markings')
        return
      }
      const steps = parseSelector(selector)
      if (steps === undefined) addProblem(report, 'selector_malformed', undefined, 'granular_markings', i, 'selectors', j)
      else if (valueAt(object, steps) === undefined)
        addProblem(report, 'dangling_selector', undefined, 'granular_markings', i, 'selectors', j)
    }
  }
}
