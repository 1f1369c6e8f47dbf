import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wordsIn } from './example-record.ts'
import { exampleRequest } from './example-request.ts'
import type { PrintDocument } from './model.ts'
import { allTexts, readDocx, readPdf, wordsOfXml } from './read-back.ts'
import { toRecordPackage } from './record-package.ts'
import { toRequestPackage } from './request-package.ts'
import { sideBySide } from './side-by-side.ts'
import { toDocx } from './to-docx.ts'
import { toPdf } from './to-pdf.ts'

const request = exampleRequest(3)
const [es, en] = [toRequestPackage(request, wordsIn('es')), toRequestPackage(request, wordsIn('en'))]
const both = sideBySide(es, en)
const without = (text: string) => text.replaceAll(/\s+/g, '')
const partsOf = (document: PrintDocument) => [document, ...(document.parts ?? [])]

for (const [name, document] of Object.entries({ es, en, both })) {
  test(`every word of a request package is in both formats: ${name}`, async () => {
    const pdf = without((await readPdf(await toPdf(document))).pages.join(' '))
    const docx = without(wordsOfXml(readDocx(await toDocx(document)).get('word/document.xml') ?? ''))
    // A text that runs over a page has that page's furniture in its midst; each paragraph and each line of its own does not.
    const wanted = [
      ...new Set(
        allTexts(document)
          .flatMap((text) => text.split('\n'))
          .map(without),
      ),
    ].filter((text) => text !== '' && text.length < 60)
    assert.ok(wanted.length > 100)
    for (const found of [pdf, docx])
      assert.deepEqual(
        wanted.filter((text) => !found.includes(text)),
        [],
      )
  })
}

test('in both languages each heading stands once in each, and no key of a catalogue is left', () => {
  const headings = (document: PrintDocument) =>
    partsOf(document).flatMap(({ blocks }) => blocks.flatMap((block) => (block.type === 'heading' ? [block] : [])))
  const [first, second, joined] = [headings(es), headings(en), headings(both)]
  assert.ok(joined.length > 15)
  assert.deepEqual(
    joined.map(({ text }) => text),
    first.map(({ text }) => text),
  )
  assert.deepEqual(
    joined.map(({ text, beside }) => beside ?? text),
    second.map(({ text }) => text),
  )
  const keys = allTexts(both).filter((text) => /^(package|certify|check|facts|use|footer|words)\.[a-z_.]+$/.test(text))
  assert.deepEqual(keys, [])
})

test('pages are counted through, each with the marking twice and the hash and place of what it prints', async () => {
  const { pages } = await readPdf(await toPdf(both))
  const parts = partsOf(both)
  const hashes = new Set(request.enclosures.map(({ record }) => record?.sha256 ?? ''))
  assert.ok(pages.length > parts.length)
  for (const [i, page] of pages.entries()) {
    assert.ok(page.includes(`Página ${i + 1} de ${pages.length}`) && page.includes(`Page ${i + 1} of ${pages.length}`), `page ${i + 1}`)
    assert.ok(page.split('TLP:AMBER').length > 4, `page ${i + 1}`)
    assert.match(page, /example\.org\/mx\/journal #\d+ · SHA-256 [0-9a-f]{64}/)
  }
  for (const hash of hashes) assert.ok(pages.filter((page) => page.includes(`SHA-256 ${hash}`)).length >= 2, hash)
})

test('the contents name the page that each part begins on, without what stands behind a sheet', async () => {
  const { pages, outline } = await readPdf(await toPdf(es))
  const contents = pages[1] ?? ''
  const listed = partsOf(es)
    .slice(1)
    .filter(({ unlisted }) => unlisted !== true)
  assert.equal(listed.length, 5)
  for (const { title } of listed) {
    const [, said] = /^ (\d+)/.exec(contents.split(title)[1] ?? '') ?? []
    assert.ok(pages[Number(said) - 1]?.includes(title), `${title} on ${said}`)
  }
  assert.ok(outline.includes('Certificación'))
})

test('a DOCX has a section with its own footer for each part, and is told to fill in its contents', async () => {
  const files = readDocx(await toDocx(es))
  const footers = [...files].filter(([name]) => /footer\d/.test(name))
  assert.equal(footers.length, partsOf(es).length)
  assert.match(files.get('word/settings.xml') ?? '', /updateFields/)
  assert.match(files.get('word/document.xml') ?? '', /PAGEREF part-1/)
})

test('a file says its pages, a plain text is printed, and what the reader may not see is named without its title', async () => {
  const closed = { id: 'note--11111111-1111-4111-8111-111111111111', files: [] }
  const document = toRequestPackage({ ...request, enclosures: [...request.enclosures.slice(0, 1), closed] }, wordsIn('en'))
  const all = (await readPdf(await toPdf(document))).pages.join(' ')
  for (const words of [
    'FICTIONAL warrant.pdf',
    'printed below',
    'FICTIONAL typed words.',
    'Record not shown to whoever printed this',
    closed.id,
  ])
    assert.ok(all.includes(words), words)
  assert.match(all, /warrant\.pdf.{0,80} 12 (cd){16}/)
})

test('a heading never stands alone at the foot of a page', async () => {
  const filler = (lines: number): PrintDocument['blocks'] => [
    { type: 'paragraphs', text: Array.from({ length: lines }, () => 'line').join('\n') },
  ]
  const followers: PrintDocument['blocks'] = [
    { type: 'paragraphs', text: 'FOLLOWS' },
    { type: 'facts', rows: [{ label: 'FOLLOWS', value: { type: 'text', text: 'value' } }] },
    { type: 'table', caption: '', columns: [{ title: 'FOLLOWS', share: 100 }], rows: [['one\ntwo\nthree'], ['four']] },
    { type: 'note', tone: 'plain', title: 'FOLLOWS', lines: ['one', 'two', 'three'] },
  ]
  for (const follower of followers)
    for (let lines = 22; lines <= 30; lines++) {
      const blocks = [...filler(lines), { type: 'heading', level: 1, text: 'ABOVE' } as const, follower]
      const { parts: _, opening: _opening, ...plain } = es
      const { pages } = await readPdf(await toPdf({ ...plain, blocks }))
      const page = pages.find((words) => words.includes('ABOVE')) ?? ''
      assert.ok(page.includes('FOLLOWS'), `${follower.type} after ${lines} lines`)
    }
})

test('any record prints with what it names', async () => {
  const document = toRecordPackage(request, wordsIn('en'))
  const { pages } = await readPdf(await toPdf(document))
  assert.match(pages.at(-1) ?? '', /Certification/)
  assert.equal(partsOf(document).filter(({ unlisted }) => unlisted !== true).length, 1 + 1 + 3 + 1)
})
