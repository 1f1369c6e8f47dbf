import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { findTokens, findTokensInText } from './find-tokens.ts'

const token = 'Qzxwvkärn'

const hidden: readonly [string, Buffer][] = [
  ['as it is', Buffer.from(`.. ${token} ..`)],
  ['in lower case at the end', Buffer.from(`..${token.toLowerCase()}`)],
  ['in upper case', Buffer.from(token.toUpperCase())],
  ['as UTF-16', Buffer.from(`xyz${token}`, 'utf16le')],
  ['as bytea text', Buffer.from(`\\x00${Buffer.from(token).toString('hex')}00`)],
  ...[0, 1, 2].map((n): [string, Buffer] => [
    `as Base 64 after ${n} bytes`,
    Buffer.from(Buffer.from(`${'a'.repeat(n)}${token}bc`).toString('base64')),
  ]),
]
for (const [how, bytes] of hidden) {
  test(`a token is found ${how}`, async (t) => {
    const folder = await mkdtemp('/tmp/enlace-find-')
    t.after(() => rm(folder, { recursive: true, force: true }))
    await mkdir(join(folder, 'a', 'b'), { recursive: true })
    await writeFile(join(folder, 'a', 'b', 'file'), bytes)
    assert.deepEqual(
      (await findTokens(folder, ['absent', token])).map((found) => found.token),
      [token],
    )
  })
}

test('what is not there is not found', () => {
  assert.deepEqual(findTokensInText(token.slice(0, -1), [token]), [])
})
