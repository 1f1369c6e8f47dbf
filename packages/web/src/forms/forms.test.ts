import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Json, JsonObject } from '@enlace/core'
import { type Field, findKind, type Kind, kinds, parseEnvelope, partsOf, validateObject } from '@enlace/records'
import { composeNew, composeNext } from './compose-object.ts'
import { startDraft } from './drafts/form-draft.ts'
import { envelopeError, errorsOfProblem } from './form-errors.ts'
import { formFields } from './form-fields.ts'
import { headingId, inputId } from './form-scope.ts'
import { newIdentity } from './identity.ts'
import { wholeCharacters } from './inputs/bounded-paste.ts'
import { parseNumber } from './inputs/parse-number.ts'
import { kindTasks } from './kind-tasks.ts'
import { type Limits, labelOf, limitsOf, limitsProblems, schemesOf, toEnvelope, usualLimits } from './limits.ts'
import { differingFields, laterThan, propose, readsMessages, valuesOf, valuesOfObject, withCleared } from './proposal.ts'
import { newStubId, stubObject, stubTypes } from './stubs.ts'

const kind = findKind('mirror-alert')!
const pastedAt = '2026-11-21T19:00:00.000Z'
const pasted =
  'Tractocamión blanco rumbo al norte por el puente Comercio Mundial, placas 45-AB-7C de Tamaulipas, contenedor CSQU 305438 4. Favor de inspeccionar.'
const read = (text: string) => propose(kind, { pasted: text, pastedAt }, 'America/Mexico_City', 'es')
const limits = usualLimits({
  marking: { scheme: 'mx-reservada', value: 'Reservada' },
  party: 'mx',
  agreement: 'demo-mx-us',
  article: '1',
  purpose: 'Detener',
  retention: 'alert',
  to: ['us'],
})

test('a pasted message alone makes an alert that the node accepts, whatever the check digit says', () => {
  const proposal = read(pasted)
  const object = composeNew(kind, 'incident--8a3f0a3e-7f0e-4a43-9a55-0c1a8f3b7d11', pastedAt, valuesOf(proposal.fields, {}))
  const checked = validateObject(object)
  assert.ok(checked.ok, JSON.stringify(checked))
  assert.ok(proposal.found.some((one) => one.type === 'container' && one.valid === false))
})

test('what a person wrote goes before what the message proposes, and what a person cleared stays clear', () => {
  const values = valuesOf(read(pasted).fields, { direction: 'southbound', crossing: null as unknown as Json })
  assert.equal(values.direction, 'southbound')
  assert.equal(values.crossing, undefined)
  assert.equal(values.requested_action, 'inspect')
})

test('the present instant is proposed when the message tells no time, and is not said to come from the message', () => {
  const proposal = read(pasted)
  assert.equal(proposal.fields.seen_at, pastedAt)
  assert.equal(proposal.told.has('seen_at'), false)
  assert.equal(proposal.told.has('direction'), true)
})

test('every field of every kind stands in its form once, and what a kind requires stands in the short part', () => {
  for (const one of kinds.values()) {
    const { short, more, common } = formFields(one)
    const names = [...short, ...more, ...common].map(({ name }) => name)
    assert.equal(new Set(names).size, names.length, one.name)
    const skipped = one.fields.filter(({ name }) => !names.includes(name)).map(({ name }) => name)
    assert.deepEqual(
      skipped.filter((name) => !/^(type|spec_version|id|created|modified|extensions|granular_markings|revoked|defanged)$/.test(name)),
      [],
      one.name,
    )
    const required = one.fields.filter(({ name, field }) => field.required === true && names.includes(name)).map(({ name }) => name)
    assert.ok(
      required.every((name) => short.some((placed) => placed.name === name)),
      one.name,
    )
  }
})

