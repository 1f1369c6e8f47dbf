import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inflateSync } from 'node:zlib'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { toDocument } from './documents-of.ts'
import { toEvidenceDocument } from './evidence-cover.ts'
import { exampleRecord, wordsIn } from './example-record.ts'
import { exampleRequest } from './example-request.ts'
import { toListDocument } from './list-document.ts'
import type { PrintDocument } from './model.ts'
import { toPassportDocument } from './passport-document.ts'
import { readDocx, readPdf, wordsOfXml } from './read-back.ts'
import { toRecordPackage } from './record-package.ts'
import { toRequestPackage } from './request-package.ts'
import { toSheetDocument } from './sheet-document.ts'
import { sideBySide } from './side-by-side.ts'
import { toDocx } from './to-docx.ts'
import { toPdf } from './to-pdf.ts'
import type { Words } from './words.ts'

const madeAt = new Date('2026-01-16T09:30:00.000Z')
const hash = 'ab'.repeat(32)
const about = { party: 'mx', agency: 'sspc', purpose: 'FICTIONAL purpose', madeAt }
const position = { origin: 'example.org/mx/journal', seq: 41 }
const printed = { ...position, sha256: hash, position, printedBy: 'FICTIONAL officer', printedAt: madeAt }
const request = exampleRequest(2)

/** Every way in which something is laid out for paper. */
const classes: Readonly<Record<string, (words: Words) => PrintDocument>> = {
  record: (words) => toDocument(exampleRecord('seizure'), words),
  note: (words) => toDocument(exampleRecord('diplomatic-note'), words),
  'request package': (words) => toRequestPackage(request, words),
  'record package': (words) => toRecordPackage(request, words),
  passport: (words) =>
    toPassportDocument(
      {
        ...about,
        counsel: 'FICTIONAL counsel',
        person: 'FICTIONAL person',
        markings: ['TLP:AMBER'],
        records: [],
        sendings: [],
        leftOut: [],
        fingerprints: [{ name: position.origin, sha256: hash }],
      },
      words,
    ),
  evidence: (words) =>
    toEvidenceDocument(
      {
        ...about,
        by: 'FICTIONAL officer',
        recipient: { code: 'court', name: 'FICTIONAL court' },
        ground: 'proof_use',
        under: [],
        consents: [],
        markings: ['TLP:AMBER'],
        records: [],
        warnings: [],
        fingerprints: [{ name: position.origin, sha256: hash }],
      },
      words,
    ),
  list: (words) =>
    toListDocument(
      {
        ...about,
        ...printed,
        list: 'cases',
        filters: [],
        columns: [{ name: 'title', share: 100 }],
        rows: [[{ type: 'text', text: 'FICTIONAL case' }]],
        more: false,
        tlps: ['amber'],
      },
      words,
    ),
  sheet: (words) =>
    toSheetDocument(
      {
        ...about,
        ...printed,
        sheet: 'simulation',
        title: { type: 'text', text: 'FICTIONAL page' },
        tlps: ['green', 'red'],
        parts: [{ type: 'list', items: [{ type: 'day', value: '2026-03-14' }] }],
      },
      words,
    ),
}

const squeeze = (text: string) => text.replaceAll(/\s+/g, ' ').trim()
const lines = (text: string) => text.split('\n').map(squeeze)

for (const [name, layOut] of Object.entries(classes)) {
  const [es, en] = [layOut(wordsIn('es')), layOut(wordsIn('en'))]
  for (const [language, document] of Object.entries({ es, en, both: sideBySide(es, en) })) {
    test(`a ${name} carries banner, number, hash and place on every page, is PDF/A-2b as far as its bytes tell, and so is its DOCX: ${language}`, async () => {
      const parts = [document, ...(document.parts ?? [])]
      const bytes = await toPdf(document)
      const { pages } = await readPdf(bytes)
      for (const [i, page] of pages.entries()) {
        const part = parts.find(({ marking, footer }) => page.includes(squeeze(footer.position)) && page.endsWith(squeeze(marking)))
        assert.ok(part !== undefined, `page ${i + 1}: ${page.slice(0, 80)} … ${page.slice(-300)}`)
        assert.ok(page.split(squeeze(part.marking)).length > 2, `page ${i + 1}`)
        for (const said of [squeeze(part.footer.page(String(i + 1), String(pages.length))), ...lines(part.footer.printed)])
          assert.ok(page.includes(said), `page ${i + 1}: ${said}`)
      }
      await assertArchival(bytes, document)
      const files = readDocx(await toDocx(document))
      const kept = (kind: string) => [...files].filter(([file]) => file.startsWith(`word/${kind}`)).map(([, xml]) => xml)
      assert.equal(kept('footer').length, parts.length)
      const [headers, footers] = [kept('header').map(wordsOfXml), kept('footer')]
      for (const { marking, footer } of parts) {
        assert.ok(headers.includes(squeeze(marking)))
        const own = footers.find((xml) => wordsOfXml(xml).includes(squeeze(footer.position)) && wordsOfXml(xml).endsWith(squeeze(marking)))
        assert.match(own ?? '', />PAGE<.*>NUMPAGES</s)
      }
    })
  }
}

