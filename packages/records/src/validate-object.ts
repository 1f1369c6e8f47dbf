import { type FieldProblem, isJsonObject, type Json, type JsonObject } from '@enlace/core'
import { type CheckObject, compileFamily, compileKind } from './compile-kind.ts'
import { checkInnerObservables } from './inner-observables.ts'
import type { Family, Kind } from './kind.ts'
import { kindOf, kinds } from './kinds/index.ts'
import { typeName } from './name-shapes.ts'
import { addProblem, startReport, toPointer } from './report.ts'

export type CheckedObject = {
  readonly object: JsonObject
  /** Undefined for a type that an extension definition elsewhere describes: kept, shown as newer than this node. */
  readonly kind: Kind | undefined
  /** JSON Pointers of codes that a later release knows; only for what a partner sent. */
  readonly newer: readonly string[]
}

export type ObjectRefusal = 'body_invalid' | 'kind_unknown'
export type Validated =
  | { readonly ok: true; readonly value: CheckedObject }
  | { readonly ok: false; readonly reason: ObjectRefusal; readonly problems: readonly FieldProblem[] }

/**
 * Checks one STIX 2.1 object against its kind. Never throws on any JSON. Every problem is listed (at most 50) with a JSON Pointer and a
 * stable code; values never hold the input. `from: 'partner'` keeps codes newer than this node instead of refusing them.
 *
 * `kind_unknown`: the type is neither STIX 2.1's nor described by an extension definition (STIX 2.1 section 7.3), or is a bundle.
 */
export function validateObject(value: Json, options: { readonly from?: 'own' | 'partner' } = {}): Validated {
  const report = startReport(options.from === 'partner')
  if (!isJsonObject(value)) {
    addProblem(report, 'wrong_type', { expected: 'object' })
    return { ok: false, reason: 'body_invalid', problems: report.problems }
  }
  const kind = kindOf(value)
  const check = kind === undefined ? familyCheck(value) : checks.get(kind)
  if (check === undefined) {
    addProblem(report, typeof value.type === 'string' ? 'kind_unknown' : 'required', undefined, 'type')
    return { ok: false, reason: typeof value.type === 'string' ? 'kind_unknown' : 'body_invalid', problems: report.problems }
  }
  check(value, report)
  if (kind?.stixType === 'observed-data' && value.objects !== undefined) checkInnerObservables(value.objects, report)
  if (report.problems.length > 0) return { ok: false, reason: 'body_invalid', problems: report.problems }
  return { ok: true, value: { object: value, kind, newer: (report.newer ?? []).map(toPointer) } }
}

const checks: ReadonlyMap<Kind, CheckObject> = new Map([...kinds.values()].map((kind) => [kind, compileKind(kind)]))

const families: ReadonlyMap<Json | undefined, Family> = new Map([
  ['new-sdo', 'sdo'],
  ['new-sco', 'sco'],
  ['new-sro', 'sro'],
])
const familyChecks: ReadonlyMap<Family, CheckObject> = new Map([...families.values()].map((family) => [family, compileFamily(family)]))

function familyCheck({ type, extensions }: JsonObject): CheckObject | undefined {
  if (typeof type !== 'string' || !typeName.test(type) || type === 'bundle' || type === 'action' || !isJsonObject(extensions))
    return undefined
  for (const key in extensions) {
    const extension = extensions[key]
    const family = isJsonObject(extension) ? families.get(extension.extension_type) : undefined
    if (family !== undefined) return familyChecks.get(family)
  }
  return undefined
}
