import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exampleOf, kinds } from '@enlace/records'
import { exampleRecord, wordsIn } from './example-record.ts'
import { allTexts, readDocx, readPdf, wordsOfXml } from './read-back.ts'
import { toRecordDocument } from './record-document.ts'
import { toDocx } from './to-docx.ts'
import { toPdf } from './to-pdf.ts'

const without = (text: string) => text.replaceAll(/\s+/g, '')
const ours = ['mirror-alert', 'seizure', 'list-entry', 'figure', 'response', 'feedback']
const relations = [{ relation: 'object_refs', direction: 'from', title: 'FICTIONAL answer', kind: 'response', id: 'note--1' }] as const
const releases = [
  {
    partner: 'us',
    outcome: 'release',
    explanation: { code: 'release', values: {} },
    without: ['name'],
    decidedAt: '2026-01-15T12:00:03.000Z',
    receiptedAt: '2026-01-15T12:00:04.000Z',
  },
] as const
const versions = [
  { modified: '2026-01-15T12:00:00.000Z', seq: 41, from: 'mx' },
  { modified: '2026-01-14T12:00:00.000Z', seq: 12, from: 'mx' },
]

for (const language of ['es', 'en'] as const) {
  for (const kind of ours) {
    test(`every word of a printed ${kind} is in both formats, in ${language}`, async () => {
      const document = toRecordDocument(exampleRecord(kind, { relations, releases, versions }), wordsIn(language))
      const pdf = without((await readPdf(await toPdf(document))).pages.join(' '))
      const docx = without(wordsOfXml(readDocx(await toDocx(document)).get('word/document.xml') ?? ''))
      const wanted = allTexts(document)
      assert.ok(wanted.length > 25)
      assert.deepEqual(
        wanted.filter((text) => !docx.includes(without(text))),
        [],
      )
      // What stands on every page may stand in the middle of a text that runs over it.
      const furniture = [document.footer.printed, document.footer.position, document.marking, document.marking].map(without)
      const plain = furniture.reduce((all, text) => all.replaceAll(text, ''), pdf).replaceAll(/P(age|ágina)\d+(of|de)\d+/g, '')
      assert.deepEqual(
        wanted.filter((text) => !plain.includes(without(text))),
        [],
      )
    })
  }
}

test('each page carries the marking twice, who printed it, where the record lies, and its number', async () => {
  const record = exampleRecord('seizure', { versions })
  const marked = { ...record, envelope: { ...record.envelope, marking: { scheme: 'mx-reservada', value: 'RESERVADA (fictional)' } } }
  const document = toRecordDocument(marked, wordsIn('es'))
  const { pages, info } = await readPdf(await toPdf(document))
  for (const [i, page] of pages.entries()) {
    assert.equal(page.split('RESERVADA (fictional) · TLP:AMBER').length - 1, 2 + Number(page.includes('Clasificación')), `page ${i + 1}`)
    assert.ok(page.includes(`Página ${i + 1} de ${pages.length}`))
    assert.ok(page.includes('FICTIONAL officer, SSPC'))
    assert.ok(page.includes(record.sha256))
  }
  assert.equal(info.Title, document.title)
  assert.equal(info.Language, 'es-MX')
  const docx = readDocx(await toDocx(document))
  const [header, footer] = [[...docx].find(([name]) => /header\d/.test(name)), [...docx].find(([name]) => /footer\d/.test(name))]
  assert.match(wordsOfXml(header?.[1] ?? ''), /RESERVADA \(fictional\) · TLP:AMBER/)
  assert.match(wordsOfXml(footer?.[1] ?? ''), /FICTIONAL officer, SSPC.*Página.*RESERVADA \(fictional\)/)
  assert.match(footer?.[1] ?? '', /NUMPAGES/)
})

