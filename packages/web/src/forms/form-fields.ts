import { type Kind, type PlacedField, predefinedExtensions } from '@enlace/records'

/** The fields of a kind as a form draws them. */
export type FormFields = {
  /** Under a minute: what the kind marks as short, and whatever it requires. */
  readonly short: readonly PlacedField[]
  /** The others that the kind shows. */
  readonly more: readonly PlacedField[]
  /** STIX's own common properties that a person may want to write. */
  readonly common: readonly PlacedField[]
  /** Extensions that STIX defines for the type. */
  readonly extensions: readonly PlacedField[]
}

// Set by the node and by the form itself, or for machines only.
const bookkeeping: ReadonlySet<string> = new Set([
  'type',
  'spec_version',
  'id',
  'created',
  'modified',
  'extensions',
  'granular_markings',
  'revoked',
  'defanged',
])

/** Fields of a kind without a short mark that its short form takes all the same: a native type says what it is by its first few. */
const fewNative = 6

/** Sorts a kind's fields for a form, but for those that the page writes otherwise; a kind of STIX itself, which marks none as short, begins with its first few. */
export function formFields(kind: Kind, hides: readonly string[] = []): FormFields {
  const drawable = ({ name, field }: PlacedField) => !bookkeeping.has(name) && !hides.includes(name) && field.constant === undefined
  const shown = kind.shows.flatMap((name) => kind.fields.filter((placed) => placed.name === name)).filter(drawable)
  const marked = shown.some(({ field }) => field.short === true)
  const isShort = (placed: PlacedField, at: number) =>
    placed.field.required === true || (marked ? placed.field.short === true : at < fewNative)
  const needed = kind.fields.filter((placed) => drawable(placed) && placed.field.required === true && !shown.includes(placed))
  const short = [...shown.filter(isShort), ...needed]
  const more = shown.filter((placed) => !short.includes(placed))
  const common = kind.fields.filter((placed) => drawable(placed) && !short.includes(placed) && !more.includes(placed))
  return { short, more, common, extensions: predefinedExtensions(kind) }
}
