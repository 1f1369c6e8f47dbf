import { isJsonObject, type Json, type JsonObject } from '@enlace/core'
import { choiceLabel, type Field, type FieldType, fieldLabel, fieldValue, identify, type Kind, partsOf, recordLabel } from '@enlace/records'
import type { Fact, Said } from './model.ts'
import { sayDay, sayInstant, sayNumber, type Words } from './words.ts'

/** A value and where it stands in its kind. The value is a stranger's: what does not fit its type is printed as JSON. */
export type Placed = {
  readonly value: Json
  readonly field: Field
  readonly kind: Kind
  readonly path: readonly string[]
  readonly words: Words
}

/** Says one value by its field's type. */
export function sayValue(placed: Placed): Said {
  return sayers[placed.field.type]?.(placed) ?? asJson(placed.value)
}

/** One described field of an object with its label, or undefined where it says nothing. An `object` that is a text is the value itself. */
export function sayField(kind: Kind, name: string, object: JsonObject | string, words: Words): Fact | undefined {
  const placed = kind.fields.find((one) => one.name === name)
  const value = placed === undefined ? undefined : typeof object === 'string' ? object : fieldValue(placed, object)
  if (placed === undefined || value === undefined) return undefined
  return {
    label: words.label(fieldLabel(kind, [name], placed.field)),
    value: sayValue({ value, field: placed.field, kind, path: [name], words }),
  }
}

function text(words: string): Said {
  return { type: 'text', text: words }
}

function code(words: string): Said {
  return { type: 'text', text: words, code: true }
}

function asJson(value: Json): Said {
  return typeof value === 'string' ? text(value) : code(JSON.stringify(value, null, 1))
}

type Sayer = (placed: Placed) => Said | undefined
// Fields for a code of a party or an agency are texts: their names tell, and what is no such code stays.
const plain: Sayer = ({ value, path, words }) => {
  if (typeof value !== 'string') return undefined
  const [, names] = /(?:^|_)(agency|party|sought_by)$/.exec(path.at(-1) ?? '') ?? []
  const name = names === undefined ? value : names === 'agency' ? words.agencyName(value) : words.partyName(value)
  return text(name === value.toUpperCase() ? value : name)
}
const asCode: Sayer = ({ value }) => (typeof value === 'string' ? code(value) : undefined)

const number: Sayer = ({ value, words }) => (typeof value === 'number' ? text(sayNumber(value, words)) : undefined)

const choice: Sayer = ({ value, field, kind, path, words }) => {
  if (typeof value !== 'string') return undefined
  const english = field.choices !== undefined && Object.hasOwn(field.choices, value) ? field.choices[value] : undefined
  return english === undefined ? code(value) : text(words.label(choiceLabel(kind, path, value, english)))
}

const quantity: Sayer = ({ value, field, kind, path, words }) => {
  if (!isJsonObject(value) || typeof value.value !== 'number' || typeof value.unit !== 'string') return undefined
  const unit = partsOf(field)?.unit
  const english = unit?.choices !== undefined && Object.hasOwn(unit.choices, value.unit) ? unit.choices[value.unit] : undefined
  const name = english === undefined ? value.unit : words.label(choiceLabel(kind, [...path, 'unit'], value.unit, english))
  return text(`${sayNumber(value.value, words)} ${name}`)
}

function named(type: 'region' | 'language'): Sayer {
  return ({ value, words }) => (typeof value === 'string' ? text(displayName(words.tag, type, value)) : undefined)
}

function displayName(tag: string, type: 'region' | 'language', name: string): string {
  try {
    return new Intl.DisplayNames([tag], { type }).of(name) ?? name
  } catch {
    return name
  }
}

const place: Sayer = ({ value, words }) => {
  if (!isJsonObject(value)) return undefined
  const part = (name: string) => (typeof value[name] === 'string' ? [value[name] as string] : [])
  const { latitude, longitude } = value
  const parts = [
    ...part('name'),
    ...part('street_address'),
    ...part('city'),
    ...part('administrative_area'),
    ...part('country').map((name) => displayName(words.tag, 'region', name)),
    ...(typeof latitude === 'number' && typeof longitude === 'number' ? [`${latitude.toFixed(4)}, ${longitude.toFixed(4)}`] : []),
  ]
  return parts.length === 0 ? undefined : text(parts.join(', '))
}

