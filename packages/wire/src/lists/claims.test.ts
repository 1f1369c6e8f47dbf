import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { utf8 } from '@enlace/core'
import {
  type CountDefinition,
  countedItem,
  type Ledger,
  type LedgerPoint,
  ledgerOf,
  parseEnvelope,
  readClaim,
  readDocument,
  recount,
  validateObject,
} from '@enlace/records'
import type { Importer } from '../importer.ts'
import { claimsImporters } from './claims.ts'

const [claimsImporter, other] = claimsImporters as readonly [Importer, Importer]
const shipped = ['claims-founding.jsonl', 'claims-founding.rivals.jsonl']
const files = shipped.map((name) => [name, readFileSync(new URL(`../../../../data/${name}`, import.meta.url))] as const)
const run = claimsImporter.read(new Map(files))
const objects = [...run.rows].map(({ object }) => object)
const documents = objects.flatMap((object) => readDocument(object) ?? [])
const claims = objects.flatMap((object) => readClaim(object) ?? [])

function ledger(name: RegExp): Ledger {
  const matter = objects.find((object) => object.type === 'grouping' && name.test(String(object.name)))
  assert.ok(matter, String(name))
  const about = claims.filter((claim) => claim.about.includes(String(matter.id)))
  const used = new Set(about.map((claim) => claim.document))
  return ledgerOf(
    about,
    documents.filter(({ id }) => used.has(id) || documents.some((other) => used.has(other.id) && other.copyOf === id)),
  )
}

function pointOf(name: RegExp, point: string): LedgerPoint {
  const found = ledger(name).points.find((each) => each.point === point)
  assert.ok(found, point)
  return found
}

const said = (point: LedgerPoint) => point.accounts.map(({ value }) => value)
const speakers = (point: LedgerPoint, value: string) =>
  point.accounts.find((account) => account.value === value)?.claims.map(({ speaker }) => speaker)

test('every line is a valid record with its envelope, and stays at home', () => {
  assert.equal(run.counts.reported, 0)
  assert.equal(run.counts.stored, run.counts.read)
  for (const { object, envelope, entryKey } of run.rows) {
    const checked = validateObject(object)
    assert.ok(checked.ok, `${entryKey}: ${JSON.stringify(checked)}`)
    const parsed = parseEnvelope(envelope)
    assert.ok(parsed.ok && parsed.flags.length === 0, entryKey)
    assert.deepEqual(envelope.permitted_use, [])
  }
  const known = new Set(objects.map(({ id }) => id))
  for (const claim of claims) assert.ok(known.has(claim.document) && (claim.denies === undefined || known.has(claim.denies)), claim.value)
})

test('each party reads the same under the same ids, as its own agency and marking', () => {
  const theirs = [...other.read(new Map(files)).rows]
  assert.deepEqual(
    theirs.map(({ object }) => object),
    objects,
  )
  assert.deepEqual([...new Set(theirs.map(({ envelope }) => envelope.author_agency))], ['dhs'])
  assert.deepEqual(
    [...new Set(theirs.map(({ envelope }) => JSON.stringify(envelope.marking)))],
    ['{"scheme":"us-public","value":"PUBLIC"}'],
  )
})

test('a line that cannot be read is reported and the rest go on; a file of another format is not guessed at', () => {
  const head = '{"format":"enlace-claims/1","as_of":"2026-01-31"}'
  const text = [head, '{"document":{"key":"a"}}', 'nonsense', '{"matter":{"key":"m","name":"M","sources":["a"]}}', '', '[]'].join('\n')
  const { counts, reported } = claimsImporter.read(new Map([['x.jsonl', utf8(text)]]))
  assert.deepEqual([counts.read, counts.stored, counts.reported], [4, 1, 3])
  assert.deepEqual(
    reported.map(({ line, reason }) => [line, reason]),
    [
      [2, 'line_not_read'],
      [3, 'line_not_read'],
      [6, 'line_not_read'],
    ],
  )
  const strange = claimsImporter.read(new Map([['x.jsonl', utf8('{"format":"enlace-claims/1","as_of":"2026-02-30"}\n')]]))
  assert.deepEqual([...strange.rows], [])
  assert.equal(strange.reported[0]?.reason, 'heading_not_found')
})