/** What ISO 19005-2 asks of level B that can be read from the bytes; numbers are its clauses. */
async function assertArchival(bytes: Uint8Array, { title, language, author, subject }: PrintDocument): Promise<void> {
  const file = Buffer.from(bytes).toString('latin1')
  const objects = new Map([...file.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map(([, id, body]) => [id, body ?? '']))
  const bodies = [...objects.values()]
  const follow = (body: string, key: string) => objects.get(new RegExp(`/${key} \\[?(\\d+) 0 R`).exec(body)?.[1] ?? '') ?? ''
  // 6.1.2 and 6.1.3: a header with bytes above 127, an identifier, no encryption.
  assert.match(file, /^%PDF-1\.[4-7]\n%[\x80-\xff]{4}/)
  const trailer = file.slice(file.lastIndexOf('\ntrailer'))
  assert.match(trailer, /\/ID \[<[0-9a-f]+> <[0-9a-f]+>\]/)
  assert.doesNotMatch(trailer, /\/Encrypt/)
  // 6.5, 6.6.1 and 6.8: nothing that acts, plays, hides or is embedded; a link is printed like the page.
  for (const body of bodies) {
    const dictionary = body.split('\nstream\n')[0] ?? ''
    assert.doesNotMatch(dictionary, /\/(JavaScript|JS|Launch|AA|OpenAction|EmbeddedFile|XFA|RichMedia|LZWDecode|NeedAppearances)\b/)
    if (/\/Subtype \/Link/.test(dictionary)) assert.match(dictionary, /\/F 4\b/)
  }
  // 6.2.3: colours mean what the embedded profile says, one of three channels.
  const catalog = bodies.find((body) => body.includes('/Type /Catalog')) ?? ''
  const intent = follow(catalog, 'OutputIntents')
  assert.match(intent, /\/S \/GTS_PDFA1/)
  const profile = follow(intent, 'DestOutputProfile')
  assert.match(profile, /\/N 3\b/)
  const [, packed = ''] = profile.split('\nstream\n')
  const icc = profile.includes('/FlateDecode') ? inflateSync(Buffer.from(packed, 'latin1')) : Buffer.from(packed, 'latin1')
  assert.deepEqual([icc.toString('latin1', 36, 40), icc.toString('latin1', 16, 20)], ['acsp', 'RGB '])
  // 6.2.11: every font is embedded, says which glyph is which, and leads back to its letters.
  const descriptors = bodies.filter((body) => body.includes('/Type /FontDescriptor'))
  assert.ok(descriptors.length > 0)
  for (const body of descriptors) assert.match(follow(body, 'FontFile2'), /stream/)
  for (const body of bodies.filter((one) => /\/Subtype \/(Type0|Type1|TrueType|Type3)\b/.test(one))) {
    assert.match(body, /\/Subtype \/Type0/)
    assert.match(follow(body, 'ToUnicode'), /stream/)
    assert.match(follow(body, 'DescendantFonts'), /\/CIDToGIDMap \/Identity/)
  }
  // 6.6.2 and 6.6.4: metadata that anyone can read, of part 2 level B, and no other than the file's own properties.
  const xmp = follow(catalog, 'Metadata')
  assert.doesNotMatch(xmp, /\/Filter/)
  const said = (tag: string) =>
    new RegExp(`<${tag}>(?:\\s*<rdf:(?:Alt|Seq)>\\s*<rdf:li[^>]*>)?([^<]*)<`).exec(Buffer.from(xmp, 'latin1').toString('utf8'))?.[1]
  assert.deepEqual([said('pdfaid:part'), said('pdfaid:conformance')], ['2', 'B'])
  const { info } = (await (await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise).getMetadata()) as unknown as {
    info: Record<string, string>
  }
  const plainly = (text: string | undefined) =>
    text?.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&apos;', "'").replaceAll('&amp;', '&')
  assert.deepEqual(
    ['dc:title', 'dc:creator', 'dc:description', 'xmp:CreatorTool', 'pdf:Producer'].map((tag) => plainly(said(tag))),
    [info.Title, info.Author, info.Subject, info.Creator, info.Producer],
  )
  assert.deepEqual([info.Title, info.Author, info.Subject, info.Language], [title, author, subject, language])
  assert.equal(said('xmp:CreateDate')?.replaceAll(/\D/g, ''), info.CreationDate?.replaceAll(/\D/g, ''))
}
