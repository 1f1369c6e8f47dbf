import type { Json, JsonObject } from '@enlace/core'
import { checkExtensions } from './check-extensions.ts'
import { type Check, checkAnything, checkBinary, checkHex, compileField } from './check-field.ts'
import { checkGranularMarkings } from './check-granular-markings.ts'
import { checkTearLines } from './check-tear-lines.ts'
import { identityProperties, sharedProperties } from './common-properties.ts'
import { type Field, reference, text } from './field.ts'
import type { Family, Kind, Rule } from './kind.ts'
import { propertyName, reservedNames } from './name-shapes.ts'
import { addProblem, type Report } from './report.ts'
import { notBefore } from './rules.ts'
import { isStixId, typeOfId, uuidVersionOfId } from './stix-id.ts'

/** Looks at a whole object and reports every problem. */
export type CheckObject = (object: JsonObject, report: Report) => void

/** Compiles a kind to the check of its objects: properties, extensions, markings, the rules between properties. */
export function compileKind(kind: Kind, looseReferences = false): CheckObject {
  const properties = Object.fromEntries(kind.fields.filter((placed) => placed.native).map((placed) => [placed.name, placed.field]))
  return compileObject({
    properties,
    extensions: kind.extensions,
    own: kind.extension,
    rules: kind.rules,
    family: kind.family,
    looseReferences,
  })
}

/** The check of an object whose type only its extension definition describes: STIX's common properties of its family (section 7.3.3). */
export function compileFamily(family: Family): CheckObject {
  const own = { type: text('Type', { required: true }), id: reference('Identifier', [], { required: true }) }
  const properties = { ...identityProperties('', family), ...own, ...sharedProperties(family) }
  return compileObject({ properties, extensions: {}, own: undefined, rules: [sameType], family, looseReferences: false })
}

const sameType: Rule = {
  says: 'The identifier begins with the type.',
  check({ id, type }, report) {
    if (typeof id === 'string' && isStixId(id) && typeOfId(id) !== type) addProblem(report, 'target_type_wrong', undefined, 'id')
  },
}

const versionOrder = notBefore('modified', 'created')

type Plan = {
  readonly properties: Readonly<Record<string, Field>>
  readonly extensions: Readonly<Record<string, Field>>
  readonly own: string | undefined
  readonly rules: readonly Rule[]
  readonly family: Family
  readonly looseReferences: boolean
}

function compileObject({ properties, extensions, own, rules, family, looseReferences }: Plan): CheckObject {
  const checks = new Map<string, Check>(
    Object.entries(properties)
      .filter(([name]) => name !== 'extensions')
      .map(([name, field]) => [name, compileField(field, { own: false, looseReferences })]),
  )
  checks.set('extensions', checkExtensions(extensions, own, looseReferences))
  const required = Object.keys(properties).filter((name) => properties[name]?.required === true)
  const between = family === 'sdo' || family === 'sro' || properties.modified !== undefined ? [...rules, versionOrder] : rules

  return (object, report) => {
    for (const name of Object.keys(object)) {
      const value = object[name] as Json
      report.path.push(name)
      const check = checks.get(name)
      if (check === undefined) checkUnknown(name, value, report)
      else check(value, report)
      report.path.pop()
    }
    for (const name of required) if (object[name] === undefined) addProblem(report, 'required', undefined, name)
    if (family === 'sco') checkObservableId(object, report)
    if (object.granular_markings !== undefined) checkGranularMarkings(object, report)
    if (object.extensions !== undefined) checkTearLines(object, report)
    for (const rule of between) rule.check(object, report)
  }
}

/** A property the standard does not name: kept, when its name and value are ones STIX allows (sections 3.1 and 11.1). */
function checkUnknown(name: string, value: Json, report: Report): void {
  if (reservedNames.has(name)) addProblem(report, 'name_reserved')
  else if (!propertyName.test(name)) addProblem(report, 'name_malformed')
  else if (name.endsWith('_bin')) checkBinary(value, report)
  else if (name.endsWith('_hex')) checkHex(value, report)
  else checkAnything(value, report)
}

/** STIX 2.1 section 2.9: cyber-observables have version 5 identifiers made from their content, or random version 4 ones. */
function checkObservableId({ id }: JsonObject, report: Report): void {
  if (typeof id !== 'string') return
  const version = uuidVersionOfId(id)
  if (version !== '4' && version !== '5') addProblem(report, 'id_version_wrong', undefined, 'id')
}
