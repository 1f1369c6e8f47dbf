import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startBrowser } from './browser-desk.ts'
import { browsersStarted, closeBrowser } from './close-browser.ts'
import { findBrowser } from './find-browser.ts'

if (findBrowser() !== undefined)
  test('a browser that does not answer any more is ended, and who closes it goes on', async () => {
    const browser = await startBrowser()
    const [pid] = browsersStarted()
    assert.ok(pid !== undefined)
    process.kill(-pid, 'SIGSTOP')
    await closeBrowser(browser, 300)
    assert.deepEqual(browsersStarted(), [])
  })
