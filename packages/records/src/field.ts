/**
 * What a field holds. Everything drawn, checked, stored, searched or struck out is drawn, checked, stored, searched or struck out per
 * field type, so each consumer keeps one table keyed by this list.
 *
 * Shapes: text, long_text, country (ISO 3166-1 alpha-2), language (RFC 5646), link (URI), hex, binary (Base 64), date (YYYY-MM-DD;
 * `partial` also YYYY and YYYY-MM), instant (RFC 3339 with Z), reference (STIX id), identifier of one type: a string.
 * Identifier of several types: {type, value, country?, state?}, where country (ISO 3166-1) and state (ISO 3166-2 without the country) name
 * who issued it, since the same plate is legal in many states. number, integer, boolean: themselves. quantity: {value, unit}. place: {name?, country?,
 * administrative_area?, city?, latitude?, longitude?, code?}. localized_text: {es?, en?, …} by language. hashes: {algorithm: digest}.
 * group: an object of `fields`. list: an array of `of`. dictionary: an object with free names. anything: any JSON.
 */
export type FieldType =
  | 'text'
  | 'long_text'
  | 'choice'
  | 'open_choice'
  | 'date'
  | 'instant'
  | 'number'
  | 'integer'
  | 'quantity'
  | 'boolean'
  | 'country'
  | 'place'
  | 'identifier'
  | 'reference'
  | 'list'
  | 'group'
  | 'localized_text'
  | 'language'
  | 'link'
  | 'hashes'
  | 'dictionary'
  | 'binary'
  | 'hex'
  | 'anything'

export type FieldOptions = {
  /** The record is refused without it. */
  readonly required?: boolean
  /** Says something about a person: struck out on release unless the agreement allows personal data. */
  readonly personal?: boolean
  /** Names or numbers a person or thing so that it can be told from others. */
  readonly identifying?: boolean
  /** Its words are searchable (keyed lexemes). */
  readonly find?: boolean
  /** Its values are codes: the same in every language, translated by label. */
  readonly coded?: boolean
  /** May stand in clear as a facet beside the sealed record; never together with `personal`. */
  readonly facet?: boolean
  /** Belongs to the short form that a duty officer fills in under a minute. */
  readonly short?: boolean
  /** Shorthand for `listOf` around the field. */
  readonly many?: boolean
  /** Smallest and largest number; for a list, fewest and most items. */
  readonly min?: number
  readonly max?: number
  /** Longest text in UTF-16 units. */
  readonly maxLength?: number
  /** One English sentence under the input. */
  readonly help?: string
}

/** Codes with their English labels, in the order shown. */
export type Choices = Readonly<Record<string, string>>

/** One field as data. Extra members belong to the types named beside them. */
export type Field = FieldOptions & {
  readonly type: FieldType
  /** English label; other languages live in `packs/locales`. */
  readonly label: string
  /** choice, open_choice; `vocabulary` names a list shared by several fields. */
  readonly choices?: Choices
  readonly vocabulary?: string
  /** choice, open_choice: its codes are proper names, shown as they are in every language. */
  readonly properNames?: boolean
  /** quantity: the units allowed, the usual one first. */
  readonly units?: readonly string[]
  /** identifier: which identifier types; one = plain string, several = {type, value}. */
  readonly identifierTypes?: readonly string[]
  /** reference: STIX types allowed; empty = any. `family` allows a whole family besides. */
  readonly targets?: readonly string[]
  readonly families?: readonly ('sdo' | 'sco' | 'sro' | 'meta')[]
  /** reference: kinds of which a record is usually meant; a form offers these first and takes any that fits. */
  readonly usually?: readonly string[]
  /** list */
  readonly of?: Field
  /** group */
  readonly fields?: Readonly<Record<string, Field>>
  /** group: at least one of these names is present. Names a group does not know are kept, for nodes one release newer. */
  readonly oneOf?: readonly string[]
  /** text: whole value must match; linear patterns only. */
  readonly pattern?: RegExp
  /** instant: fewest digits after the second. */
  readonly minFraction?: number
  /** date */
  readonly partial?: boolean
  /** dictionary: type of every value when all share one. */
  readonly values?: Field
  /** dictionary: pattern of its names, when not STIX section 2.4's. */
  readonly names?: RegExp
  /** text: exactly this value (STIX `type`). */
  readonly constant?: string
}

function field(type: FieldType, label: string, options: FieldOptions, more: Partial<Field> = {}): Field {
  const { many, min, max, help, required, ...inner } = options
  if (many !== true) return { type, label, ...options, ...more }
  const { personal, identifying, find, coded, facet, short } = options
  const outer = Object.fromEntries(
    Object.entries({ min, max, help, required, personal, identifying, find, coded, facet, short }).filter(
      ([, value]) => value !== undefined,
    ),
  )
  return { type: 'list', label, of: { type, label, ...inner, ...more }, ...outer }
}

/** One line of words. */
export function text(label: string, options: FieldOptions & { readonly pattern?: RegExp } = {}): Field {
  return field('text', label, options)
}

/** Paragraphs. */
export function longText(label: string, options: FieldOptions = {}): Field {
  return field('long_text', label, options)
}

/** One of a closed list; anything else is refused. An array of codes takes its labels from the codes. */
export function choice(label: string, choices: Choices | readonly string[], options: FieldOptions & VocabularyName = {}): Field {
  return field('choice', label, { coded: true, ...options }, { choices: toChoices(choices, options.properNames) })
}

