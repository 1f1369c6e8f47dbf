import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wordsIn } from './example-record.ts'
import { type PrintedPassport, toPassportDocument } from './passport-document.ts'
import { allTexts, readDocx, readPdf, wordsOfXml } from './read-back.ts'
import { sideBySide } from './side-by-side.ts'
import { toDocx } from './to-docx.ts'
import { toPdf } from './to-pdf.ts'

const without = (text: string) => text.replaceAll(/\s+/g, '')
const extension = 'extension-definition--d5904e17-7b2c-4f8a-a6c3-e18b30f7924d'
const event = (closed: string | null, seq: number): PrintedPassport['records'][number] => ({
  id: `note--${seq}`,
  kind: 'custody-event',
  from: 'mx',
  object: {
    extensions: {
      [extension]: {
        event: 'detained',
        happened_at: '2026-01-15T14:20:00Z',
        authority: '[…]',
        instrument: 'FICTIONAL treaty',
        checks: [{ right: 'counsel', state: 'done' }],
      },
    },
  },
  closed,
  struck: 1,
  position: { origin: 'example.org/mx/journal', seq },
  sha256: `${seq}`.repeat(64),
})
const passport: PrintedPassport = {
  madeAt: new Date('2026-01-16T09:30:00.000Z'),
  party: 'mx',
  agency: 'sspc',
  counsel: 'FICTIONAL counsel',
  purpose: 'Defence',
  person: 'FICTIONAL Person',
  markings: ['RESERVADA (fictional) · TLP:AMBER'],
  records: [event(null, 4), event('names', 7)],
  sendings: [{ day: '2026-01-15', partner: 'us', agreement: 'demo-mx-us/1', instrument: 'FICTIONAL agreement', article: '4' }],
  leftOut: [{ reason: 'marking', count: 2 }],
  fingerprints: [{ name: 'node.mx.sig.example/journal/1', sha256: 'ab'.repeat(32) }],
}
const [es, en] = [toPassportDocument(passport, wordsIn('es')), toPassportDocument(passport, wordsIn('en'))]

for (const [name, document] of Object.entries({ es, en, both: sideBySide(es, en) })) {
  test(`every word of a rights passport is in both formats: ${name}`, async () => {
    const pdf = without((await readPdf(await toPdf(document))).pages.join(' '))
    const docx = without(wordsOfXml(readDocx(await toDocx(document)).get('word/document.xml') ?? ''))
    const wanted = allTexts(document)
      .flatMap((text) => text.split('\n'))
      .map(without)
      .filter((text) => text !== '' && text.length < 60)
    assert.ok(wanted.length > 40)
    for (const found of [pdf, docx])
      assert.deepEqual(
        wanted.filter((text) => !found.includes(text)),
        [],
      )
    assert.deepEqual(
      allTexts(document).filter((text) => /^(passport|evidence|check|footer)\.[a-z_.]+$/.test(text)),
      [],
    )
  })
}

test('what was opened is shown with its hash; what stays closed with its reason and without a hash that could be guessed at', () => {
  const texts = allTexts(en).join('\n')
  assert.ok(texts.includes('4'.repeat(64)))
  assert.ok(!texts.includes('7'.repeat(64)))
  assert.match(texts, /names somebody who must not be named/)
  assert.match(texts, /Its marking is TLP:RED/)
})
