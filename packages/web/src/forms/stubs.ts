import { type JsonObject, uuidV4 } from '@enlace/core'
import { type Field, type Kind, kinds, validateObject, writeFields } from '@enlace/records'

/** A record made on the spot to be referred to: its type and its one name. It is stored together with the record that needs it. */
export type Stub = { readonly type: string; readonly name: string }

const bookkeeping = new Set(['type', 'spec_version', 'id', 'created', 'modified'])

/** The one field that names a record of a native kind, when nothing else is required of it; undefined otherwise. */
function namingField(kind: Kind): string | undefined {
  const required = kind.fields.filter(({ name, field }) => field.required === true && !bookkeeping.has(name)).map(({ name }) => name)
  const title = kind.titleFrom.find((name) => kind.fields.find((placed) => placed.name === name)?.field.type === 'text')
  return title !== undefined && required.every((name) => name === title) ? title : undefined
}

const common = ['identity', 'infrastructure', 'threat-actor', 'campaign', 'tool']

/** STIX types that a reference may be given as a stub: those it may point at and that need only a name, the usual ones first. */
export function stubTypes({ targets = [], families = [] }: Pick<Field, 'targets' | 'families'>): readonly string[] {
  const any = targets.length === 0 && families.length === 0
  return namable().filter((name) => {
    const family = kinds.get(name)?.family
    return any ? common.includes(name) : targets.includes(name) || (family !== undefined && families.includes(family))
  })
}

let made: readonly string[] | undefined

/** Native kinds that a name alone makes valid, the usual ones first; found once. */
function namable(): readonly string[] {
  made ??= [...kinds.values()]
    .filter(
      (kind) =>
        kind.native && validateObject(stubObject(newStubId(kind.name), { type: kind.name, name: 'x' }, '2026-01-01T00:00:00.000Z')).ok,
    )
    .map((kind) => kind.name)
    .sort((a, b) => rank(a) - rank(b))
  return made
}

function rank(type: string): number {
  const at = common.indexOf(type)
  return at < 0 ? common.length : at
}

/** A new id for a stub of a type. */
export function newStubId(type: string): string {
  return `${type}--${uuidV4(crypto.getRandomValues(new Uint8Array(16)))}`
}

/** The stub as a STIX object. `at` is UTC with milliseconds. */
export function stubObject(id: string, { type, name }: Stub, at: string): JsonObject {
  const kind = kinds.get(type)
  const naming = kind === undefined ? undefined : namingField(kind)
  const times = kind?.family === 'sco' ? {} : { created: at, modified: at }
  const object: JsonObject = { type, spec_version: '2.1', id, ...times }
  return kind === undefined || naming === undefined ? object : writeFields(kind, object, { [naming]: name })
}