// The table of contradictions, DOMAIN 1F.
test('X1: of one event it is said what all agree on, and then who says what', () => {
  const custody = pointOf(/Wedding came/, 'custody')
  assert.deepEqual([custody.standing, custody.core], ['agreed', 'in United States custody'])
  const began = pointOf(/Wedding came/, 'custody_began')
  assert.deepEqual([began.standing, began.core], ['contested', undefined])
  assert.equal(began.accounts.length, 5)
  assert.deepEqual(speakers(began, 'apprehended'), ['Ryan James Wedding (counsel)'])
  const photograph = pointOf(/Wedding came/, 'authenticity')
  assert.equal(photograph.standing, 'contested')
  assert.match(photograph.denials[0]?.by.speaker ?? '', /CBC/)
})

test('X2: a pathway of which two things are said is contested, and none of them is chosen', () => {
  const pathway = pointOf(/Wedding came/, 'pathway')
  assert.deepEqual([pathway.standing, pathway.core, pathway.accounts.length], ['contested', undefined, 2])
})

test('X3: a standing on a list has its day, and one that outlives its end is marked', () => {
  const standing = pointOf(/most wanted/, 'list_standing')
  assert.ok(standing.marks.includes('out_of_order'))
  assert.deepEqual(
    standing.accounts.flatMap((account) => account.claims.map(({ phase, trueOn }) => [phase, trueOn])),
    [
      ['holds', '2026-01-23'],
      ['ended', '2026-01-22'],
    ],
  )
})

test('X4: a document that fits no day is impossible, and nothing that it alone says counts', () => {
  const { points, documents: used } = ledger(/undated text/)
  assert.deepEqual(
    used.map(({ impossible, publishedOn }) => [impossible, publishedOn]),
    [[true, undefined]],
  )
  assert.deepEqual(new Set(points.map(({ standing }) => standing)), new Set(['nothing_counts']))
  assert.deepEqual(new Set(points.flatMap((point) => point.accounts.map(({ sources }) => sources))), new Set([0]))
})

test('X5, X16: each party’s assessments stand by themselves, two tones of one government both', () => {
  const assessment = pointOf(/How far/, 'assessment')
  assert.equal(assessment.standing, 'contested')
  assert.equal(assessment.core, undefined)
  assert.ok(assessment.marks.includes('same_side_differs'))
  const us = assessment.accounts.filter((account) => account.claims.some(({ speaksFor }) => speaksFor === 'us'))
  assert.deepEqual(
    us.flatMap(({ words }) => words),
    ['unacceptable', 'doing more than ever'],
  )
})

test('X6: the same words, and demands published beside them, are two accounts of one statement', () => {
  assert.deepEqual(said(pointOf(/statement of both/, 'wording')), ['the same words from both', 'demands published with it by one'])
})

test('X7, X14: offices stand with their days and in the role that the source states', () => {
  const velasco = pointOf(/Velasco/, 'office')
  assert.ok(velasco.marks.includes('same_document_differs'))
  assert.deepEqual(
    new Set(velasco.accounts.flatMap((account) => account.claims.map(({ trueOn }) => trueOn))),
    new Set(['2026-01-23', '2025-12-11']),
  )
  assert.equal(pointOf(/Bland/, 'office').standing, 'single')
})

test('X8: a copy and what it copies are one source', () => {
  const held = pointOf(/Third meeting/, 'held_on')
  assert.deepEqual([held.standing, held.accounts[0]?.sources], ['agreed', 2])
  assert.deepEqual(
    held.accounts[0]?.claims.map(({ setAside }) => setAside),
    [undefined, 'copy', undefined],
  )
})

test('X9: one act keeps every word that was used for it', () => {
  const words = pointOf(/Twenty-nine/, 'pathway').accounts.flatMap((account) => account.words)
  assert.deepEqual(words.toSorted(), ['envío', 'expulsion', 'extradition', 'transfer', 'traslado'])
  assert.ok(pointOf(/Twenty-nine/, 'pathway').marks.includes('words_differ'))
})

test('X10: a change without what it is measured against is marked, and stays a range', () => {
  const change = pointOf(/cargo theft/, 'change')
  assert.ok(change.marks.includes('no_baseline'))
  assert.deepEqual(
    change.accounts[0]?.claims.map(({ low, high }) => [low, high]),
    [[10, 11]],
  )
})

