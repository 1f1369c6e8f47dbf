import type { Json } from '@enlace/core'
import { custodyRights, findLocalStep, type Kind, type PlacedField, parseRoughDate } from '@enlace/records'
import { fromLocalInput } from '../kinds/local-instant.ts'

/** Fields that hold the code of a party. */
export const partyFields: ReadonlySet<string> = new Set(['from_party', 'to_party', 'acting_party', 'of_party', 'party', 'sought_by'])

const drawn: ReadonlySet<string> = new Set(['text', 'choice', 'open_choice', 'date', 'instant', 'country', 'language', 'link', 'long_text'])
const needless: ReadonlySet<string> = new Set(['abstract', 'name', 'description', 'reference', 'agency'])

/** What the short form of a record about a case asks for, in the order of its kind. */
export function fieldsOfEvent(kind: Kind): readonly PlacedField[] {
  return kind.shows.flatMap((name) => {
    const placed = kind.fields.find((one) => one.name === name)
    if (placed === undefined || needless.has(name) || !drawn.has(placed.field.type)) return []
    return placed.field.short === true || placed.field.required === true ? [placed] : []
  })
}

export type EventValues = Readonly<Record<string, string>>

/** A value as it was written: days in words of either language are read, what stays unread is named by its field. */
export function readEvent(
  fields: readonly PlacedField[],
  values: EventValues,
  context: { readonly now: Date; readonly locale: string },
): { readonly says: Record<string, Json>; readonly wrong: readonly string[] } {
  const says: Record<string, Json> = {}
  const wrong: string[] = []
  for (const { name, field } of fields) {
    const said = (values[name] ?? '').trim()
    if (said === '') {
      if (field.required === true && name !== 'content') wrong.push(name)
    } else if (field.type === 'date') {
      const day = parseRoughDate(said, context)
      if (day.ok && (field.partial === true || day.value.precision === 'day')) says[name] = day.value.value
      else wrong.push(name)
    } else if (field.type === 'instant') {
      const at = fromLocalInput(said)
      if (at === undefined) wrong.push(name)
      else says[name] = at
    } else says[name] = said
  }
  return { says, wrong }
}

/** Values that follow from one that was just chosen: the common step that a step of one law stands nearest to. */
export function follow(name: string, value: string, values: EventValues): EventValues {
  const changed = { ...values, [name]: value }
  if (name === 'local_step') {
    const local = findLocalStep(value)
    return local === undefined ? changed : { ...changed, step: local.like, of_party: local.party }
  }
  // Where somebody is held, the host holds them, until another is named.
  if (name === 'soil') return { ...changed, to_party: values.to_party === undefined ? value.toLowerCase() : values.to_party }
  if (name === 'event' && nobodyHolds.has(value)) return { ...changed, to_party: '' }
  return changed
}

/** Custody events after which the person is in nobody's custody. */
const nobodyHolds: ReadonlySet<string> = new Set(['located', 'released', 'escaped', 'died'])

/** The checklist as the record keeps it: only what somebody said. */
export function readChecks(states: Readonly<Record<string, string>>): Json[] {
  return Object.keys(custodyRights).flatMap((right) => {
    const state = states[right]
    return state === undefined || state === '' ? [] : [{ right, state }]
  })
}