test('no two elements of the form of any kind have one id', () => {
  // The places of the inputs that a field draws, as deep as kinds go; a list by its first row.
  const placesOf = (at: string, field: Field): readonly string[] => [
    at,
    ...(field.of === undefined ? [] : placesOf(`${at}/0`, field.of)),
    ...Object.entries(partsOf(field) ?? {}).flatMap(([name, part]) => placesOf(`${at}/${name}`, part)),
  ]
  const headings = (['paste', 'help', 'facts', 'files', 'limits'] as const).map((section) => headingId('f', section))
  const limitsInputs = ['marking', 'instrument', 'article', 'purpose', 'uses'].map((name) => inputId('f', `limits/${name}`))
  for (const one of kinds.values()) {
    const { short, more, common, extensions } = formFields(one)
    const places = [...short, ...more, ...common, ...extensions].flatMap(({ name, field }) => placesOf(name, field))
    const ids = [...headings, ...limitsInputs, ...places.map((at) => inputId('f', at))]
    const twice = ids.filter((id, at) => ids.indexOf(id) !== at)
    assert.deepEqual(twice, [], one.name)
  }
})

test('an extension that STIX defines is a field of the full form, written where it belongs and read back', () => {
  const kind = kinds.get('network-traffic') as Kind
  assert.ok(formFields(kind).extensions.some(({ name }) => name === 'http-request-ext'))
  const said = { request_method: 'get', request_value: '/download.html' }
  const object = composeNew(kind, 'network-traffic--09ca55c3-97e5-5966-bad0-1d41d557ae13', '2026-01-15T12:00:00.000Z', {
    protocols: ['tcp', 'http'],
    dst_port: 80,
    'http-request-ext': said,
  })
  assert.deepEqual(object.extensions, { 'http-request-ext': said })
  assert.deepEqual(valuesOfObject(kind, object)['http-request-ext'], said)
  assert.deepEqual(formFields(kinds.get('mirror-alert') as Kind).extensions, [], 'our own extension is no field of its own')
})

test('every kind stands under one task of the chooser', () => {
  const listed = kindTasks().flatMap((group) => group.kinds.map(({ name }) => name))
  assert.deepEqual(listed.sort(), [...kinds.keys()].sort())
})

test('the example of every kind survives its form: read as values and written again it is the same object', () => {
  for (const one of kinds.values()) {
    const again = composeNext(one, one.example, String(one.example.modified), differingFields(one, {}, one.example))
    assert.deepEqual(again, one.example, one.name)
  }
})

test('a new record has one id, and an hour of its own only from the first try', () => {
  const identity = newIdentity(kind)
  assert.match(identity.id, /^incident--[0-9a-f-]{36}$/)
  assert.equal(identity.at, undefined)
  assert.equal(startDraft(kind, limits, new Date(pastedAt)).identity.at, undefined)
})

test('a correction keeps what no field of the form says, takes out what was cleared, and is later than what it corrects', () => {
  const base: JsonObject = { ...kind.example, x_newer: 1 }
  const next = composeNext(kind, base, '2026-02-01T00:00:00.000Z', withCleared({ cargo: 'Cash' }, { eta: null as unknown as Json }))
  const inside = (next.extensions as Record<string, Record<string, Json>>)[kind.extension!]!
  assert.deepEqual([next.x_newer, next.created, inside.cargo, inside.eta], [1, base.created, 'Cash', undefined])
  assert.equal(laterThan(new Date('2026-01-01T00:00:00.000Z'), '2026-06-01T00:00:00.000Z'), '2026-06-01T00:00:00.001Z')
  assert.equal(laterThan(new Date('2026-07-01T00:00:00.000Z'), '2026-06-01T00:00:00.000Z'), '2026-07-01T00:00:00.000Z')
})

test('empty values are left out, as STIX asks', () => {
  const object = composeNew(kind, 'incident--x', pastedAt, { name: 'a', description: '', identifiers: [], unheard_of: 'b' })
  assert.deepEqual(Object.keys(object).sort(), ['created', 'extensions', 'id', 'modified', 'name', 'spec_version', 'type'])
  assert.equal(composeNew(findKind('url')!, 'url--x', pastedAt, {}).created, undefined)
})

test('what the node refuses stands beside the input it is about, inside lists too, and what belongs to the envelope does not', () => {
  const fields = [
    { field: `/object/extensions/${kind.extension}/identifiers/0/value`, code: 'required', message: 'Needed' },
    { field: '/object/name', code: 'too_long', message: 'Long' },
    { field: '/envelope/marking/value', code: 'required', message: 'Marking' },
    { field: '/object', code: 'one_of_required', message: 'One of' },
  ]
  const errors = errorsOfProblem(kind, fields, ({ english }) => english)
  assert.deepEqual(
    errors.map(({ at, label }) => [at, label]),
    [
      ['identifiers/0/value', 'Identifiers'],
      ['name', 'Headline'],
      ['', ''],
    ],
  )
  assert.equal(envelopeError(fields, 'marking'), 'Marking')
})

