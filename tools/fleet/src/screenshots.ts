import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { ensureWebBuilt } from '@enlace/web/build'
import { type Desk, openDesk, settled, startBrowser } from './browser-desk.ts'
import { type Fleet, startFleet } from './start-fleet.ts'
import { waitUntil } from './wait-until.ts'

// Pictures of the main pages for the documentation, made from two real nodes and a short fictional case.
// `node tools/fleet/src/screenshots.ts [folder] [--all]`: the few that the documentation shows, or every page in both languages, widths and schemes.

const target = process.argv.slice(2).find((word) => !word.startsWith('--')) ?? join(import.meta.dirname, '../../../docs/images')
const all = process.argv.includes('--all')
const few = new Set(['inbox', 'new-alert', 'proof', 'exchange', 'inbox-390', 'new-alert-390'])

const cases = {
  mx: 'FICTICIO. Tractocamión blanco rumbo al norte por el puente Comercio Mundial, placas 45-AB-7C de Tamaulipas, contenedor CSQU 305438 4, llega 15:40. Probable fentanilo, 200 kg. Chofer armado. Favor de inspeccionar.',
  us: 'FICTIONAL. White tanker southbound to World Trade Bridge, plate LKJ-482-B Tamaulipas, two grey pickups escort. Rifles suspected, 12 pieces. Please stop.',
} as const

await ensureWebBuilt()
await mkdir(target, { recursive: true })
await using fleet = await startFleet()
const browser = await startBrowser()
try {
  const id = await playCase(fleet)
  const shapes = all
    ? [
        { suffix: '', width: 1280, height: 860, dark: false },
        { suffix: '-dark', width: 1280, height: 860, dark: true },
        { suffix: '-390', width: 390, height: 844, dark: false },
        { suffix: '-390-dark', width: 390, height: 844, dark: true },
      ]
    : [
        { suffix: '', width: 1280, height: 860, dark: false },
        { suffix: '-390', width: 390, height: 844, dark: false },
      ]
  for (const [party, language] of [
    ['mx', 'es'],
    ['us', 'en'],
  ] as const) {
    for (const { suffix, ...shape } of shapes) {
      await using desk = await openDesk(browser, { url: urlOf(fleet, party), language, ...shape })
      const picture = async (name: string) => {
        if (all || few.has(`${name}${suffix}`)) await desk.page.screenshot({ path: join(target, `${name}-${language}${suffix}.png`) })
      }
      await desk.page.goto(`${desk.url}/sign-in`)
      await desk.page.getByRole('button').first().waitFor()
      await desk.page.waitForLoadState('networkidle')
      await picture('sign-in')
      await desk.signIn(account(fleet, party, 'duty-officer'))
      await desk.page.locator('a[data-entry]').first().waitFor()
      await settled(desk.page)
      await picture('inbox')
      await desk.goTo('/new')
      await desk.page.locator('textarea').first().fill(cases[party])
      await desk.page.locator('li:has-text("CSQU"), li:has-text("LKJ")').first().waitFor()
      await picture('new-alert')
      await desk.goTo(`/records/${id}`)
      await picture('record')
      await toProof(desk)
      await picture('proof')
      await desk.goTo('/exchange')
      await picture('exchange')
      if (!all) continue
      for (const path of ['/records', '/search?q=contenedor', '/imports']) {
        await desk.goTo(path)
        await picture(path.slice(1).split('?')[0]!)
      }
      await using officer = await openDesk(browser, { url: urlOf(fleet, party), language, ...shape })
      await officer.signIn(account(fleet, party, 'releasing-officer'))
      await settled(officer.page)
      await officer.page.screenshot({ path: join(target, `release-${language}${suffix}.png`) })
      await officer.page.locator('main li a').first().click()
      await settled(officer.page)
      await officer.page.screenshot({ path: join(target, `release-task-${language}${suffix}.png`) })
    }
  }
} finally {
  await browser.close()
}

function urlOf(nodes: Fleet, party: string): string {
  return nodes.node(party).api.replace('127.0.0.1', 'localhost')
}

function account(nodes: Fleet, party: string, role: string) {
  const found = nodes.node(party).accounts.find((candidate) => candidate.role === role)
  if (found === undefined) throw new Error(`no ${role} at ${party}`)
  return found
}

async function toProof({ page }: Desk): Promise<void> {
  await page.locator('#proof').waitFor()
  await page.locator('section:has(#proof) summary').click()
  await page.locator('#proof').evaluate((heading) => heading.scrollIntoView({ block: 'start' }))
}

/** One alert each way, answered once, and one seizure in each queue; gives the id of the alert that was answered. */
async function playCase(nodes: Fleet): Promise<string> {
  for (const party of ['mx', 'us'] as const) {
    await using desk = await openDesk(browser, { url: urlOf(nodes, party), language: party === 'mx' ? 'es' : 'en' })
    await desk.signIn(account(nodes, party, 'duty-officer'))
    await desk.goTo('/new')
    await desk.page.locator('textarea').first().fill(cases[party])
    await desk.page.locator('li:has-text("CSQU"), li:has-text("LKJ")').first().waitFor()
    await desk.page.keyboard.press('Control+Enter')
    await desk.page.locator('ol').first().waitFor()
    const kind = await nodes.node(party).call('GET', '/api/v1/kinds/seizure', { role: 'analyst' })
    const { example } = kind.body as { example: { object: object; envelope: object } }
    const object = { ...example.object, id: `incident--${crypto.randomUUID()}` }
    await nodes.node(party).call('POST', '/api/v1/records', { role: 'analyst', body: { object, envelope: example.envelope } })
  }
  await nodes.settle()
  await using desk = await openDesk(browser, { url: urlOf(nodes, 'us'), language: 'en' })
  await desk.signIn(account(nodes, 'us', 'duty-officer'))
  await desk.page.getByRole('link', { name: /Tractocam/ }).focus()
  await desk.page.keyboard.press('a')
  await desk.page.getByRole('button', { name: /^We act/ }).waitFor()
  await desk.page.keyboard.press('t')
  await desk.page.locator('dialog select').selectOption('inspect')
  await desk.page.locator('dialog textarea').fill('Unit sent to the secondary lane.')
  await desk.page.keyboard.press('Control+Enter')
  await desk.page.getByRole('button', { name: /^State outcome/ }).waitFor()
  await nodes.settle()
  const inbox = await waitUntil('the answer is back', async () => {
    const { body } = await nodes.node('mx').call('GET', '/api/v1/inbox?direction=sent')
    return (body as { items: { state: string; record: { id: string } }[] }).items.find(({ state }) => state === 'acting')
  })
  return inbox.record.id
}
