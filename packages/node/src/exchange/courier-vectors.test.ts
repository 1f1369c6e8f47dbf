import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { parseVkey, type VerifierKey } from '@enlace/proof/node'
import { openManifest } from './courier-manifest.ts'

type File = {
  readonly self: string
  readonly parties: Readonly<Record<string, string>>
  readonly manifests: readonly { readonly note: string; readonly reason?: string }[]
  readonly volumes: readonly { readonly name: string; readonly hex: string }[]
}
const read = (folder: string): File =>
  JSON.parse(readFileSync(new URL(`../../../../vectors/${folder}/courier.json`, import.meta.url), 'utf8')) as File
const keysOf = ({ parties }: File): ReadonlyMap<string, VerifierKey> =>
  new Map(
    Object.entries(parties).map(([party, vkey]) => {
      const key = parseVkey(vkey)
      assert.ok(key.ok)
      return [party, key.value]
    }),
  )

test('the manifests of the vectors are accepted with the volumes that they name, and refused as stated', () => {
  const valid = read('valid')
  for (const { note } of valid.manifests) {
    const opened = openManifest(note, valid.self, keysOf(valid))
    assert.ok(opened.ok)
    const hashes = valid.volumes.map(({ hex }) => createHash('sha256').update(Buffer.from(hex, 'hex')).digest('hex'))
    assert.deepEqual(
      opened.value.volumes.map(({ sha256 }) => sha256),
      hashes,
    )
  }
  const invalid = read('invalid')
  const reasons = invalid.manifests.map(({ note }) => {
    const opened = openManifest(note, invalid.self, keysOf(invalid))
    return opened.ok ? 'accepted' : opened.reason
  })
  assert.deepEqual(
    reasons,
    invalid.manifests.map(({ reason }) => reason),
  )
})
