import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { test } from 'node:test'
import type { Json, JsonObject } from '@enlace/core'
import fc from 'fast-check'
import { familyOfType } from './families.ts'
import { kindOf, kinds } from './kinds/index.ts'
import { exampleId } from './kinds/native/example.ts'
import { natives } from './kinds/native/index.ts'
import { validateObject } from './validate-object.ts'

const example = (name: string): JsonObject => kinds.get(name)!.example
const alertExtension = kinds.get('mirror-alert')!.extension!
const random = 'extension-definition--6a3a3c7c-3f0b-4a39-9f5b-2b7c4c1f9d11'

function problemsOf(value: Json, from: 'own' | 'partner' = 'own'): string[] {
  const verdict = validateObject(value, { from })
  return verdict.ok ? [] : verdict.problems.map(({ field, code }) => `${field} ${code}`)
}

test('every kind accepts its own example and recognises it', () => {
  const own = readdirSync(new URL('kinds', import.meta.url)).filter((name) => name.endsWith('.ts') && !/^index\.ts$|\.test\.ts$/.test(name))
  assert.equal(kinds.size, natives.size + own.length)
  assert.equal(natives.size, 42)
  for (const kind of kinds.values()) {
    assert.deepEqual(problemsOf(kind.example), [], kind.name)
    assert.equal(kindOf(kind.example)?.name, kind.name)
    assert.equal(familyOfType(kind.stixType), kind.family)
  }
})

const cases: readonly (readonly [string, string, JsonObject, readonly string[]])[] = [
  ['modified at created', 'incident', { modified: '2026-01-15T12:00:00.000Z' }, []],
  ['modified before created', 'incident', { modified: '2026-01-15T11:59:59.999Z' }, ['/modified earlier_than']],
  ['microseconds are kept', 'incident', { modified: '2026-01-15T12:00:00.000001Z' }, []],
  ['created without milliseconds', 'incident', { created: '2026-01-15T12:00:00Z' }, ['/created not_an_instant']],
  ['time zone instead of Z', 'incident', { created: '2026-01-15T12:00:00.000+00:00' }, ['/created not_an_instant']],
  ['29 February of a leap year', 'campaign', { first_seen: '2024-02-29T00:00:00Z' }, []],
  ['29 February of another year', 'campaign', { first_seen: '2025-02-29T00:00:00Z' }, ['/first_seen not_an_instant']],
  ['last seen when first seen', 'campaign', { last_seen: '2025-09-01T00:00:00.0Z' }, []],
  ['valid until it begins', 'indicator', { valid_until: '2026-01-15T12:00:00.000Z' }, ['/valid_until earlier_than']],
  ['valid a microsecond', 'indicator', { valid_until: '2026-01-15T12:00:00.000001Z' }, []],
  ['confidence 100', 'incident', { confidence: 100 }, []],
  ['confidence 101', 'incident', { confidence: 101 }, ['/confidence above_maximum']],
  ['confidence in words', 'incident', { confidence: 'high' }, ['/confidence wrong_type']],
  ['a code outside an open vocabulary', 'identity', { identity_class: 'cooperative' }, []],
  ['a code outside a closed vocabulary', 'opinion', { opinion: 'perhaps' }, ['/opinion not_a_choice']],
  ['another type of identifier', 'incident', { id: exampleId('identity', 2) }, ['/id target_type_wrong']],
  ['version 1 identifier', 'incident', { id: 'incident--5b1f6e0a-6d0e-1c39-9c52-3a1d0e7f4a02' }, []],
  ['version 7 identifier', 'incident', { id: 'incident--5b1f6e0a-6d0e-7c39-9c52-3a1d0e7f4a02' }, ['/id not_an_id']],
  ['version 5 observable', 'mutex', { id: 'mutex--5b1f6e0a-6d0e-5c39-9c52-3a1d0e7f4a35' }, []],
  ['version 1 observable', 'mutex', { id: 'mutex--5b1f6e0a-6d0e-1c39-9c52-3a1d0e7f4a35' }, ['/id id_version_wrong']],
  ['author is an identity', 'incident', { created_by_ref: exampleId('identity', 1) }, []],
  ['author is a tool', 'incident', { created_by_ref: exampleId('tool', 1) }, ['/created_by_ref target_type_wrong']],
  ['relationship of a relationship', 'relationship', { source_ref: exampleId('relationship', 1) }, ['/source_ref target_type_wrong']],
  ['relationship of a custom object', 'relationship', { source_ref: exampleId('x-truck', 1) }, []],
  ['sighting of a custom object', 'sighting', { sighting_of_ref: exampleId('x-truck', 1) }, []],
  ['sighting of an address', 'sighting', { sighting_of_ref: exampleId('ipv4-addr', 1) }, ['/sighting_of_ref target_type_wrong']],
  ['latitude alone', 'location', { longitude: undefined as never, precision: undefined as never }, ['/longitude required_with']],
  ['a family without a name', 'malware', { name: undefined as never }, ['/name required']],
  ['an instance without a name', 'malware', { name: undefined as never, is_family: false }, []],
  ['traffic that goes on has no end', 'network-traffic', { is_active: true, end: '2026-01-15T12:00:00Z' }, ['/end not_together']],
  ['IPv6 with too many groups', 'ipv6-addr', { value: '1:2:3:4:5:6:7:8:9' }, ['/value wrong_value']],
  ['a hash of the wrong length', 'file', { hashes: { MD5: 'abc' } }, ['/hashes/MD5 not_a_hash']],
  ['a hash of an unlisted algorithm', 'file', { hashes: { 'X-SUM': 'abc' } }, []],
  ['a custom property', 'incident', { x_agency_note: 'kept' }, []],
  ['a custom property without content', 'incident', { x_agency_note: null }, ['/x_agency_note null_value']],
  ['a custom property with a capital', 'incident', { X_note: 'v' }, ['/X_note name_malformed']],
  ['a reserved name', 'incident', { severity: 'high' }, ['/severity name_reserved']],
  ['a custom _bin property', 'incident', { photo_bin: 'not base 64' }, ['/photo_bin not_base64']],
  ['a stranger’s extension', 'incident', { extensions: { [random]: { extension_type: 'property-extension', rank: 5 } } }, []],
  [
    'a stranger’s extension without its type',
    'incident',
    { extensions: { [random]: { rank: 5 } } },
    [`/extensions/${random}/extension_type required`],
  ],
  ['an extension under any other name', 'incident', { extensions: { ranking: { rank: 5 } } }, ['/extensions/ranking name_malformed']],
  [
    'a marking of a property',
    'incident',
    { granular_markings: [{ selectors: ['name'], marking_ref: exampleId('marking-definition', 1) }] },
    [],
  ],
  ['a language of a property', 'incident', { granular_markings: [{ selectors: ['name'], lang: 'es' }] }, []],
  [
    'a marking of what is not there',
    'incident',
    { granular_markings: [{ selectors: ['labels.[0]'], lang: 'es' }] },
    ['/granular_markings/0/selectors/0 dangling_selector'],
  ],
  [
    'a marking of nothing readable',
    'incident',
    { granular_markings: [{ selectors: ['a..b'], lang: 'es' }] },
    ['/granular_markings/0/selectors/0 selector_malformed'],
  ],
  [
    'TLP 1 that nobody published',
    'marking-definition',
    { definition_type: 'tlp', definition: { tlp: 'red' } },
    ['/definition wrong_value'],
  ],
  ['multipart with a body', 'email-message', { is_multipart: true }, ['/body not_together']],
]

