import type { Json, JsonObject } from '@enlace/core'
import { countryCodes } from './countries.ts'
import type { Field, FieldType } from './field.ts'
import type { Kind } from './kind.ts'
import { partsOf } from './parts.ts'

const stixIdPattern =
  '[a-z][a-z0-9-]{1,248}[a-z0-9]--[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-5][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$'
const extensionKeyPattern =
  '^extension-definition--[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-5][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$'

/**
 * JSON Schema (2020-12) of a kind's objects, for other programs' forms and checks. It refuses nothing that `validateObject` accepts; the
 * few rules that a schema cannot say stand in `description`, and `validateObject` has the last word.
 */
export function jsonSchemaOf(kind: Kind): JsonObject {
  const native = kind.fields.filter((placed) => placed.native)
  const properties = Object.fromEntries(native.map(({ name, field }) => [name, schemaOf(field, { own: false })]))
  const own = kind.extension
  const schema: Record<string, Json> = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: kind.title,
    description: [kind.purpose, ...kind.rules.map((rule) => rule.says)].join(' '),
    type: 'object',
    required: [
      ...native.filter(({ field }) => field.required === true).map(({ name }) => name),
      ...(own === undefined ? [] : ['extensions']),
    ],
    properties: { ...properties, extensions: extensionsSchema(kind) },
    propertyNames: { pattern: '^(?:[a-z0-9_]{3,250}|id)$', not: { enum: ['action', 'severity', 'username', 'phone_numbers'] } },
  }
  const between = kind.rules.flatMap((rule) => (rule.schema === undefined ? [] : [rule.schema]))
  return between.length === 0 ? schema : { ...schema, allOf: between }
}

function extensionsSchema(kind: Kind): JsonObject {
  const known = Object.entries(kind.extensions).map(([key, field]) => [key, schemaOf(field, { own: key === kind.extension })] as const)
  return {
    type: 'object',
    minProperties: 1,
    ...(kind.extension === undefined ? {} : { required: [kind.extension] }),
    properties: Object.fromEntries(known),
    patternProperties: { [extensionKeyPattern]: { type: 'object', required: ['extension_type'] } },
    additionalProperties: { type: 'object', minProperties: 1 },
  }
}

type Mode = { readonly own: boolean }

function schemaOf(field: Field, mode: Mode): JsonObject {
  const described = field.help === undefined ? field.label : `${field.label}. ${field.help}`
  return { description: described, ...schemas[field.type](field, mode) }
}

const schemas: Readonly<Record<FieldType, (field: Field, mode: Mode) => JsonObject>> = {
  text: textSchema,
  long_text: textSchema,
  choice: ({ choices = {} }) => ({ enum: Object.keys(choices) }),
  open_choice: ({ choices = {}, ...field }, mode) => ({ ...textSchema(field, mode), examples: Object.keys(choices).slice(0, 100) }),
  date: ({ partial }) => ({ type: 'string', pattern: partial === true ? '^\\d{4}(-\\d\\d){0,2}$' : '^\\d{4}-\\d\\d-\\d\\d$' }),
  instant: ({ minFraction = 0 }) => ({
    type: 'string',
    pattern: `^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d${minFraction > 0 ? `\\.\\d{${minFraction},}` : '(\\.\\d+)?'}Z$`,
  }),
  number: (field) => ({ type: 'number', ...limits(field) }),
  integer: (field) => ({ type: 'integer', ...limits(field) }),
  quantity: partsSchema,
  boolean: () => ({ type: 'boolean' }),
  country: (_field, { own }) => (own ? { enum: [...countryCodes] } : { type: 'string' }),
  place: (field, mode) => ({ ...partsSchema(field, mode), dependentRequired: { latitude: ['longitude'], longitude: ['latitude'] } }),
  identifier: (field, mode) => (partsOf(field) === undefined ? textSchema(field, mode) : partsSchema(field, mode)),
  reference: referenceSchema,
  list: ({ of, min = 1, max }, mode) => ({
    type: 'array',
    minItems: min,
    ...(max === undefined ? {} : { maxItems: max }),
    ...(of === undefined ? {} : { items: schemaOf(of, mode) }),
  }),
  group: partsSchema,
  localized_text: () => ({ type: 'object', minProperties: 1, additionalProperties: { type: 'string', minLength: 1 } }),
  language: () => ({ type: 'string', pattern: '^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,8}$' }),
  link: () => ({ type: 'string', pattern: '^[A-Za-z][A-Za-z0-9+.-]*:[^\\s]+$', maxLength: 8192 }),
  hashes: () => ({ type: 'object', minProperties: 1, additionalProperties: { type: 'string' } }),
  dictionary: ({ values, names, min = 1 }, mode) => ({
    type: 'object',
    minProperties: min,
    ...(names === undefined ? {} : { propertyNames: { pattern: names.source } }),
    additionalProperties: values === undefined ? anythingSchema : schemaOf(values, mode),
  }),
  binary: () => ({ type: 'string', pattern: '^[A-Za-z0-9+/]+={0,2}$', contentEncoding: 'base64' }),
  hex: () => ({ type: 'string', pattern: '^(?:[0-9a-fA-F]{2})+$' }),
  anything: () => anythingSchema,
}

const anythingSchema: JsonObject = { not: { anyOf: [{ type: 'null' }, { type: 'array', maxItems: 0 }] } }

function textSchema({ constant, pattern, maxLength }: Field, { own }: Mode): JsonObject {
  if (constant !== undefined && constant !== '') return { const: constant }
  return {
    type: 'string',
    ...(own ? { minLength: 1 } : {}),
    ...(maxLength === undefined ? {} : { maxLength }),
    ...(pattern === undefined ? {} : { pattern: pattern.source }),
  }
}

function limits({ min, max }: Field): JsonObject {
  return { ...(min === undefined ? {} : { minimum: min }), ...(max === undefined ? {} : { maximum: max }) }
}

function referenceSchema({ targets = [], families = [] }: Field): JsonObject {
  const types = families.length > 0 || targets.length === 0 ? '' : `(?=(?:${targets.join('|')})--[0-9a-fA-F]{8}-)`
  return { type: 'string', pattern: `^${types}${stixIdPattern}` }
}

function partsSchema(field: Field, mode: Mode): JsonObject {
  const parts = Object.entries(partsOf(field) ?? {})
  const required = parts.filter(([, part]) => part.required === true).map(([name]) => name)
  return {
    type: 'object',
    minProperties: 1,
    ...(required.length === 0 ? {} : { required }),
    properties: Object.fromEntries(parts.map(([name, part]) => [name, schemaOf(part, mode)])),
    ...(field.oneOf === undefined ? {} : { anyOf: field.oneOf.map((name) => ({ required: [name] })) }),
  }
}
