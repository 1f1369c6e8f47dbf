import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { openPages } from './static-pages.ts'

test('pages that were built anew are served whole: the new page, its files, and none of those that are gone', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pages-'))
  const build = async (name: string, at: number) => {
    await rm(join(folder, 'assets'), { recursive: true, force: true })
    await mkdir(join(folder, 'assets'))
    await writeFile(join(folder, 'assets', `${name}.js`), name)
    await writeFile(join(folder, 'index.html'), `<script src="/assets/${name}.js" nonce="__CSP_NONCE__"></script>`)
    await utimes(join(folder, 'index.html'), at, at)
  }
  try {
    await build('before', 1_800_000_000)
    const pages = await openPages(folder)
    assert.equal(await pages.index('n1'), '<script src="/assets/before.js" nonce="n1"></script>')
    await build('after', 1_800_000_001)
    assert.equal(await pages.index('n2'), '<script src="/assets/after.js" nonce="n2"></script>')
    assert.equal((await pages.find('/assets/after.js'))?.bytes.toString(), 'after')
    assert.equal(await pages.find('/assets/before.js'), undefined)
    assert.equal(await pages.find('/index.html'), undefined)
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('where nothing was built there is no page, until there is one', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pages-'))
  try {
    const pages = await openPages(folder)
    assert.equal(await pages.index('n'), undefined)
    await writeFile(join(folder, 'index.html'), 'built')
    assert.equal(await pages.index('n'), 'built')
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('a file goes in the best encoding that is taken, whole, and small ones as they are', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pages-'))
  try {
    const text = 'const words = "the same words again and again"\n'.repeat(200)
    await writeFile(join(folder, 'long.js'), text)
    await writeFile(join(folder, 'short.js'), 'a')
    const pages = await openPages(folder)
    const [long, short] = [await pages.find('/long.js'), await pages.find('/short.js')]
    const table = [
      ['gzip, deflate, br, zstd', 'br'],
      ['gzip, br;q=0', 'gzip'],
      ['br;q=0.5', 'br'],
      ['deflate, xbr', undefined],
      ['', undefined],
    ] as const
    for (const [accepted, encoding] of table) {
      const encoded = await long?.encode(accepted)
      assert.equal(encoded?.encoding, encoding, accepted)
      if (encoded === undefined) continue
      const opened = encoded.encoding === 'br' ? brotliDecompressSync(encoded.bytes) : gunzipSync(encoded.bytes)
      assert.equal(opened.toString(), text)
    }
    assert.equal(await short?.encode('br'), undefined)
  } finally {
    await rm(folder, { recursive: true })
  }
})