test('one change from a good object gets one verdict', () => {
  for (const [name, kind, change, expected] of cases) {
    const object = Object.fromEntries(Object.entries({ ...example(kind), ...change }).filter(([, value]) => value !== undefined))
    assert.deepEqual(problemsOf(object), expected, name)
  }
})

test('fields of our extension are checked under their own names', () => {
  const alert = example('mirror-alert')
  const inside = (alert.extensions as JsonObject)[alertExtension] as JsonObject
  const change = (fields: JsonObject) => ({ ...alert, extensions: { [alertExtension]: { ...inside, ...fields } } })
  const at = `/extensions/${alertExtension}`
  assert.deepEqual(problemsOf(change({ direction: 'sideways' })), [`${at}/direction not_a_choice`])
  assert.deepEqual(problemsOf(change({ heading_to: ' ' })), [`${at}/heading_to empty_text`])
  assert.deepEqual(problemsOf(change({ last_seen: { latitude: 27.5 } })), [`${at}/last_seen not_a_coordinate_pair`])
  assert.deepEqual(problemsOf(change({ last_seen: { country: 'UK' } })), [`${at}/last_seen/country not_a_country`])
  assert.deepEqual(problemsOf(change({ cargo_quantity: { value: -1, unit: 'stone' } })), [
    `${at}/cargo_quantity/value below_minimum`,
    `${at}/cargo_quantity/unit not_a_choice`,
  ])
  assert.deepEqual(problemsOf(change({ a_field_of_tomorrow: 1 })), [])
})

