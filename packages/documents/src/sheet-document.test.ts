import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wordsIn } from './example-record.ts'
import type { Cell, PrintedSheet } from './printed-list.ts'
import { allTexts, readDocx, readPdf, wordsOfXml } from './read-back.ts'
import { toSheetDocument } from './sheet-document.ts'
import { sideBySide } from './side-by-side.ts'
import { toDocx } from './to-docx.ts'
import { toPdf } from './to-pdf.ts'

const text = (words: string): Cell => ({ type: 'text', text: words })
const sheet: PrintedSheet = {
  sheet: 'agreement',
  title: { type: 'both', both: { es: 'Acuerdo FICTICIO', en: 'FICTIONAL agreement' } },
  party: 'mx',
  agency: 'sspc',
  parts: [
    { type: 'heading', level: 1, text: { type: 'sentence', keys: [['documents', 'agreement.term']], code: 'term' } },
    {
      type: 'facts',
      rows: [
        {
          label: { type: 'field', kind: 'rights-flag', field: 'fears' },
          value: {
            type: 'listed',
            as: 'conjunction',
            cells: [{ type: 'choice', kind: 'rights-flag', field: 'fears', value: 'torture' }, text('b'), text('c')],
          },
        },
        {
          label: text('closed'),
          value: {
            type: 'sentence',
            keys: [['documents', 'handover.closed']],
            code: 'closed',
            values: { by: { type: 'several', between: ' + ', cells: [text('one'), text(''), { type: 'day', value: '2026-03-14' }] } },
          },
        },
        { label: text('key'), value: { type: 'code', text: '0000 1111' } },
      ],
    },
    { type: 'table', caption: text('caption'), columns: [{ title: text('head'), share: 100 }], rows: [[text('cell')]] },
    { type: 'note', tone: 'warn', title: text('beware'), lines: [text('of it')] },
    { type: 'code', text: 'signed bytes' },
  ],
  tlps: ['green', 'amber+strict', 'clear'],
  sha256: 'cd'.repeat(32),
  position: { origin: 'example.org/mx/journal', seq: 907 },
  printedBy: 'FICTIONAL officer',
  printedAt: new Date('2026-03-01T12:00:00Z'),
}

test('a page is said part by part in the language of the paper, under its name, with the narrowest marking on it', () => {
  const es = toSheetDocument(sheet, wordsIn('es'))
  assert.deepEqual([es.title, es.eyebrow, es.marking], ['Acuerdo FICTICIO', 'Acuerdo · MX · SSPC', 'TLP:AMBER+STRICT'])
  const said = allTexts(es)
  for (const words of [
    'Vigencia',
    'Tortura o malos tratos, b y c',
    'Cerrado por one + 14 de marzo de 2026',
    'cell',
    'beware',
    'of it',
    'signed bytes',
  ])
    assert.ok(said.includes(words), `${words}: ${said.join(' | ')}`)
  const fact = es.blocks[1]
  assert.deepEqual(fact?.type === 'facts' && fact.rows[2]?.value, { type: 'text', text: '0000 1111', code: true })
  const en = toSheetDocument({ ...sheet, title: undefined, tlps: [] }, wordsIn('en'))
  assert.deepEqual([en.title, en.eyebrow, en.marking], ['Agreement', 'MX · SSPC', wordsIn('en').say('marking.none')])
})

test('a table fills the width, whatever its shares add up to, and all of it is on paper', async () => {
  const columns = [
    { title: text('first'), share: 5 },
    { title: text('second'), share: 3 },
    { title: text('third'), share: 2 },
  ]
  const rows = [[text('FICTIONAL commitment'), text('FICTIONAL owner'), text('late')]]
  const document = toSheetDocument({ ...sheet, parts: [{ type: 'table', caption: text('caption'), columns, rows }] }, wordsIn('en'))
  const [table] = document.blocks
  assert.deepEqual(table?.type === 'table' && table.columns.map(({ share }) => share), [50, 30, 20])
  const printed = (await readPdf(await toPdf(document))).pages.join(' ').replaceAll(/\s+/g, ' ')
  for (const words of ['FICTIONAL commitment', 'FICTIONAL owner', 'third']) assert.ok(printed.includes(words), printed)
})

test('boxes and bars say the same on PDF and DOCX, in one language and in both; a bar is never without its figures', async () => {
  const both = (es: string, en: string): Cell => ({ type: 'both', both: { es, en } })
  const parts: PrintedSheet['parts'] = [
    {
      type: 'bars',
      caption: both('Cómo está', 'Standing'),
      legend: [both('Verificados', 'Verified'), both('Vencidos', 'Late')],
      rows: [
        { label: text('MX'), parts: [2, 1], said: both('2 verificados, 1 vencido', '2 verified, 1 late') },
        { label: text('US'), parts: [0, 0], said: both('nada', 'nothing') },
      ],
    },
    {
      type: 'boxes',
      boxes: [
        {
          title: both('Avances', 'Progress'),
          lines: [{ text: both('Rastreos', 'Traces'), detail: text('MX'), mark: both('Controvertido', 'Disputed'), strong: true }],
          foot: both('y 3 más', 'and 3 more'),
        },
        { title: both('Pendientes', 'Pending'), lines: [] },
        { title: both('Impar', 'Odd one'), lines: [] },
      ],
    },
    { type: 'break' },
    { type: 'paragraphs', text: text('behind') },
  ]
  const es = toSheetDocument({ ...sheet, parts }, wordsIn('es'))
  const document = sideBySide(es, toSheetDocument({ ...sheet, parts }, wordsIn('en')))
  for (const one of [es, document]) {
    const pdf = await readPdf(await toPdf(one))
    const docx = wordsOfXml(readDocx(await toDocx(one)).get('word/document.xml') ?? '')
    assert.ok(pdf.pages.length >= 2 && pdf.pages[0]?.includes('behind') === false, 'what follows a break begins on its own page')
    for (const said of allTexts(one)
      .flatMap((words) => words.split('\n'))
      .filter((words) => words !== '')) {
      assert.ok(docx.includes(said), `DOCX: ${said}`)
      assert.ok(pdf.pages.join(' ').includes(said), `PDF: ${said}`)
    }
  }
  assert.ok(allTexts(document).includes('Rastreos\nTraces'))
})

test('what begins a page of its own begins the next one, also where the page before it is full to its foot', async () => {
  const boxes: PrintedSheet['parts'][number] = { type: 'boxes', boxes: [{ title: text('BOXED'), lines: [] }] }
  for (let count = 24; count <= 40; count++) {
    const items = Array.from({ length: count }, (_, i) => text(`FICTIONAL line ${i}`))
    const parts = [boxes, { type: 'list', items }, { type: 'break' }, boxes] as const
    const { pages } = await readPdf(await toPdf(toSheetDocument({ ...sheet, parts }, wordsIn('en'))))
    const empty = pages.filter((page) => !/FICTIONAL\s*line|BOXED|canonical/.test(JSON.stringify(page)))
    assert.deepEqual(empty, [], `${count} lines`)
  }
})
