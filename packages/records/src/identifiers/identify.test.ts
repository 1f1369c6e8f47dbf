import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { identifierTypes, identify, matchKey, possibleMatchKey } from './identify.ts'
import { likelyPlateCountry } from './plate.ts'

type Row = readonly [type: string, raw: string, canonical: string, valid: boolean | null, reason: string]

const td3 = 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10'
const specimens: readonly { readonly raw: string; readonly canonical?: string }[] = [
  { raw: td3 },
  { raw: td3.replace('\n', ''), canonical: td3 },
  { raw: td3.replace('\n', '\\n').toLowerCase(), canonical: td3 },
  // A reader took zeros for the letter in a date.
  { raw: td3.replace('7408122', '74O8122'), canonical: td3 },
  { raw: 'I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<' },
  { raw: 'I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6' },
  { raw: 'V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL8988901C4XXX4009078F96121096ZE184226B<<<<<<' },
  { raw: 'V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nL8988901C4XXX4009078F9612109<<<<<<<<' },
  // A number of twelve characters.
  { raw: 'I<UTOD23145890<7349<<<<<<<<<<<\n3407127M9507122UTO<<<<<<<<<<<2\nSTEVENSON<<PETER<JOHN<<<<<<<<<' },
]

// Specimens published by the bodies that own the rules, and one change away from each.
const rows: readonly Row[] = [
  ['curp', 'BOXW310820HNERXN09', 'BOXW310820HNERXN09', true, 'check_digit_agrees'],
  ['curp', 'boxw 310820-hnerxn09', 'BOXW310820HNERXN09', true, 'check_digit_agrees'],
  ['curp', 'BOXW310820HNERXN08', 'BOXW310820HNERXN08', false, 'check_digit_differs'],
  ['curp', 'BOXW310820HZZRXN09', 'BOXW310820HZZRXN09', false, 'part_unknown'],
  ['curp', 'BOXW310820QNERXN09', 'BOXW310820QNERXN09', false, 'part_unknown'],
  ['curp', 'BOXW310820HNEAXN09', 'BOXW310820HNEAXN09', false, 'wrong_shape'],
  // 1900 had no 29 February, 2000 had one.
  ['curp', 'BOXW000229HNERXN00', 'BOXW000229HNERXN00', false, 'date_impossible'],
  ['curp', 'BOXW000229HNERXNA0', 'BOXW000229HNERXNA0', false, 'check_digit_differs'],
  ['curp', 'BOXW311320HNERXN09', 'BOXW311320HNERXN09', false, 'date_impossible'],
  ['curp', 'BOXW310820HNERXN0', 'BOXW310820HNERXN0', false, 'wrong_length'],
  ['rfc', 'MAB-930714-8T4', 'MAB9307148T4', true, 'check_digit_agrees'],
  ['rfc', 'MAB9307148T5', 'MAB9307148T5', false, 'check_digit_differs'],
  ['rfc', 'GODE561231GR8', 'GODE561231GR8', true, 'check_digit_agrees'],
  ['rfc', 'VACE460910SX6', 'VACE460910SX6', false, 'check_digit_differs'],
  ['rfc', 'XAXX010101000', 'XAXX010101000', null, 'generic_value'],
  ['rfc', 'xexx010101000', 'XEXX010101000', null, 'generic_value'],
  ['rfc', 'MAB9302308T4', 'MAB9302308T4', false, 'date_impossible'],
  ['vin', '1M8GDM9AXKP042788', '1M8GDM9AXKP042788', true, 'check_digit_agrees'],
  ['vin', '1M8GDM9A1KP042788', '1M8GDM9A1KP042788', false, 'check_digit_differs'],
  ['vin', '11111111111111111', '11111111111111111', null, 'generic_value'],
  ['vin', '1M8GDM9AXKPO42788', '1M8GDM9AXKPO42788', false, 'wrong_shape'],
  ['vin', 'WM8GDM9A1KP042788', 'WM8GDM9A1KP042788', null, 'check_digit_not_binding'],
  ['vin', '1M8GDM9AXKP04278', '1M8GDM9AXKP04278', false, 'wrong_length'],
  ['container', 'CSQU 305438-3', 'CSQU3054383', true, 'check_digit_agrees'],
  ['container', 'CSQU3054384', 'CSQU3054384', false, 'check_digit_differs'],
  ['container', 'TEXU3070079', 'TEXU3070079', true, 'check_digit_agrees'],
  ['container', 'TEXU3070070', 'TEXU3070070', false, 'check_digit_differs'],
  ['container', 'CSQU305438', 'CSQU305438', null, 'check_digit_missing'],
  ['container', 'CSQX3054383', 'CSQX3054383', false, 'wrong_shape'],
  ['container', 'CSQU0000000', 'CSQU0000000', null, 'generic_value'],
  ['imo', 'IMO 9074729', '9074729', true, 'check_digit_agrees'],
  ['imo', '9074728', '9074728', false, 'check_digit_differs'],
  ['imo', '0000000', '0000000', null, 'generic_value'],
  ['mmsi', '345000001', '345000001', null, 'no_check_digit'],
  ['mmsi', '999999999', '999999999', null, 'generic_value'],
  ['mmsi', '200123456', '200123456', false, 'wrong_shape'],
  ['mmsi', '201123456', '201123456', null, 'no_check_digit'],
  ['phone', '+52 1 (867) 555-0134', '+528675550134', null, 'no_check_digit'],
  ['phone', '+52 867 555 0134', '+528675550134', null, 'no_check_digit'],
  ['phone', '045 867 555 0134', '+528675550134', null, 'no_check_digit'],
  ['phone', '1-956-555-0134', '+19565550134', null, 'no_check_digit'],
  ['phone', '+1 956 055 0134', '+19560550134', false, 'wrong_shape'],
  ['phone', '956 555 0134', '9565550134', null, 'country_unknown'],
  ['phone', '000 000 0000', '0000000000', null, 'generic_value'],
  ['phone', '+34 912 345 678', '+34912345678', null, 'not_checked'],
  ['phone', '+52 867 555 013', '+52867555013', false, 'wrong_length'],
  ['cas', '437-38-7', '437-38-7', true, 'check_digit_agrees'],
  ['cas', '39742-60-4', '39742-60-4', true, 'check_digit_agrees'],
  ['cas', '21409-26-7', '21409-26-7', true, 'check_digit_agrees'],
  ['cas', 'CAS 125541222', '125541-22-2', true, 'check_digit_agrees'],
  ['cas', '1609-66-1', '1609-66-1', true, 'check_digit_agrees'],
  ['cas', '23056-29-3', '23056-29-3', true, 'check_digit_agrees'],
  ['cas', '23056-29-4', '23056-29-4', false, 'check_digit_differs'],
  ['hs', '2933.36', '293336', null, 'no_check_digit'],
  ['hs', '7701', '7701', false, 'wrong_shape'],
  ['hs', '29333', '29333', false, 'wrong_length'],
  ['pedimento', '26  24  3420  6000123', '262434206000123', null, 'no_check_digit'],
  ['pedimento', '000000000000000', '000000000000000', null, 'generic_value'],
  ['awb', '020-12345675', '020-12345675', true, 'check_digit_agrees'],
  ['awb', '020-12345676', '020-12345676', false, 'check_digit_differs'],
  ['awb', '58981140743', '589-81140743', true, 'check_digit_agrees'],
  ['us-entry', 'B76-0324527-8', 'B7603245278', true, 'check_digit_agrees'],
  ['us-entry', 'B76-0324527-7', 'B7603245277', false, 'check_digit_differs'],
  ['us-entry', 'B76-032452', 'B76032452', false, 'wrong_length'],
  ['scac', 'fict', 'FICT', null, 'no_check_digit'],
  ['scac', 'FICTI', 'FICTI', false, 'wrong_length'],
  ['un-locode', 'MX NLD', 'MXNLD', null, 'no_check_digit'],
  ['un-locode', 'MXNL1', 'MXNL1', false, 'wrong_shape'],
  ['firearm-serial', '00-12 ab', '0012AB', null, 'no_check_digit'],
  ['firearm-serial', 'Obliterated', 'OBLITERATED', null, 'obliterated'],
  ['uas-serial', 'MFR1C123456789ABC', 'MFR1C123456789ABC', true, 'no_check_digit'],
  ['uas-serial', 'MFR1B123456789ABC', 'MFR1B123456789ABC', false, 'wrong_length'],
  ['uas-serial', 'MFO1C123456789ABC', 'MFO1C123456789ABC', false, 'wrong_shape'],
  ['plate', 'abc-12 34', 'ABC1234', null, 'generic_value'],
  ['plate', 'LKJ-482-B', 'LKJ482B', null, 'no_check_digit'],
  ['plate', 'SIN PLACAS', 'SINPLACAS', null, 'generic_value'],
  // ICAO Doc 9303, the specimens of parts 4, 5, 6 and 7.
  ...specimens.map(({ raw, canonical }): Row => ['mrz', raw, canonical ?? raw, true, 'check_digit_agrees']),
  ['mrz', td3.replace('L898902C3', 'L898902C4'), td3.replace('L898902C3', 'L898902C4'), false, 'check_digit_differs'],
  ['mrz', td3.replace(/10$/, '11'), td3.replace(/10$/, '11'), false, 'check_digit_differs'],
  ['mrz', td3.replace('740812', '741312'), td3.replace('740812', '741312'), false, 'date_impossible'],
  ['mrz', td3.slice(0, -1), td3.slice(0, -1), false, 'wrong_length'],
  ['imei', '49-015420-323751-8', '490154203237518', true, 'check_digit_agrees'],
  ['imei', '490154203237517', '490154203237517', false, 'check_digit_differs'],
  ['imei', '49015420323751', '49015420323751', null, 'check_digit_missing'],
  ['imei', '000000000000000', '000000000000000', null, 'generic_value'],
  ['icao24', 'a0f1c2', 'A0F1C2', null, 'no_check_digit'],
  ['icao24', 'FFFFFF', 'FFFFFF', null, 'generic_value'],
  ['icao24', 'A0F1G2', 'A0F1G2', false, 'wrong_shape'],
  ['idccp', 'ccc0a1b2-3c4d-4e5f-8a6b-0c1d2e3f4a5b', 'CCC0A1B2-3C4D-4E5F-8A6B-0C1D2E3F4A5B', null, 'no_check_digit'],
  ['idccp', 'abc0a1b2-3c4d-4e5f-8a6b-0c1d2e3f4a5b', 'ABC0A1B23C4D4E5F8A6B0C1D2E3F4A5B', false, 'wrong_shape'],
  ['clabe', '032 180 00011835971 9', '032180000118359719', true, 'check_digit_agrees'],
  ['clabe', '032180000118359718', '032180000118359718', false, 'check_digit_differs'],
  ['aba', '0210-0002-1', '021000021', true, 'check_digit_agrees'],
  ['aba', '021000022', '021000022', false, 'check_digit_differs'],
  ['aba', '991000021', '991000021', false, 'part_unknown'],
  ['iban', 'GB82 WEST 1234 5698 7654 32', 'GB82WEST12345698765432', true, 'check_digit_agrees'],
  ['iban', 'GB82WEST12345698765433', 'GB82WEST12345698765433', false, 'check_digit_differs'],
  ['iban', 'QQ82WEST12345698765432', 'QQ82WEST12345698765432', false, 'part_unknown'],
  ['lei', '506700GE1G29325QX363', '506700GE1G29325QX363', true, 'check_digit_agrees'],
  ['lei', '506700GE1G29325QX364', '506700GE1G29325QX364', false, 'check_digit_differs'],
  ['swift', 'deut de ff', 'DEUTDEFF', null, 'no_check_digit'],
  ['swift', 'DEUTDEFF500', 'DEUTDEFF500', null, 'no_check_digit'],
  ['swift', 'DEUTQQFF', 'DEUTQQFF', false, 'part_unknown'],
  ['inegi', '28 027', '28027', null, 'no_check_digit'],
  ['inegi', '33001', '33001', false, 'part_unknown'],
  ['inegi', '28000', '28000', null, 'generic_value'],
  ['fips', '48-479', '48479', null, 'no_check_digit'],
  ['fips', '03', '03', false, 'part_unknown'],
  ['case-ref', '2:24-cr-00621', '2:24-CR-00621', null, 'no_check_digit'],
  ['case-ref', '2:24-CR-621', '2:24-CR-00621', null, 'no_check_digit'],
  ['case-ref', 'Causa penal No. 123 / 2024', '123/2024', null, 'no_check_digit'],
  ['case-ref', 'Ref. 17 of the ministry', 'REF. 17 OF THE MINISTRY', null, 'not_checked'],
  ['case-ref', 'no number', 'NO NUMBER', false, 'wrong_shape'],
  ['newer-type', 'ab 12', 'AB12', null, 'type_unknown'],
  ['plate', '   ', '', false, 'empty'],
  ['plate', 'A'.repeat(65), '', false, 'too_long'],
]

