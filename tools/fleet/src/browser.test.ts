import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { axeClean } from './axe-clean.ts'
import { type Desk, driveNodes, inTurn, type Stand, settled } from './browser-desk.ts'
import { foreignSentences, nakedKeys, readWords } from './read-words.ts'
import { waitUntil } from './wait-until.ts'

driveNodes('the spine', register)

const message =
  'Tractocamión blanco rumbo al norte por el puente Comercio Mundial, placas 45-AB-7C de Tamaulipas, contenedor CSQU 305438 4, llega 15:40. Probable fentanilo. Favor de inspeccionar.'

function register(stand: Stand): void {
  const { open, accountOf } = stand

  test('the first five minutes by keyboard alone: paste, send in under a minute, receive, answer, and see each step on both sides', async () => {
    await using mx = await open('mx', 'es')
    await using us = await open('us', 'en', { zone: 'America/Chicago' })
    await us.signIn(accountOf('us', 'duty-officer', 'dhs'))
    await us.page.getByText('Nothing waits').waitFor()

    const startedAt = Date.now()
    const { keyboard } = mx.page
    await mx.page.goto(`${mx.url}/sign-in`)
    await mx.page.locator('input[autocomplete=username]:focus').waitFor()
    const officer = accountOf('mx', 'duty-officer', 'sspc')
    await keyboard.type(officer.user)
    await keyboard.press('Tab')
    await keyboard.type(officer.password)
    await keyboard.press('Enter')
    await mx.page.getByRole('heading', { name: 'Bandeja' }).waitFor()
    await keyboard.press('n')
    await mx.page.locator('textarea:focus').waitFor()
    await keyboard.insertText(message)
    await mx.page.getByText('Reconocidos:').waitFor()
    await mx.page.getByText('El dígito verificador no concuerda').first().waitFor()
    await keyboard.press('Control+Enter')
    await mx.page.getByText('Quedó asentado; abajo se ve qué ha salido').waitFor()
    const sentAt = Date.now()
    assert.ok(sentAt - startedAt < 60_000, `${sentAt - startedAt} ms`)

    const title = us.page.getByRole('link', { name: /Tractocamión blanco rumbo al norte/ })
    await title.waitFor({ timeout: 5000 })
    assert.ok(Date.now() - sentAt < 3000, `stood at the partner after ${Date.now() - sentAt} ms`)
    await mx.page
      .getByText(/Con acuse en/)
      .first()
      .waitFor()

    await us.page.keyboard.press('j')
    await us.page.keyboard.press('a')
    await mx.page.getByText('Una persona confirmó de enterado').waitFor()
    await us.page.getByRole('button', { name: /^We act/ }).waitFor()
    await us.page.keyboard.press('t')
    await us.page.locator('dialog select:focus').waitFor()
    await us.page.keyboard.press('i')
    await us.page.keyboard.press('Tab')
    await us.page.keyboard.type('Unit sent to the secondary lane.')
    await us.page.keyboard.press('Control+Enter')
    await us.page.locator('dialog').waitFor({ state: 'detached' })
    await mx.page.getByText('Unit sent to the secondary lane.').waitFor()
    await us.page.getByRole('button', { name: /^State outcome/ }).waitFor()
    await us.page.keyboard.press('j')
    await us.page.keyboard.press('o')
    await us.page.locator('dialog select:focus').waitFor()
    await us.page.keyboard.press('g')
    await us.page.keyboard.press('Control+Enter')
    await us.page.locator('dialog').waitFor({ state: 'detached' })
    await us.page.getByRole('button', { name: /^State outcome/ }).waitFor({ state: 'detached' })
    assert.deepEqual([...mx.complaints, ...us.complaints], [])
  })

  test('with the link held alerts wait visibly; restored, they are delivered once and in order', async () => {
    await using admin = await open('us', 'en')
    await using officer = await open('us', 'en')
    await using mx = await open('mx', 'es')
    await admin.signIn(accountOf('us', 'administrator', 'dhs'))
    await officer.signIn(accountOf('us', 'duty-officer', 'dhs'))
    await mx.signIn(accountOf('mx', 'duty-officer', 'sspc'))
    await changeLink(admin.page, 'Hold the link')
    await admin.page.getByText('Link held').waitFor()

    const titles = ['First tanker southbound to World Trade Bridge', 'Second tanker southbound to World Trade Bridge']
    for (const title of titles) {
      await officer.page.goto(`${officer.url}/new`)
      await officer.page.locator('textarea:focus').waitFor()
      await officer.page.keyboard.insertText(`${title}. Please stop.`)
      await officer.page.getByText('Recognised:').waitFor()
      await officer.page.keyboard.press('Control+Enter')
      await officer.page
        .getByText(/Waiting since .* link held/)
        .first()
        .waitFor()
    }
    assert.equal(await mx.page.getByRole('link', { name: /tanker southbound/ }).count(), 0)

    await changeLink(admin.page, 'Restore the link')
    await mx.page.getByRole('link', { name: titles[1]! }).waitFor()
    await stand.fleet.settle()
    const arrived = await mx.page.getByRole('link', { name: /tanker southbound/ }).allTextContents()
    assert.deepEqual(arrived.sort(), titles)
    const inbox = await stand.fleet.node('mx').call('GET', '/api/v1/inbox?direction=received')
    const items = (inbox.body as { items: { record: { title: string; seq: number } }[] }).items.filter(({ record }) =>
      titles.includes(record.title),
    )
    assert.deepEqual(
      items.sort((a, b) => a.record.seq - b.record.seq).map(({ record }) => record.title),
      titles,
    )
    assert.deepEqual([...admin.complaints, ...officer.complaints, ...mx.complaints], [])
  })

  test('the inspector opens an alert: one sentence says what is proved, one what is not, and every step was checked in the browser', async () => {
    const id = await newestAlert(stand)
    await using desk = await open('mx', 'en')
    await desk.signIn(accountOf('mx', 'inspector', 'sspc'))
    await desk.goTo(`/records/${id}`)
    await desk.page.getByText(/^Proved: /).waitFor()
    await desk.page.getByText(/^Not proved: /).waitFor()
    const steps = await desk.page.getByText(/^Every step: \d+ of \d+ hold$/).textContent()
    const [passed, all] = [...(steps ?? '').matchAll(/\d+/g)].map(Number)
    assert.ok(passed === all && all !== undefined && all >= 10, steps ?? '')
    assert.deepEqual(desk.complaints, [])
  })

  test('a record of one agency is refused to another agency and to the administrator, in words that say why', async () => {
    const analyst = { role: 'analyst', agency: 'uif' }
    const kind = await stand.fleet.node('mx').call('GET', '/api/v1/kinds/identity', analyst)
    const { example } = kind.body as { example: { object: { id: string }; envelope: object } }
    const object = { ...example.object, id: `identity--${crypto.randomUUID()}` }
    const stored = await stand.fleet
      .node('mx')
      .call('POST', '/api/v1/records', { ...analyst, body: { object, envelope: example.envelope } })
    assert.equal(stored.status, 201, JSON.stringify(stored.body))
    for (const [role, words] of [
      ['duty-officer', /no existe o no le corresponde verlo/],
      ['administrator', /no lee ningún registro/],
    ] as const) {
      await using desk = await open('mx', 'es')
      await desk.signIn(accountOf('mx', role, 'sspc'))
      await desk.goTo(`/records/${object.id}`)
      await desk.page.getByRole('alert').getByText(words).first().waitFor()
      assert.equal(await desk.page.getByRole('button', { name: 'Intentar de nuevo' }).count(), 0)
    }
  })

  test('a releasing officer sees what would leave, strikes one more field and releases; the partner never gets the struck fields', async () => {
    await openTask(stand)
    await using desk = await open('us', 'en')
    await desk.signIn(accountOf('us', 'releasing-officer', 'dhs'))
    await desk.page.locator('main li a').first().click()
    await desk.page.getByRole('button', { name: 'Release', exact: true }).click()
    await desk.page.getByText('Give a reason').waitFor()
    await desk.page.getByLabel('Crossing').check()
    await desk.page.getByLabel('Reason').fill('Agreed by telephone')
    await desk.page.getByRole('button', { name: 'Release without 1 field' }).click()
    await desk.page.getByRole('heading', { name: 'Release queue' }).waitFor()
    // A choice can be taken back for ten seconds; only then does the record leave.
    const arrived = async () => {
      const { body } = await stand.fleet.node('mx').call('GET', '/api/v1/records?kind=seizure')
      return (body as { items: { id: string }[] }).items[0]?.id
    }
    const id = await waitUntil('the seizure arrives', arrived)
    const raw = JSON.stringify((await stand.fleet.node('mx').call('GET', `/api/v1/records/${id}/raw`)).body)
    assert.ok(!raw.includes('"crossing":') && !raw.includes('"identifiers":'), raw)

    await using partner = await open('mx', 'es')
    await partner.signIn(accountOf('mx', 'duty-officer', 'sspc'))
    await partner.goTo(`/records/${id}`)
    await partner.page.getByText(/El remitente suprimió/).waitFor()
    await partner.page.getByText(/^Queda probado: la contraparte firmó este registro/).waitFor()
    await desk.goTo(`/records/${id}`)
    await desk.page.getByText(/^Proved: /).waitFor()
    await desk.page.getByText(/Struck fields: .*Crossing/).waitFor()
    assert.deepEqual([...desk.complaints, ...partner.complaints], [])
  })

  test('a draft survives a reload, belongs to its account, and a change of language is at once and remembered', async () => {
    await using desk = await open('mx', 'es')
    await desk.signIn(accountOf('mx', 'duty-officer', 'sspc'))
    await desk.goTo('/new')
    await desk.page.locator('textarea').first().fill(message)
    await desk.page.getByLabel('Confianza').fill('70')
    await desk.page.reload()
    const inDraft = async () => [
      await desk.page.locator('textarea').first().inputValue(),
      await desk.page.getByLabel('Confianza').inputValue(),
    ]
    await waitUntil('the draft is back', async () => (await inDraft()).every((words) => words !== ''))
    assert.deepEqual(await inDraft(), [message, '70'])

    await desk.page.locator('header summary').click()
    await desk.page.getByRole('group', { name: 'Idioma', exact: true }).getByRole('button', { name: 'English', exact: true }).click()
    await desk.page.getByRole('heading', { name: 'New mirror alert' }).waitFor()
    assert.equal(await desk.page.locator('html').getAttribute('lang'), 'en-US')
    assert.equal(await desk.page.locator('textarea').first().inputValue(), message)
    await desk.page.reload()
    await desk.page.getByRole('heading', { name: 'New mirror alert' }).waitFor()
    await desk.page.locator('header summary').click()
    await desk.page.getByRole('button', { name: 'Sign out' }).click()
    await desk.page.getByRole('heading', { name: 'Sign in' }).waitFor()
    assert.deepEqual(
      await desk.page
        .locator('html')
        .evaluate((root) => Object.keys(root.ownerDocument.defaultView?.sessionStorage ?? {}).filter((key) => key.startsWith('enlace.'))),
      [],
    )
    assert.deepEqual(desk.complaints, [])
  })

  test('a browser holds one stream to the node however many tabs are open, and another tab takes over when its tab closes', async () => {
    await using desk = await open('mx', 'es')
    let streams = 0
    desk.context.on('request', (request) => {
      if (request.url().includes('/api/v1/stream')) streams++
    })
    await desk.signIn(accountOf('mx', 'duty-officer', 'sspc'))
    await settled(desk.page)
    const others = [await desk.context.newPage(), await desk.context.newPage()]
    for (const page of others) {
      await page.goto(`${desk.url}/inbox`)
      await page.getByText('En vivo').waitFor()
    }
    assert.equal(streams, 1)
    await desk.page.close()
    await waitUntil('another tab listens', async () => streams === 2)
    await others[1]!.getByText('En vivo').waitFor()
    assert.deepEqual(desk.complaints, [])
  })

  test('when the node goes away the page says since when, keeps what it shows, and is live again by itself', async () => {
    await using desk = await open('mx', 'es')
    await desk.signIn(accountOf('mx', 'duty-officer', 'sspc'))
    await settled(desk.page)
    await stand.fleet.node('mx').stop()
    await desk.page.getByText(/Sin conexión desde las/).waitFor()
    await desk.page.getByRole('heading', { name: 'Bandeja' }).waitFor()
    await stand.fleet.node('mx').start()
    await desk.page.getByText('En vivo').waitFor({ timeout: 45_000 })
  })

  // Spanish is the longer language, so it is the one to fit on a telephone.
  const shapes = [
    { language: 'es', width: 390, height: 844, dark: true },
    { language: 'en', width: 1280, height: 900, dark: false },
  ] as const
  const visits: readonly (readonly [role: string, agency: string, paths: (alert: string, task: string) => readonly string[]])[] = [
    ['duty-officer', 'dhs', (alert) => ['/sign-in', '/inbox', '/inbox?show=closed', '/new', `/records/${alert}`, '/nowhere']],
    ['analyst', 'dhs', () => ['/records', '/search?q=tanker', '/search?q=nothing-of-the-sort', '/imports']],
    ['releasing-officer', 'dhs', (_alert, task) => ['/release', `/release/${task}`]],
    ['administrator', 'dhs', () => ['/exchange', '/inbox']],
  ]
  for (const [turn, { language, ...shape }] of shapes.entries()) {
    for (const [role, agency, pathsOf] of visits) {
      const name = `the pages of the ${role} in ${language}, ${shape.width} wide${shape.dark ? ' and dark' : ''}`
      test(`${name}: no axe finding, naked key, foreign sentence, CSP violation, request to elsewhere, or sideways scroll`, async () => {
        const all = pathsOf(await newestAlert(stand), role === 'releasing-officer' ? await openTask(stand) : '')
        const paths = inTurn(all, turn, shapes.length)
        await using desk = await open('us', language, shape)
        if (paths[0] === '/sign-in') await examine(desk, language, '/sign-in')
        await desk.signIn(accountOf('us', role, agency))
        for (const path of paths.filter((each) => each !== '/sign-in')) await examine(desk, language, path)
        assert.deepEqual(desk.complaints, [])
      })
    }
  }

  test('the first page weighs less than 300 KB on the wire', async () => {
    await using desk = await open('mx', 'es')
    const network = await desk.context.newCDPSession(desk.page)
    await network.send('Network.enable')
    let bytes = 0
    network.on('Network.loadingFinished', (event) => {
      bytes += event.encodedDataLength
    })
    await desk.goTo('/sign-in')
    await desk.page.waitForLoadState('networkidle')
    assert.ok(bytes > 50_000 && bytes < 300_000, `${bytes} bytes`)
  })
}

