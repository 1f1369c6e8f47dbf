import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defineKind, type KindDefinition } from './define-kind.ts'
import { choice, country, group, text } from './field.ts'
import { findField } from './kind.ts'

const uuid = '0b7f5d1e-3c58-4f0e-9a3b-1c2d3e4f5a6b'
const good: KindDefinition = {
  name: 'border-visit',
  title: 'Border visit',
  purpose: 'Records a visit.',
  on: 'incident',
  extension: `extension-definition--${uuid}`,
  fields: { visited_in: country('Visited in', { required: true }), mood: choice('Mood', ['good', 'not-good']) },
  native: { name: { label: 'Headline', personal: true } },
  states: { open: { label: 'Open', next: ['closed'] }, closed: { label: 'Closed', next: [] } },
  shows: ['name', 'visited_in'],
  example: { name: 'FICTIONAL visit', visited_in: 'MX' },
}

test('own fields lie in the extension, native ones at the top under better labels', () => {
  const kind = defineKind(good)
  assert.deepEqual(findField(kind, 'visited_in')?.path, ['extensions', good.extension, 'visited_in'])
  assert.deepEqual(findField(kind, 'name')?.path, ['name'])
  assert.deepEqual([findField(kind, 'name')?.field.label, findField(kind, 'name')?.field.personal], ['Headline', true])
  assert.equal(findField(kind, 'name')?.field.required, true)
  assert.deepEqual(findField(kind, 'mood')?.field.choices, { good: 'good', 'not-good': 'not good' })
  assert.equal(kind.section, '4.6')
})

test('the example is complete: common properties, native values, extension', () => {
  assert.deepEqual(defineKind(good).example, {
    type: 'incident',
    spec_version: '2.1',
    id: `incident--${uuid}`,
    created: '2026-01-15T12:00:00.000Z',
    modified: '2026-01-15T12:00:00.000Z',
    name: 'FICTIONAL visit',
    extensions: { [good.extension]: { extension_type: 'property-extension', visited_in: 'MX' } },
  })
})

const mistakes: readonly (readonly [string, Partial<KindDefinition>])[] = [
  ['a name with capitals', { name: 'Visit' }],
  ['the name of a STIX type', { name: 'incident' }],
  ['a carrier that is not a STIX type', { on: 'truck' }],
  ['an extension that is not a random UUID', { extension: 'extension-definition--0b7f5d1e-3c58-1f0e-9a3b-1c2d3e4f5a6b' }],
  ['a field of two letters', { fields: { at: text('At') } }],
  ['a field with a hyphen', { fields: { 'seen-at': text('At') } }],
  ['a field that hides a native one', { fields: { description: text('Words') } }],
  ['a part of two letters', { fields: { owner: group('Owner', { to: text('To') }) } }],
  ['a personal facet', { fields: { owner: text('Owner', { personal: true, facet: true }) } }],
  ['a label for a property the carrier lacks', { native: { content: { label: 'Content' } } }],
  ['a page that shows what is not there', { shows: ['weather'] }],
  ['a title from what is not there', { titleFrom: ['weather'] }],
  ['a state that leads nowhere', { states: { open: { label: 'Open', next: ['gone'] } } }],
]

test('a definition that contradicts itself stops the program', () => {
  for (const [name, change] of mistakes) assert.throws(() => defineKind({ ...good, ...change }), Error, name)
})

test('many makes a list and leaves the limits of the list outside', () => {
  const field = text('Names', { many: true, max: 5, maxLength: 20, personal: true, required: true })
  assert.deepEqual([field.type, field.max, field.required, field.personal], ['list', 5, true, true])
  assert.deepEqual([field.of?.type, field.of?.max, field.of?.maxLength], ['text', undefined, 20])
})