/** One of a list that may grow elsewhere (STIX open vocabulary): an unlisted code is kept. */
export function openChoice(label: string, choices: Choices | readonly string[], options: FieldOptions & VocabularyName = {}): Field {
  return field('open_choice', label, { coded: true, ...options }, { choices: toChoices(choices, options.properNames) })
}

type VocabularyName = { readonly vocabulary?: string; readonly properNames?: boolean }

function toChoices(choices: Choices | readonly string[], properNames = false): Choices {
  if (!isList(choices)) return choices
  return Object.fromEntries(choices.map((code) => [code, properNames ? code : code.replaceAll(/[-_]/g, ' ')]))
}

function isList(choices: Choices | readonly string[]): choices is readonly string[] {
  return Array.isArray(choices)
}

/** A calendar day; with `partial` also a year or a month. */
export function date(label: string, options: FieldOptions & { readonly partial?: boolean } = {}): Field {
  return field('date', label, options)
}

/** A moment in UTC, RFC 3339 with `Z`, any fraction of a second. */
export function instant(label: string, options: FieldOptions = {}): Field {
  return field('instant', label, options)
}

/** A finite number. */
export function number(label: string, options: FieldOptions = {}): Field {
  return field('number', label, options)
}

/** A whole number that a double holds exactly. */
export function integer(label: string, options: FieldOptions = {}): Field {
  return field('integer', label, options)
}

/** A number with its unit, kept as the source wrote it: {value, unit}. */
export function quantity(label: string, units: readonly string[], options: FieldOptions = {}): Field {
  return field('quantity', label, options, { units })
}

/** Yes or no. */
export function boolean(label: string, options: FieldOptions = {}): Field {
  return field('boolean', label, options)
}

/** ISO 3166-1 alpha-2, upper case. */
export function country(label: string, options: FieldOptions = {}): Field {
  return field('country', label, { coded: true, ...options })
}

/** Somewhere: at least one of name, country, administrative_area, city, code or coordinates. */
export function place(label: string, options: FieldOptions = {}): Field {
  return field('place', label, options)
}

/** An identifier as written. One type: a string. Several: {type, value, country?, state?}, and a type not listed is kept. */
export function identifier(label: string, types: string | readonly string[], options: FieldOptions = {}): Field {
  const identifierTypes = typeof types === 'string' ? [types] : types
  return field('identifier', label, { identifying: true, ...options }, { identifierTypes })
}

/** The STIX id of another object, of one of these types (none named: any). */
export function reference(
  label: string,
  targets: readonly string[] = [],
  options: FieldOptions & Pick<Field, 'families' | 'usually'> = {},
): Field {
  return field('reference', label, options, { targets })
}

/** Several of one field; never empty. */
export function listOf(of: Field, options: FieldOptions & { readonly label?: string } = {}): Field {
  const { personal, identifying, find, coded, facet } = of
  const inherited = Object.fromEntries(
    Object.entries({ personal, identifying, find, coded, facet }).filter(([, value]) => value !== undefined),
  )
  return { type: 'list', label: of.label, of, ...inherited, ...options }
}

/** An object with named parts; names it does not know are kept. */
export function group(label: string, fields: Readonly<Record<string, Field>>, options: FieldOptions & Pick<Field, 'oneOf'> = {}): Field {
  return field('group', label, options, { fields })
}

/** The same words in several languages: {es?, en?, …}, at least one. */
export function localizedText(label: string, options: FieldOptions = {}): Field {
  return field('localized_text', label, options)
}

/** A language tag (RFC 5646). */
export function language(label: string, options: FieldOptions = {}): Field {
  return field('language', label, { coded: true, ...options })
}

/** A URI (RFC 3986). */
export function link(label: string, options: FieldOptions = {}): Field {
  return field('link', label, options)
}

/** Digests by algorithm (STIX 2.1 section 2.7, vocabulary 10.8). */
export function hashes(label: string, options: FieldOptions = {}): Field {
  return field('hashes', label, options)
}

/** An object whose names are data (STIX 2.1 section 2.4). */
export function dictionary(label: string, options: FieldOptions & Pick<Field, 'values' | 'names'> = {}): Field {
  return field('dictionary', label, options)
}

/** Bytes in Base 64 (STIX 2.1 section 2.1). */
export function binary(label: string, options: FieldOptions = {}): Field {
  return field('binary', label, options)
}

/** Bytes in hexadecimal, an even number of digits (STIX 2.1 section 2.8). */
export function hex(label: string, options: FieldOptions = {}): Field {
  return field('hex', label, options)
}

/** Any JSON except null and the empty list. */
export function anything(label: string, options: FieldOptions = {}): Field {
  return field('anything', label, options)
}

/** A step of a kill chain (STIX 2.1 section 2.11). */
export function killChainPhase(label: string, options: FieldOptions = {}): Field {
  const parts = { kill_chain_name: text('Kill chain', { required: true }), phase_name: text('Phase', { required: true }) }
  return field('group', label, options, { fields: parts })
}

/** A pointer to something outside STIX (STIX 2.1 section 2.5). */
export function externalReference(label: string, options: FieldOptions = {}): Field {
  const parts = {
    source_name: text('Source', { required: true, find: true }),
    description: longText('Description', { find: true }),
    url: link('Web address'),
    hashes: hashes('Hashes'),
    external_id: text('Identifier at the source', { find: true }),
  }
  return field('group', label, options, { fields: parts, oneOf: ['description', 'url', 'external_id'] })
}
