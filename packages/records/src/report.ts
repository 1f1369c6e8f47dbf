import type { FieldProblem } from '@enlace/core'

/**
 * Every code a field problem can carry; its sentence lives in `packs/locales/<language>/faults.json` as `problem.<code>`.
 * Released codes never change meaning.
 */
export const problemCodes = [
  'above_maximum',
  'below_minimum',
  'dangling_selector',
  'duplicate_item',
  'earlier_than',
  'empty_list',
  'empty_object',
  'empty_text',
  'extension_type_wrong',
  'id_version_wrong',
  'kind_unknown',
  'name_malformed',
  'name_reserved',
  'not_a_choice',
  'not_a_coordinate_pair',
  'not_a_country',
  'not_a_date',
  'not_a_hash',
  'not_a_language',
  'not_a_link',
  'not_a_pattern_match',
  'not_a_whole_number',
  'not_an_id',
  'not_an_instant',
  'not_base64',
  'not_hex',
  'not_together',
  'null_value',
  'one_of_required',
  'required',
  'required_with',
  'selector_malformed',
  'target_type_wrong',
  'too_few',
  'too_long',
  'too_many',
  'too_many_problems',
  'wrong_type',
  'wrong_value',
] as const

export type ProblemCode = (typeof problemCodes)[number]

/** Most problems listed for one object: the rest would only repeat what is wrong. */
export const maxProblems = 50

/** Collects what is wrong in one object, and where. `path` is the place being looked at; a check pushes and pops it. */
export type Report = {
  readonly path: (string | number)[]
  readonly problems: FieldProblem[]
  /** Places where a partner used a code of a later release; absent when such a code is a problem. */
  readonly newer?: (readonly (string | number)[])[]
}

/** A new, empty report; `keepNewer` for what a partner sent. */
export function startReport(keepNewer = false): Report {
  return keepNewer ? { path: [], problems: [], newer: [] } : { path: [], problems: [] }
}

/** Adds a problem at the report's place, or at `steps` below it. Values must never hold the input: names of fields, limits, codes. */
export function addProblem(
  report: Report,
  code: ProblemCode,
  values?: Readonly<Record<string, string | number>>,
  ...steps: readonly (string | number)[]
): void {
  if (report.problems.length > maxProblems) return
  const full = report.problems.length === maxProblems
  const field = full ? '' : toPointer([...report.path, ...steps])
  const stated = full ? 'too_many_problems' : code
  report.problems.push(values === undefined || full ? { field, code: stated } : { field, code: stated, values })
}

/** JSON Pointer (RFC 6901). Steps come from a stranger's names, so each is cut at 64 units. */
export function toPointer(steps: readonly (string | number)[]): string {
  return steps.map((step) => `/${String(step).slice(0, 64).toWellFormed().replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}
