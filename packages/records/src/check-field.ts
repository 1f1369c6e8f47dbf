import { isJsonObject, type Json, type JsonObject } from '@enlace/core'
import { isCountry } from './countries.ts'
import { familyOfType } from './families.ts'
import type { Field, FieldType } from './field.ts'
import { fractionDigits, isDate, isInstant } from './instant.ts'
import { dictionaryName, languageTag } from './name-shapes.ts'
import { partsOf } from './parts.ts'
import { addProblem, type Report } from './report.ts'
import { isStixId, typeOfId } from './stix-id.ts'

/** Looks at one value that is there, and reports what is wrong with it. */
export type Check = (value: Json, report: Report) => void

export type CheckMode = {
  /** Inside our own extension: empty texts and unknown countries are refused there; STIX allows them. */
  readonly own: boolean
  /** Inside the deprecated `objects` of observed data: references may be keys of that dictionary (STIX 2.1 section 4.14). */
  readonly looseReferences: boolean
}

/** Compiles a field to its check: once per field, so that a record costs no interpretation. */
export function compileField(field: Field, mode: CheckMode): Check {
  return compilers[field.type](field, mode)
}

const compilers: Readonly<Record<FieldType, (field: Field, mode: CheckMode) => Check>> = {
  text: compileText,
  long_text: compileText,
  choice: compileChoice,
  open_choice: compileText,
  date: (field) => shaped('not_a_date', (text) => isDate(text, field.partial)),
  instant: compileInstant,
  number: (field) => compileNumber(field, false),
  integer: (field) => compileNumber(field, true),
  quantity: compileParts,
  boolean: () => (value, report) => {
    if (typeof value !== 'boolean') addProblem(report, 'wrong_type', { expected: 'boolean' })
  },
  country: (field, mode) => (mode.own ? shaped('not_a_country', isCountry) : compileText(field, mode)),
  place: compilePlace,
  identifier: (field, mode) => (partsOf(field) === undefined ? compileText(field, mode) : compileParts(field, mode)),
  reference: compileReference,
  list: compileList,
  group: compileParts,
  localized_text: (_field, mode) => compileDictionary({ type: 'dictionary', label: '', names: languageTag, values: plainText }, mode),
  language: () => shaped('not_a_language', (text) => languageTag.test(text)),
  link: () => shaped('not_a_link', isLink),
  hashes: () => checkHashes,
  dictionary: compileDictionary,
  binary: () => checkBinary,
  hex: () => checkHex,
  anything: () => checkAnything,
}

const plainText: Field = { type: 'text', label: '' }

function compileText({ constant, pattern, maxLength = Number.POSITIVE_INFINITY }: Field, { own }: CheckMode): Check {
  return (value, report) => {
    if (typeof value !== 'string') return addProblem(report, 'wrong_type', { expected: 'text' })
    if (constant !== undefined && value !== constant) return addProblem(report, 'wrong_value')
    if (own && value.trim() === '') return addProblem(report, 'empty_text')
    if (value.length > maxLength) return addProblem(report, 'too_long', { limit: maxLength })
    if (pattern !== undefined && !pattern.test(value)) addProblem(report, 'not_a_pattern_match')
  }
}

function shaped(code: 'not_a_date' | 'not_a_country' | 'not_a_language' | 'not_a_link', test: (text: string) => boolean): Check {
  return (value, report) => {
    if (typeof value !== 'string') return addProblem(report, 'wrong_type', { expected: 'text' })
    if (!test(value)) addProblem(report, code)
  }
}

function compileChoice({ choices = {} }: Field, { own }: CheckMode): Check {
  const codes = new Set(Object.keys(choices))
  return (value, report) => {
    if (typeof value !== 'string') return addProblem(report, 'wrong_type', { expected: 'text' })
    if (codes.has(value)) return
    // A partner one release newer may use a code that this node does not know: kept and shown as newer, never dropped.
    if (own && report.newer !== undefined) report.newer.push([...report.path])
    else addProblem(report, 'not_a_choice')
  }
}

function compileInstant({ minFraction = 0 }: Field): Check {
  return (value, report) => {
    if (typeof value !== 'string') return addProblem(report, 'wrong_type', { expected: 'text' })
    if (!isInstant(value) || fractionDigits(value) < minFraction) addProblem(report, 'not_an_instant', { digits: minFraction })
  }
}

function compileNumber({ min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY }: Field, whole: boolean): Check {
  return (value, report) => {
    if (typeof value !== 'number') return addProblem(report, 'wrong_type', { expected: 'number' })
    if (!Number.isFinite(value) || (whole && !Number.isSafeInteger(value))) return addProblem(report, 'not_a_whole_number')
    if (value < min) return addProblem(report, 'below_minimum', { limit: min })
    if (value > max) addProblem(report, 'above_maximum', { limit: max })
  }
}

function compileReference({ targets = [], families = [] }: Field, { looseReferences }: CheckMode): Check {
  const allowed = new Set<string>(targets)
  const allowedFamilies = new Set<string>(families)
  const any = allowed.size === 0 && allowedFamilies.size === 0
  return (value, report) => {
    if (typeof value !== 'string') return addProblem(report, 'wrong_type', { expected: 'text' })
    if (looseReferences && dictionaryName.test(value) && !value.includes('--')) return
    if (!isStixId(value)) return addProblem(report, 'not_an_id')
    if (any) return
    const type = typeOfId(value)
    if (allowed.has(type)) return
    const family = familyOfType(type)
    // A type defined elsewhere may belong to the family asked for; which one it is, its id cannot say.
    if (allowedFamilies.size > 0 && (family === undefined || (allowedFamilies.has(family) && type !== 'bundle'))) return
    addProblem(report, 'target_type_wrong', { targets: [...allowed, ...allowedFamilies].join(', ') })
  }
}

