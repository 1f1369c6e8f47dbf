import type { JsonObject } from '@enlace/core'
import { exampleOf, type Kind, kinds } from '@enlace/records'

/** A record as the API takes it. */
export type NewRecord = { readonly object: JsonObject & { readonly id: string }; readonly envelope: JsonObject }

/** `count` records of a kind: its complete example, each under an id of its own. */
export function makeRecords(kindName: string, count: number): NewRecord[] {
  const kind = kinds.get(kindName)
  if (kind === undefined) throw new RangeError(`no kind ${kindName}`)
  return Array.from({ length: count }, () => makeRecord(kind))
}

function makeRecord(kind: Kind): NewRecord {
  const { object, envelope } = exampleOf(kind)
  return { object: { ...object, id: `${String(object.type)}--${crypto.randomUUID()}` }, envelope }
}

/** The lines of a batch request. */
export function toLines(records: readonly NewRecord[]): string {
  return records.map((record) => JSON.stringify(record)).join('\n')
}