test('a stub is a valid record, and only what a name alone makes valid is offered as one', () => {
  for (const type of stubTypes({ targets: [], families: ['sdo', 'sco'] })) {
    const checked = validateObject(stubObject(newStubId(type), { type, name: 'example' }, pastedAt))
    assert.ok(checked.ok, type)
  }
  assert.deepEqual(stubTypes({ targets: ['identity', 'location'] }), ['identity'])
  assert.deepEqual(stubTypes({ targets: ['marking-definition'] }), [])
})

test('a message fills the kinds that take identifiers, and no other', () => {
  const reading = [...kinds.values()].filter(readsMessages).map(({ name }) => name)
  assert.ok(reading.includes('mirror-alert'))
  assert.ok(!reading.includes('response') && !reading.includes('note'))
})

test('numbers are read as both countries write them, and never guessed', () => {
  const cases: readonly (readonly [string, number | undefined])[] = [
    ['1,200.5', 1200.5],
    ['1 200', 1200],
    ['-3', -3],
    ['.5', 0.5],
    ['1.200,5', undefined],
    ['1,20', undefined],
    ['12 kg', undefined],
    ['1e9', undefined],
    ['', undefined],
    ['٣', undefined],
  ]
  for (const [written, value] of cases) assert.equal(parseNumber(written), value, written)
})

test('a text that is cut never ends in half a character', () => {
  assert.equal(wholeCharacters('ab😀', 3), 'ab')
  assert.equal(wholeCharacters('ab😀', 4), 'ab😀')
})

test('the usual limits make an envelope that the node takes: a lead only, no force, a legal basis', () => {
  const envelope = toEnvelope(limits, 'sspc')
  const parsed = parseEnvelope(envelope)
  assert.ok(parsed.ok, JSON.stringify(parsed))
  assert.deepEqual(parsed.flags, [])
  assert.equal(parsed.value.tlp, 'amber+strict')
  assert.deepEqual(envelope.permitted_use, ['lead', 'no_onward', 'no_press', 'no_immigration_use', 'no_force_or_targeting'])
  assert.deepEqual(envelope.to, [{ party: 'us' }])
  assert.deepEqual(limitsProblems(limits), [])
})

test('limits are read back from an envelope as they were, and members that no form knows stay', () => {
  const full: Limits = { ...limits, personStatus: 'victim', draftStatus: 'ad_referendum', to: null, retention: 'case' }
  const envelope = toEnvelope(full, 'sspc', { newer_member: 1, tlp: 'red', marking: { authority: 'SSPC' } })
  assert.deepEqual(limitsOf(envelope), full)
  assert.equal(envelope.newer_member, 1)
  assert.equal(envelope.tlp, undefined)
  assert.equal((envelope.marking as Record<string, Json>).authority, 'SSPC')
  assert.ok(parseEnvelope(toEnvelope(full, 'sspc')).ok)
})

test('what would keep a record at home is said before it is sent; what is meant to stay home needs no basis', () => {
  const cases: readonly (readonly [Partial<Limits>, readonly string[]])[] = [
    [{ uses: [] }, ['uses']],
    [{ uses: ['evidence', 'no_court'] }, ['uses_contradict']],
    [{ marking: ' ' }, ['marking']],
    [{ instrument: '' }, ['instrument']],
    [{ article: '' }, ['article']],
    [{ article: '', instrument: '', uses: [], to: [] }, []],
    [{ article: '', to: [] }, ['article']],
  ]
  for (const [change, problems] of cases) assert.deepEqual(limitsProblems({ ...limits, ...change }), problems)
})

test('markings offered are those of one’s own country, and a narrower word narrows the label', () => {
  assert.ok(schemesOf('us').every((code) => code.startsWith('us-')))
  assert.ok(schemesOf('zz').length > schemesOf('us').length)
  assert.equal(labelOf({ ...limits, scheme: 'us-les', marking: 'LES' }), 'amber')
  assert.equal(labelOf({ ...limits, scheme: 'us-les', marking: 'LES//NOFORN' }), 'red')
})