const identifier: Sayer = ({ value, field, words }) => {
  const only = field.identifierTypes?.length === 1 ? field.identifierTypes[0] : undefined
  const written = isJsonObject(value) ? value.value : value
  const type = isJsonObject(value) && typeof value.type === 'string' ? value.type : only
  if (typeof written !== 'string') return undefined
  const issuer = isJsonObject(value) ? [value.state, value.country].filter((part) => typeof part === 'string') : []
  const verdict = type === undefined ? undefined : identify(type, written)
  const warning = verdict?.valid === false ? words.label(recordLabel(`identifier.reason.${verdict.reason}`)) : undefined
  const kindOfIt = only === undefined && type !== undefined ? [words.label(recordLabel(`identifier.${type}`))] : []
  const about = [...kindOfIt, ...issuer].join(', ')
  const said: Said = { type: 'text', text: written, code: true, ...(warning === undefined ? {} : { warning }) }
  return about === ''
    ? said
    : { type: 'parts', parts: [{ label: about, value: warning === undefined ? said : text(`${written} (${warning})`) }] }
}

/** What is referred to by its title, where the printed record knows it. */
const reference: Sayer = (placed) => {
  const title = typeof placed.value === 'string' ? placed.words.titleOf?.(placed.value) : undefined
  const id = asCode(placed)
  return title === undefined || id === undefined ? id : { type: 'several', items: [text(title), id] }
}

const list: Sayer = ({ value, field, ...rest }) => {
  if (!Array.isArray(value) || field.of === undefined) return undefined
  const of = { ...field.of, label: field.label }
  return { type: 'several', items: value.map((item: Json) => sayValue({ ...rest, value: item, field: of })) }
}

const group: Sayer = ({ value, field, kind, path, words }) => {
  if (!isJsonObject(value)) return undefined
  const parts = partsOf(field) ?? {}
  return {
    type: 'parts',
    parts: Object.entries(value).map(([name, held]) => {
      const part = Object.hasOwn(parts, name) ? parts[name] : undefined
      if (part === undefined) return { label: name, value: asJson(held as Json) }
      const inner = [...path, name]
      return {
        label: words.label(fieldLabel(kind, inner, part)),
        value: sayValue({ value: held as Json, field: part, kind, path: inner, words }),
      }
    }),
  }
}

/** Every language of a text that has several: a printed page cannot be switched. The document's own comes first. */
const localized: Sayer = ({ value, words }) => {
  if (!isJsonObject(value)) return undefined
  const own = words.tag.slice(0, 2)
  const said = Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  said.sort(([a], [b]) => Number(b === own) - Number(a === own))
  const [first] = said
  if (first !== undefined && said.length === 1) return text(first[1])
  return {
    type: 'parts',
    parts: said.map(([language, words_]) => ({ label: displayName(words.tag, 'language', language), value: text(words_) })),
  }
}

const pairs: Sayer = ({ value }) =>
  isJsonObject(value)
    ? {
        type: 'parts',
        parts: Object.entries(value).map(([label, held]) => ({
          label,
          value: typeof held === 'string' ? code(held) : asJson(held as Json),
        })),
      }
    : undefined

const sayers: Readonly<Record<FieldType, Sayer>> = {
  text: plain,
  long_text: plain,
  choice,
  open_choice: choice,
  date: ({ value, words }) => (typeof value === 'string' ? text(sayDay(value, words)) : undefined),
  instant: ({ value, words }) => (typeof value === 'string' ? text(sayInstant(value, words)) : undefined),
  number,
  integer: number,
  quantity,
  boolean: ({ value, words }) => (typeof value === 'boolean' ? text(words.say(value ? 'yes' : 'no')) : undefined),
  country: named('region'),
  place,
  identifier,
  reference,
  list,
  group,
  localized_text: localized,
  language: named('language'),
  link: asCode,
  hashes: pairs,
  dictionary: pairs,
  binary: ({ value, words }) =>
    typeof value === 'string' ? text(words.say('bytes', { count: Math.floor((value.length * 3) / 4) })) : undefined,
  hex: asCode,
  anything: ({ value }) => asJson(value),
}