/** Opens a page, unfolds what is folded, and holds it to what must be true of every page. */
async function examine({ page, goTo }: Desk, language: 'es' | 'en', path: string): Promise<void> {
  await goTo(path)
  for (const summary of await page.locator('main summary').all()) await summary.click()
  await axeClean(page, path)
  const own = readWords(language, 'web')
  // What an author's page wrote into a record stays in the author's language.
  const written = /^(alert\.purpose|respond\.sentence)/
  const other = Object.entries(readWords(language === 'es' ? 'en' : 'es', 'web')).filter(([key]) => !written.test(key))
  const shown = await page.locator('body').innerText()
  assert.deepEqual(nakedKeys(shown, Object.keys(own)), [], path)
  assert.deepEqual(foreignSentences(shown, Object.fromEntries(other), own), [], path)
  const wider = await page.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth)
  assert.ok(wider <= 0, `${path} is ${wider} px wider than the screen`)
}

async function changeLink(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name }).click()
  await page.locator('dialog textarea').fill('Drill')
  await page.locator('dialog').getByRole('button', { name }).click()
  await page.locator('dialog').waitFor({ state: 'detached' })
}

/** An alert that both nodes hold: the newest, or the kind's own example where there is none yet. */
async function newestAlert(stand: Stand): Promise<string> {
  const mx = stand.fleet.node('mx')
  const newest = async () => {
    const inbox = await stand.fleet.node('us').call('GET', '/api/v1/inbox')
    return (inbox.body as { items: { record: { id: string } }[] }).items[0]?.record.id
  }
  await stand.fleet.settle()
  const known = await newest()
  if (known !== undefined) return known
  const kind = await mx.call('GET', '/api/v1/kinds/mirror-alert')
  await mx.call('POST', '/api/v1/records', { body: (kind.body as { example: object }).example })
  return await waitUntil('the alert is at us', newest)
}

/** A seizure leaves only by decision: its task in the queue of `dhs`. */
async function openTask(stand: Stand): Promise<string> {
  const us = stand.fleet.node('us')
  const releasing = { role: 'releasing-officer', agency: 'dhs' }
  const kind = await us.call('GET', '/api/v1/kinds/seizure', { role: 'analyst' })
  const { example } = kind.body as { example: { object: { id: string }; envelope: object } }
  const object = { ...example.object, id: `incident--${crypto.randomUUID()}` }
  const stored = await us.call('POST', '/api/v1/records', { role: 'analyst', body: { object, envelope: example.envelope } })
  assert.equal(stored.status, 201, JSON.stringify(stored.body))
  return await waitUntil('the task stands in the queue', async () => {
    const queue = await us.call('GET', '/api/v1/release-tasks', releasing)
    return (queue.body as { items: { id: string }[] }).items[0]?.id
  })
}