test('a draft says so before its title, in words, and a status newer than this node by its code', async () => {
  const record = exampleRecord('mirror-alert')
  for (const [status, said] of [
    ['non_paper', 'Non-paper'],
    ['made-up-later', 'made-up-later'],
  ]) {
    const document = toRecordDocument({ ...record, envelope: { ...record.envelope, draft_status: status as string } }, wordsIn('en'))
    const { pages } = await readPdf(await toPdf(document))
    assert.ok((pages[0] ?? '').indexOf(said as string) < (pages[0] ?? '').indexOf(document.title))
    assert.ok((pages[0] ?? '').includes(said as string))
  }
})

test('ten thousand words print whole, page by page, and a table repeats its header', async () => {
  const record = exampleRecord('mirror-alert')
  const words = Array.from({ length: 10_000 }, (_, i) => `palabra${i}`)
  const long = words.join(' ').replaceAll(/(palabra\d*00) /g, '$1\n\n')
  const many = Array.from({ length: 120 }, (_, i) => ({ ...relations[0], title: `FICTIONAL relation ${i}` }))
  const document = toRecordDocument({ ...record, object: { ...record.object, description: long }, relations: many }, wordsIn('en'))
  const { pages, outline } = await readPdf(await toPdf(document))
  const all = pages.join(' ')
  for (const i of [0, 4999, 9999]) assert.ok(new RegExp(`palabra${i}\\b`).test(all), String(i))
  const tablePages = pages.filter((page) => /FICTIONAL relation \d/.test(page))
  assert.ok(tablePages.length > 2)
  for (const page of tablePages) assert.match(page, /How Record Kind/)
  assert.ok(outline.length > 0)
  const docx = wordsOfXml(readDocx(await toDocx(document)).get('word/document.xml') ?? '')
  for (const i of [0, 4999, 9999]) assert.ok(new RegExp(`palabra${i}\\b`).test(docx), String(i))
})

test('sixty pages are drawn in less than ten seconds', async (t) => {
  const record = exampleRecord('mirror-alert')
  const description = Array.from({ length: 420 }, () => 'Texto ficticio de una página larga, con acentos y ñ. '.repeat(11)).join('\n\n')
  const document = toRecordDocument({ ...record, object: { ...record.object, description } }, wordsIn('es'))
  const startedAt = performance.now()
  const pdf = await toPdf(document)
  const tookMs = performance.now() - startedAt
  const { pages } = await readPdf(pdf)
  t.diagnostic(`${pages.length} pages in ${(tookMs / 1000).toFixed(2)} s, ${(pdf.length / 1000).toFixed(0)} kB`)
  assert.ok(pages.length >= 60)
})

const strange =
  'Łódź Ελλάδα Москва e\u0301 حسن ١٢٣ שלום 漢字 🚒👨‍👩‍👧 \u{2a6d0} \u202eabc\u202c \u0000\u0007\ud800 <w:p>&amp;</w:p> _x000D_ \\u0041 ]]>'

test('letters of other alphabets, emoji, direction marks and control characters crash neither format and lose nothing silently', async () => {
  const record = exampleRecord('mirror-alert')
  const document = toRecordDocument(
    { ...record, object: { ...record.object, name: strange, description: strange.repeat(20) } },
    wordsIn('en'),
  )
  const { pages } = await readPdf(await toPdf(document))
  const all = pages.join(' ')
  for (const word of [
    'Łódź',
    'Ελλάδα',
    'Москва',
    'é',
    'حسن',
    '١٢٣',
    'שלום',
    '漢字',
    '🚒',
    '[U+2A6D0]',
    '<w:p>&amp;</w:p>',
    ']]>',
    'could not be printed',
  ])
    assert.ok(all.includes(word), word)
  const parts = readDocx(await toDocx(document))
  const xml = parts.get('word/document.xml') ?? ''
  for (const word of ['Łódź', 'حسن', 'שלום', '漢字', '👨‍👩‍👧', '<w:p>&amp;</w:p>', ']]>']) assert.ok(wordsOfXml(xml).includes(word), word)
  for (const part of parts.values()) assert.doesNotMatch(part, /(?![\t\n\r])\p{Cc}|\p{Cs}/u)
})

