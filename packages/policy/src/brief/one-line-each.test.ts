import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lineOf } from './brief-line.ts'
import { oneLineEach } from './one-line-each.ts'

const source = { id: 'a', words: { en: 'FICTIONAL a' }, tlp: 'clear' }
const of = (party: string, more = {}) =>
  lineOf('commitment', source, 'overdue', { party, lastDay: '2026-01-31', days: 5, records: [party], ...more })
const said = (lines: ReturnType<typeof oneLineEach>) =>
  lines.map(({ id, code, parties, records, also }) => [
    id,
    code,
    parties.join(),
    records.join(),
    ...also.map((part) => `${part.code} ${part.parties}`),
  ])

test('what two parties owe alike is one line that names both', () => {
  assert.deepEqual(said(oneLineEach([of('mx'), of('us')])), [['a', 'overdue', 'mx,us', 'mx,us']])
})

test('what is said otherwise of another party stays beside it, and a fault of the whole after them', () => {
  const fault = lineOf('commitment', source, 'no_baseline')
  assert.deepEqual(said(oneLineEach([of('mx'), of('us', { lastDay: '2026-02-28' }), fault])), [
    ['a', 'overdue', 'mx', 'mx', 'overdue us', 'no_baseline '],
  ])
})

test('another record, and another finding of one evaluation, is another line; the order is that of the first', () => {
  const b = lineOf('commitment', { ...source, id: 'b' }, 'disputed', { party: 'us' })
  const finding = (number: string) => lineOf('evaluation', { ...source, id: 'e', words: { en: number } }, 'finding_open', { party: 'mx' })
  assert.deepEqual(
    oneLineEach([b, finding('1'), of('mx'), finding('2'), { ...of('us'), isNew: true }]).map(({ id, words, isNew }) => [
      id,
      words.en,
      isNew,
    ]),
    [
      ['b', 'FICTIONAL a', false],
      ['e', '1', false],
      ['a', 'FICTIONAL a', true],
      ['e', '2', false],
    ],
  )
})
