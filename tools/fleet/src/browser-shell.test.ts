import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { axeClean } from './axe-clean.ts'
import { type Desk, driveNodes, inTurn, type Stand, settled } from './browser-desk.ts'
import { looseWords } from './loose-words.ts'

driveNodes('the frame', register)

const roles = ['duty-officer', 'analyst', 'releasing-officer', 'secretariat', 'inspector', 'administrator'] as const

function register(stand: Stand): void {
  const open = async (role: string, language: 'es' | 'en', shape: Parameters<Stand['open']>[2] = {}): Promise<Desk> => {
    const desk = await stand.openAs('us', role, language, shape)
    await settled(desk.page)
    return desk
  }

  stand.prepare(async () => {
    const kind = await stand.fleet.node('mx').call('GET', '/api/v1/kinds/mirror-alert')
    await stand.fleet.node('mx').call('POST', '/api/v1/records', { body: (kind.body as { example: object }).example })
    await stand.fleet.settle()
  })

  test('the palette opens by one chord, finds pages without accents and records by their words, and does by Enter', async () => {
    await using desk = await open('duty-officer', 'es')
    const { page } = desk
    await page.keyboard.press('Control+k')
    const field = page.getByRole('combobox', { name: 'Paleta de órdenes' })
    await field.waitFor()
    await page.keyboard.type('terminos juridicos')
    assert.equal(await page.locator('dialog').getByRole('option', { selected: true }).innerText(), 'Términos jurídicos\ng\nt')
    assert.ok(await field.getAttribute('aria-activedescendant'))
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Términos jurídicos', level: 1 }).waitFor()

    await page.keyboard.press('Control+k')
    await page.keyboard.type('tanker')
    const record = page.getByRole('option', { name: /^FICTIONAL: white tanker/ })
    await record.waitFor()
    await page.keyboard.press('ArrowUp')
    assert.match(await page.locator('dialog').getByRole('option', { selected: true }).innerText(), /Buscar «tanker»/)
    await record.click()
    await page.waitForURL(/\/records\//)
    await page.getByRole('heading', { name: /^FICTIONAL: white tanker/, level: 1 }).waitFor()
    await page.keyboard.press('Control+k')
    await page.getByText('Vistos en esta pestaña').waitFor()
    await page.keyboard.press('Escape')
    await field.waitFor({ state: 'detached' })
    assert.deepEqual(desk.complaints, [])
  })

  test('the search box is one key away everywhere, searches by Enter, and gives the focus back by Escape', async () => {
    await using desk = await open('analyst', 'en')
    const { page } = desk
    await page.getByRole('link', { name: 'Exchange' }).first().focus()
    await page.keyboard.press('/')
    await page.locator('header input[type=search]:focus').waitFor()
    await page.keyboard.press('Escape')
    await page.locator('nav a:focus', { hasText: 'Exchange' }).waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('tanker gi')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/search\?q=tanker/)
    assert.deepEqual(desk.complaints, [])
  })

  test('single keys lead to every page of the role and rest while somebody types; one key shows them all', async () => {
    await using desk = await open('releasing-officer', 'en')
    const { page } = desk
    await page.keyboard.press('?')
    const sheet = page.getByRole('dialog', { name: 'Keyboard' })
    await sheet.getByText('Command palette').waitFor()
    await page.keyboard.press('g')
    await page.keyboard.press('e')
    assert.ok(await sheet.isVisible(), 'no key leads away from an open dialog')
    await page.keyboard.press('Escape')
    await page.keyboard.press('g')
    await page.keyboard.press('e')
    await page.getByRole('heading', { name: 'Exchange', level: 1 }).waitFor()
    await page.keyboard.press('n')
    await page.keyboard.press('g')
    await page.keyboard.press('h')
    await page.getByRole('heading', { name: 'Help', level: 1 }).waitFor()
  })

  test('each role is offered only what it may do', async () => {
    for (const role of roles) {
      await using desk = await open(role, 'en')
      const session = await stand.fleet.node('us').call('GET', '/api/v1/session', { role })
      const { may } = session.body as { may: readonly string[] }
      const offers = (name: string) => desk.page.locator('nav').getByRole('link', { name, exact: true }).count()
      assert.equal(await offers('Records'), may.includes('record.list') ? 1 : 0, role)
      assert.equal((await desk.page.locator('nav a[href="/new"]:visible').count()) > 0, may.includes('record.create'), role)
      assert.equal(await desk.page.locator('header input[type=search]').count(), may.includes('search') ? 1 : 0, role)
    }
  })

  test('a tab that is older than the node says so and keeps what is written; a wrong clock is told and the node’s is used', async () => {
    await using desk = await open('duty-officer', 'en')
    const { page, context } = desk
    await page.clock.install()
    await desk.goTo('/inbox')
    await context.route('**/api/v1/node', async (route) => {
      const answer = await route.fetch()
      await route.fulfill({ response: answer, json: { ...((await answer.json()) as object), version: '99.0.0' } })
    })
    const upgraded = page.getByText('The node was upgraded while this tab was open.')
    // The page looks every five minutes from its last look, which may still be under way.
    for (let look = 0; look < 8 && !(await upgraded.isVisible()); look++) {
      await page.clock.fastForward(301_000)
      await upgraded.waitFor({ timeout: 4_000 }).catch(() => undefined)
    }
    await upgraded.waitFor()
    await page.getByRole('button', { name: 'Reload' }).click()
    await settled(page)
    assert.equal(await page.getByText('The node was upgraded').count(), 0)

    await page.clock.setSystemTime(Date.now() - 7_200_000)
    await page.goto(`${desk.url}/inbox`)
    await page.getByText(/clock of this computer is wrong.*2 hr slow/).waitFor()
    await page
      .getByText(/^\d+ (min|sec).* left$/)
      .first()
      .waitFor()
  })

  test('when the node is away the page says what it shows and keeps what was written', async () => {
    await using desk = await open('duty-officer', 'es')
    const { page } = desk
    await page.goto(`${desk.url}/help`)
    await settled(page)
    await stand.fleet.node('us').stop()
    await page.getByText('No hay conexión con el nodo.').waitFor({ timeout: 15_000 })
    await page.getByRole('heading', { name: 'Ayuda', level: 1 }).waitFor()
    await stand.fleet.node('us').start()
    await page.getByText('No hay conexión con el nodo.').waitFor({ state: 'detached', timeout: 45_000 })
  })

  test('density, scheme and both languages are a person’s own and are remembered', async () => {
    await using desk = await open('analyst', 'en')
    const { page } = desk
    const html = page.locator('html')
    await page.locator('header summary').click()
    await page.getByRole('button', { name: 'Compact' }).click()
    await page.getByRole('button', { name: 'Dark' }).click()
    await page.getByRole('group', { name: 'Language of content' }).getByRole('button', { name: 'Español' }).click()
    assert.equal(await html.getAttribute('data-density'), 'compact')
    await page.reload()
    await settled(page)
    assert.equal(await html.getAttribute('data-density'), 'compact')
    assert.equal(await html.getAttribute('data-mantine-color-scheme'), 'dark')
    assert.equal(await html.getAttribute('lang'), 'en-US')
    await page.locator('header summary').click()
    const chosen = page.getByRole('group', { name: 'Language of content' }).getByRole('button', { pressed: true })
    assert.equal(await chosen.innerText(), 'Español')
    await page.keyboard.press('Escape')
    assert.equal(await page.getByRole('button', { name: 'Compact' }).isVisible(), false)
  })

  test('what can be undone is undone by one key, what cannot waits, and a grave question starts at «cancel»', async () => {
    await using desk = await open('duty-officer', 'en')
    const { page } = desk
    await desk.goTo('/design')
    await page.getByRole('button', { name: 'Do it now, undo for ten seconds' }).click()
    await page.getByText('Snoozed until tomorrow.').waitFor()
    await page.keyboard.press('u')
    await page.getByText('Taken back.').waitFor()
    await page.getByRole('button', { name: 'Ask before a grave deed' }).click()
    await page.locator('dialog button:focus', { hasText: 'Cancel' }).waitFor()
    await page.getByText('What will happen', { exact: true }).waitFor()
    await page.keyboard.press('Escape')
    await page.locator('button:focus', { hasText: 'Ask before a grave deed' }).waitFor()
    await page.getByRole('button', { name: 'Send with the field empty' }).click()
    await page.locator('[role=alert]:focus', { hasText: 'One thing is not right yet' }).waitFor()
    await page.getByRole('alert').getByRole('link').click()
    await page.locator('#design-name:focus').waitFor()
    await page.getByRole('button', { name: 'More actions' }).focus()
    await page.keyboard.press('ArrowDown')
    await page.getByRole('menuitem', { name: 'Mark as read' }).waitFor()
    await page.keyboard.press('e')
    await page.locator('[role=menuitem]:focus', { hasText: 'Erase' }).waitFor()
    await page.keyboard.press('Escape')
    await page.locator('button:focus', { hasText: 'More actions' }).waitFor()
    assert.deepEqual(desk.complaints, [])
  })

  const shapes = [
    ['es', 1280, true],
    ['en', 390, false],
  ] as const
  for (const [turn, [language, width, dark]] of shapes.entries()) {
    test(`components, help, cards and terms in ${language}, ${width} wide${dark ? ', dark' : ''}: axe finds nothing and nothing scrolls sideways`, async () => {
      await using desk = await open('duty-officer', language, { width, dark })
      for (const path of inTurn(['/design', '/help', '/terms', '/help/card/inspector'], turn, shapes.length)) {
        await desk.goTo(path)
        await examine(desk.page, path)
      }
      await desk.goTo('/design')
      await desk.page.locator('#deeds').scrollIntoViewIfNeeded()
      await desk.page.getByRole('button', { name: language === 'es' ? 'Preguntar antes de actuar' : 'Ask before acting' }).click()
      await desk.page.locator('dialog[open]').waitFor()
      await examine(desk.page, 'a dialog')
      await desk.page.keyboard.press('Escape')
      await desk.page.keyboard.press('Control+k')
      await desk.page.locator('dialog[open] [role=option]').first().waitFor()
      await examine(desk.page, 'the palette')
      assert.deepEqual(desk.complaints, [])
    })
  }

  test('the tour points at real things, goes by keyboard, is left and taken up again, and ends where help is', async () => {
    await using desk = await open('analyst', 'en')
    const { page } = desk
    await desk.goTo('/help')
    await page.getByRole('button', { name: 'Begin the tour' }).click()
    const card = page.getByRole('dialog')
    await card.getByText(/^Stop 1 of \d+$/).waitFor()
    await page.keyboard.press('ArrowRight')
    await card.getByText(/^Stop 2 of/).waitFor()
    await page.keyboard.press('Escape')
    await card.waitFor({ state: 'detached' })
    await page.reload()
    await page.getByRole('button', { name: 'Go on at stop 2' }).click()
    await card.getByText(/^Stop 2 of/).waitFor()
    const all = Number(/of (\d+)/.exec(await card.innerText())?.[1])
    for (let stop = 3; stop <= all; stop++) {
      await page.keyboard.press('ArrowRight')
      await card.getByText(`Stop ${stop} of ${all}`).waitFor()
    }
    await card.getByRole('button', { name: 'End the tour' }).click()
    await card.waitFor({ state: 'detached' })
    assert.equal(new URL(page.url()).pathname, '/help')
    assert.deepEqual(desk.complaints, [])
  })

  test('each role has its card in both languages, and on paper the desk around a page is gone', async () => {
    await using desk = await open('inspector', 'es')
    const { page } = desk
    for (const role of [...roles, 'legal-adviser', 'minister']) {
      await desk.walkTo(`/help/card/${role}`)
      for (const language of ['es', 'en']) {
        await page.locator(`article[data-language=${language}] li`).first().waitFor()
        assert.ok((await page.locator(`article[data-language=${language}] li`).count()) >= 5, role)
      }
    }
    await page.emulateMedia({ media: 'print' })
    assert.equal(await page.locator('nav:visible, header input:visible, button:visible').count(), 0)
    await page.getByText(/^Impreso por /).waitFor()
    assert.equal(await page.locator('article').first().isVisible(), true)
    const paper = await page.pdf({ preferCSSPageSize: true })
    assert.ok(paper.length > 10_000)
  })

  test('a word of law is found in either language and says what it is not', async () => {
    await using desk = await open('secretariat', 'es')
    const { page } = desk
    await desk.goTo('/terms')
    await page.getByRole('searchbox', { name: 'Buscar un término' }).fill('seized')
    await page.getByText('1 término').waitFor({ state: 'attached' })
    await page.getByText('No equivale a decomiso.').waitFor()
    await desk.goTo('/design')
    await page.getByRole('button', { name: 'aseguramiento', exact: true }).first().click()
    await page.getByText('No equivale a decomiso.').waitFor()
    await page.keyboard.press('Escape')
    await page.getByText('No equivale a decomiso.').waitFor({ state: 'detached' })
  })

  test('in the made-up language no page shows a word that never went through a catalogue', async () => {
    const found: string[] = []
    // A page is offered to whoever may use it, so once is enough.
    const seen = new Set<string>()
    for (const role of ['duty-officer', 'administrator']) {
      await using desk = await open(role, 'en')
      const { page } = desk
      await page.evaluate(`localStorage.setItem('enlace.language', 'pseudo')`)
      const data = gatherData(page)
      await page.reload()
      await settled(page)
      const links = await page.locator('nav a[href]').evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''))
      const record =
        (await page
          .locator('main a[href^="/records/"]')
          .first()
          .getAttribute('href', { timeout: 2000 })
          .catch(() => null)) ?? ''
      const paths = new Set([...links, record, '/design', '/help/card/analyst'].filter((path) => path.startsWith('/') && path !== '/'))
      for (const path of paths) {
        if (seen.has(path)) continue
        seen.add(path)
        await desk.walkTo(path)
        // A card is printed in the real languages, whichever is shown.
        const loose = await looseWords(page, data, ['article[data-language]'])
        found.push(...loose.map((words) => `${role} ${path}: ${words}`))
      }
    }
    assert.deepEqual(found, [])
  })

  test('code and styles of the first pages weigh less than 300 KB together, and no map or chart is among them', async () => {
    const desk = await stand.open('us', 'es')
    const network = await desk.context.newCDPSession(desk.page)
    await network.send('Network.enable')
    const names = new Map<string, string>()
    const sizes = new Map<string, number>()
    network.on('Network.responseReceived', ({ requestId, response }) => names.set(requestId, new URL(response.url).pathname))
    network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      // What the browser has already costs nothing the second time.
      const name = names.get(requestId) ?? ''
      sizes.set(name, Math.max(sizes.get(name) ?? 0, encodedDataLength))
    })
    const weight = () => [...sizes].filter(([name]) => /\.(js|css)$/.test(name)).reduce((sum, [, bytes]) => sum + bytes, 0)
    await desk.page.goto(`${desk.url}/sign-in`)
    await desk.page.waitForLoadState('networkidle')
    const signIn = weight()
    assert.ok(signIn > 50_000 && signIn < 300_000, `sign-in: ${signIn} bytes`)
    const officer = stand.fleet.node('us').accounts.find(({ role }) => role === 'duty-officer')
    assert.ok(officer)
    await desk.signIn(officer)
    await settled(desk.page)
    console.log(`code and styles: sign-in ${signIn} bytes, with the inbox ${weight()} bytes`)
    assert.ok(weight() < 300_000, `with the inbox: ${weight()} bytes`)
    assert.deepEqual(
      [...sizes.keys()].filter((name) => /chart|map(?!-)|sigma|graph/i.test(name)),
      [],
    )
    await desk[Symbol.asyncDispose]()
  })
}

async function examine(page: Page, what: string): Promise<void> {
  await axeClean(page, what)
  const wider = await page.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth)
  assert.ok(wider <= 0, `${what} is ${wider} px wider than the screen`)
}

/** Every text that the node answers to this page: data, in whichever language it was written. */
function gatherData(page: Page): Set<string> {
  const data = new Set<string>()
  page.on('response', async (response) => {
    if (!response.url().includes('/api/v1/') || !(response.headers()['content-type'] ?? '').includes('json')) return
    const body: unknown = await response.json().catch(() => undefined)
    JSON.stringify(body ?? null, (key, value: unknown) => {
      if (typeof value === 'string') data.add(value)
      data.add(key)
      return value
    })
  })
  return data
}
