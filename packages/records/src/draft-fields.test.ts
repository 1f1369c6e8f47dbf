import assert from 'node:assert/strict'
import { test } from 'node:test'
import { draftFields } from './draft-fields.ts'
import { findKind, kinds } from './kinds/index.ts'
import { recognise } from './recognise.ts'
import { draftMirrorAlert } from './recognise-draft.ts'
import { validateObject } from './validate-object.ts'
import { writeFields } from './write-fields.ts'

const message =
  'Tractocamión blanco rumbo al norte por el puente Comercio Mundial, placas 45-AB-7C de Tamaulipas, contenedor CSQU 305438 3, visto 15:40. 200 kg de fentanilo.'
const context = { now: new Date('2026-11-21T22:00:00.000Z'), zone: 'America/Mexico_City' }
const found = recognise(message)

test('a seizure takes what fits its own fields: identifiers, crossing, moment', () => {
  const { fields } = draftFields(findKind('seizure')!, message, found, context)
  assert.equal(fields.crossing, 'laredo_world_trade')
  assert.equal(fields.seized_at, '2026-11-21T21:40:00.000Z')
  assert.deepEqual(fields.requested_action, undefined)
})

test('an alert is drafted as before', () => {
  assert.deepEqual(draftFields(findKind('mirror-alert')!, message, found, context), draftMirrorAlert(message, found, context))
})

test('the present instant is nobody’s word: a message without a time proposes none', () => {
  const { fields } = draftFields(findKind('seizure')!, 'Placas 45-AB-7C de Tamaulipas', recognise('Placas 45-AB-7C de Tamaulipas'), context)
  assert.equal(fields.seized_at, undefined)
})

test('whatever is proposed for any kind is valid in it', () => {
  for (const kind of kinds.values()) {
    const { fields } = draftFields(kind, message, found, context)
    const checked = validateObject(writeFields(kind, kind.example, fields))
    // The example's own second moment may lie before the message; the order of two moments is for the writer.
    const wrong = checked.ok ? [] : checked.problems.filter(({ code }) => code !== 'earlier_than')
    assert.deepEqual(wrong, [], kind.name)
  }
})
