import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { parseClearancePack } from './index.ts'

const folder = new URL('../../../packs/clearance/', import.meta.url)
const step = {
  id: 'lawyer',
  title: { es: 'Jurídico', en: 'Lawyer' },
  agency: 'author',
  role: 'legal-adviser',
  silence: 'clear',
  within: { count: 'hour', at: '17:00', least_seconds: 60, calendar: 'office' },
}
const route = { id: 'report', title: { es: 'Informe', en: 'Report' }, kinds: ['report'], steps: [step] }
const office = { zone: 'America/Mexico_City', days: ['1'], opens: '09:00', closes: '18:00', holidays: [] }
const pack = { party: 'mx', version: 1, source: 'test', calendars: { office }, routes: [route] }
const parse = (change: object) => {
  const parsed = parseClearancePack(Buffer.from(JSON.stringify({ ...pack, ...change })))
  return parsed.ok ? 'accepted' : String(parsed.detail?.field)
}
const withStep = (change: object) => ({ routes: [{ ...route, steps: [{ ...step, ...change }] }] })

for (const file of readdirSync(folder)) {
  test(`the shipped pack ${file} reads`, () => {
    const parsed = parseClearancePack(readFileSync(new URL(file, folder)))
    assert.ok(parsed.ok, JSON.stringify(parsed))
    assert.equal(`${parsed.value.party}.json`, file)
  })
}

const rows: readonly (readonly [string, object, string])[] = [
  ['a good pack reads', {}, 'accepted'],
  ['a party without routes is no mistake', { routes: [] }, 'accepted'],
  ['a route has steps', { routes: [{ ...route, steps: [] }] }, '/routes/0/steps'],
  ['a step names a role that exists', withStep({ role: 'ambassador' }), '/routes/0/steps/0/role'],
  ['silence that clears needs its hour', withStep({ within: null }), '/routes/0/steps/0/within'],
  ['silence that waits needs none', withStep({ silence: 'wait', within: null }), 'accepted'],
  ['silence cannot clear what needs a reference', withStep({ attach: ['reference'] }), '/routes/0/steps/0/silence'],
  ['an hour is on the clock', withStep({ within: { ...step.within, at: '24:00' } }), '/routes/0/steps/0/within/at'],
  ['a calendar is in the pack', withStep({ within: { ...step.within, calendar: 'other' } }), '/routes/0/steps/0/within/calendar'],
  ['a zone exists', { calendars: { office: { ...office, zone: 'Mars/Olympus' } } }, '/calendars/office/zone'],
  ['an office closes after it opens', { calendars: { office: { ...office, closes: '09:00' } } }, '/calendars/office/closes'],
  ['a step stands once', { routes: [{ ...route, steps: [step, step] }] }, '/routes/0/steps'],
  ['a route stands once', { routes: [route, route] }, '/routes'],
]
for (const [name, change, expected] of rows) test(name, () => assert.equal(parse(change), expected))

test('rubbish is refused without a throw', () => {
  for (const text of ['', '[]', '{"a":1,"a":2}', '{"party":{}}']) {
    assert.equal(parseClearancePack(Buffer.from(text)).ok, false)
  }
})
