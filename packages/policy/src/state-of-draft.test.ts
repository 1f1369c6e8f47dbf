import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { agreedClauses, type DraftRecords, stateOfDraft } from './index.ts'

const facts = { id: 'draft', parties: ['mx', 'us'], title: { es: 'Título', en: 'Title' } }
const minute = (n: number) => new Date(Date.UTC(2026, 0, 1, 0, n)).toISOString()
const version = (id: string, from: string, n: number, change: Partial<DraftRecords['versions'][number]> = {}) => ({
  id,
  from,
  at: minute(n),
  place: 1,
  words: { es: `es ${id}`, en: `en ${id}` },
  removed: false,
  replaces: [] as readonly string[],
  sha256: `hash of ${id}`,
  ...change,
})
const word = (
  from: string,
  says: DraftRecords['words'][number]['says'],
  about: string,
  n: number,
  sha256: string | undefined = `hash of ${about}`,
) => ({ id: `${from} ${says} ${about} ${n}`, from, at: minute(n), about, says, sha256 })
const stateOf = (versions: DraftRecords['versions'], words: DraftRecords['words'] = []) => stateOfDraft({ facts, versions, words })
const told = (state: ReturnType<typeof stateOf>) =>
  state.clauses.map(
    ({ id, state: standing, heads, waitsFor }) =>
      `${id}: ${standing} ${heads.map((one) => one.version.id).join('|')} waits ${waitsFor.join(',')}`,
  )

const a = version('a', 'mx', 0)
const b = version('b', 'us', 1, { replaces: ['a'] })
const c = version('c', 'mx', 2, { replaces: ['a'] })
const rows: readonly (readonly [string, DraftRecords['versions'], DraftRecords['words'], readonly string[]])[] = [
  ['a clause waits for the other', [a], [], ['a: proposed a waits us']],
  ['and stands once it accepts these bytes', [a], [word('us', 'accepts', 'a', 1)], ['a: stands a waits ']],
  ['who accepted other bytes has not accepted', [a], [word('us', 'accepts', 'a', 1, 'hash of z')], ['a: proposed a waits us']],
  ['nobody accepts for another', [a], [word('mx', 'accepts', 'a', 1)], ['a: proposed a waits us']],
  ['a stranger accepts nothing', [a], [word('ca', 'accepts', 'a', 1)], ['a: proposed a waits us']],
  ['a later word counts', [a], [word('us', 'accepts', 'a', 1), word('us', 'rejects', 'a', 2)], ['a: rejected a waits ']],
  ['an author may take it back', [a], [word('us', 'accepts', 'a', 1), word('mx', 'rejects', 'a', 2)], ['a: rejected a waits ']],
  ['a newer version takes its place', [a, b], [word('us', 'accepts', 'a', 1)], ['a: proposed b waits mx']],
  ['and the acceptance of the former is none of it', [a, b], [word('mx', 'accepts', 'a', 1)], ['a: proposed b waits mx']],
  ['two changes of one version are a conflict', [a, b, c], [word('mx', 'accepts', 'b', 3)], ['a: conflict b|c waits mx,us']],
  ['until somebody chooses', [a, b, c, version('d', 'us', 4, { replaces: ['b', 'c'] })], [], ['a: proposed d waits mx']],
  ['a removal waits too', [a, version('x', 'us', 1, { replaces: ['a'], removed: true })], [], ['a: proposed x waits mx']],
  ['a ring leaves nobody in front', [version('a', 'mx', 0, { replaces: ['b'] }), b], [], ['a: conflict a|b waits mx,us']],
]
for (const [name, versions, words, expected] of rows) test(name, () => assert.deepEqual(told(stateOf(versions, words)), expected))

test('a clause that both let go is out of the text, which then has none', () => {
  const state = stateOf([a, version('x', 'us', 1, { replaces: ['a'], removed: true })], [word('mx', 'accepts', 'x', 2)])
  assert.deepEqual([state.clauses.length, state.removed.length, state.problems], [0, 1, ['no_clause']])
})

test('the text is there once everything stands, in the order of places', () => {
  const later = version('later', 'us', 0, { place: 2 })
  const words = [word('us', 'accepts', 'a', 1), word('mx', 'accepts', 'later', 1)]
  const state = stateOf([later, a], words)
  assert.deepEqual(agreedClauses(state), [a.words, later.words])
  assert.equal(agreedClauses(stateOf([later, a], words.slice(1))), undefined)
  assert.deepEqual(stateOf([version('half', 'mx', 0, { words: { es: 'Sí', en: '' } })], [word('us', 'accepts', 'half', 1)]).problems, [
    'language_missing',
  ])
  assert.deepEqual(stateOfDraft({ facts: { ...facts, title: { es: '', en: 'x' } }, versions: [], words: [] }).problems, [
    'no_clause',
    'title_missing',
  ])
})

test('a comment is open until somebody of the parties settles it', () => {
  const comment = word('us', 'comments', 'a', 1)
  const settled = (by: string) => stateOf([a], [comment, word(by, 'settles', comment.id, 2)]).comments[0]?.settledBy
  assert.equal(settled('mx'), 'mx')
  assert.equal(settled('ca'), null)
  assert.deepEqual(stateOf([a], [word('ca', 'comments', 'a', 1)]).foreign, ['ca comments a 1'])
})

test('both nodes say the same, whatever came first', () => {
  const versions = [
    a,
    b,
    c,
    version('d', 'us', 4, { replaces: ['b', 'c'] }),
    version('e', 'us', 4, { place: 1 }),
    version('f', 'mx', 5, { replaces: ['e'] }),
  ]
  const words = [
    word('mx', 'accepts', 'd', 5),
    word('us', 'accepts', 'f', 6),
    word('us', 'rejects', 'f', 6),
    word('us', 'comments', 'a', 2),
  ]
  const expected = stateOf(versions, words)
  fc.assert(
    fc.property(fc.shuffledSubarray(versions, { minLength: 6 }), fc.shuffledSubarray(words, { minLength: 4 }), (some, others) => {
      assert.deepEqual(stateOf(some, others), expected)
    }),
  )
})
