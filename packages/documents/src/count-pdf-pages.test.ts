import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deflateSync } from 'node:zlib'
import { countPdfPages } from './count-pdf-pages.ts'
import { exampleRecord, wordsIn } from './example-record.ts'
import { readPdf } from './read-back.ts'
import { toRecordDocument } from './record-document.ts'
import { toPdf } from './to-pdf.ts'

const file = (text: string) => Buffer.from(text, 'latin1')
const root = '<< /Type /Pages /Kids [3 0 R] /Count 7 >>'
const packed = deflateSync(Buffer.from(root)).toString('latin1')

const cases: readonly [string, Uint8Array, number | undefined][] = [
  ['the root of the page tree', file(`%PDF-1.4\n2 0 obj ${root} endobj`), 7],
  ['not an inner node', file(`%PDF-1.4\n${root}\n4 0 obj << /Type /Pages /Parent 2 0 R /Count 3 >>`), 7],
  ['the last root of a file that was added to', file(`%PDF-1.4\n${root}\n<< /Type/Pages /Count 9 >>`), 9],
  ['a root in a compressed stream', file(`%PDF-1.5\n<< /Type /ObjStm /N 1 >>\nstream\n${packed}\nendstream`), 7],
  ['an encrypted file', file(`%PDF-1.4\n${root}\ntrailer << /Encrypt 9 0 R >>`), undefined],
  ['no PDF', file(root), undefined],
  ['a stream that does not open', file('%PDF-1.5\n<< /Type /ObjStm >>\nstream\nnonsense'), undefined],
  ['nothing', file(''), undefined],
]
for (const [name, bytes, pages] of cases) {
  test(`pages of a PDF: ${name}`, () => {
    assert.equal(countPdfPages(bytes), pages)
  })
}

test('pages of our own PDFs are counted as a reader counts them', async () => {
  const pdf = await toPdf(toRecordDocument(exampleRecord('seizure'), wordsIn('en')))
  assert.equal(countPdfPages(pdf), (await readPdf(pdf)).pages.length)
})
