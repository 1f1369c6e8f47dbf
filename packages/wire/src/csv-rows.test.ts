import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { type CsvRow, countLines, csvRows, maxLinesPerRow } from './csv-rows.ts'

const cellsOf = (rows: readonly CsvRow[]) => rows.flatMap((row) => (row.type === 'row' ? [row.cells] : []))
const read = (text: string) => [...csvRows(text)]

const cases: readonly [string, string, readonly (readonly string[])[]][] = [
  [
    'plain cells',
    'a,b\nc,d\n',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  ['no line break at the end', 'a,b', [['a', 'b']]],
  [
    'carriage returns',
    'a,b\r\nc,d\r\n',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  ['empty cells, the last one too', 'a,,\n', [['a', '', '']]],
  ['commas and doubled quotes inside quotes', '"a, ""b""",c\n', [['a, "b"', 'c']]],
  [
    'line breaks inside quotes',
    '"a\nb",c\nd,e\n',
    [
      ['a\nb', 'c'],
      ['d', 'e'],
    ],
  ],
  ['a quote inside an unquoted cell', 'a "b" c,d\n', [['a "b" c', 'd']]],
  ['words after a closing quote', '"a" b,c\n', [['a b', 'c']]],
  [
    'a stray quote spoils its own line only',
    'a,b\n"c,d\ne,f\n',
    [
      ['a', 'b'],
      ['e', 'f'],
    ],
  ],
  ['the end mark of old exporters', 'a,b\n\u001A\n', [['a', 'b']]],
]
for (const [name, text, rows] of cases) {
  test(`csv rows: ${name}`, () => assert.deepEqual(cellsOf(read(text)), rows))
}

test('csv rows: a line that cannot be read is handed out with its number', () => {
  assert.deepEqual(read('a\n"b\nc\n')[1], { type: 'broken', line: 2, lineCount: 1, reason: 'quote_not_closed' })
})

test('csv rows: a quoted cell may cover the stated number of lines and no more', () => {
  const cell = (lines: number) => `"${'x\n'.repeat(lines - 1)}y",z\n`
  assert.equal(read(cell(maxLinesPerRow)).length, 1)
  assert.equal(read(cell(maxLinesPerRow + 1))[0]?.type, 'broken')
})

test('csv rows: every physical line belongs to exactly one row, whatever the text', () => {
  const text = fc
    .array(fc.constantFrom('a', ',', '"', '\n', '\r\n', ' ', 'é', '\u001A', '\u0000'), { maxLength: 200 })
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(text, (dirty) => {
      const rows = read(dirty)
      assert.equal(
        rows.reduce((sum, row) => sum + row.lineCount, 0),
        countLines(dirty),
      )
      rows.reduce((line, row) => {
        assert.equal(row.line, line)
        return line + row.lineCount
      }, 1)
    }),
    { numRuns: 2000 },
  )
})

test('csv rows: well-formed files read as an independent reader reads them', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'b', ',', '"', '\n', ' '), maxLength: 12 })
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { maxLength: 20 }), (table) => {
      const text = table.map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(',')).join('\n')
      const oracle = parse(text, { relax_column_count: true }) as string[][]
      const filled = oracle.filter((row) => row.some((value) => value.trim() !== '' || value.includes('\n')))
      assert.deepEqual(
        cellsOf(read(text)).filter((row) => row.some((value) => value.trim() !== '' || value.includes('\n'))),
        filled,
      )
    }),
    { numRuns: 500 },
  )
})
