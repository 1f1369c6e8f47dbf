import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { crossings } from './crossings.ts'
import { maxFound, maxRecognisedText, recognise } from './recognise.ts'

type Row = readonly [text: string, ...found: string[]]

// Messages as duty desks write them; `type canonical` of everything found, in order.
const rows: readonly Row[] = [
  [
    'Pipa blanca rumbo al sur por I-35, placas LKJ-482-B Tamps y remolque 12-UB-3C, contenedor CSQU 305438 3. ETA 14:30 puente III. Favor de detener. Va armado el conductor.',
    'vehicle tanker',
    'direction southbound',
    'plate LKJ482B',
    'vehicle trailer',
    'plate 12UB3C',
    'object container',
    'container CSQU3054383',
    'eta T14:30',
    'crossing laredo_world_trade',
    'action stop',
    'safety armed',
  ],
  [
    'White tanker southbound, TX plate ABC-1823, VIN 1M8GDM9AXKP042788, last seen on I-35 mile 18, ETA World Trade Bridge 2:30 pm. Please inspect.',
    'vehicle tanker',
    'direction southbound',
    'plate ABC1823',
    'vin 1M8GDM9AXKP042788',
    'place I-35 mile 18',
    'crossing laredo_world_trade',
    'eta T14:30',
    'action inspect',
  ],
  ['placa LKJ-482-B', 'plate LKJ482B'],
  ['Placas de Tamaulipas: LKJ 482 B', 'plate LKJ482B'],
  ['license plate ABC 1823 (TX)', 'plate ABC1823'],
  ['TX ABC1823', 'plate ABC1823'],
  ['plates ABC-1823 and XYZ 9871', 'plate ABC1823', 'plate XYZ9871'],
  ['vehículo sin placas color blanco'],
  ['LKJ-482-B', 'plate LKJ482B'],
  ['in 2026 or 2027'],
  ['MSKU0123456', 'container MSKU0123456'],
  ['msku 012345-6', 'container MSKU0123456'],
  ['CSQU305438', 'container CSQU305438'],
  ['NIV: 1M8GDM9AXKP04278', 'vin 1M8GDM9AXKP04278'],
  ['IMO 9074729', 'imo 9074729'],
  ['IMO9074729 MMSI 345000001', 'imo 9074729', 'mmsi 345000001'],
  ['Tel. (867) 555-0134', 'phone 8675550134'],
  ['+52 1 867 555 0134', 'phone +528675550134'],
  ['call 956.555.0134', 'phone 9565550134'],
  ['call 911'],
  ['RFC MAB-930714-8T4', 'rfc MAB9307148T4'],
  ['XAXX010101000', 'rfc XAXX010101000'],
  ['CURP BOXW310820HNERXN09', 'curp BOXW310820HNERXN09'],
  ['437-38-7', 'cas 437-38-7'],
  ['437-38-8'],
  ['CAS 437-38-8', 'cas 437-38-8'],
  ['020-12345675', 'awb 020-12345675'],
  ['26 24 3420 6000123', 'pedimento 262434206000123'],
  ['500 kg', 'quantity 500 kg'],
  ['1,200.5 libras', 'quantity 1200.5 lb'],
  ['500kg', 'quantity 500 kg'],
  ['20,000 litros de diésel', 'quantity 20000 l', 'cargo fuel'],
  ['12 rifles', 'quantity 12 piece', 'cargo firearm'],
  ['ETA 14:30', 'eta T14:30'],
  ['hoy 18:00', 'day today', 'time T18:00'],
  ['1430 hrs', 'time T14:30'],
  ['llega a las 2 p.m.', 'eta T14:00'],
  ['12:15 am', 'time T00:15'],
  ['25:00'],
  ['14:30Z', 'time T14:30Z'],
  ['2026-11-21', 'date 2026-11-21'],
  ['2026-02-30'],
  ['21 de noviembre de 2026', 'date 2026-11-21'],
  ['Nov 21', 'date --11-21'],
  ['2026-11-21T14:30:00-06:00', 'instant 2026-11-21T20:30:00.000Z'],
  ['puente 1 en Nuevo Laredo', 'crossing laredo_gateway'],
  ['puente 1 en Piedras Negras', 'crossing eagle_pass_1'],
  ['puente 1'],
  ['puente Colombia', 'crossing laredo_colombia'],
  ['viene de Colombia'],
  ['por San Ysidro', 'crossing san_ysidro'],
  ['garita de Otay', 'crossing otay_mesa'],
  ['Donna bridge', 'crossing donna'],
  ['we could not stop it'],
  ['solicitamos inspeccionar', 'action inspect'],
  ['rumbo a México', 'direction southbound'],
  ['con destino a Manzanillo, Colima', 'destination Manzanillo'],
  ['MÉXICO NORTHBOUND', 'direction northbound'],
  ['lancha con 300 kilos de cocaína', 'object vessel', 'quantity 300 kg', 'cargo drug'],
  [''],
]

