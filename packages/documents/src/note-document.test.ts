import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exampleOf, kinds } from '@enlace/records'
import { toDocument } from './documents-of.ts'
import { exampleRecord, wordsIn } from './example-record.ts'
import { allTexts, readDocx, readPdf, wordsOfXml } from './read-back.ts'
import type { PrintedRecord } from './record-document.ts'
import { sideBySide } from './side-by-side.ts'
import { toDocx } from './to-docx.ts'
import { toPdf } from './to-pdf.ts'
import { toldKinds } from './told.ts'

/** The example note with members of its extension changed. */
function noteWith(change: Record<string, unknown>, more: Record<string, unknown> = {}): PrintedRecord {
  const note = exampleRecord('diplomatic-note')
  const extension = String(kinds.get('diplomatic-note')?.extension)
  const { [extension]: own } = note.object.extensions as Record<string, object>
  return { ...note, object: { ...note.object, ...more, extensions: { [extension]: { ...own, ...change } } } as never }
}

const textsOf = (record: PrintedRecord, language: 'es' | 'en' = 'en') => allTexts(toDocument(record, wordsIn(language))).join('\n')

test('a verbal note is set with number, offices, day in words, both texts by paragraph, seal, initials and legalisation, in both formats', async () => {
  const record = noteWith({ translation_text: 'Uno.\n\nDos.' }, { content: 'One.\n\nTwo.' })
  const both = sideBySide(toDocument(record, wordsIn('es')), toDocument(record, wordsIn('en')))
  const aligned = both.blocks.find((block) => block.type === 'aligned')
  assert.deepEqual(aligned?.rows.slice(1, 3), [
    { number: '1.', left: 'One.', right: 'Uno.' },
    { number: '2.', left: 'Two.', right: 'Dos.' },
  ])
  const pdf = (await readPdf(await toPdf(both))).pages.join(' ')
  const docx = wordsOfXml(readDocx(await toDocx(both)).get('word/document.xml') ?? '')
  for (const words of [
    'Nota verbal núm. FICTIONAL-0451/2026',
    'Note verbale No. FICTIONAL-0451/2026',
    'quince de enero de dos mil veintiséis',
    'the fifteenth of January, two thousand twenty-six',
    'presents its compliments to Example foreign ministry, legal office',
    'saluda atentamente a Example foreign ministry, legal office',
    'Paragraphs without a number are formulas of courtesy',
    'Rúbrica',
    'Seal of the example embassy',
    'FICTIONAL-77',
  ])
    for (const [format, text] of Object.entries({ pdf, docx })) assert.ok(text.includes(words), `${words} in ${format}`)
})

test('formulas are those of a verbal note alone, and not said twice', () => {
  assert.doesNotMatch(textsOf(noteWith({ series: 'first_person' })), /highest consideration/)
  const whole = 'The Embassy presents its compliments to the Ministry, asks, and renews the assurances of its highest consideration.'
  assert.equal(textsOf(noteWith({}, { content: whole })).match(/compliments/g)?.length, 1)
})

test('a translation is said to be certified, with who by and when, or to be a courtesy, or not to be there', () => {
  assert.match(textsOf(noteWith({})), /Translation certified by Example Translator on January 14, 2026/)
  assert.match(textsOf(noteWith({ translation_state: 'courtesy' })), /nobody has certified it/)
  assert.match(
    textsOf(noteWith({ translation_state: 'none', translation_text: undefined, translation_language: undefined }), 'es'),
    /Sin traducción/,
  )
})

test('every state of the legalisation stands on the paper in both languages, with its number, its office and its day', () => {
  const bare = { legalisation_number: undefined, legalisation_office: undefined, legalised_on: undefined }
  for (const [state, change, en, es] of [
    ['not_required', bare, 'Not required', 'No se requiere'],
    ['pending', bare, 'Legalisation pending', 'Legalización pendiente'],
    ['apostille', {}, 'Apostille', 'Apostilla'],
    ['consular', {}, 'Consular certification', 'Certificación consular'],
  ] as const) {
    const record = noteWith({ ...change, legalisation: state })
    const [english, spanish] = [textsOf(record, 'en'), textsOf(record, 'es')]
    assert.ok(english.includes(en) && spanish.includes(es), `${state}: ${spanish}`)
    assert.equal(english.includes('FICTIONAL-77'), !('legalisation_number' in change), state)
  }
})

test('what is told about a record is printed with it in the order of time, in both languages', async () => {
  for (const about of toldKinds.keys()) {
    if (!kinds.has(about)) continue
    const names = (toldKinds.get(about) ?? []).filter((name) => kinds.has(name))
    const told = names.map((kind) => ({ id: kind, kind, from: 'mx', object: exampleOf(kinds.get(kind) as never).object }))
    const record = exampleRecord(about, { told })
    const both = sideBySide(toDocument(record, wordsIn('es')), toDocument(record, wordsIn('en')))
    const headings = both.blocks.flatMap((block) => (block.type === 'heading' ? [block.beside ?? block.text] : []))
    for (const name of names) assert.ok(headings.includes(kinds.get(name)?.title ?? ''), `${name} of ${about}`)
    assert.ok((await toPdf(both)).length > 0)
  }
  const event = exampleOf(kinds.get('custody-event') as never).object
  const extension = String(kinds.get('custody-event')?.extension)
  const at = (happened: string) => ({
    id: happened,
    kind: 'custody-event',
    from: 'mx',
    object: {
      ...event,
      extensions: { [extension]: { ...(event.extensions as Record<string, object>)[extension], happened_at: happened } },
    },
  })
  const told = [at('2026-03-02T12:00:00Z'), at('2026-01-02T12:00:00Z')]
  const all = textsOf(exampleRecord('case', { told }))
  assert.ok(all.indexOf('Jan 2, 2026') < all.indexOf('Mar 2, 2026') && all.includes('Jan 2, 2026'))
})

test('words wider than their column, right-to-left text and empty fields cost no letter and no column', async () => {
  const long = 'x'.repeat(300)
  const record = noteWith({ translation_text: `שלום ${long}`, to_office: '', enclosures: [] }, { content: long, abstract: 'x'.repeat(150) })
  const document = toDocument(record, wordsIn('en'))
  const pages = (await readPdf(await toPdf(document))).pages.join('')
  assert.ok((pages.match(/x/g)?.length ?? 0) >= 750)
  assert.match(wordsOfXml(readDocx(await toDocx(document)).get('word/document.xml') ?? ''), /שלום/)
})
