import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { setupI18n } from '@lingui/core'
import { textFrom } from '../language/text.ts'
import { sayProofValues } from './say-proof-values.ts'

const catalogue = (language: string): Record<string, string> =>
  JSON.parse(readFileSync(new URL(`../../../../packs/locales/${language}/verify.json`, import.meta.url), 'utf8')) as Record<string, string>

for (const [language, tag] of [
  ['es', 'es-MX'],
  ['en', 'en-US'],
] as const) {
  const messages = Object.fromEntries(Object.entries(catalogue(language)).map(([key, value]) => [`verify.${key}`, value]))
  const i18n = setupI18n({ locale: language, messages: { [language]: messages } })
  const text = textFrom(i18n, tag)

  test(`every type of entry that the format names is said in words, and a newer one as it stands (${language})`, () => {
    const page = readFileSync(new URL('../../../../docs/formats/leaf.md', import.meta.url), 'utf8')
    const types = page.slice(page.indexOf('## Types'), page.indexOf('## Reading')).matchAll(/`([a-z-]+)`/g)
    for (const [, type = ''] of types) assert.notEqual(sayProofValues({ type }, text).type, type)
    assert.equal(sayProofValues({ type: 'from-the-future' }, text).type, 'from-the-future')
  })

  test(`who confirmed is a party by name only where names are given; instants are the reader’s (${language})`, () => {
    const by = 'node.us.sig.example/in/mx'
    assert.equal(sayProofValues({ by }, text).by, by)
    assert.equal(sayProofValues({ by }, text, (party) => `<${party}>`).by, '<us>')
    assert.match(String(sayProofValues({ at: '2026-11-21T16:20:05.123Z' }, text).at), /2026/)
    assert.equal(sayProofValues({ seq: 7 }, text).seq, 7)
  })
}
