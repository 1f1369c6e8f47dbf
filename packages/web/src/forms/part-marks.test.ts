import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findKind, tearLinesOf, validateObject, versionOf } from '@enlace/records'
import { partMarksOf, selectorOf, widerThan, withPartMarks } from './part-marks.ts'

const kind = findKind('mirror-alert')!
const marks = [
  { selector: 'description', label: 'red' as const, tearLine: { text: ' What may be known. ', tlp: 'green' as const } },
  { selector: selectorOf(kind, 'safety_notes'), label: 'amber' as const, tearLine: null },
]

test('marks and tear-lines of the form make a valid record, and are read back from it', () => {
  const object = withPartMarks(kind.example, marks)
  assert.ok(validateObject(object).ok)
  assert.deepEqual(partMarksOf(object), [{ ...marks[0], tearLine: { text: 'What may be known.', tlp: 'green' } }, marks[1]])
  assert.deepEqual(withPartMarks(object, []), kind.example)
})

test('a mark whose field was emptied is left out, and marks of language stay', () => {
  const { description: _, ...rest } = kind.example
  const spoken = { ...rest, granular_markings: [{ lang: 'es', selectors: ['name'] }] }
  const object = withPartMarks(spoken, marks.slice(0, 1))
  assert.deepEqual(object.granular_markings, spoken.granular_markings)
  assert.deepEqual(tearLinesOf(object), [])
})

test('a reader gets the full text up to its ceiling, the tear-line up to its own, and else nothing', () => {
  const [mark] = partMarksOf(withPartMarks(kind.example, marks))
  const lines = [{ selector: 'description', tlp: 'green' as const }]
  assert.deepEqual(
    (['red', 'amber', 'green', 'clear'] as const).map((ceiling) => versionOf(mark!, lines, ceiling)),
    ['full', 'tear_line', 'tear_line', 'nothing'],
  )
  assert.deepEqual(widerThan('green'), ['clear'])
})
