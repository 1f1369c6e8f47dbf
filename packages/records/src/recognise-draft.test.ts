import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { mirrorAlert } from './kinds/mirror-alert.ts'
import { recognise } from './recognise.ts'
import { draftMirrorAlert } from './recognise-draft.ts'

const now = new Date('2026-11-21T19:00:00Z')
// Border municipalities of Tamaulipas follow the clock of Texas: UTC-6 in November.
const draft = (text: string) => draftMirrorAlert(text, recognise(text), { now, zone: 'America/Matamoros' }).fields

test('a pasted message in Spanish fills the short form', () => {
  const text =
    'Pipa blanca rumbo al sur por I-35, placas LKJ-482-B Tamps y remolque 12-UB-3C, contenedor CSQU 305438 3. ETA 14:30 puente III. Favor de detener. Va armado el conductor. 12 rifles.'
  assert.deepEqual(draft(text), {
    description: text,
    name: 'Pipa blanca rumbo al sur por I-35, placas LKJ-482-B Tamps y remolque 12-UB-3C, contenedor CSQU 305438 3',
    identifiers: [
      { type: 'plate', value: 'LKJ-482-B', country: 'MX', state: 'TAM' },
      { type: 'plate', value: '12-UB-3C', country: 'MX' },
      { type: 'container', value: 'CSQU 305438 3' },
    ],
    object_kind: 'vehicle',
    direction: 'southbound',
    crossing: 'laredo_world_trade',
    requested_action: 'stop',
    vehicle_kind: 'tanker',
    cargo_kind: 'firearm',
    cargo: 'rifles',
    cargo_quantity: { value: 12, unit: 'piece' },
    safety_notes: 'Va armado el conductor.',
    eta: '2026-11-21T20:30:00.000Z',
    seen_at: '2026-11-21T19:00:00.000Z',
  })
})

test('a proposal says where it came from', () => {
  const text = 'southbound, plate ABC-1823'
  const { from } = draftMirrorAlert(text, recognise(text))
  assert.deepEqual(
    from.direction?.map((one) => one.raw),
    ['southbound'],
  )
  assert.deepEqual(
    from.identifiers?.map((one) => [one.start, one.end]),
    [[18, 26]],
  )
})

const issuers: readonly (readonly [text: string, country: string | undefined, state: string | undefined])[] = [
  ['TX plate ABC-1823', 'US', 'TX'],
  ['plate ABC-1823 (TX)', 'US', 'TX'],
  ['placas de Nuevo León SRT 1823', 'MX', 'NLE'],
  ['placas de Tamaulipas: ABX 1823', 'MX', 'TAM'],
  ['plate ABC-1823', undefined, undefined],
  ['LKJ-482-B', 'MX', undefined],
]
for (const [text, country, state] of issuers) {
  test(`the plate in "${text}" is of ${country ?? 'no known country'} ${state ?? ''}`, () => {
    const [one] = draft(text).identifiers as readonly { readonly country?: string; readonly state?: string }[]
    assert.deepEqual([one?.country, one?.state], [country, state])
  })
}

const times: readonly (readonly [text: string, field: string, instant: string])[] = [
  ['ETA 14:30', 'eta', '2026-11-21T20:30:00.000Z'],
  ['ETA 12:55', 'eta', '2026-11-21T18:55:00.000Z'],
  ['ETA 12:45', 'eta', '2026-11-22T18:45:00.000Z'],
  ['ETA 14:30Z', 'eta', '2026-11-22T14:30:00.000Z'],
  ['ETA mañana 06:30', 'eta', '2026-11-22T12:30:00.000Z'],
  ['visto ayer 23:00', 'seen_at', '2026-11-21T05:00:00.000Z'],
  ['visto 11:00', 'seen_at', '2026-11-21T17:00:00.000Z'],
  ['visto 15:00', 'seen_at', '2026-11-20T21:00:00.000Z'],
  ['hoy 18:00 por el puente', 'eta', '2026-11-22T00:00:00.000Z'],
  ['visto 20 de noviembre 10:00', 'seen_at', '2026-11-20T16:00:00.000Z'],
  ['nothing about time', 'seen_at', '2026-11-21T19:00:00.000Z'],
]
for (const [text, field, instant] of times) {
  test(`"${text}" at 13:00 in Matamoros proposes ${field} ${instant}`, () => assert.equal(draft(text)[field], instant))
}

test('without a clock no time is proposed, and an unknown zone proposes none from the text', () => {
  const text = 'ETA 14:30'
  assert.equal(draftMirrorAlert(text, recognise(text)).fields.seen_at, undefined)
  assert.equal(draftMirrorAlert(text, recognise(text), { now, zone: 'Nowhere/Land' }).fields.eta, undefined)
})

test('a lone call is no headline while more follows, and is one when nothing does', () => {
  const name = (text: string) => draftMirrorAlert(text, recognise(text)).fields.name
  assert.equal(name('URGENTE. Pipa blanca rumbo al sur. Escolta.'), 'Pipa blanca rumbo al sur')
  assert.equal(name('URGENTE.'), 'URGENTE')
})

test('a proposal only names fields that a mirror alert has, and codes that they allow', () => {
  const words =
    'placa LKJ-482-B southbound pipa container vessel drone fentanyl armed hoy 18:00 ETA 14:30 puente III 12 kg IMO 9074729 please stop visto en Laredo con destino a Roma'.split(
      ' ',
    )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(fc.constantFrom(...words), { maxLength: 30 }).map((list) => list.join(' ')),
        fc.string({ unit: 'binary', maxLength: 80 }),
      ),
      (text) => {
        for (const [name, value] of Object.entries(draft(text))) {
          const placed = mirrorAlert.fields.find((field) => field.name === name)
          assert.ok(placed, name)
          if (placed.field.type === 'choice') assert.ok(Object.hasOwn(placed.field.choices ?? {}, String(value)), `${name} ${value}`)
        }
      },
    ),
    { numRuns: 1000 },
  )
})
