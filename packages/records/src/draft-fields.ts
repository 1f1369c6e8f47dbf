import { isJsonObject, type Json } from '@enlace/core'
import type { Kind, PlacedField } from './kind.ts'
import { partsOf } from './parts.ts'
import { type Draft, type DraftContext, draftMirrorAlert } from './recognise-draft.ts'
import type { Found } from './recognise-found.ts'

/**
 * Proposes the fields of any kind from a message and what `recognise` found in it, by the types of the kind's own fields: identifiers of the
 * types that it takes, a crossing where it has crossings, the first moment, place and quantity, and codes where a field of that name has that
 * code. Pure; a person confirms every one.
 */
export function draftFields(kind: Kind, text: string, found: readonly Found[], context: DraftContext = {}): Draft {
  const alert = draftMirrorAlert(text, found, context)
  if (kind.name === 'mirror-alert') return alert
  const fields: Record<string, Json> = {}
  const from: Record<string, readonly Found[]> = {}
  const put = (placed: PlacedField | undefined, value: Json | undefined, told: string) => {
    if (placed === undefined || value === undefined || fields[placed.name] !== undefined) return
    fields[placed.name] = value
    from[placed.name] = alert.from[told] ?? []
  }
  const shown = kind.shows.flatMap((name) => kind.fields.filter((placed) => placed.name === name))
  const first = (fits: (placed: PlacedField) => boolean) => shown.find(fits)
  for (const name of ['name', 'description'] as const)
    put(
      first((placed) => placed.native && placed.name === name),
      alert.fields[name] as Json,
      name,
    )
  put(first(isIdentifiers), fittingIdentifiers(first(isIdentifiers), alert.fields.identifiers as Json), 'identifiers')
  put(
    first(({ field }) => field.vocabulary === 'crossings'),
    alert.fields.crossing as Json,
    'crossing',
  )
  // The present instant, when the message tells no time, is nobody's word.
  if ((alert.from.seen_at ?? []).length > 0)
    put(
      first(({ field }) => field.type === 'instant'),
      alert.fields.seen_at as Json,
      'seen_at',
    )
  put(
    first(({ field }) => field.type === 'place'),
    alert.fields.last_seen as Json,
    'last_seen',
  )
  const quantity = alert.fields.cargo_quantity
  const unit = isJsonObject(quantity) ? String(quantity.unit) : ''
  put(
    first(({ field }) => field.type === 'quantity' && field.units?.includes(unit) === true),
    quantity as Json,
    'cargo_quantity',
  )
  for (const [name, code] of Object.entries(alert.fields)) {
    const same = first((placed) => placed.name === name && typeof code === 'string' && Object.hasOwn(placed.field.choices ?? {}, code))
    put(same, code as Json, name)
  }
  return { fields, from }
}

function isIdentifiers({ field }: PlacedField): boolean {
  return field.type === 'list' && field.of?.type === 'identifier' && partsOf(field.of) !== undefined
}

function fittingIdentifiers(placed: PlacedField | undefined, value: Json | undefined): Json | undefined {
  const types = placed?.field.of?.identifierTypes ?? []
  if (!Array.isArray(value)) return undefined
  const fitting = value.filter((one: Json) => isJsonObject(one) && types.includes(String(one.type)))
  return fitting.length === 0 ? undefined : fitting
}