test('B13: a promise to be faster without saying than what is marked', () => {
  assert.ok(pointOf(/How far/, 'pace').marks.includes('no_baseline'))
})

test('C20: another matter that is tied to this one stays the word of who ties it', () => {
  const { standing, core } = pointOf(/How far/, 'linkage')
  assert.deepEqual([standing, core], ['attributed', undefined])
})

test('X11: settled in one place and a possibility in another of one document is marked', () => {
  assert.ok(pointOf(/undated text/, 'deliverable').marks.includes('modality_differs'))
})

test('X12: nothing is said by nobody', () => {
  assert.ok(claims.every(({ speaker, speaksFor }) => speaker !== '' && speaksFor !== ''))
  assert.deepEqual(said(pointOf(/How far/, 'tone')), ['a demand', 'mutual respect', 'cooperation without subordination'])
})

test('X13: a report and its denial are a pair', () => {
  const { denials, accounts } = pointOf(/politicians/, 'occurred')
  assert.equal(denials[0]?.of, accounts[0]?.claims[0]?.id)
  assert.equal(denials[0]?.by.speaker, 'Claudia Sheinbaum')
})

test('X15: what a model made carries its mark and counts for nothing', () => {
  const held = pointOf(/First meeting/, 'held_on')
  assert.deepEqual([held.standing, held.core], ['single', '2025-09-26'])
  assert.deepEqual(
    held.accounts.map(({ value, sources, claims: saying }) => [value, sources, saying[0]?.setAside]),
    [
      ['2025-09-26', 1, undefined],
      ['2025-12', 0, 'ai_made'],
    ],
  )
})

test('X17, X18: one source that says two things is marked, and a label belongs to who used it', () => {
  assert.ok(pointOf(/Wedding came/, 'custody_began').marks.includes('same_document_differs'))
  const label = pointOf(/Third meeting/, 'label')
  assert.ok(label.marks.includes('same_document_differs'))
  assert.deepEqual([label.standing, label.core], ['attributed', undefined])
})

const counted = (definition: CountDefinition | undefined) => {
  assert.ok(definition)
  return recount(
    definition,
    objects.flatMap((object) => countedItem(definition, object) ?? []),
  )
}

test('C10: the largest of its kind is counted again against the other two', () => {
  const { verdict, items } = counted(claims.find(({ value }) => value === 'the largest of its kind')?.counts)
  assert.deepEqual([verdict, items.map(({ measure }) => measure)], ['holds', [37, 29, 26]])
})

test('C11: of the fifth of its kind it is said what is not held', () => {
  const { verdict, missing } = counted(claims.find(({ value }) => value.startsWith('the fifth'))?.counts)
  assert.deepEqual([verdict, missing], ['cannot_be_computed', [{ why: 'subject_unknown', count: 1 }]])
})

test('rival numbers for one fact stand beside each other, each with what it is measured against, and none is chosen', () => {
  const fall = pointOf(/Fall of fentanyl/, 'change')
  assert.equal(fall.standing, 'contested')
  assert.deepEqual(
    fall.accounts.flatMap((account) => account.claims.map(({ value }) => value)).sort(),
    [
      'a fall of 30 percent',
      'a fall of 40 percent',
      'a fall of 45 percent',
      'a fall of 45.7 percent',
      'a fall of 49.2 percent',
      'a fall of 56 percent',
      'a fall of about 48 percent',
      'from 1,700 to 746 lb a month',
    ].sort(),
  )
  const year = said(pointOf(/Cargo theft in Mexico in 2018/, 'other'))
  assert.deepEqual([...year].sort(), ['12,222', '12,363', '13,068', '17,270'])
})

test('a printed percentage that its own counts do not give stays as printed, contested by the arithmetic', () => {
  const { standing, accounts } = pointOf(/Cargo theft, 2025/, 'change')
  assert.equal(standing, 'contested')
  assert.ok(accounts.some(({ value }) => value === 'a fall of 16.9 percent'))
  assert.equal(Math.round((1 - 8638 / 10445) * 1000) / 10, 17.3)
})
