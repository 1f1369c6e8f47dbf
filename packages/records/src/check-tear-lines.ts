import { isJsonObject, type Json, type JsonObject } from '@enlace/core'
import { fieldMarksOf } from './field-marks.ts'
import { type TlpLabel, tlpLabels } from './marking.ts'
import { addProblem, type Report } from './report.ts'
import { parseSelector, valueAt } from './selector.ts'
import { maxTearLines, tearLinesExtension } from './tear-lines.ts'

const maxWords = 10_000

/**
 * Tear-lines that an own author wrote: each stands for a text that is there, marked narrower than the tear-line. One whose full text carries no mark
 * of its own would protect nothing. A partner's are read as they are.
 */
export function checkTearLines(object: JsonObject, report: Report): void {
  const extension = isJsonObject(object.extensions) ? object.extensions[tearLinesExtension] : undefined
  if (!isJsonObject(extension) || report.newer !== undefined || extension.tear_lines === undefined) return
  const at = ['extensions', tearLinesExtension, 'tear_lines'] as const
  const { tear_lines: lines } = extension
  if (!Array.isArray(lines) || lines.length > maxTearLines) {
    if (Array.isArray(lines)) addProblem(report, 'too_many', { limit: maxTearLines }, ...at)
    else addProblem(report, 'wrong_type', { expected: 'list' }, ...at)
    return
  }
  const marks = new Map(fieldMarksOf(object).map(({ selector, label }) => [selector, label]))
  for (const [i, line] of (lines as readonly Json[]).entries()) {
    if (!isJsonObject(line)) {
      addProblem(report, 'wrong_type', { expected: 'object' }, ...at, i)
      continue
    }
    const { selector, text, tlp } = line
    const steps = typeof selector === 'string' ? parseSelector(selector) : undefined
    const label = typeof selector === 'string' ? marks.get(selector) : undefined
    const own = tlpLabels.indexOf(tlp as TlpLabel)
    if (steps === undefined) addProblem(report, 'selector_malformed', undefined, ...at, i, 'selector')
    else if (typeof valueAt(object, steps) !== 'string') addProblem(report, 'dangling_selector', undefined, ...at, i, 'selector')
    if (typeof text !== 'string' || text.trim() === '') addProblem(report, 'empty_text', undefined, ...at, i, 'text')
    else if (text.length > maxWords) addProblem(report, 'too_long', { limit: maxWords }, ...at, i, 'text')
    if (own < 0) addProblem(report, 'not_a_choice', undefined, ...at, i, 'tlp')
    else if (label === undefined) addProblem(report, 'required_with', { name: 'marking_ref', other: 'tear_lines' }, ...at, i, 'selector')
    else if (own >= tlpLabels.indexOf(label)) addProblem(report, 'wrong_value', undefined, ...at, i, 'tlp')
  }
}
