import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deltaGroups, lineCodes } from '@enlace/policy'
import en from '../../../../packs/locales/en/briefs.json' with { type: 'json' }
import es from '../../../../packs/locales/es/briefs.json' with { type: 'json' }

const isSaid = (words: object, key: string) => Object.hasOwn(words, key)

test('every code of a line and every group of changes has its sentence in both languages', () => {
  for (const words of [en, es]) {
    assert.deepEqual(
      lineCodes.filter((code) => !isSaid(words, `line.${code}`)),
      [],
    )
    assert.deepEqual(
      deltaGroups.filter((group) => !isSaid(words, `group.${group}`)),
      [],
    )
  }
})
