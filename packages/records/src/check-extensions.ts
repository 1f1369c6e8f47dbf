import { isJsonObject, type Json, type JsonObject } from '@enlace/core'
import { type Check, checkAnything, compileField } from './check-field.ts'
import type { Field } from './field.ts'
import { extensionKey, namedExtensionKey, propertyName } from './name-shapes.ts'
import { addProblem, type Report } from './report.ts'
import { extensionTypeEnum } from './vocabularies.ts'

/**
 * The check of an object's `extensions` (STIX 2.1 sections 3.2 and 7.3): known extensions by their fields, all others by the shape that
 * the standard asks of every extension, so that a stranger's extension is kept whole.
 */
export function checkExtensions(known: Readonly<Record<string, Field>>, own: string | undefined, looseReferences: boolean): Check {
  const checks = new Map(Object.entries(known).map(([key, field]) => [key, compileField(field, { own: key === own, looseReferences })]))
  return (value, report) => {
    if (!isJsonObject(value)) return addProblem(report, 'wrong_type', { expected: 'object' })
    const keys = Object.keys(value)
    if (keys.length === 0) return addProblem(report, 'empty_object')
    for (const key of keys) {
      report.path.push(key)
      checkOne(checks.get(key), key, value[key] as Json, report)
      if (key === own) noteNewerFields(known[key], value[key] as Json, report)
      report.path.pop()
    }
  }
}

/** Names in our own extension that its definition does not have: a partner one release newer wrote them. */
function noteNewerFields(field: Field | undefined, value: Json, report: Report): void {
  if (report.newer === undefined || !isJsonObject(value)) return
  for (const name of Object.keys(value)) {
    if (name !== 'extension_type' && !Object.hasOwn(field?.fields ?? {}, name)) report.newer.push([...report.path, name])
  }
}

function checkOne(check: Check | undefined, key: string, value: Json, report: Report): void {
  const defined = extensionKey.test(key)
  if (!defined && !namedExtensionKey.test(key)) addProblem(report, 'name_malformed')
  if (!isJsonObject(value)) {
    addProblem(report, 'wrong_type', { expected: 'object' })
    return
  }
  if (defined) checkExtensionType(value, report)
  if (check !== undefined) check(value, report)
  for (const name of Object.keys(value)) {
    report.path.push(name)
    if (!propertyName.test(name)) addProblem(report, 'name_malformed')
    else checkAnything(value[name] as Json, report)
    report.path.pop()
  }
  if (check === undefined && Object.keys(value).length === 0) addProblem(report, 'empty_object')
}

const extensionTypes: ReadonlySet<Json> = new Set(extensionTypeEnum)

function checkExtensionType({ extension_type }: JsonObject, report: Report): void {
  if (extension_type === undefined) addProblem(report, 'required', undefined, 'extension_type')
  else if (!extensionTypes.has(extension_type)) addProblem(report, 'extension_type_wrong', undefined, 'extension_type')
}
