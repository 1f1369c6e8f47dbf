import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { findBrowser, quietSwitches } from './find-browser.ts'
import type { FleetAccount } from './make-accounts.ts'
import { waitUntil } from './wait-until.ts'

export type DeskOptions = {
  /** The node's address as a browser shows it. */
  readonly url: string
  readonly language: 'es' | 'en'
  readonly width?: number
  readonly height?: number
  readonly dark?: boolean
  /** IANA zone of the officer. */
  readonly zone?: string
}

/** One officer's browser at one node. `complaints` gathers whatever must never happen: errors, CSP violations, requests to elsewhere. */
export type Desk = {
  readonly page: Page
  readonly context: BrowserContext
  readonly url: string
  readonly complaints: readonly string[]
  readonly signIn: (account: FleetAccount) => Promise<void>
  /** Opens a path and waits until the page has its answers. */
  readonly goTo: (path: string) => Promise<void>
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

/** Starts the installed Chromium, quiet. Throws where there is none: ask `findBrowser` first. */
export async function startBrowser(): Promise<Browser> {
  const executablePath = findBrowser()
  if (executablePath === undefined) throw new Error('no Chromium here')
  return await chromium.launch({ executablePath, args: [...quietSwitches] })
}

/** Opens an officer's browser: its own cookies and storage, its language and zone. */
export async function openDesk(browser: Browser, options: DeskOptions): Promise<Desk> {
  const { url, language, width = 1280, height = 900, dark = false, zone = 'America/Mexico_City' } = options
  const context = await browser.newContext({
    viewport: { width, height },
    locale: language === 'es' ? 'es-MX' : 'en-US',
    colorScheme: dark ? 'dark' : 'light',
    timezoneId: zone,
    reducedMotion: 'reduce',
  })
  const complaints: string[] = []
  context.on('page', (page) => watch(page, url, complaints))
  const page = await context.newPage()
  return {
    page,
    context,
    url,
    complaints,
    signIn: async (account) => {
      await page.goto(`${url}/sign-in`)
      await page.locator('input[autocomplete=username]').fill(account.user)
      await page.locator('input[autocomplete=current-password]').fill(account.password)
      await page.keyboard.press('Enter')
      await page.waitForURL((address) => address.pathname !== '/sign-in')
      // The desk stands when its words are there too; the sign-in is shown until then.
      await page.locator('#content').waitFor()
    },
    goTo: async (path) => {
      await page.goto(url + path)
      await settled(page)
    },
    [Symbol.asyncDispose]: () => context.close(),
  }
}

/** Waits until nothing on the page says that it is still loading, connecting or checking: those sentences all end with an ellipsis. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor()
  await waitUntil('the page has its answers', async () => {
    const parts = await page.locator('[role=status]:not([inert] *)').allTextContents()
    return parts.every((words) => !words.includes('…'))
  })
}

function watch(page: Page, url: string, complaints: string[]): void {
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`))
  page.on('console', (message) => {
    // Chromium reports a violated content security policy here too. A refusal that the page shows is also an «error» to Chromium's console; those are for the test to judge by what is shown.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) complaints.push(`console: ${message.text()}`)
  })
  page.on('request', (request) => {
    const address = request.url()
    if (!address.startsWith(`${url}/`) && !address.startsWith(`blob:${url}/`)) complaints.push(`outside: ${address}`)
  })
}
