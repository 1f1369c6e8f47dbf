import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isJsonObject, type Json, type JsonObject } from '@enlace/core'
import type { Kind } from '../kind.ts'
import { actRole } from '../kinds/act-role.ts'
import { personCase } from '../kinds/case.ts'
import { custodyEvent } from '../kinds/custody-event.ts'
import { kindOf } from '../kinds/index.ts'
import { legalPathway } from '../kinds/legal-pathway.ts'
import { proceduralStep } from '../kinds/procedural-step.ts'
import { wantedStatus } from '../kinds/wanted-status.ts'
import { validateObject } from '../validate-object.ts'

const ours: readonly Kind[] = [personCase, wantedStatus, custodyEvent, legalPathway, proceduralStep, actRole]

function changed(kind: Kind, change: Readonly<Record<string, Json | undefined>>): JsonObject {
  const inside = isJsonObject(kind.example.extensions) ? kind.example.extensions[kind.extension as string] : undefined
  const merged = Object.entries({ ...(isJsonObject(inside) ? inside : {}), ...change }).filter(([, value]) => value !== undefined)
  return { ...kind.example, extensions: { [kind.extension as string]: Object.fromEntries(merged) as JsonObject } }
}

function problems(object: JsonObject): readonly string[] {
  const checked = validateObject(object)
  return checked.ok ? [] : checked.problems.map(({ field, code }) => `${field.replace(/.*extension-definition--[^/]+\//, '')} ${code}`)
}

test('the kinds of a case: their examples are valid, fictional, and what a partner knows them by never changes', () => {
  for (const kind of ours) {
    assert.deepEqual(problems(kind.example), [], kind.name)
    assert.equal(kindOf(kind.example)?.name, kind.name)
    assert.match(JSON.stringify(kind.example), /FICTIONAL/)
    for (const { name, field } of kind.fields) assert.ok(!(field.personal && field.facet), `${kind.name}.${name}`)
  }
  assert.deepEqual(
    ours.map((kind) => [kind.name, kind.stixType, kind.extension?.slice(22, 30)]),
    [
      ['case', 'grouping', '6f1d4c2e'],
      ['wanted-status', 'note', 'a83e5b70'],
      ['custody-event', 'note', 'd5904e17'],
      ['legal-pathway', 'note', '3be6a1f9'],
      ['procedural-step', 'note', '80c7f2d4'],
      ['act-role', 'note', 'f27a05c8'],
    ],
  )
})

type Row = readonly [name: string, kind: Kind, change: Readonly<Record<string, Json | undefined>>, problems: readonly string[]]
const rows: readonly Row[] = [
  ['names its person', personCase, { person_ref: undefined }, ['person_ref required']],
  ['states a standing in law, "not known" at least', personCase, { procedural_status: undefined }, ['procedural_status required']],
  ['says on whose soil', custodyEvent, { soil: undefined }, ['soil required']],
  ['an event newer than this node is kept', custodyEvent, { event: 'house_arrest' }, []],
  [
    'a right is done, refused, not done or not known',
    custodyEvent,
    { checks: [{ right: 'counsel', state: 'maybe' }] },
    ['checks/0/state not_a_choice'],
  ],
  ['a pathway keeps the quoted word', legalPathway, { word: undefined }, ['word required']],
  ['a pathway says whose word it is', legalPathway, { of_party: undefined }, ['of_party required']],
  ['a step of one law stands in proceedings of that party', proceduralStep, { of_party: 'mx' }, ['of_party wrong_value']],
  ['a step of a third law is kept', proceduralStep, { of_party: 'ca', local_step: 'ca_direct_indictment' }, []],
  ['a year alone is a day of a step', proceduralStep, { day: '2025' }, []],
  ['a role says its authorisation, "none" too', actRole, { authorisation: undefined }, ['authorisation required']],
  ['standing on a list says from when', wantedStatus, { from: undefined }, ['from required']],
]
for (const [name, kind, change, expected] of rows) {
  test(`${kind.name}: ${name}`, () => assert.deepEqual(problems(changed(kind, change)), expected))
}
