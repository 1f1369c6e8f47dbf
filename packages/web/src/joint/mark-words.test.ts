import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { markWords } from './mark-words.ts'

const rows: readonly (readonly [string, string, readonly string[], string])[] = [
  ['a number is marked', 'within 72 hours', ['72'], 'within [72] hours'],
  ['not inside a longer one', 'within 172 hours', ['72'], 'within 172 hours'],
  ['whatever the case', 'No se entrega', ['no'], '[No] se entrega'],
  ['every time it stands', 'no and no', ['no'], '[no] and [no]'],
  ['of words inside longer ones the longer', 'will seek to answer', ['will', 'will seek to'], '[will seek to] answer'],
  ['with letters that have accents', 'decomiso y más', ['más'], 'decomiso y [más]'],
  ['with marks that a pattern would read', 'at 5 (five) %', ['(five)'], 'at 5 [(five)] %'],
  ['nothing of nothing', '', ['a'], ''],
]
for (const [what, text, marked, expected] of rows) {
  test(`words in which languages differ: ${what}`, () => {
    const shown = markWords(text, marked).map(({ isMarked, words }) => (isMarked ? `[${words}]` : words))
    assert.equal(shown.join(''), expected)
  })
}

test('joined, the runs are the text again', () => {
  fc.assert(
    fc.property(fc.string(), fc.array(fc.string()), (text, marked) => {
      assert.equal(
        markWords(text, marked)
          .map(({ words }) => words)
          .join(''),
        text,
      )
    }),
  )
})
