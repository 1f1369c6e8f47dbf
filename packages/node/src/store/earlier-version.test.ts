import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isAboutEarlier } from './earlier-version.ts'

const record = (seq: number, created: string, modified = created) => ({ seq, object: { created, modified } })
const day = (n: number) => `2026-06-0${n}T12:00:00.000Z`

const rows: readonly (readonly [name: string, word: ReturnType<typeof record>, about: ReturnType<typeof record>, isEarlier: boolean])[] = [
  ['what was never amended has no earlier version', record(5, day(3)), record(9, day(4)), false],
  ['a word after the change is about what stands now', record(12, day(5)), record(9, day(1), day(4)), false],
  ['a word before the change is not', record(7, day(3)), record(9, day(1), day(4)), true],
  ['nor one that came before it, whatever day its author gives the change', record(7, day(3)), record(9, day(1), day(2)), true],
  ['nor one that came later and was written before', record(12, day(3)), record(9, day(1), day(4)), true],
  ['a word that was written anew is as old as its last version', record(12, day(3), day(5)), record(9, day(1), day(4)), false],
]
for (const [name, word, about, isEarlier] of rows) test(name, () => assert.equal(isAboutEarlier(word, about), isEarlier))
