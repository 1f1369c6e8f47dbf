import assert from 'node:assert/strict'
import { test } from 'node:test'
import en from '../../../../packs/locales/en/documents.json' with { type: 'json' }
import es from '../../../../packs/locales/es/documents.json' with { type: 'json' }
import { sheetPrints } from './print-sheets.ts'

test('every page that is printed has its name in both languages', () => {
  const names = Object.keys(sheetPrints).map((name) => `list.title.${name}`)
  for (const catalogue of [es, en])
    assert.deepEqual(
      names.filter((name) => !Object.hasOwn(catalogue, name)),
      [],
    )
})
