import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { routes } from '@enlace/api'

const actions = [...new Set(Object.values(routes).flatMap((route) => (route.signIn === 'none' ? [] : [route.action])))]

for (const language of ['en', 'es']) {
  test(`every action that a role may have is said in words in ${language}, and so is its area`, () => {
    const path = new URL(`../../../../packs/locales/${language}/people.json`, import.meta.url)
    const messages = JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>
    const wanted = actions.flatMap((action) => [`action.${action}`, `area.${action.split('.')[0]}`])
    assert.deepEqual([...new Set(wanted)].filter((key) => !(key in messages)).sort(), [])
  })
}
