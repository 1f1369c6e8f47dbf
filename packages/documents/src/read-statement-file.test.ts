import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exampleRecord, wordsIn } from './example-record.ts'
import { readDocxText } from './read-docx-text.ts'
import { readPdfText } from './read-pdf-text.ts'
import { toRecordDocument } from './record-document.ts'
import { toDocx } from './to-docx.ts'
import { toPdf } from './to-pdf.ts'

const document = toRecordDocument(exampleRecord('commitment'), wordsIn('en'))
const sentence = /The parties will answer requests to trace firearms within 48 hours/

test('the text of a DOCX and of a PDF with text is read, line by line', async () => {
  const docx = readDocxText(await toDocx(document))
  assert.ok(docx.ok)
  assert.match(docx.value, sentence)
  const pdf = await readPdfText(await toPdf(document))
  assert.ok(pdf.ok)
  assert.match(pdf.value.replaceAll('\n', ' '), sentence)
})

/** A PDF of one page that shows nothing but a grey box, as a scan without recognised text does. */
function scan(): Uint8Array {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R >>',
    '<< /Length 22 >>\nstream\n0.5 g 0 0 200 200 re f\nendstream',
  ]
  let text = '%PDF-1.4\n'
  const offsets = objects.map((object, i) => {
    const at = text.length
    text += `${i + 1} 0 obj\n${object}\nendobj\n`
    return at
  })
  const start = text.length
  const rows = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  text += `xref\n0 5\n0000000000 65535 f \n${rows}trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`
  return new TextEncoder().encode(text)
}

test('a PDF of scans is refused as one, and what is no file of its kind as unreadable', async () => {
  assert.deepEqual(await readPdfText(scan()), { ok: false, reason: 'scan' })
  assert.deepEqual(await readPdfText(new TextEncoder().encode('not a PDF')), { ok: false, reason: 'unreadable' })
  assert.deepEqual(readDocxText(new TextEncoder().encode('PK\u0005\u0006 damaged')), { ok: false, reason: 'unreadable' })
  assert.deepEqual(readDocxText(new Uint8Array(0)), { ok: false, reason: 'unreadable' })
})
