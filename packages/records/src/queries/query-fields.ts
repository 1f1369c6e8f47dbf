import { isJsonObject, type Json, type JsonObject } from '@enlace/core'
import type { Kind } from '../kind.ts'
import { readField } from '../present-fields.ts'
import type { QueryCondition } from './stated-query.ts'

/** Every value under a name: a dotted one looks into a group, or into every item of a list of groups. */
export function valuesAt(kind: Kind | undefined, object: JsonObject, name: string): readonly Json[] {
  const [head = '', ...rest] = name.split('.')
  const found = head === 'created' || head === 'modified' || head === 'id' ? object[head] : readField(kind, object, head)
  let values: readonly Json[] = found === undefined ? [] : asList(found)
  for (const step of rest) values = values.flatMap((value) => (isJsonObject(value) ? asList(value[step] ?? []) : []))
  return values
}

/** The instant that a field gives, in milliseconds since 1970; a day begins at its first hour in UTC. Undefined where it gives none. */
export function instantAt(kind: Kind | undefined, object: JsonObject, name: string): number | undefined {
  const [value] = valuesAt(kind, object, name)
  return typeof value === 'string' ? instantOf(value.length === 7 ? `${value}-01` : value) : undefined
}

/** The end of the day, month or year that a field gives. */
export function endAt(kind: Kind | undefined, object: JsonObject, name: string): number | undefined {
  const [value] = valuesAt(kind, object, name)
  const [, year, month] = typeof value === 'string' ? (/^(\d{4})(?:-(\d{2}))?$/.exec(value) ?? []) : []
  if (year !== undefined) return Date.UTC(Number(year) + (month === undefined ? 1 : 0), month === undefined ? 0 : Number(month), 1)
  const at = instantAt(kind, object, name)
  return at === undefined ? undefined : at + dayMs
}

const dayMs = 86_400_000
let [lastText, lastMs] = ['', Number.NaN]

/** Milliseconds since 1970 that a text says; undefined for none. */
export function instantOf(text: string): number | undefined {
  // Several queries ask one record for one instant, one after the other.
  if (text !== lastText) [lastText, lastMs] = [text, Date.parse(text)]
  return Number.isNaN(lastMs) ? undefined : lastMs
}

export function meets(kind: Kind | undefined, object: JsonObject, conditions: readonly QueryCondition[]): boolean {
  return conditions.every(({ field, is }) => valuesAt(kind, object, field).some((value) => typeof value === 'string' && is.includes(value)))
}

/** What several fields say together, so that two records can be told to be about one event; undefined where one of them says nothing. */
export function keyOf(kind: Kind | undefined, object: JsonObject, names: readonly string[]): string | undefined {
  const parts = names.map((name) => {
    const [field = '', cut] = name.split(':')
    const values = valuesAt(kind, object, field).map((value) => (typeof value === 'string' ? value : JSON.stringify(value)))
    const said =
      cut === 'day' ? values.map((value) => value.slice(0, 10)) : values.map((value) => value.toUpperCase().replace(/[\s.-]/g, ''))
    return said.toSorted().join('|')
  })
  return parts.every((part) => part !== '') ? `${names.join()}=${parts.join(';')}` : undefined
}

function asList(value: Json): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [value]
}
