import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkableTypes, checkIdentifier, couldBe } from './check-identifier.ts'

type Row = readonly [type: string, raw: string, canonical: string, valid: boolean | null, reason: string]
const rows: readonly Row[] = [
  ['phone', '+34 912 345 678', '+34912345678', true, 'plan_agrees'],
  ['phone', '+34 012 345 678', '+34012345678', false, 'plan_differs'],
  ['phone', '+52 1 867 714 1234', '+528677141234', true, 'plan_agrees'],
  ['phone', '045 867 714 1234', '+528677141234', true, 'plan_agrees'],
  ['phone', '867 714 1234', '8677141234', null, 'country_unknown'],
  ['phone', '+999 123 456 789', '+999123456789', false, 'plan_differs'],
  ['iban', 'DE89 3704 0044 0532 0130 00', 'DE89370400440532013000', true, 'check_digit_agrees'],
  // Modulo 97 agrees, and no account in Germany has 24 characters.
  ['iban', 'DE85370400440532013000AB', 'DE85370400440532013000AB', false, 'wrong_length'],
  ['iban', 'US64SVBKUS6S3300958879', 'US64SVBKUS6S3300958879', false, 'part_unknown'],
  ['iso6346', 'CSQU3054383', 'CSQU3054383', true, 'check_digit_agrees'],
  ['plate-mx', 'lkj-482-b', 'LKJ482B', null, 'no_check_digit'],
  ['cta2063a', 'MFR1C123456789ABC', 'MFR1C123456789ABC', true, 'no_check_digit'],
  ['unlocode', 'MXNLD', 'MXNLD', null, 'no_check_digit'],
]

for (const [type, raw, canonical, valid, reason] of rows) {
  test(`asked as ${type}, "${raw}" is ${valid} because ${reason}`, () => {
    const found = checkIdentifier(type, raw)
    assert.deepEqual([found?.type, found?.raw, found?.canonical, found?.valid, found?.reason], [type, raw, canonical, valid, reason])
  })
}

test('a type that is not known has no answer, not even one that every object has', () => {
  for (const type of ['newer-type', 'constructor', '__proto__', 'toString']) assert.equal(checkIdentifier(type, 'AB12'), undefined)
})

test('every type that is promised can be asked for', () => {
  const promised = `curp rfc mrz vin plate-mx plate-us iso6346 imo mmsi icao24 awb pedimento idccp us-entry scac hs cas firearm cta2063a phone imei
    clabe aba iban lei swift unlocode inegi fips case-ref`
  for (const type of promised.split(/\s+/)) {
    assert.ok(checkableTypes.includes(type), type)
    assert.equal(checkIdentifier(type, 'x1')?.type, type)
  }
})

test('without a type it says what a value could be, the likeliest first', () => {
  const first = (raw: string) => couldBe(raw).map(({ type, valid }) => `${type} ${valid}`)
  assert.deepEqual(first('CSQU3054383'), ['container true'])
  assert.deepEqual(first('CSQU3054384'), ['container false'])
  assert.deepEqual(first('032180000118359719'), ['clabe true'])
  assert.equal(first('490154203237518')[0], 'imei true')
  assert.ok(first('490154203237518').includes('pedimento null'))
  assert.deepEqual(first('506700GE1G29325QX363'), ['lei true'])
  assert.deepEqual(first('2:24-cr-00621'), ['case-ref null'])
  assert.deepEqual(first('LKJ-482-B'), ['plate null', 'firearm-serial null', 'case-ref null'])
  assert.deepEqual(first('XAXX010101000'), ['rfc null'])
  assert.deepEqual(first(''), [])
})
