import assert from 'node:assert/strict'
import { test } from 'node:test'
import { utf8 } from '@enlace/core'
import { cleanText, decodeText } from './decode-text.ts'

test('a file in UTF-8 is read as UTF-8, with or without a byte order mark', () => {
  assert.equal(decodeText(utf8('Querétaro')), 'Querétaro')
  assert.equal(decodeText(utf8('\uFEFFAÑO')), 'AÑO')
})

test('a file that is not UTF-8 is read as Windows-1252, curly quotes included', () => {
  assert.equal(decodeText(Uint8Array.from([0x93, 0x51, 0xe9, 0xd1, 0x94])), '“QéÑ”')
})

test('every byte has a reading', () => {
  const all = Uint8Array.from({ length: 256 }, (_, byte) => byte)
  assert.equal(decodeText(all).length, 256)
})

test('clean text holds nothing that a store refuses and keeps letters as written', () => {
  assert.equal(cleanText('  ZÚÑIGA\u0000 \uD800 de\u00A0la\r\nO '), 'ZÚÑIGA \uFFFD de la O')
})
