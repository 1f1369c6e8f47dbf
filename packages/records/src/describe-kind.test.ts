import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { describeKind } from './describe-kind.ts'
import { kinds } from './kinds/index.ts'

const es = JSON.parse(readFileSync(new URL('../../../packs/locales/es/kinds.json', import.meta.url), 'utf8')) as Record<string, string>

test('a kind is described whole, in both languages, as plain JSON', () => {
  for (const kind of kinds.values()) {
    const described = describeKind(kind, { es })
    assert.deepEqual(JSON.parse(JSON.stringify(described)), described, kind.name)
    assert.deepEqual(Object.keys(described.title).sort(), ['en', 'es'])
    assert.equal(described.fields.length, kind.fields.length)
    for (const name of described.shows)
      assert.ok(
        described.fields.some((field) => field.name === name),
        `${kind.name} ${name}`,
      )
  }
})

test('an alert says what a form needs of each field', () => {
  const { fields, states } = describeKind(kinds.get('mirror-alert')!, { es })
  const direction = fields.find((field) => field.name === 'direction')
  assert.equal(direction?.required, true)
  assert.equal(direction?.native, false)
  assert.deepEqual(direction?.choices?.[0], { value: 'southbound', label: { en: 'Southbound', es: 'Hacia el sur' } })
  const identifiers = fields.find((field) => field.name === 'identifiers')
  assert.deepEqual(
    identifiers?.items?.parts?.map((part) => part.name),
    ['type', 'value', 'country', 'state'],
  )
  assert.deepEqual(
    fields.find((field) => field.name === 'cargo_quantity')?.parts?.map((part) => part.name),
    ['value', 'unit'],
  )
  assert.deepEqual(states[0], {
    code: 'new',
    label: { en: 'New', es: es['state.new'] ?? es['kind.mirror-alert.state.new'] },
    next: ['received'],
  })
})

test('what is missing in a language is said in English', () => {
  assert.deepEqual(describeKind(kinds.get('mutex')!, { fr: {} }).title, { fr: 'Mutex', en: 'Mutex' })
})
