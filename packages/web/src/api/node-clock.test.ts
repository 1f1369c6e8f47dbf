import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { nodeNow, noteNodeTime } from './node-clock.ts'

test('a browser an hour ahead follows the node’s clock', () => {
  const browser = Date.now()
  noteNodeTime(new Date(browser - 3_600_000).toUTCString(), browser, browser)
  const ahead = browser - nodeNow().getTime()
  assert.ok(Math.abs(ahead - 3_600_000) < 5000, `${ahead} ms`)
})

test('no page asks the browser’s own clock what time it is', () => {
  const root = join(import.meta.dirname, '..')
  // These two compare the clocks.
  const asks = globSync('**/*.{ts,tsx}', { cwd: root })
    .filter((file) => !file.endsWith('.test.ts') && !['api/node-clock.ts', 'api/send.ts'].includes(file))
    .filter((file) => /Date\.now\(|new Date\(\)/.test(readFileSync(join(root, file), 'utf8')))
  assert.deepEqual(asks, [])
})
