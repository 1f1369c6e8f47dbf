import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isJsonObject, type Json, type JsonObject } from '@enlace/core'
import type { Kind } from '../kind.ts'
import { validateObject } from '../validate-object.ts'
import { kindOf } from './index.ts'
import { mechanism } from './mechanism.ts'
import { officeTerm } from './office-term.ts'
import { programme } from './programme.ts'
import { session } from './session.ts'
import { sessionItem } from './session-item.ts'

const inside = ({ example, extension }: Kind): JsonObject => (example.extensions as JsonObject)[String(extension)] as JsonObject

/** Problems of the example with members of its extension changed; `undefined` takes one away. */
function problems(kind: Kind, change: Readonly<Record<string, Json | undefined>>): readonly string[] {
  const changed = Object.fromEntries(
    Object.entries({ ...inside(kind), ...change }).filter(([, value]) => value !== undefined),
  ) as JsonObject
  const checked = validateObject({ ...kind.example, extensions: { [String(kind.extension)]: changed } })
  return checked.ok ? [] : checked.problems.map(({ field, code }) => `${field.replace(/^.*extension-definition--[^/]+\//, '')} ${code}`)
}

test('the ids of the kinds of the programme never change: they are what a partner knows a kind by', () => {
  assert.deepEqual(
    [programme, mechanism, officeTerm, session, sessionItem].map((kind) => [kind.name, kind.stixType, kind.extension]),
    [
      ['programme', 'note', 'extension-definition--2f1c8a54-7d0b-4e39-b6a7-91c5e03d4f28'],
      ['mechanism', 'note', 'extension-definition--8b6d2e90-35f4-4c17-a0d9-4e7f1b82c653'],
      ['office-term', 'note', 'extension-definition--c47a10f3-68be-4d52-9f31-27d8e5b06a9c'],
      ['session', 'note', 'extension-definition--e95b3c07-1a62-4f8d-8c4e-b03d67f2159a'],
      ['session-item', 'note', 'extension-definition--71d3f6b8-c9e5-4a20-b15d-8f26a40c7e3b'],
    ],
  )
})

for (const kind of [programme, mechanism, officeTerm, session, sessionItem]) {
  test(`${kind.name}: the example is valid, fictional and names what it is about in object_refs as well`, () => {
    assert.deepEqual(problems(kind, {}), [])
    assert.equal(kindOf(kind.example)?.name, kind.name)
    assert.ok(isJsonObject(kind.example) && JSON.stringify(kind.example.labels) === '["fictional"]')
    const { session_ref: parent } = inside(kind)
    if (typeof parent === 'string') assert.deepEqual(kind.example.object_refs, [parent])
  })
}

type Row = readonly [name: string, kind: Kind, change: Readonly<Record<string, Json | undefined>>, problems: readonly string[]]
const rows: readonly Row[] = [
  ['a rhythm without its source is refused', mechanism, { cadence_source: undefined }, ['cadence_source required_with']],
  ['a body may have no rhythm', mechanism, { cadence_days: undefined, cadence_source: undefined }, []],
  ['a rhythm is at least a day', mechanism, { cadence_days: 0 }, ['cadence_days below_minimum']],
  ['a level newer than the list is kept', mechanism, { level: 'a_new_level' }, []],
  ['an office ends on its first day at the earliest', officeTerm, { from: '2025-12-10', until: '2025-12-10' }, []],
  ['and never before', officeTerm, { from: '2025-12-10', until: '2025-12-09' }, ['until earlier_than']],
  ['a month holds its own days', officeTerm, { from: '2025-12-10', until: '2025-12' }, []],
  ['an office has a source', officeTerm, { source: undefined }, ['source required']],
  ['a held session has a day', session, { held_on: undefined }, ['held_on required_with']],
  ['a planned one may have none yet', session, { held_on: undefined, state: 'planned' }, []],
  [
    'a further account may say only that it was held',
    session,
    { held_on: undefined, account_of_ref: 'note--a7c9e3f1-5d20-4b68-9e47-1c0f8d6b2a35' },
    [],
  ],
  ['a day that does not exist is refused', session, { held_on: '2026-02-30' }, ['held_on not_a_date']],
  ['a state is one of four', session, { state: 'secret' }, ['state not_a_choice']],
  ['an item names its session', sessionItem, { session_ref: undefined }, ['session_ref required']],
]
for (const [name, kind, change, expected] of rows) test(`${kind.name}: ${name}`, () => assert.deepEqual(problems(kind, change), expected))
