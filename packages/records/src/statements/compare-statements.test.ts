import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compareClauses, compareWords } from './compare-clauses.ts'
import type { Clause, Statement } from './read-statement.ts'
import { overlapOf } from './shingles.ts'
import { toAkomaNtoso } from './to-akoma-ntoso.ts'

const clauses = (...words: readonly string[]): readonly Clause[] =>
  words.map((en, i) => ({ number: String(i + 1), part: 'paragraph', words: { en } }))

const joint = clauses(
  'Both parties recognised that despite progress significant challenges remain.',
  'They agreed to convene a ministerial meeting in February.',
)
const own = clauses(
  'The department made clear that gradual progress is unacceptable.',
  'They agreed to convene a ministerial meeting in March.',
)

test('each text keeps its own clauses: what changed is shown word by word, what one says alone is said to stand there only', () => {
  const compared = compareClauses(joint, own, 'en')
  assert.deepEqual(
    compared?.map((one) => one.state),
    ['only_first', 'only_second', 'changed'],
  )
  const changed = compared?.[2]
  assert.ok(changed?.state === 'changed')
  assert.deepEqual(
    changed.runs.filter(({ side }) => side !== 'both').map(({ side, words }) => [side, words.trim()]),
    [
      ['first', 'February.'],
      ['second', 'March.'],
    ],
  )
})

test('each text is read back whole from the runs', () => {
  const [first, second] = ['one two three four', 'zero two four five']
  const runs = compareWords(first, second)
  const read = (side: string) => runs.filter((run) => run.side === 'both' || run.side === side).map(({ words }) => words.trim())
  assert.equal(read('first').join(' '), first)
  assert.equal(read('second').join(' '), second)
})

test('texts without a language in common are not compared', () => {
  assert.equal(compareClauses(joint, [{ number: '1', part: 'paragraph', words: { es: 'Ambas partes' } }], 'en'), undefined)
  assert.deepEqual(
    compareClauses(joint, joint, 'en')?.map(({ state }) => state),
    ['same', 'same'],
  )
})

test('a text inside a longer one is a near copy of it, another text on the same matter is not', () => {
  const short = clauses(
    'The third meeting of the example group took place this Friday in a city, under a programme of both parties and their ministries.',
  )
  const long = [
    ...short,
    ...clauses('A frame around it that says many other things of which the first says nothing at all, for pages and pages on.'),
  ]
  assert.equal(overlapOf(short, long), 1)
  assert.ok(overlapOf(joint, long) < 0.1)
})

const statement: Statement = {
  id: 'note--6f2e9c14-83d7-4a5b-9b06-c17d4e8f5a32',
  title: { en: 'FICTIONAL <joint> & several', es: 'FICTICIO' },
  type: 'joint',
  issuedBy: ['mx', 'us'],
  publishedOn: '2026-01',
  digitalSourceType: 'humanEdits',
  sessionRef: undefined,
  besideRef: undefined,
  copyOfRef: undefined,
  cut: [],
  clauses: [
    { number: '1', part: 'paragraph', words: { en: 'Lead:', es: 'Entrada:' } },
    { number: '1.1', part: 'item', words: { en: 'A point.', es: 'Un punto.' } },
    { number: 'h1', part: 'heading', words: { en: 'A heading', es: 'Un título' } },
    { number: '2', part: 'paragraph', words: { en: 'Only here.' } },
  ],
}

test('Akoma Ntoso: well formed, each language an expression of one work, the same clause under the same eId, markup is text', () => {
  const about = { domain: 'node.mx.sig.example', at: '2026-02-01' }
  const [en, es] = [toAkomaNtoso(statement, { ...about, language: 'en' }), toAkomaNtoso(statement, { ...about, language: 'es' })]
  const ids = (xml: string) => [...xml.matchAll(/eId="([^"]*)"/g)].map(([, id]) => id)
  assert.deepEqual(
    ids(es).filter((id) => !ids(en).includes(id)),
    [],
  )
  assert.equal(new Set(ids(en)).size, ids(en).length)
  assert.deepEqual(ids(en).slice(-4), ['cl_1', 'cl_1__point_1-1', 'sec_h1', 'cl_2'])
  assert.ok(!es.includes('cl_2"'))
  assert.match(en, /FRBRlanguage language="eng"/)
  assert.match(es, /FRBRlanguage language="spa"/)
  const work = (xml: string) => /<FRBRWork>\s*<FRBRthis value="([^"]*)"/.exec(xml)?.[1]
  assert.equal(work(en), work(es))
  assert.match(en, /FICTIONAL &lt;joint&gt; &amp; several/)
  assert.match(en, /<docDate date="2026-01-01">2026-01</)
  // Every element that opens closes, in order.
  const open: string[] = []
  for (const [, close, name, self] of en.matchAll(/<(\/?)([A-Za-z]+)[^>]*?(\/?)>/g)) {
    if (self === '/') continue
    if (close === '/') assert.equal(open.pop(), name)
    else open.push(String(name))
  }
  assert.deepEqual(open, [])
})
