import { isJsonObject, type Json } from '@enlace/core'
import { type CheckObject, compileKind } from './compile-kind.ts'
import { natives } from './kinds/native/index.ts'
import { addProblem, type Report } from './report.ts'

const checks: ReadonlyMap<string, CheckObject> = new Map(
  [...natives.values()].filter((kind) => kind.family === 'sco').map((kind) => [kind.name, compileKind(kind, true)]),
)

/**
 * The deprecated `objects` of observed data (STIX 2.1 section 4.14): cyber-observables by key, whose references may name those keys.
 * A type that is not of STIX 2.1 is kept.
 */
export function checkInnerObservables(objects: Json, report: Report): void {
  if (!isJsonObject(objects)) return
  report.path.push('objects')
  for (const key of Object.keys(objects)) {
    const object = objects[key] as Json
    report.path.push(key)
    if (!isJsonObject(object)) addProblem(report, 'wrong_type', { expected: 'object' })
    else if (typeof object.type !== 'string') addProblem(report, 'required', undefined, 'type')
    else checks.get(object.type)?.(object, report)
    report.path.pop()
  }
  report.path.pop()
}