for (const [type, raw, canonical, valid, reason] of rows) {
  test(`${type} "${raw.slice(0, 24)}" is ${valid} because ${reason}`, () => {
    const { canonical: gotCanonical, valid: gotValid, reason: gotReason, raw: kept } = identify(type, raw)
    assert.deepEqual([gotCanonical, gotValid, gotReason], [canonical, valid, reason])
    assert.equal(kept, raw)
  })
}

test('a container whose remainder is ten is valid but says that its check digit proves less', () => {
  // One serial in eleven has a remainder of ten.
  const reasons = Array.from({ length: 200 }, (_, i) => identify('container', `CSQU${100000 + i}0`).reason)
  assert.ok(reasons.includes('check_digit_ambiguous'))
  assert.ok(reasons.includes('check_digit_agrees') && reasons.includes('check_digit_differs'))
})

test('of the eleven check characters of a taxpayer number exactly one agrees, and A and 0 are among them', () => {
  const characters = Array.from('0123456789A')
  const agreeing = Array.from({ length: 60 }, (_, i) => {
    const number = `MAB930714${String(i + 10)}`
    return characters.filter((character) => identify('rfc', number + character).valid === true)
  })
  assert.ok(agreeing.every((found) => found.length === 1))
  assert.deepEqual(new Set(agreeing.flat()), new Set(characters))
})

