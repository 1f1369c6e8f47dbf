import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ReleasedStatement } from '../store/read-released.ts'
import { firstOfEach, jointPages } from './public-joint.ts'

const at = (second: number) => new Date(Date.UTC(2026, 0, 15, 18, 0, second)).toISOString()
const released = (change: Partial<ReleasedStatement> = {}): ReleasedStatement => ({
  id: 'note--a',
  title: { es: 'FICTICIO', en: 'FICTIONAL' },
  clauses: [{ es: 'FICTICIO: uno', en: 'FICTIONAL: one' }],
  parties: ['mx', 'us'],
  sha256: 'a'.repeat(64),
  at: at(0),
  publishedAt: at(0),
  lateSeconds: 0,
  embargo: '',
  certified: [],
  others: [{ party: 'us', publishedAt: null, seenAt: null }],
  document: { text: '', certificates: [], keys: [] },
  ...change,
})
const pagesOf = (...all: readonly ReleasedStatement[]) => jointPages(all, [], (language, party) => `${language} ${party}`)
const seenIn = (page: ReturnType<typeof pagesOf>[number] | undefined) =>
  page?.versions.map(({ from, reason, content }) => [from, reason.es, content.joint?.others.map(({ publishedAt }) => publishedAt)])

test('the page of a released statement lies under its hash, and says that the other was not seen', () => {
  const [page, ...more] = pagesOf(released())
  assert.deepEqual([page?.id, more], ['a'.repeat(64), []])
  assert.deepEqual(seenIn(page), [[at(0), undefined, [null]]])
})

test('when the word of the other comes a version begins, and the one before it keeps saying what was known', () => {
  const others = [{ party: 'us', publishedAt: at(0), seenAt: at(9) }]
  assert.deepEqual(seenIn(pagesOf(released({ others }))[0]), [
    [at(0), undefined, [null]],
    [at(9), 'es us', [at(0)]],
  ])
})

test('a word that was here before this node published is in the first version', () => {
  const others = [{ party: 'us', publishedAt: at(0), seenAt: at(1) }]
  assert.deepEqual(seenIn(pagesOf(released({ publishedAt: at(5), others }))[0]), [[at(5), undefined, [at(0)]]])
})

test('the same bytes released again are the same page, as it was released first', () => {
  const later = released({ id: 'note--b', at: at(30), publishedAt: at(30) })
  const other = released({ id: 'note--c', sha256: 'c'.repeat(64) })
  assert.deepEqual(
    firstOfEach([later, other, released()])
      .map(({ id }) => id)
      .sort(),
    ['note--a', 'note--c'],
  )
  assert.equal(pagesOf(later, released()).length, 1)
})
