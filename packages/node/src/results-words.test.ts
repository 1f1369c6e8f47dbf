import assert from 'node:assert/strict'
import { test } from 'node:test'
import { claimsTooMuch, evidenceLevels, maySayVerified } from '@enlace/policy'
import en from '../../../packs/locales/en/results.json' with { type: 'json' }
import es from '../../../packs/locales/es/results.json' with { type: 'json' }

test('the fixed words of a level say «verified» on the two upper levels only, in both languages', () => {
  for (const words of [en, es] as Readonly<Record<string, string>>[]) {
    for (const level of evidenceLevels) {
      const said = `${words[`level.${level}`]} ${words[`level.${level}.means`]}`
      assert.ok(!claimsTooMuch(level, said), said)
      assert.equal(/verified|verificado/i.test(words[`level.${level}`] ?? ''), maySayVerified(level), said)
    }
  }
})
