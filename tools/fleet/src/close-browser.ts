import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import type { Browser } from 'playwright-core'

/** A browser at rest closes in a tenth of a second, on a busy machine in one. */
const closeLimitMs = 15_000

/**
 * Closes a browser that this process started. Chromium without windows sometimes does not end when it is asked to, and whoever waits for it waits
 * for ever: after `limitMs` it is ended by force, with the processes of its group, and that is said.
 */
export async function closeBrowser(browser: Browser, limitMs = closeLimitMs): Promise<void> {
  const closing = browser.close()
  if (await Promise.race([closing.then(() => true), pause(limitMs, false, { ref: false })])) return
  const stuck = browsersStarted()
  console.log(`a browser that did not close within ${limitMs} ms was ended: ${stuck.join(', ')}`)
  for (const pid of stuck) process.kill(-pid, 'SIGKILL')
  await Promise.race([closing, pause(limitMs, undefined, { ref: false })])
}

/** Children of this process that are browsers: each leads a process group of its own, as Playwright starts them. */
export function browsersStarted(): readonly number[] {
  const children = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number)
  return children.filter((pid) => /chrom|headless/.test(readFileSync(`/proc/${pid}/comm`, 'utf8')))
}
