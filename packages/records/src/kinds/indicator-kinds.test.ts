import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isJsonObject, type Json, type JsonObject } from '@enlace/core'
import type { Kind } from '../kind.ts'
import { validateObject } from '../validate-object.ts'
import { indicatorCard } from './indicator-card.ts'
import { indicatorValue } from './indicator-value.ts'

/** What is wrong with the example once members of its extension are changed; `undefined` takes one away. */
function problems(kind: Kind, change: Readonly<Record<string, Json | undefined>>): readonly string[] {
  const extensions = kind.example.extensions
  const inside = isJsonObject(extensions) ? extensions[kind.extension as string] : undefined
  const merged = Object.entries({ ...(isJsonObject(inside) ? inside : {}), ...change }).filter(([, value]) => value !== undefined)
  const object = { ...kind.example, extensions: { [kind.extension as string]: Object.fromEntries(merged) as JsonObject } }
  const checked = validateObject(object)
  return checked.ok ? [] : checked.problems.map(({ field, code }) => `${field.replace(/^\/extensions\/[^/]+\/?/, '')} ${code}`)
}

test('the ids of the extensions never change: they are what a partner knows a kind by', () => {
  assert.deepEqual(
    [indicatorCard.extension, indicatorValue.extension],
    ['extension-definition--6e1f0a3d-84c7-4b52-9d0e-2a7f5c81b394', 'extension-definition--c40d7b96-1f2e-4a83-b5d9-90e6f3a1728c'],
  )
})

const rows: readonly (readonly [string, Kind, Readonly<Record<string, Json | undefined>>, readonly string[]])[] = [
  ['the example is a whole card', indicatorCard, {}, []],
  [
    'a card that lacks nearly everything is kept, and is not verifiable',
    indicatorCard,
    { definition: undefined, targets: undefined, owners: undefined },
    [],
  ],
  ['a card has a title', indicatorCard, { title: undefined }, ['title required_with']],
  ['who agrees names the card', indicatorCard, { says: 'agrees' }, ['card_ref required_with']],
  [
    'a baseline’s period runs forwards',
    indicatorCard,
    { baselines: [{ side: 'mx', value: 1, period_start: '2026-01-02', period_end: '2026-01-01' }] },
    ['baselines/0/period_end earlier_than'],
  ],
  ['the example is a whole value', indicatorValue, {}, []],
  ['zero is a value', indicatorValue, { value: 0 }, []],
  ['a value may be a range', indicatorValue, { value: undefined, value_low: 10, value_high: 11 }, []],
  ['a range runs upwards', indicatorValue, { value: undefined, value_low: 11, value_high: 10 }, ['value_high below_minimum']],
  ['half a range is none', indicatorValue, { value: undefined, value_low: 11 }, [' one_of_required']],
  ['not available is a value with its reason', indicatorValue, { value: undefined, not_available: 'refused' }, []],
  ['but no number stands beside it', indicatorValue, { not_available: 'refused' }, ['not_available not_together']],
  ['a period never ends before it begins', indicatorValue, { period_end: '2026-05-31' }, ['period_end earlier_than']],
  ['a period may be one day', indicatorValue, { period_end: '2026-06-01' }, []],
  [
    'a revision gives its reason',
    indicatorValue,
    { revises_ref: 'note--7d2e4b80-95c3-4a1f-86d7-0e3b9c5f14a2' },
    ['revision_reason required_with'],
  ],
  ['a value has its unit', indicatorValue, { unit: undefined }, ['unit required']],
  ['a value names its card', indicatorValue, { card_ref: undefined }, ['card_ref required']],
]
for (const [name, kind, change, expected] of rows) test(`${kind.name}: ${name}`, () => assert.deepEqual(problems(kind, change), expected))