for (const [text, ...expected] of rows) {
  test(`"${text.slice(0, 60)}" is read as ${expected.length} findings`, () => {
    assert.deepEqual(
      recognise(text).map((one) => `${one.type} ${one.canonical}`),
      expected,
    )
  })
}

test('every finding is the exact slice of the text that it names', () => {
  for (const [text] of rows) for (const one of recognise(text)) assert.equal(text.slice(one.start, one.end), one.raw)
})

test('a wrong check digit is found, kept and flagged', () => {
  const [one] = recognise('contenedor CSQU 305438 4').filter((found) => found.type === 'container')
  assert.deepEqual([one?.raw, one?.valid, one?.reason], ['CSQU 305438 4', false, 'check_digit_differs'])
})

test('which of two numbers is the month follows the locale and is flagged, unless only one reading exists', () => {
  const read = (text: string, locale: string) => recognise(text, { locale }).map((one) => [one.canonical, one.valid, one.reason])
  assert.deepEqual(read('03/04/2026', 'es'), [['2026-04-03', null, 'day_month_order']])
  assert.deepEqual(read('03/04/2026', 'en-US'), [['2026-03-04', null, 'day_month_order']])
  assert.deepEqual(read('11/21/2026', 'es'), [['2026-11-21', true, null]])
})

test('every crossing is recognised by at least one of its names', () => {
  for (const crossing of crossings) {
    const texts = [
      ...crossing.names,
      ...(crossing.near ?? []).map((name) => `puente ${name}`),
      ...(crossing.nearInCity ?? []).map((name) => `${crossing.mx.city}, puente ${name}`),
    ]
    for (const text of texts)
      assert.ok(
        recognise(text).some((one) => one.type === 'crossing' && one.canonical === crossing.code),
        `${crossing.code}: ${text}`,
      )
  }
})

const hostile: readonly (readonly [string, string])[] = [
  ['one endless word', 'a'],
  ['digits', '1'],
  ['digits with dashes', '1-'],
  ['digits with spaces', '12 '],
  ['plate labels', 'placa '],
  ['labels and fillers', 'placas de la '],
  ['bridges', 'puente 1 '],
  ['clock marks', '14:'],
  ['containers', 'CSQU 305438 3 '],
  ['half containers', 'CSQU '],
  ['phones', '+52 867 555 0134 '],
  ['brackets', '(((+('],
  ['accents', 'á\u0301'],
  ['half surrogates', '\ud800'],
  ['destinations', 'con destino a '],
]

for (const [name, unit] of hostile) {
  test(`a megabyte of ${name} is read in bounded time`, () => {
    const text = unit.repeat(Math.ceil(1_048_576 / unit.length))
    const started = performance.now()
    const found = recognise(text)
    assert.ok(performance.now() - started < 1500)
    assert.ok(found.length <= maxFound)
    for (const one of found) assert.ok(one.end <= maxRecognisedText)
  })
}

test('recognise never throws and never overlaps itself', () => {
  const piece = fc.constantFrom(...rows.flatMap(([text]) => text.split(' ')), ' ', '\n', '-', ':', '+', '(', '.', ',', '12', 'ñ', '\ud83d')
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(' ')),
    fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')),
  )
  fc.assert(
    fc.property(anyText, (text) => {
      let end = 0
      for (const one of recognise(text)) {
        assert.equal(text.slice(one.start, one.end), one.raw)
        assert.ok(one.start >= end, text)
        end = one.end
      }
    }),
    { numRuns: 2000 },
  )
})