test('a code newer than this node is refused from an author and kept from a partner', () => {
  const alert = example('mirror-alert')
  const inside = (alert.extensions as JsonObject)[alertExtension] as JsonObject
  const newer = { ...alert, extensions: { [alertExtension]: { ...inside, direction: 'airborne' } } }
  assert.equal(validateObject(newer).ok, false)
  const kept = validateObject(newer, { from: 'partner' })
  assert.deepEqual(kept.ok && kept.value.newer, [`/extensions/${alertExtension}/direction`])
})

test('a type defined elsewhere is kept when an extension definition describes it, and refused without one', () => {
  const object: JsonObject = {
    ...example('incident'),
    type: 'x-truck',
    id: exampleId('x-truck', 1),
    plates: ['A'],
    extensions: { [random]: { extension_type: 'new-sdo' } },
  }
  const kept = validateObject(object)
  assert.equal(kept.ok && kept.value.kind, undefined)
  assert.equal(kept.ok, true)
  assert.deepEqual(problemsOf({ ...object, created: 'yesterday' }), ['/created not_an_instant'])
  assert.deepEqual(problemsOf({ ...object, id: exampleId('incident', 1) }), ['/id target_type_wrong'])
  const { extensions: _, ...bare } = object
  const refused = validateObject(bare)
  assert.equal(!refused.ok && refused.reason, 'kind_unknown')
  assert.deepEqual(problemsOf({ type: 'bundle', id: exampleId('bundle', 1), objects: [object] }), ['/type kind_unknown'])
  assert.deepEqual(problemsOf({ ...object, type: 'bundle', id: exampleId('bundle', 1) }), ['/type kind_unknown'])
})

test('the deprecated objects inside observed data may refer to each other by key', () => {
  const { object_refs: _, ...rest } = example('observed-data')
  const inner = { '0': { ...example('domain-name'), resolves_to_refs: ['1'] }, '1': example('ipv4-addr') }
  assert.deepEqual(problemsOf({ ...rest, objects: inner }), [])
  assert.deepEqual(problemsOf({ ...rest, objects: { '0': { ...example('ipv4-addr'), value: 'x' } } }), [
    '/objects/0/value not_a_pattern_match',
  ])
})

test('names built to exhaust a pattern cost nothing', () => {
  const bomb = `${'a'.repeat(60_000)}!`
  const started = performance.now()
  validateObject({ ...example('incident'), type: bomb, extensions: { [random]: { extension_type: 'new-sdo' } } })
  validateObject({ ...example('incident'), id: bomb, lang: bomb, created: bomb })
  validateObject({ ...example('incident'), extensions: { [`${'a-'.repeat(30_000)}!`]: {} } })
  validateObject({ ...example('incident'), granular_markings: [{ selectors: [`${'a.'.repeat(30_000)}!`], lang: 'es' }] })
  for (const name of ['ipv4-addr', 'ipv6-addr', 'domain-name', 'email-addr', 'url', 'mac-addr']) {
    for (const value of [bomb, '1.'.repeat(30_000), ':'.repeat(60_000), 'a@'.repeat(30_000)]) validateObject({ ...example(name), value })
  }
  assert.ok(performance.now() - started < 500)
})

test('the list of problems is bounded and never holds the input', () => {
  const secret = 'TOKEN-7731'
  const many = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`x_${i}`, null]))
  const verdict = validateObject({ ...example('incident'), ...many, lang: secret, name: 5 })
  assert.equal(!verdict.ok && verdict.problems.length, 51)
  assert.ok(!JSON.stringify(verdict).includes(secret))
})

test('no JSON makes the check throw', () => {
  const names = [...new Set([...kinds.values()].flatMap((kind) => kind.fields.map((field) => field.name)))]
  const changes = fc.dictionary(fc.oneof(fc.constantFrom(...names), fc.string()), fc.jsonValue({ maxDepth: 4 }), { maxKeys: 8 })
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => typeof validateObject(value as Json).ok === 'boolean'),
    { numRuns: 2000 },
  )
  fc.assert(
    fc.property(fc.constantFrom(...kinds.values()), changes, (kind, change) => {
      const verdict = validateObject({ ...kind.example, ...(change as JsonObject) }, { from: 'partner' })
      return verdict.ok || (verdict.problems.length > 0 && verdict.problems.length <= 51)
    }),
    { numRuns: 5000 },
  )
  let deep: Json = 1
  for (let i = 0; i < 50_000; i++) deep = [deep]
  assert.equal(validateObject(deep).ok, false)
  validateObject({ ...example('incident'), x_deep: deep, labels: deep })
})