test('filler, generic and unreadable values never match', () => {
  for (const [type, raw] of [
    ['rfc', 'XAXX010101000'],
    ['vin', '1'.repeat(17)],
    ['imo', '0000000'],
    ['phone', '0000000000'],
    ['firearm-serial', 'BORRADO'],
    ['plate', 'SIN PLACA'],
    ['cas', '00000-00-0'],
  ] as const) {
    assert.equal(matchKey(type, raw, { country: 'MX' }), undefined, `${type} ${raw}`)
    assert.equal(possibleMatchKey(type, raw), undefined, `${type} ${raw}`)
  }
})

test('a wrong check digit still matches its own canonical form', () => {
  assert.equal(matchKey('rfc', 'vace-460910-sx6'), 'rfc:VACE460910SX6')
})

test('a plate matches only with its country and state', () => {
  assert.equal(matchKey('plate', 'LKJ-482-B'), undefined)
  assert.equal(matchKey('plate', 'LKJ-482-B', { country: 'mx', state: 'tam' }), 'plate:MX-TAM:LKJ482B')
  assert.notEqual(
    matchKey('plate', 'LKJ 482 B', { country: 'US', state: 'TX' }),
    matchKey('plate', 'LKJ 482 B', { country: 'MX', state: 'TAM' }),
  )
})

test('confusable characters make a possible match and never an equal one', () => {
  assert.equal(possibleMatchKey('plate', 'LKO-182-B'), possibleMatchKey('plate', 'LK0 I82 8'))
  assert.notEqual(identify('plate', 'LKO-182-B').canonical, identify('plate', 'LK0 I82 8').canonical)
  assert.equal(possibleMatchKey('firearm-serial', '0L1'), possibleMatchKey('firearm-serial', 'oil'))
})

test('only shapes that Mexico alone issues name Mexico', () => {
  assert.equal(likelyPlateCountry('lkj-482-b'), 'MX')
  assert.equal(likelyPlateCountry('12-AB-3C'), 'MX')
  assert.equal(likelyPlateCountry('ABC-1234'), undefined)
})

test('identify never throws and always keeps what was written', () => {
  fc.assert(
    fc.property(fc.constantFrom(...identifierTypes.keys(), 'other'), fc.string({ unit: 'binary', maxLength: 80 }), (type, raw) => {
      const found = identify(type, raw)
      assert.equal(found.raw, raw)
      assert.equal(identify(type, found.canonical).canonical.length <= 64 * 18, true)
    }),
    { numRuns: 2000 },
  )
})
