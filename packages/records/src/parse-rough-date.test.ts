import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseRoughDate, precisionOf } from './parse-rough-date.ts'

// A Saturday.
const now = new Date('2026-11-21T19:00:00.000Z')
const read = (text: string, locale = 'es') => {
  const parsed = parseRoughDate(text, { now, locale, zone: 'America/Mexico_City' })
  return parsed.ok ? `${parsed.value.value} ${parsed.value.precision} ${parsed.value.reading}` : parsed.reason
}

const cases: readonly (readonly [text: string, read: string, locale?: string])[] = [
  ['2026', '2026 year written'],
  ['2026-01', '2026-01 month written'],
  ['2026-1-5', '2026-01-05 day written'],
  ['2024-02-29', '2024-02-29 day written'],
  ['2025-02-29', 'not_a_rough_date'],
  ['01/2026', '2026-01 month written'],
  ['13/2026', 'not_a_rough_date'],
  ['15/01/2026', '2026-01-15 day written', 'en'],
  ['1/15/2026', '2026-01-15 day written'],
  ['3/4/2026', '2026-04-03 day order_assumed'],
  ['3/4/2026', '2026-03-04 day order_assumed', 'en'],
  ['4/4/26', '2026-04-04 day written'],
  ['32/13/2026', 'not_a_rough_date'],
  ['January 2026', '2026-01 month written'],
  ['enero de 2026', '2026-01 month written'],
  ['Ene. 2026', '2026-01 month written'],
  ['3 Sept', '2026-09-03 day year_assumed'],
  ['3 de enero', '2027-01-03 day year_assumed'],
  ['September 3rd', '2026-09-03 day year_assumed'],
  ['el 3 de septiembre de 2025', '2025-09-03 day written'],
  ['Sept 3, 2025', '2025-09-03 day written'],
  ['29 de febrero', 'not_a_rough_date'],
  ['31 de abril de 2026', 'not_a_rough_date'],
  ['marzo', '2027-03 month year_assumed'],
  ['hoy', '2026-11-21 day relative'],
  ['Yesterday', '2026-11-20 day relative'],
  ['mañana', '2026-11-22 day relative'],
  ['antier', '2026-11-19 day relative'],
  ['the day after tomorrow', '2026-11-23 day relative'],
  ['this Friday', '2026-11-27 day relative'],
  ['este sábado', '2026-11-21 day relative'],
  ['next Saturday', '2026-11-28 day relative'],
  ['el próximo viernes', '2026-11-27 day relative'],
  ['el viernes que viene', '2026-11-27 day relative'],
  ['last Friday', '2026-11-20 day relative'],
  ['el sábado pasado', '2026-11-14 day relative'],
  ['viernes', '2026-11-27 day relative'],
  ['este mes', '2026-11 month relative'],
  ['last month', '2026-10 month relative'],
  ['el próximo mes', '2026-12 month relative'],
  ['el año pasado', '2025 year relative'],
  ['hace 3 días', '2026-11-18 day relative'],
  ['2 weeks ago', '2026-11-07 day relative'],
  ['hace un mes', '2026-10 month relative'],
  ['dentro de 2 años', '2028 year relative'],
  ['in 10 days', '2026-12-01 day relative'],
  ['a year ago', '2025 year relative'],
  ['', 'not_a_rough_date'],
  ['soon', 'not_a_rough_date'],
  ['Friday the 13th', 'not_a_rough_date'],
  ['enero y febrero', 'not_a_rough_date'],
  ['1700', 'not_a_rough_date'],
  ['‮2026😀', 'not_a_rough_date'],
  ['9'.repeat(61), 'not_a_rough_date'],
]

for (const [text, expected, locale] of cases) {
  test(`«${text.slice(0, 40)}» read in ${locale ?? 'es'} is ${expected}`, () => assert.equal(read(text, locale), expected))
}

test('a date is as exact as it is written', () => {
  assert.deepEqual(['2026', '2026-01', '2026-01-15'].map(precisionOf), ['year', 'month', 'day'])
})

test('today is the day in the zone of the writer, not in UTC', () => {
  const late = new Date('2026-11-22T03:00:00.000Z')
  const day = (zone: string) => parseRoughDate('hoy', { now: late, locale: 'es', zone })
  assert.deepEqual(
    [day('America/Mexico_City'), day('UTC')].map((one) => one.ok && one.value.value),
    ['2026-11-21', '2026-11-22'],
  )
})
