import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PublicationAsked, Summary } from '@enlace/api'
import { Problem } from '../api/problem.ts'
import { foreseePublication } from './foresee-publication.ts'

const refuse = (fields: Readonly<Record<string, string>>) =>
  new Problem({
    ...{ status: 422, code: 'body_invalid' },
    fields: Object.entries(fields).map(([field, code]) => ({ field, code, message: code })),
  })

/** A node that knows what was said about what, and refuses some records to be published. */
function node(about: Readonly<Record<string, readonly string[]>>, refused: Readonly<Record<string, string>> = {}) {
  const summary = (id: string) => ({ id, tlp: id.startsWith('amber') ? 'amber' : 'clear' }) as Summary
  return (does: string, items: readonly string[]): Promise<PublicationAsked> => {
    const problems = does === 'publish' ? items.flatMap((id, i) => (refused[id] === undefined ? [] : [[`/items/${i}`, refused[id]]])) : []
    if (problems.length > 0) return Promise.reject(refuse(Object.fromEntries(problems)))
    return Promise.resolve({
      items: items.map((id) => ({ record: summary(id), said: (about[id] ?? []).map(summary) })),
      change: { seconds: ['releasing-officer'] } as unknown as PublicationAsked['change'],
    })
  }
}

const idsOf = async (id: string, ask: ReturnType<typeof node>) => {
  const { records, isOut } = await foreseePublication(id, ask)
  return { ids: records.map((one) => one.id), isOut }
}

test('what was said about a record goes along, and what was said about that, each once', async () => {
  const ask = node({ a: ['status', 'reading'], status: ['finding'], reading: ['finding'] })
  assert.deepEqual(await idsOf('a', ask), { ids: ['a', 'status', 'reading', 'finding'], isOut: false })
})

test('what may not be published is left out and stops nothing', async () => {
  const ask = node({ a: ['person', 'amber', 'status'] }, { person: 'person_protected' })
  assert.deepEqual(await idsOf('a', ask), { ids: ['a', 'status'], isOut: false })
})

test('a record that the public has is followed by what was said about it since', async () => {
  const ask = node({ a: ['status'], status: ['finding'] }, { a: 'not_newer', finding: 'person_protected' })
  assert.deepEqual(await idsOf('a', ask), { ids: ['status'], isOut: true })
})

test('a record that may not be published is refused, and one that is public with nothing new too', async () => {
  await assert.rejects(idsOf('a', node({ a: ['status'] }, { a: 'not_clear' })), { code: 'body_invalid' })
  await assert.rejects(idsOf('a', node({ a: ['person'] }, { a: 'not_newer', person: 'person_protected' })), { code: 'body_invalid' })
})
