import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answerPath } from './answer-path.ts'
import { pageOf, testCommitment, testModel } from './test-model.ts'

test('a number finds the page that says it, and no page because of an address, an id or a hash that it stands in', () => {
  const ids = ['a', 'b', 'c', 'd', 'e', 'f', '1'].map((letter) => `${letter.repeat(8)}-0000-4000-8000-000000000001`)
  const sources = [
    '37 FICTIONAL persons',
    '37.93',
    'mx-37',
    '2026-11-23T03:28:37.000Z',
    'https://source.example/37',
    'note--b4f7834c-fb69-51fa-9f37-91a4fe06098e',
    `37${'a'.repeat(62)}`,
  ]
  const model = {
    ...testModel({ commitments: 0, clauses: 1, values: 1, versions: 1 }),
    commitments: ids.map((id, i) => pageOf(id, { ...testCommitment(i), source: sources[i] ?? '' })),
  }
  const { body } = answerPath(model, '/en/search', new URLSearchParams({ q: '37' }), () => (key) => key)
  assert.deepEqual(
    ids.filter((id) => String(body).includes(id)),
    [ids[0]],
  )
})

test('what is found is told in the words of the reader, without codes, and what stands in the other language only is found too', () => {
  const id = 'aaaaaaaa-0000-4000-8000-000000000001'
  const title = { es: 'FICTICIO: traslado de personas', en: 'FICTIONAL: transfer of persons' }
  const model = {
    ...testModel({ commitments: 0, clauses: 1, values: 1, versions: 1 }),
    commitments: [pageOf(id, { ...testCommitment(1), text: title, source: 'transferred' })],
  }
  const snippet = (q: string) =>
    String(answerPath(model, '/en/search', new URLSearchParams({ q }), () => (key) => key).body).match(/<\/small><\/p><p>(.*?)<\/p>/s)?.[1]
  assert.match(snippet('transfer') ?? '', /FICTIONAL: transfer of persons/)
  assert.doesNotMatch(snippet('transfer') ?? '', /traslado|transferred/)
  assert.match(snippet('traslado') ?? '', /traslado/)
})
