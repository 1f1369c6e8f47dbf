import assert from 'node:assert/strict'
import { test } from 'node:test'
import { promisesPace } from './pace-words.ts'

const rows: readonly (readonly [words: Record<string, string>, isPace: boolean])[] = [
  [{ en: 'The parties will accelerate the exchange.' }, true],
  [{ es: 'Las partes acelerarán el intercambio.' }, true],
  [{ es: 'Las partes agilizarán los trámites.' }, true],
  [{ en: 'They agreed on expediting extraditions.' }, true],
  [{ en: 'They will answer within 48 hours.', es: 'Contestarán en 48 horas.' }, false],
  [{ en: 'They will answer.', es: 'Contestarán con mayor rapidez.' }, true],
  [{ en: 'An expeditious reply is usual.', es: 'Se expedirá una constancia.' }, false],
]
for (const [words, isPace] of rows)
  test(`${Object.values(words).join(' / ')} ${isPace ? 'promises' : 'does not promise'} another pace`, () =>
    assert.equal(promisesPace(words), isPace))
