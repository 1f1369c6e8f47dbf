import { after, before } from 'node:test'
import { ensureWebBuilt } from '@enlace/web/build'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { closeBrowser } from './close-browser.ts'
import { isLongRun } from './config.ts'
import { findBrowser, quietSwitches } from './find-browser.ts'
import type { FleetAccount } from './make-accounts.ts'
import { type Fleet, type FleetOptions, startFleet } from './start-fleet.ts'
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
  /** Opens a session and the page that it starts on. */
  readonly signIn: (account: FleetAccount) => Promise<void>
  /** Loads a path anew and waits until the page has its answers. */
  readonly goTo: (path: string) => Promise<void>
  /** The same without loading the program again, as by a link: for those who look at many pages. */
  readonly walkTo: (path: string) => Promise<void>
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

/** As long as a page takes to come on a busy machine. */
const walkLimitMs = 10_000

type DeskShape = Omit<DeskOptions, 'url' | 'language'>

/** What the tests of one file share: their nodes, and browsers at them. */
export type Stand = {
  /** Throws before the first test. */
  readonly fleet: Fleet
  /** Runs once before the first test, when the nodes have started. */
  readonly prepare: (work: () => Promise<void>) => void
  /** Where a browser reaches a party's pages. */
  readonly urlOf: (party: string) => string
  /** The account of a sign-in name, or of a role in an agency (the party's first unless told). Throws when there is none. */
  readonly accountOf: (party: string, who: string, agency?: string) => FleetAccount
  /** A browser at a party's node; nobody is signed in. */
  readonly open: (party: string, language: 'es' | 'en', shape?: DeskShape) => Promise<Desk>
  /** The same with somebody signed in. */
  readonly openAs: (
    party: string,
    who: string,
    language: 'es' | 'en',
    shape?: DeskShape & { readonly agency?: string | undefined },
  ) => Promise<Desk>
}

/**
 * Registers the tests of a file that drives real nodes by a real browser. They run where a Chromium is installed, as `.ci/run` sees to; elsewhere
 * `npm test` does without them and says so.
 */
export function driveNodes(what: string, register: (stand: Stand) => void, options: FleetOptions = {}): void {
  if (findBrowser() === undefined) {
    console.log(`browser tests of ${what}: no Chromium on this machine, none run`)
    return
  }
  let fleet: Fleet | undefined
  let browser: Browser | undefined
  const works: (() => Promise<void>)[] = []
  const stand: Stand = {
    get fleet() {
      if (fleet === undefined) throw new Error('the nodes have not started')
      return fleet
    },
    prepare: (work) => {
      works.push(work)
    },
    urlOf: (party) => stand.fleet.node(party).api.replace('127.0.0.1', 'localhost'),
    accountOf: (party, who, agency) => {
      const { accounts } = stand.fleet.node(party)
      const home = agency ?? accounts[0]?.agency
      const found = accounts.find(({ user, role, agency: of }) => user === who || (role === who && of === home))
      if (found === undefined) throw new Error(`no ${who} of ${home}`)
      return found
    },
    open: async (party, language, shape = {}) => {
      browser ??= await startBrowser()
      return await openDesk(browser, { url: stand.urlOf(party), language, ...shape })
    },
    openAs: async (party, who, language, { agency, ...shape } = {}) => {
      const desk = await stand.open(party, language, shape)
      await desk.signIn(stand.accountOf(party, who, agency))
      return desk
    },
  }
  before(async () => {
    await ensureWebBuilt()
    fleet = await startFleet(options)
    for (const work of works) await work()
  })
  after(async () => {
    if (browser !== undefined) await closeBrowser(browser)
    await fleet?.[Symbol.asyncDispose]()
  })
  register(stand)
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
  const load = async (path: string): Promise<void> => {
    await page.goto(url + path)
    await settled(page)
  }
  return {
    page,
    context,
    url,
    complaints,
    signIn: async ({ user, password }) => {
      // The form has tests of its own; here the session is opened as the form does it, and the pages are loaded once.
      const answer = await context.request.post(`${url}/api/v1/session`, { data: { user, password }, headers: { origin: url } })
      if (!answer.ok()) throw new Error(`${user} may not sign in: ${answer.status()}`)
      // Whoever goes on to another page at once need not wait for this one, which loads meanwhile.
      await page.goto(url, { waitUntil: 'commit' })
    },
    goTo: async (path) => await load(path),
    walkTo: async (path) => {
      await settled(page)
      // The same page asked otherwise keeps its title: nothing would tell that the other answer came.
      if (new URL(page.url()).pathname === path.split('?', 1)[0]) return await load(path)
      const titles = page.locator('h1')
      const left = await titles.first().innerText()
      await titles.evaluateAll((all) => all.map((title) => title.setAttribute('data-left', '')))
      await page.evaluate(`history.pushState(null, '', ${JSON.stringify(path)})`)
      // Another page brings a title, or other words in the same one; where neither comes, the path is loaded.
      await page
        .locator('h1:not([data-left])')
        .or(titles.filter({ hasNotText: left }))
        .first()
        .waitFor({ timeout: walkLimitMs })
        .catch(() => load(path))
      await settled(page)
    },
    [Symbol.asyncDispose]: () => context.close(),
  }
}

/** Every so many of these, from `turn` on: each page is examined in one of several shapes, in a long run in all. */
export function inTurn<T>(items: readonly T[], turn: number, of: number): readonly T[] {
  return isLongRun() ? items : items.filter((_, i) => i % of === turn)
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
