import { mkdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { openDesk, settled, startBrowser } from './browser-desk.ts'
import { closeBrowser } from './close-browser.ts'
import { playCase, type ShownNodes } from './play-case.ts'
import { shownPages } from './shown-pages.ts'

// Pictures of the main pages, made from a demonstration that runs: `npm run demo -- --no-story --ready-file /tmp/ready.json`, then
// `node tools/fleet/src/screenshots.ts --ready-file /tmp/ready.json [folder] [--all] [--only inbox,record] [--shapes 390-dark] [--case id]`.
// Without --all: the few that the READMEs show, into docs/images. With it: every page in both languages, widths and schemes.
// `--case` shows a case that an earlier run played instead of playing it again.

const { values: asked, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'ready-file': { type: 'string' },
    all: { type: 'boolean', default: false },
    only: { type: 'string' },
    shapes: { type: 'string' },
    case: { type: 'string' },
    whole: { type: 'boolean', default: false },
  },
})
if (asked['ready-file'] === undefined) throw new Error('--ready-file: the ready-file of a running demonstration')
const target = resolve(positionals[0] ?? join(import.meta.dirname, '../../../docs/images'))
const few = new Set(['inbox', 'new-alert', 'proof', 'release-task', 'search', 'series-chart', 'exchange', 'inbox-390-dark'])
const shapes = [
  { suffix: '', width: 1280, height: 860, dark: false },
  { suffix: '-dark', width: 1280, height: 860, dark: true },
  { suffix: '-390', width: 390, height: 844, dark: false },
  { suffix: '-390-dark', width: 390, height: 844, dark: true },
]
const only = asked.only?.split(',')
const onlyShapes = asked.shapes?.split(',').map((shape) => (shape === '1280' ? '' : `-${shape}`))

const { nodes } = JSON.parse(await readFile(asked['ready-file'], 'utf8')) as { readonly nodes: ShownNodes }
const shown = asked.case === undefined ? await playCase(nodes) : { answered: asked.case }
process.stdout.write(`case ${shown.answered}\n`)
await mkdir(target, { recursive: true })
const browser = await startBrowser()
try {
  for (const { suffix, ...shape } of shapes)
    for (const [party, language] of [
      ['mx', 'es'],
      ['us', 'en'],
    ] as const)
      await pictures(party, language, suffix, shape)
} finally {
  await closeBrowser(browser)
}

async function pictures(
  party: 'mx' | 'us',
  language: 'es' | 'en',
  suffix: string,
  shape: { readonly width: number; readonly height: number; readonly dark: boolean },
): Promise<void> {
  if (onlyShapes?.includes(suffix) === false) return
  const wanted = shownPages.filter(({ name }) => (asked.all || few.has(`${name}${suffix}`)) && only?.includes(name) !== false)
  const node = nodes[party]
  const persons = Map.groupBy(wanted, ({ who, agency }) => `${who}.${agency?.[party] ?? node.accounts[0]?.agency}`)
  for (const [user, pages] of persons) {
    const account = node.accounts.find((candidate) => candidate.user === user)
    if (account === undefined) throw new Error(`no ${user}`)
    await using desk = await openDesk(browser, { url: node.api.replace('127.0.0.1', 'localhost'), language, ...shape })
    const picture = (name: string) =>
      desk.page.screenshot({ path: join(target, `${name}-${language}${suffix}.png`), fullPage: asked.whole })
    if (asked.all && pages[0] === shownPages[0]) {
      await desk.page.goto(`${desk.url}/sign-in`)
      await desk.page.getByRole('button').first().waitFor()
      await desk.page.waitForLoadState('networkidle')
      await picture('sign-in')
    }
    await desk.signIn(account)
    for (const page of pages) {
      try {
        await desk.goTo(typeof page.at === 'string' ? page.at : page.at(shown))
        await page.before?.(desk, party)
        await settled(desk.page)
        await desk.page.locator('main h2, main li, main table').first().waitFor()
        await desk.page.locator('[role=status][data-shape]').first().waitFor({ state: 'detached' })
        const tooWide = await desk.page.evaluate('document.documentElement.scrollWidth - innerWidth')
        if (Number(tooWide) > 0) process.stdout.write(`${page.name} ${language}${suffix}: ${tooWide} px too wide\n`)
      } catch (cause) {
        process.exitCode = 1
        process.stdout.write(`${page.name} ${language}${suffix}: ${cause instanceof Error ? cause.message : String(cause)}\n`)
      }
      await picture(page.name)
    }
    for (const complaint of desk.complaints) process.stdout.write(`${user} ${language}${suffix}: ${complaint}\n`)
  }
}
