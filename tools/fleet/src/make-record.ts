import { randomUUID } from 'node:crypto'
import { isJsonObject, type Json, type JsonObject } from '@enlace/core'
import { exampleOf, kinds } from '@enlace/records'

/** What POST /api/v1/records takes: the object, and the envelope beside it. */
export type Submission = { readonly object: JsonObject & { readonly id: string }; readonly envelope: JsonObject }

export type RecordChange = {
  /** Members of the object. */
  readonly object?: Readonly<Record<string, Json>>
  /** Fields in our extension. */
  readonly fields?: Readonly<Record<string, Json>>
  readonly envelope?: Readonly<Record<string, Json>>
}

/** The example of a kind as a record of its own: a fresh id, and what a test changes. */
export function makeRecord(kindName: string, change: RecordChange = {}): Submission {
  const kind = kinds.get(kindName)
  if (kind === undefined) throw new Error(`no kind ${kindName}`)
  const { object, envelope } = exampleOf(kind)
  const extensions = isJsonObject(object.extensions) ? object.extensions : {}
  const inside = kind.extension === undefined ? undefined : extensions[kind.extension]
  const changed =
    kind.extension === undefined || !isJsonObject(inside)
      ? extensions
      : { ...extensions, [kind.extension]: { ...inside, ...change.fields } }
  return {
    object: {
      ...object,
      ...(Object.keys(changed).length === 0 ? {} : { extensions: changed }),
      ...change.object,
      id: typeof change.object?.id === 'string' ? change.object.id : `${kind.stixType}--${randomUUID()}`,
    },
    envelope: { ...envelope, ...change.envelope },
  }
}

/** A fictional mirror alert of its own. */
export function makeAlert(name: string, change: RecordChange = {}): Submission {
  return makeRecord('mirror-alert', { ...change, object: { name: `FICTIONAL: ${name}`, ...change.object } })
}
