import { type Field, number, openChoice, text } from './field.ts'
import { identifierTypes } from './identifiers/identify.ts'

/** Parts of a place, named as STIX 2.1 section 4.10 names them. Country and state are ISO 3166 codes. */
const placeParts: Readonly<Record<string, Field>> = {
  name: text('Place name', { find: true, maxLength: 300 }),
  country: { type: 'country', label: 'Country', coded: true },
  administrative_area: text('State or province', { find: true, maxLength: 100 }),
  city: text('City', { find: true, maxLength: 200 }),
  street_address: text('Street address', { find: true, maxLength: 500 }),
  postal_code: text('Postal code', { find: true, maxLength: 20 }),
  latitude: number('Latitude', { min: -90, max: 90 }),
  longitude: number('Longitude', { min: -180, max: 180 }),
  precision: number('Precision in metres', { min: 0 }),
  code: text('Place code', { find: true, maxLength: 60 }),
}

const identifierParts = (types: readonly string[]): Readonly<Record<string, Field>> => ({
  type: openChoice('Identifier type', Object.fromEntries(types.map((type) => [type, identifierTypes.get(type)?.title ?? type])), {
    required: true,
    vocabulary: 'identifier-types',
  }),
  value: text('Value', { required: true, find: true, maxLength: 200 }),
  country: { type: 'country', label: 'Issuing country', coded: true },
  state: text('Issuing state', { coded: true, maxLength: 10 }),
})

const quantityParts = (units: readonly string[]): Readonly<Record<string, Field>> => ({
  value: number('Amount', { required: true, min: 0 }),
  unit: {
    type: 'choice',
    label: 'Unit',
    required: true,
    coded: true,
    properNames: true,
    choices: Object.fromEntries(units.map((unit) => [unit, unit])),
  },
})

/** The named parts of a field that is an object: a group, a place, a quantity, an identifier of several types. Undefined for the rest. */
export function partsOf(field: Field): Readonly<Record<string, Field>> | undefined {
  if (field.type === 'group') return field.fields ?? noParts
  if (field.type === 'place') return placeParts
  if (field.type !== 'quantity' && (field.type !== 'identifier' || field.identifierTypes?.length === 1)) return undefined
  // Every record is walked several times by its fields, and a definition never changes: parts are made once.
  let parts = made.get(field)
  if (parts === undefined) {
    parts = field.type === 'quantity' ? quantityParts(field.units ?? []) : identifierParts(field.identifierTypes ?? [])
    made.set(field, parts)
  }
  return parts
}

const noParts: Readonly<Record<string, Field>> = {}
const made = new WeakMap<Field, Readonly<Record<string, Field>>>()
