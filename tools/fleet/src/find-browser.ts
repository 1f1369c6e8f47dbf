import { existsSync } from 'node:fs'

/** Where Debian and other distributions put Chromium or Chrome. */
const places = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
]

/** Switches that keep a test browser from calling anybody. */
export const quietSwitches: readonly string[] = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** The path of an installed Chromium, or undefined: browser tests run only where there is one. */
export function findBrowser(): string | undefined {
  return places.find((path) => existsSync(path))
}