function compileList({ of, min = 1, max = Number.POSITIVE_INFINITY }: Field, mode: CheckMode): Check {
  if (of === undefined) throw new Error('a list of nothing')
  const item = compileField(of, mode)
  return (value, report) => {
    if (!Array.isArray(value)) return addProblem(report, 'wrong_type', { expected: 'list' })
    if (value.length === 0) return addProblem(report, 'empty_list')
    if (value.length < min) return addProblem(report, 'too_few', { limit: min })
    if (value.length > max) return addProblem(report, 'too_many', { limit: max })
    for (let i = 0; i < value.length; i++) {
      report.path.push(i)
      item(value[i] as Json, report)
      report.path.pop()
    }
  }
}

function compileParts(field: Field, mode: CheckMode): Check {
  const { oneOf } = field
  const parts = Object.entries(partsOf(field) ?? {}).map(([name, part]) => ({
    name,
    required: part.required === true,
    check: compileField(part, mode),
  }))
  return (value, report) => {
    if (!isJsonObject(value)) return addProblem(report, 'wrong_type', { expected: 'object' })
    for (const { name, required, check } of parts) {
      const part = Object.hasOwn(value, name) ? value[name] : undefined
      if (part !== undefined) {
        report.path.push(name)
        check(part, report)
        report.path.pop()
      } else if (required) addProblem(report, 'required', undefined, name)
    }
    if (oneOf?.every((name) => value[name] === undefined)) addProblem(report, 'one_of_required', { names: oneOf.join(', ') })
    if (isEmpty(value)) addProblem(report, 'empty_object')
  }
}

function compilePlace(field: Field, mode: CheckMode): Check {
  const parts = compileParts(field, mode)
  return (value, report) => {
    parts(value, report)
    if (!isJsonObject(value)) return
    if ((value.latitude === undefined) !== (value.longitude === undefined)) addProblem(report, 'not_a_coordinate_pair')
  }
}

function compileDictionary({ names = dictionaryName, values, min = 1 }: Field, mode: CheckMode): Check {
  const check = values === undefined ? checkAnything : compileField(values, mode)
  return (value, report) => {
    if (!isJsonObject(value)) return addProblem(report, 'wrong_type', { expected: 'object' })
    if (min > 0 && isEmpty(value)) return addProblem(report, 'empty_object')
    for (const name of Object.keys(value)) {
      if (!names.test(name) || name.length > 250) addProblem(report, 'name_malformed', undefined, name)
      report.path.push(name)
      check(value[name] as Json, report)
      report.path.pop()
    }
  }
}

/** STIX 2.1 section 10.8 gives the algorithms; each published digest has one length. */
const digestShapes: ReadonlyMap<string, RegExp> = new Map([
  ['MD5', /^[0-9a-fA-F]{32}$/],
  ['SHA-1', /^[0-9a-fA-F]{40}$/],
  ['SHA-256', /^[0-9a-fA-F]{64}$/],
  ['SHA-512', /^[0-9a-fA-F]{128}$/],
  ['SHA3-256', /^[0-9a-fA-F]{64}$/],
  ['SHA3-512', /^[0-9a-fA-F]{128}$/],
  ['SSDEEP', /^[0-9a-zA-Z/+:.]{1,200}$/],
  ['TLSH', /^(?:T1)?[0-9a-zA-Z]{70}$/],
])
const hashName = /^[a-zA-Z0-9_-]{3,250}$/

const checkHashes: Check = (value, report) => {
  if (!isJsonObject(value)) return addProblem(report, 'wrong_type', { expected: 'object' })
  if (isEmpty(value)) return addProblem(report, 'empty_object')
  for (const name of Object.keys(value)) {
    const digest = value[name]
    const shape = digestShapes.get(name)
    if (!hashName.test(name)) addProblem(report, 'name_malformed', undefined, name)
    else if (typeof digest !== 'string') addProblem(report, 'wrong_type', { expected: 'text' }, name)
    else if (shape !== undefined && !shape.test(digest)) addProblem(report, 'not_a_hash', undefined, name)
  }
}

const base64 = /^[A-Za-z0-9+/]*={0,2}$/

/** Base 64 with padding (RFC 4648 section 4), never empty. */
export const checkBinary: Check = (value, report) => {
  if (typeof value !== 'string') return addProblem(report, 'wrong_type', { expected: 'text' })
  if (value.length === 0 || value.length % 4 !== 0 || !base64.test(value)) addProblem(report, 'not_base64')
}

const hexDigits = /^[0-9a-fA-F]+$/

/** An even number of hexadecimal digits, never none. */
export const checkHex: Check = (value, report) => {
  if (typeof value !== 'string') return addProblem(report, 'wrong_type', { expected: 'text' })
  if (value.length % 2 !== 0 || !hexDigits.test(value)) addProblem(report, 'not_hex')
}

/** Anything but null and the empty list (STIX 2.1 sections 2.12 and 3.1). */
export const checkAnything: Check = (value, report) => {
  if (value === null) addProblem(report, 'null_value')
  else if (Array.isArray(value) && value.length === 0) addProblem(report, 'empty_list')
}

// RFC 3986 section 3: a scheme, a colon and no white space. What stands behind the scheme is its own business.
const linkShape = /^[A-Za-z][A-Za-z0-9+.-]*:[^\s]+$/

function isLink(text: string): boolean {
  return text.length <= 8192 && linkShape.test(text)
}

function isEmpty(value: JsonObject): boolean {
  for (const _ in value) return false
  return true
}
