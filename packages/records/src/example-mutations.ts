import type { Json, JsonObject } from '@enlace/core'
import type { Kind } from './kind.ts'
import { partsOf } from './parts.ts'

/** One change from a good example: what was done, to which field, and the object it makes. For tests. */
export type ExampleMutation = { readonly change: string; readonly field: string; readonly object: JsonObject }

const otherId = 'identity--5b1f6e0a-6d0e-4c39-9c52-3a1d0e7f4a01'

const values: readonly (readonly [string, Json])[] = [
  ['null', null],
  ['empty text', ''],
  ['an empty list', []],
  ['an empty object', {}],
  ['zero', 0],
  ['a negative number', -1],
  ['a half', 0.5],
  ['true', true],
  ['a word', 'word'],
  ['a list of a number', [1]],
  ['a list of a word', ['word']],
  ['an identifier', otherId],
  ['a list of an identifier', [otherId]],
  ['a moment', '2026-01-15T12:00:00Z'],
  ['a day that does not exist', '2026-02-30T12:00:00.000Z'],
  ['a moment with an offset', '2026-01-15T12:00:00+00:00'],
  ['an object', { a_b: 1 }],
]

const names = ['x', 'X_big', 'with-hyphen', 'severity', 'action', 'username', 'phone_numbers', 'ab', 'abc']

/** Every property of a kind's example taken away, or replaced by a value of every shape; names and extensions likewise. */
export function exampleMutations(kind: Kind): readonly ExampleMutation[] {
  const { example } = kind
  const properties = kind.fields.filter(({ native }) => native).map(({ name }) => name)
  return [
    ...properties.filter((name) => example[name] !== undefined).map((name) => without(example, name)),
    ...[...properties, 'x_custom'].flatMap((name) =>
      values.map(([change, value]) => ({ change, field: name, object: { ...example, [name]: value } })),
    ),
    ...names.map((name) => ({ change: `named ${name}`, field: name, object: { ...example, [name]: 'v' } })),
    ...Object.entries(kind.extensions).flatMap(([key, field]) =>
      Object.keys(partsOf(field) ?? {}).flatMap((part) =>
        values.map(([change, value]) => ({ change, field: part, object: withPart(kind, key, part, value) })),
      ),
    ),
  ]
}

function without(example: JsonObject, name: string): ExampleMutation {
  const { [name]: _, ...rest } = example
  return { change: 'taken away', field: name, object: rest }
}

function withPart({ example, extension }: Kind, key: string, part: string, value: Json): JsonObject {
  const extensions = example.extensions as JsonObject | undefined
  const inside = key === extension ? (extensions?.[key] as JsonObject) : {}
  return { ...example, extensions: { ...(key === extension ? extensions : {}), [key]: { ...inside, [part]: value } } }
}
