import assert from 'node:assert/strict'
import { test } from 'node:test'
import { utf8 } from '@enlace/core'
import { attachedFilesBytes, checkFileType, isFileName, parseAttachedFiles, recogniseFileType } from './index.ts'

const latin = (text: string) => Uint8Array.from(text, (sign) => sign.charCodeAt(0))
const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

for (const [head, type, found] of [
  ['%PDF-1.7', 'application/pdf', undefined],
  ['%PDF-1.7', 'application/PDF; version=1.7', undefined],
  ['%PDF-1.7', 'text/plain', 'application/pdf'],
  ['\xff\xd8\xff\xe0', 'image/jpeg', undefined],
  ['\xff\xd8\xff\xe0', 'image/png', 'image/jpeg'],
  ['PK\x03\x04', word, undefined],
  ['PK\x03\x04', 'application/pdf', 'application/zip'],
  ['MZ\x90\0', 'application/pdf', 'application/vnd.microsoft.portable-executable'],
  ['MZ\x90\0', word, 'application/vnd.microsoft.portable-executable'],
  ['MZ\x90\0', 'application/octet-stream', undefined],
  ['MZ, 14 boxes', 'text/plain', undefined],
  ['#!/bin/sh', 'text/plain', undefined],
  ['#!/bin/sh', 'image/png', 'application/x-sh'],
  ['hello', 'application/pdf', 'application/octet-stream'],
  ['hello', 'text/csv', undefined],
  ['hel\0lo', 'text/csv', 'application/octet-stream'],
  ['\xff\xfeh\0i\0', 'text/plain', undefined],
  ['\0\0\0\x18ftypheic', 'image/heic', undefined],
  ['\0\0\0\x18ftypisom', 'video/mp4', undefined],
  ['\0\0\0\x18ftypisom', 'image/heic', 'video/mp4'],
  ['anything', 'application/x-of-their-own', undefined],
  ['', 'text/plain', undefined],
] as const) {
  test(`${JSON.stringify(head)} as ${type} is ${found === undefined ? 'accepted' : `refused as ${found}`}`, () => {
    const checked = checkFileType(type, latin(head))
    assert.equal(checked.ok, found === undefined)
    if (!checked.ok) assert.equal(checked.detail?.found, found)
  })
}

test('what begins like nothing known is not recognised', () => {
  assert.equal(recogniseFileType(latin('hello')), undefined)
  assert.equal(recogniseFileType(latin('GIF89a')), 'image/gif')
})

const file = { name: 'Ñandú.pdf', sha256: 'ab'.repeat(32), sizeBytes: 5, type: 'application/pdf' }

test('a list of files reads as it was written, in its order', () => {
  const files = [file, { ...file, sha256: 'cd'.repeat(32) }]
  assert.deepEqual(parseAttachedFiles(attachedFilesBytes(files)), { ok: true, value: files })
})

test('members of a newer node in a list of files are passed over', () => {
  const text = Buffer.from(attachedFilesBytes([file]))
    .toString()
    .replace('"size"', '"page_count":3,"size"')
  assert.deepEqual(parseAttachedFiles(utf8(text)), { ok: true, value: [file] })
})

for (const [what, change] of [
  ['a hash in capitals', { sha256: 'AB'.repeat(32) }],
  ['a path for a name', { name: 'a/b.pdf' }],
  ['no name', { name: '' }],
  ['no bytes', { sizeBytes: 0 }],
  ['more than 64 MiB', { sizeBytes: 64 * 1024 * 1024 + 1 }],
  ['half a byte', { sizeBytes: 1.5 }],
  ['a type that is none', { type: 'pdf' }],
] as const) {
  test(`a list whose file has ${what} is refused whole`, () => {
    assert.equal(
      parseAttachedFiles(
        attachedFilesBytes([
          { ...file, sha256: 'cd'.repeat(32) },
          { ...file, ...change },
        ]),
      ).ok,
      false,
    )
  })
}

test('an empty list, one that repeats a file and one of more than 32 are refused', () => {
  const many = Array.from({ length: 33 }, (_, i) => ({ ...file, sha256: i.toString(16).padStart(64, '0') }))
  for (const files of [[], [file, file], many]) assert.equal(parseAttachedFiles(attachedFilesBytes(files)).ok, false)
  assert.equal(parseAttachedFiles(attachedFilesBytes(many.slice(1))).ok, true)
})

test('a name is a name, not a path or a control character', () => {
  for (const name of ['a', 'informe final (2).pdf', '🙂.png', 'تقرير.pdf']) assert.ok(isFileName(name), name)
  for (const name of ['', '.', '..', 'a\\b', 'a\u0000', 'a\nb', 'x'.repeat(256), '\ud800'])
    assert.ok(!isFileName(name), JSON.stringify(name))
})