test('a document without a character it cannot draw says nothing of it', async () => {
  const { pages } = await readPdf(await toPdf(toRecordDocument(exampleRecord('mirror-alert'), wordsIn('en'))))
  assert.ok(!pages.join(' ').includes('could not be printed'))
})

test('every native type prints its example', async () => {
  for (const kind of kinds.values()) {
    const { object } = exampleOf(kind)
    const document = toRecordDocument(exampleRecord(kind.name, { object }), wordsIn('en'))
    assert.ok((await toDocx(document)).length > 0, kind.name)
    assert.ok(
      document.blocks.some((block) => block.type === 'facts' && block.rows.length > 0) || kind.name === 'marking-definition',
      kind.name,
    )
  }
})

test('a relationship is printed with its other end, in words, and with its reason', async () => {
  const related = [
    {
      relation: 'supports',
      direction: 'from',
      title: 'FICTIONAL other',
      kind: 'incident',
      id: 'incident--1',
      reason: 'FICTIONAL: same plates',
    },
    { relation: '← derived-from', direction: 'from', title: 'FICTIONAL copy', kind: 'incident', id: 'incident--2' },
  ] as const
  const document = toRecordDocument(exampleRecord('mirror-alert', { relations: related }), wordsIn('es'))
  const all = (await readPdf(await toPdf(document))).pages.join(' ')
  for (const words of ['respalda a', 'Porque: FICTIONAL: same plates', 'El otro registro deriva de']) assert.ok(all.includes(words), words)
})

test('however a long text is written, it is drawn whole: one paragraph, one word, one line a sentence', async (t) => {
  const record = exampleRecord('note')
  for (const content of [
    'Texto ficticio y largo, con acentos. '.repeat(4_000),
    'á'.repeat(60_000),
    'Frase.\n'.repeat(9_000),
    `${'x'.repeat(3_999)} fin`,
  ]) {
    const startedAt = performance.now()
    const pdf = await toPdf(toRecordDocument({ ...record, object: { ...record.object, content } }, wordsIn('es')))
    const tookMs = performance.now() - startedAt
    const { pages } = await readPdf(pdf)
    const letters = pages.join('').match(new RegExp(content[0] as string, 'g'))?.length ?? 0
    assert.ok(letters >= [...content].filter((letter) => letter === content[0]).length, `${letters} of ${content.slice(0, 20)}`)
    t.diagnostic(`${content.length} characters on ${pages.length} pages in ${tookMs.toFixed(0)} ms`)
  }
})

test('what a newer node wrote is printed as it came', async () => {
  const object = { type: 'x-newer', id: 'x-newer--1', spec_version: '2.1', novelty: 'FICTIONAL novelty' }
  const document = toRecordDocument(exampleRecord('mirror-alert', { kind: 'unknown', object, flags: ['newer_than_node'] }), wordsIn('en'))
  const { pages } = await readPdf(await toPdf(document))
  assert.match(pages.join(' '), /Newer than this node/)
  assert.match(pages.join(' '), /FICTIONAL novelty/)
})

test('what a record refers to is said by its title, its law by its name, a party by its own; what none of them knows stays', async () => {
  const id = 'incident--5b1f6e0a-6d0e-4c39-9c52-3a1d0e7f4a02'
  const words = { ...wordsIn('es'), partyName: (code: string) => (code === 'us' ? 'Estados Unidos' : code.toUpperCase()) }
  const about = [{ relation: 'object_refs', direction: 'from', title: 'FICTIONAL crossing', kind: 'incident', id }] as const
  const law = { es: 'Ley ficticia', en: 'Fictional law' }
  const texts = (record: Parameters<typeof toRecordDocument>[0]) => allTexts(toRecordDocument(record, words))
  const note = texts(exampleRecord('note', { relations: about, law }))
  assert.ok(note.slice(0, note.indexOf(words.say('relations.title'))).includes('FICTIONAL crossing'))
  assert.ok(note.includes(id) && note.some((text) => text.startsWith('Ley ficticia, ')))
  assert.ok(texts(exampleRecord('note')).includes(id))
  assert.ok(texts(exampleRecord('case')).includes('Estados Unidos'))
})
