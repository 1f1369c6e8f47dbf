import assert from 'node:assert/strict'
import { test } from 'node:test'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { exampleRecord, wordsIn } from './example-record.ts'
import { readPdf } from './read-back.ts'
import { toRecordDocument } from './record-document.ts'
import { toPdf } from './to-pdf.ts'
import { toRuns } from './typefaces.ts'

const record = exampleRecord('note')
const print = (content: string) => toPdf(toRecordDocument({ ...record, object: { ...record.object, content } }, wordsIn('en')))

/** Invented names, one a script. */
const names = [
  'محمد حسن',
  'פלוני אלמוני',
  'Іван Вигаданий',
  'Φανταστικός Ελευθέριος',
  'कल्पना नरेन',
  'สมมุติ ใจดี',
  '王虛構 张虚构',
  '架空太郎 カクウ',
  '홍길동 가상',
  'Հայկ Երևակայական',
  'ქართველი',
  'አማርኛ',
]

test('a name in any script is printed in letters that are embedded, and is found in the file', async () => {
  const { pages } = await readPdf(await print(names.join('\n\n')))
  const all = pages.join(' ').normalize('NFC')
  for (const word of names.flatMap((name) => name.split(' '))) assert.ok(all.includes(word), word)
  assert.ok(!all.includes('\ufffd') && !all.includes('could not be printed'))
})

test('a line of Arabic or Hebrew runs from right to left, its numbers and Latin words from left to right, brackets turned', async () => {
  const at = await placesOf(await print('محمد حسن (عمان) 1978 ABC ١٢٣ و'))
  const order = ['و', '١٢٣', 'ABC', '1978', 'عمان', 'حسن', 'محمد']
  assert.deepEqual(
    order.map((word) => at.get(word) ?? word).toSorted((a, b) => Number(a) - Number(b)),
    order.map((word) => at.get(word)),
  )
  assert.ok((at.get('(') ?? 0) < (at.get('عمان') ?? 0) && (at.get(')') ?? 0) > (at.get('عمان') ?? 0))
  // It ends where lines of the other direction begin.
  const name = await placesOf(await print('حسن'))
  assert.ok((name.get('حسن') ?? 0) > 500)
})

test('an Arabic word inside a Latin line stands where it is said', async () => {
  const at = await placesOf(await print('FICTIONAL Mr محمد حسن said'))
  assert.ok((at.get('Mr') ?? 0) < (at.get('حسن') ?? 0))
  assert.ok((at.get('حسن') ?? 0) < (at.get('محمد') ?? 0))
  assert.ok((at.get('محمد') ?? 0) < (at.get('said') ?? 0))
})

test('a non-joiner parts letters, a mark that changes nothing goes, and what no typeface has stands as its code point', () => {
  assert.deepEqual(
    toRuns('می\u200cخواهم', 'sans').runs.map(({ text }) => text),
    ['می', 'خواهم'],
  )
  assert.deepEqual(toRuns('a\u202eb', 'sans').runs, [{ text: 'ab', font: 'sans-latin' }])
  assert.deepEqual(toRuns('\u{2a6d0}', 'sans'), { runs: [{ text: '[U+2A6D0]', font: 'sans-latin' }], replaced: 1 })
})

test('Han letters without a space break where a line is full, not where a Latin word would', async () => {
  const { pages } = await readPdf(await print('虛構姓名'.repeat(40)))
  const lines = (pages[0] ?? '').split(' ').filter((word) => /^[虛構姓名]+$/.test(word))
  assert.ok(lines.length > 2)
  assert.equal(new Set(lines.slice(0, -1).map(({ length }) => length)).size, 1)
})

/** The left end of each word on the first page that has text, in points. */
async function placesOf(bytes: Uint8Array): Promise<Map<string, number>> {
  const pdf = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise
  const { items } = await (await pdf.getPage(1)).getTextContent()
  return new Map(
    items.flatMap((item) =>
      'str' in item
        ? [...item.str.matchAll(/[^\s]+?(?=[()\s]|$)|[()]/g)].map(([word]) => [word, item.transform[4] as number] as const)
        : [],
    ),
  )
}
