import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isJsonObject, type Json, type JsonObject } from '@enlace/core'
import { type Kind, kinds } from '@enlace/records'
import { filedAt, knownHere, reportFrom } from './report-from.ts'

const at = '2026-01-16T09:00:00Z'

/** The example of a kind with a token in every text that may hold what was said. */
function seeded(kind: Kind): { readonly object: JsonObject; readonly tokens: readonly string[] } {
  const tokens: string[] = []
  const said = new Set(['with_person', 'with_office', 'with_party', 'from_office', 'to_office', 'to_party'])
  const seed = (name: string, value: Json): Json => {
    if (isJsonObject(value)) return Object.fromEntries(Object.entries(value).map(([inner, one]) => [inner, seed(inner, one)]))
    if (Array.isArray(value)) return value.map((one) => seed(name, one))
    const kept =
      typeof value !== 'string' || said.has(name) || /^(id|type|created|modified|spec_version|extension_type)$|_refs?$|_at$/.test(name)
    const choice = kind.fields.some((placed) => placed.name === name && ['choice', 'open_choice'].includes(placed.field.type))
    if (kept || choice) return value
    tokens.push(`source-token-${tokens.length}-${name}`)
    return tokens.at(-1) as string
  }
  return { object: seed('', kind.example) as JsonObject, tokens }
}

for (const name of ['call-record', 'diplomatic-note', 'mirror-alert', 'request']) {
  test(`a contact report from a ${name} holds nothing of what it says`, () => {
    const { object, tokens } = seeded(kinds.get(name) as Kind)
    assert.ok(tokens.length > 1)
    const report = reportFrom(object, name, 'mx')
    const text = JSON.stringify(report)
    assert.deepEqual(
      tokens.filter((token) => text.includes(token)),
      [],
    )
    assert.deepEqual([report.stage, report.content_ref, typeof report.held_at], ['held', object.id, 'string'])
  })
}

test('who and by what way: the other side’s office, whichever way the note went', () => {
  const { object } = seeded(kinds.get('diplomatic-note') as Kind)
  assert.equal(reportFrom(object, 'diplomatic-note', 'mx').agent_office, 'Example foreign ministry, legal office')
  assert.equal(reportFrom(object, 'diplomatic-note', 'xx').agent_office, 'Example embassy')
  const call = reportFrom(seeded(kinds.get('call-record') as Kind).object, 'call-record', 'mx')
  assert.deepEqual([call.agent, call.channel, call.held_at], ['Example Officer', 'telephone', '2026-01-15T11:55:00Z'])
})

test('a report opens with who writes it, and with the party where nobody named the office', () => {
  const { object } = seeded(kinds.get('call-record') as Kind)
  const call = kinds.get('call-record') as Kind
  const extension = String(call.extension)
  const { with_office: _office, ...unnamed } = (object.extensions as Record<string, JsonObject>)[extension] as JsonObject
  const named = (code: string) => (code === 'us' ? 'United States' : undefined)
  const opened = (from: JsonObject) => knownHere(reportFrom(from, 'call-record', 'mx'), 'officer.sspc, SSPC', named)
  const without = opened({ ...object, extensions: { [extension]: unnamed } })
  assert.deepEqual([without.agent_office, without.agent, without.own_official], ['United States', 'Example Officer', 'officer.sspc, SSPC'])
  assert.equal(opened(object).agent_office, 'Duty desk')
})

const rows: readonly [string, Readonly<Record<string, Json>>, number][] = [
  ['held', { stage: 'held' }, 0],
  ['filed', { stage: 'filed' }, 2],
  ['filed, one time written', { stage: 'filed', filed_foreign_ministry_at: '2026-01-15T09:00:00Z' }, 1],
  ['receipted', { stage: 'receipted' }, 2],
]
for (const [name, values, count] of rows)
  test(`times of filing: ${name}`, () => assert.equal(Object.keys(filedAt(values, at)).length, count))
