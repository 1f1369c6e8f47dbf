import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { isJsonObject, type JsonObject } from '@enlace/core'
import { kinds, parseEnvelope, validateObject } from '@enlace/records'
import { importers } from '@enlace/wire'
import type { Submission } from './make-record.ts'
import { seriesValues } from './series-values.ts'

const dataFolder = new URL('../../../data/', import.meta.url)
const objectsOf = async (series: string, ...names: readonly string[]): Promise<readonly JsonObject[]> => {
  const files = new Map(
    await Promise.all(names.map(async (name) => [name, new Uint8Array(await readFile(new URL(name, dataFolder)))] as const)),
  )
  return [...(importers.get(series)?.read(files).rows ?? [])].map(({ object }) => object).filter(({ type }) => type === 'note')
}
const extension = String(kinds.get('indicator-value')?.extension)
const inside = ({ object }: Submission): JsonObject => {
  const extensions = isJsonObject(object.extensions) ? object.extensions : {}
  return isJsonObject(extensions[extension]) ? extensions[extension] : {}
}
const card = {
  id: 'note--1c5a9f27-4d83-4b06-9e51-3f8d7a206bc4',
  code: 'us-cbp-fentanyl',
  title: { en: 'Fentanyl', es: 'Fentanilo' },
  side: 'us',
}
const fentanyl = { ...card, measure: 'weight', breakdown: { drug: 'Fentanyl' } }
const seizures = await objectsOf('cbp-drug-seizures', 'cbp-drug-seizures.2023-09-30.jsonl', 'cbp-drug-seizures.2025-12-31.jsonl')
const values = seriesValues(fentanyl, seizures, ['us', 'dhs', 'analyst'])

test('every value of a real series is a record that a node takes, public, with source, day and the figures that it was added up from, and nothing of it is marked fictional', () => {
  assert.equal(values.length, 51)
  for (const value of values) {
    const checked = validateObject(value.object, { from: 'own' })
    assert.ok(checked.ok, JSON.stringify(checked))
    const envelope = parseEnvelope(value.envelope)
    assert.ok(envelope.ok && envelope.value.tlp === 'clear', JSON.stringify(envelope))
    const { source, source_url: address, as_of: day, evidence_refs: evidence } = inside(value)
    assert.equal(source, 'U.S. Customs and Border Protection')
    assert.match(String(address), /^https:\/\/www\.cbp\.gov\//)
    assert.match(String(day), /^(?:2023-09-30|2025-12-31)$/)
    assert.ok(Array.isArray(evidence) && evidence.length > 0)
    assert.doesNotMatch(JSON.stringify(value), /FICTI|fictional/)
  }
})

test('a later edition revises the value of the one before, and made again they are the same records', () => {
  const revisions = values.filter((value) => inside(value).revises_ref !== undefined)
  assert.equal(revisions.length, 12)
  const first = new Set(values.filter((value) => inside(value).as_of === '2023-09-30').map(({ object }) => object.id))
  for (const value of revisions) {
    assert.ok(first.has(String(inside(value).revises_ref)))
    assert.equal(inside(value).revision_reason, 'new_edition')
  }
  assert.equal(new Set(values.map(({ object }) => object.id)).size, values.length)
  assert.deepEqual(seriesValues(fentanyl, seizures, ['us', 'dhs', 'analyst']), values)
  const december = values.find((value) => inside(value).period_start === '2025-12-01')
  assert.deepEqual(december && [inside(december).value, inside(december).unit, inside(december).confidence_level], [
    849.953,
    'lb',
    'medium',
  ])
})

test('places that an edition says nothing of are named, and a second measure stands under a source of its own', async () => {
  const deaths = await objectsOf('overdose-deaths', 'overdose-deaths.2026-01-31.jsonl')
  const [value] = seriesValues(
    { ...card, code: '13-overdose-deaths', measure: 'deaths_reported', breakdown: { state: 'United States' } },
    deaths,
    ['us', 'dhs', 'analyst'],
    { missing: new Map([['2026-01-31', ['Louisiana', 'Pennsylvania']]]), source: (publisher) => `${publisher}: reported` },
  )
  assert.ok(value)
  assert.deepEqual(inside(value).missing_reporters, ['Louisiana', 'Pennsylvania'])
  assert.match(String(inside(value).source), /: reported$/)
})

test('told by state, the parts of a month add up to its whole', async () => {
  const crimes = await objectsOf('federal-crimes-mx', 'federal-crimes-mx.2025-07-31.jsonl')
  const firearms = { ...card, code: 'mx-federal-firearms', side: 'mx', measure: 'crimes' }
  const law = { breakdown: { offence: 'LEY FEDERAL DE ARMAS DE FUEGO Y EXPLOSIVOS (L.F.A.F.E.)' } }
  const asked = (by?: string) =>
    seriesValues({ ...firearms, ...law }, crimes, ['mx', 'sspc', 'analyst'], { since: '2025-07-01', ...(by === undefined ? {} : { by }) })
  const sum = (all: readonly Submission[]) => all.reduce((total, value) => total + Number(inside(value).value), 0)
  assert.deepEqual([asked('state').length, sum(asked('state')), sum(asked())], [32, 1550, 1550])
})
