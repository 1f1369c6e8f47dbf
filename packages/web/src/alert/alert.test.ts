import assert from 'node:assert/strict'
import { test } from 'node:test'
import { kinds, parseEnvelope, validateObject } from '@enlace/records'
import { compose, newIdentity } from './compose.ts'
import { formFields, missingFields, propose, valuesOf } from './draft.ts'
import { type Limits, labelOf, limitsProblems, schemesOf, toEnvelope, usualLimits } from './limits.ts'

const kind = kinds.get('mirror-alert')!
const pastedAt = '2026-11-21T19:00:00.000Z'
const pasted =
  'Tractocamión blanco rumbo al norte por el puente Comercio Mundial, placas 45-AB-7C de Tamaulipas, contenedor CSQU 305438 4. Favor de inspeccionar.'
const limits = usualLimits({
  marking: { scheme: 'mx-reservada', value: 'Reservada' },
  party: 'mx',
  agreement: 'demo-mx-us',
  article: '1',
  purpose: 'Detener',
})

test('a pasted message alone makes an alert that the node accepts, whatever the check digit says', () => {
  const proposal = propose({ pasted, pastedAt }, 'America/Mexico_City', 'es')
  const values = valuesOf({ written: {} }, proposal)
  assert.deepEqual(missingFields(formFields(kind).short, values), [])
  const object = compose(kind, { id: 'incident--8a3f0a3e-7f0e-4a43-9a55-0c1a8f3b7d11', at: pastedAt }, values)
  const checked = validateObject(object)
  assert.ok(checked.ok, JSON.stringify(checked))
  assert.ok(proposal.found.some((one) => one.type === 'container' && one.valid === false))
})

test('what a person wrote goes before what the message proposes, and what a person cleared stays clear', () => {
  const proposal = propose({ pasted, pastedAt }, 'America/Mexico_City', 'es')
  const values = valuesOf({ written: { direction: 'southbound', crossing: null } }, proposal)
  assert.equal(values.direction, 'southbound')
  assert.equal(values.crossing, undefined)
  assert.equal(values.requested_action, 'inspect')
})

test('the present instant is proposed when the message tells no time, and is not said to come from the message', () => {
  const proposal = propose({ pasted, pastedAt }, 'America/Mexico_City', 'es')
  assert.equal(proposal.fields.seen_at, pastedAt)
  assert.equal(proposal.told.has('seen_at'), false)
  assert.equal(proposal.told.has('direction'), true)
})

test('an empty form asks for exactly what the kind requires', () => {
  const values = valuesOf({ written: {} }, propose({ pasted: '', pastedAt }, 'America/Mexico_City', 'es'))
  const missing = missingFields(formFields(kind).short, values)
  assert.deepEqual([...missing].sort(), ['direction', 'name', 'object_kind', 'requested_action'])
})

test('a draft keeps one identity, so that sending it twice stores one record', () => {
  const identity = newIdentity(kind, new Date(pastedAt))
  assert.match(identity.id, /^incident--[0-9a-f-]{36}$/)
  assert.deepEqual(compose(kind, identity, { name: 'a' }), compose(kind, identity, { name: 'a' }))
  assert.notEqual(newIdentity(kind).id, newIdentity(kind).id)
})

test('empty values are left out, as STIX asks', () => {
  const object = compose(kind, { id: 'incident--x', at: pastedAt }, { name: 'a', description: '', identifiers: [], unheard_of: 'b' })
  assert.deepEqual(Object.keys(object).sort(), ['created', 'extensions', 'id', 'modified', 'name', 'spec_version', 'type'])
})

test('the usual limits make an envelope that the node takes: a lead only, no force, a legal basis', () => {
  const envelope = toEnvelope(limits, 'sspc', ['us'])
  const parsed = parseEnvelope(envelope)
  assert.ok(parsed.ok, JSON.stringify(parsed))
  assert.deepEqual(parsed.flags, [])
  assert.equal(parsed.value.tlp, 'amber+strict')
  assert.deepEqual(envelope.permitted_use, ['lead', 'no_onward', 'no_press', 'no_immigration_use', 'no_force_or_targeting'])
  assert.deepEqual(limitsProblems(limits), [])
})

test('what would keep an alert at home is said before it is sent', () => {
  const cases: readonly (readonly [Partial<Limits>, string])[] = [
    [{ uses: [] }, 'uses'],
    [{ uses: ['evidence', 'no_court'] }, 'uses_contradict'],
    [{ marking: ' ' }, 'marking'],
    [{ instrument: '' }, 'instrument'],
    [{ article: '' }, 'article'],
  ]
  for (const [change, problem] of cases) assert.deepEqual(limitsProblems({ ...limits, ...change }), [problem])
})

test('markings offered are those of one’s own country, and a narrower word narrows the label', () => {
  assert.ok(schemesOf('us').every((code) => code.startsWith('us-')))
  assert.ok(schemesOf('zz').length > schemesOf('us').length)
  assert.equal(labelOf({ ...limits, scheme: 'us-les', marking: 'LES' }), 'amber')
  assert.equal(labelOf({ ...limits, scheme: 'us-les', marking: 'LES//NOFORN' }), 'red')
})
