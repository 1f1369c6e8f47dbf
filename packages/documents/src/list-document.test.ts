import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wordsIn } from './example-record.ts'
import { toListDocument } from './list-document.ts'
import type { PrintedList } from './printed-list.ts'
import { readDocx, readPdf, wordsOfXml } from './read-back.ts'
import { sideBySide } from './side-by-side.ts'
import { toDocx } from './to-docx.ts'
import { toPdf } from './to-pdf.ts'

const list: PrintedList = {
  list: 'requests',
  party: 'mx',
  agency: 'sspc',
  filters: [
    { name: 'turn', value: { type: 'sentence', keys: [['documents', 'list.value.ours']], code: 'ours' } },
    { name: 'made-up-later', value: { type: 'text', text: 'FICTIONAL filter' } },
  ],
  columns: [
    { name: 'what', share: 60 },
    { name: 'due', share: 40 },
  ],
  rows: Array.from({ length: 90 }, (_, i) => [
    {
      type: 'several',
      cells: [
        { type: 'text', text: `FICTIONAL request ${i}` },
        { type: 'kind', value: 'request' },
      ],
    },
    { type: 'day', value: '2026-03-14' },
  ]),
  more: true,
  tlps: ['green', 'amber', 'clear'],
  sha256: 'cd'.repeat(32),
  position: { origin: 'example.org/mx/journal', seq: 907 },
  printedBy: 'FICTIONAL officer',
  printedAt: new Date('2026-03-01T12:00:00Z'),
}

test('a list says its filters, repeats its head on every page, and carries the highest TLP, its hash and the newest place on each', async () => {
  const document = sideBySide(toListDocument(list, wordsIn('es')), toListDocument(list, wordsIn('en')))
  const { pages } = await readPdf(await toPdf(document))
  assert.ok(pages.length > 2)
  for (const [i, page] of pages.entries()) {
    assert.equal(page.split('TLP:AMBER').length - 1, 2, `page ${i + 1}`)
    assert.ok(page.includes(`#907 · SHA-256 ${list.sha256}`) && page.includes(`Page ${i + 1} of ${pages.length}`))
    if (/FICTIONAL request \d/.test(page)) assert.match(page, /Vence/)
  }
  const docx = wordsOfXml(readDocx(await toDocx(document)).get('word/document.xml') ?? '')
  for (const all of [pages.join(' '), docx])
    for (const said of ['Nuestro', 'Ours', 'FICTIONAL filter', 'FICTIONAL request 89', '14 de marzo de 2026', 'March 14, 2026'])
      assert.ok(all.includes(said), said)
})

test('an empty list says that it is empty and was narrowed by nothing', async () => {
  const words = wordsIn('en')
  const document = toListDocument({ ...list, filters: [], rows: [], tlps: [], more: false }, words)
  const all = (await readPdf(await toPdf(document))).pages.join(' ')
  assert.ok(all.includes(words.say('list.filters.none')) && all.includes(words.say('marking.none')))
})
