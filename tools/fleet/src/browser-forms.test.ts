import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { axeClean } from './axe-clean.ts'
import { type Desk, driveNodes, inTurn, type Stand, settled } from './browser-desk.ts'
import { foreignSentences, nakedKeys, readWords } from './read-words.ts'
import { waitUntil } from './wait-until.ts'

// Forms of every kind, their drafts, and bad input, in a real browser at a real node.
driveNodes('forms', register)

function register(stand: Stand): void {
  const open = async (language: 'es' | 'en', role = 'analyst', shape: { width?: number; dark?: boolean } = {}): Promise<Desk> => {
    const desk = await stand.openAs('mx', role, language, shape)
    desk.page.setDefaultTimeout(15_000)
    return desk
  }
  const records = async (kind: string) => {
    const list = await stand.fleet.node('mx').call('GET', `/api/v1/records?kind=${kind}`, { role: 'analyst', agency: 'sspc' })
    return (list.body as { items: { id: string; title: string }[] }).items
  }

  test('a native kind is written in its own form: what is missing is said on top, each a way to its field, and then it is stored', async () => {
    await using desk = await open('en')
    await desk.goTo('/new/note')
    await desk.page.getByLabel('Content').fill('FICTIONAL. The driver named a second warehouse.')
    await desk.page.keyboard.press('Control+Enter')
    const summary = desk.page.getByRole('alert').filter({ hasText: 'One thing to correct' })
    await summary.waitFor()
    await desk.page.locator('[role=alert]:focus').waitFor()
    await summary.getByRole('link', { name: /^About: / }).click()
    await desk.page.locator('fieldset[data-field="object_refs"] button:focus').waitFor()
    await desk.page.keyboard.press('Enter')
    await desk.page.locator('input[role=combobox]:focus').pressSequentially('Example Trading')
    await desk.page.getByRole('option', { name: /^New .*“Example Trading”/ }).waitFor()
    await desk.page.keyboard.press('ArrowDown')
    await desk.page.keyboard.press('Enter')
    await desk.page.getByText('new; stored together with this record').waitFor()
    await desk.page.keyboard.press('Control+Enter')
    await desk.page.getByRole('link', { name: 'Open the record' }).waitFor()
    const [note] = await records('note')
    assert.ok((await records('identity')).some(({ title }) => title === 'Example Trading'))
    assert.ok(note)
    assert.deepEqual(desk.complaints, [])
  })

  test('a rough day is resolved before it is kept, in both languages, and a month stays a month', async () => {
    await using desk = await open('es')
    await desk.goTo('/new/list-entry')
    await unfold(desk.page)
    const listed = desk.page
      .getByLabel(/^Fecha de inclusión|^Incluido el|^En la lista desde|^Listed on/)
      .or(desk.page.locator('[name="listed_on"]'))
      .first()
    await listed.fill('enero de 2026')
    await desk.page.getByText('solo el mes').waitFor()
    const asOf = desk.page.locator('[name="as_of"]')
    await asOf.fill('ayer')
    await desk.page.getByText('día exacto').waitFor()
    await asOf.fill('enero de 2026')
    await desk.page.getByText('Aquí se necesita el día exacto').waitFor()
    await asOf.fill('pronto')
    await desk.page.getByText(/Escriba un día, por ejemplo/).waitFor()
    assert.equal(await asOf.inputValue(), 'pronto')
    assert.deepEqual(desk.complaints, [])
  })

  test('a message pasted into any input offers what it says of other fields; one key takes it, the same key takes it back', async () => {
    await using desk = await open('en')
    await desk.goTo('/new/seizure')
    await paste(desk.page, '[name="description"]', '"Seized 15:40 at World Trade Bridge, container CSQU 305438 3."')
    await desk.page.getByText(/also says/).waitFor()
    await desk.page.keyboard.press('Control+.')
    await desk.page.getByText(/filled in from the text/).waitFor()
    assert.equal(await desk.page.locator('select[name="crossing"]').inputValue(), 'laredo_world_trade')
    await desk.page.keyboard.press('Control+.')
    await waitUntil('the crossing is empty again', async () => (await desk.page.locator('select[name="crossing"]').inputValue()) === '')
    assert.match(await desk.page.locator('[name="description"]').inputValue(), /CSQU/)
  })

  test('ten megabytes, emoji and right-to-left text: bounded and told, whole and in their own direction, and the page goes on', async () => {
    await using desk = await open('en')
    await desk.goTo('/new/seizure')
    const description = desk.page.locator('[name="description"]')
    const startedAt = Date.now()
    await paste(desk.page, '[name="description"]', '"😀".repeat(5242880)')
    await desk.page.getByText(/characters were taken\. The rest is still in your clipboard/).waitFor()
    assert.ok(Date.now() - startedAt < 5000, `${Date.now() - startedAt} ms`)
    const kept = await description.inputValue()
    assert.ok(kept.length <= 20_000 && kept.isWellFormed())
    await desk.page.locator('[name="name"]').fill('شحنة 😀 מטען')
    assert.equal(await desk.page.locator('[name="name"]').getAttribute('dir'), 'auto')
    await paste(desk.page, '[name="name"]', JSON.stringify('\u202e<script>alert(1)</script>\u0000'))
    assert.deepEqual(desk.complaints, [])
  })

  test('a program named as a document is refused by name, a true document is taken with its fingerprint and travels with the record', async () => {
    await using desk = await open('en')
    await desk.goTo('/new/mirror-alert')
    const files = desk.page.locator('input[type=file]')
    const program = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(600)])
    await files.setInputFiles({ name: 'invoice.pdf', mimeType: 'application/pdf', buffer: program })
    await desk.page.getByText('invoice.pdf says it is PDF, but its content is a program. It was not taken.').waitFor()
    const pdf = Buffer.from(`%PDF-1.7\nfictional ${crypto.randomUUID()}\n%%EOF`)
    await files.setInputFiles({ name: 'report.pdf', mimeType: 'application/pdf', buffer: pdf })
    const digest = [...new Uint8Array(await crypto.subtle.digest('SHA-256', pdf))]
      .map((byte) => byte.toString(16).padStart(2, '0'))
      .join('')
    await desk.page.getByText(digest).waitFor()
    await desk.page.locator('textarea').first().fill('White tanker southbound to World Trade Bridge with a paper. Please stop.')
    await desk.page.getByText('Recognised:').waitFor()
    await desk.page.keyboard.press('Control+Enter')
    await desk.page.getByText('It is logged; below you see what has left').waitFor()
    const alert = (await records('mirror-alert')).find(({ title }) => title.includes('with a paper'))
    const detail = await stand.fleet.node('mx').call('GET', `/api/v1/records/${alert?.id}`, { role: 'analyst', agency: 'sspc' })
    assert.deepEqual(
      (detail.body as { files: { name: string; sha256: string }[] }).files.map(({ name, sha256 }) => [name, sha256]),
      [['report.pdf', digest]],
    )
    assert.deepEqual(desk.complaints, [])
  })

  test('a draft outlives its tab and a sign-out, is listed with where it is kept, and discarding can be taken back', async () => {
    await using desk = await open('en')
    await desk.goTo('/new/seizure')
    await desk.page.locator('[name="name"]').fill('FICTIONAL draft that stays')
    await desk.page.getByText(/Draft kept on the node, sealed/).waitFor()
    await desk.page.locator('header summary').click()
    await desk.page.getByRole('button', { name: 'Sign out' }).click()
    await desk.page.getByRole('heading', { name: 'Sign in' }).waitFor()
    const left = await desk.page.evaluate(`Object.keys(localStorage).filter((key) => key.startsWith('enlace.last'))`)
    assert.deepEqual(left, [])
    await desk.signIn(stand.accountOf('mx', 'analyst'))
    await desk.goTo('/drafts')
    await desk.page.getByRole('link', { name: 'FICTIONAL draft that stays' }).click()
    await waitUntil(
      'the draft is back',
      async () => (await desk.page.locator('[name="name"]').inputValue()) === 'FICTIONAL draft that stays',
    )
    await desk.page.goBack()
    await desk.page.getByRole('button', { name: /^Discard draft.*FICTIONAL draft that stays/ }).click()
    await desk.page.getByText('Draft discarded').waitFor()
    await desk.page.getByRole('button', { name: 'Undo' }).click()
    await desk.page.getByRole('link', { name: 'FICTIONAL draft that stays' }).waitFor()
    assert.deepEqual(desk.complaints, [])
  })

  test('back in the middle of a form and forward again: nothing is lost and nobody is asked', async () => {
    await using desk = await open('en')
    await desk.goTo('/records')
    await desk.page.keyboard.press('n')
    await desk.page.locator('textarea:focus').waitFor()
    await desk.page.keyboard.insertText('White tanker southbound to World Trade Bridge, going back.')
    await desk.page.waitForURL(/draft=/)
    await desk.page.goBack()
    await desk.page.getByRole('heading', { name: 'Records', level: 1 }).waitFor()
    await desk.page.goForward()
    await waitUntil('the message is back', async () => /going back/.test(await desk.page.locator('textarea').first().inputValue()))
    assert.deepEqual(desk.complaints, [])
  })

  test('the second tab of a draft says so and reads; it takes over, and goes on from the last word of the first', async () => {
    await using desk = await open('en')
    await desk.goTo('/new/seizure')
    await desk.page.locator('[name="name"]').fill('Two tabs')
    await desk.page.waitForURL(/draft=/)
    await desk.page.getByText(/Draft kept on the node/).waitFor()
    const second = await desk.context.newPage()
    await second.goto(desk.page.url())
    await second.getByText('This draft is open in another tab').waitFor()
    await desk.page.locator('[name="name"]').fill('Two tabs, last word')
    await second.getByRole('button', { name: 'Go on writing here' }).click()
    await waitUntil(
      'the second has the last word',
      async () => (await second.locator('[name="name"]').inputValue()) === 'Two tabs, last word',
    )
    await desk.page.getByText('Another tab took over this draft').waitFor()
    assert.equal(await desk.page.locator('[name="name"]').getAttribute('readonly'), '')
    assert.deepEqual(desk.complaints, [])
  })

  test('a network lost while sending: it waits and says so, goes out once by itself from another page, and the draft is gone', async () => {
    await using desk = await open('en')
    await desk.goTo('/new')
    await desk.page.locator('textarea').first().fill('White tanker southbound to World Trade Bridge without a network. Please stop.')
    await desk.page.getByText('Recognised:').waitFor()
    await desk.page.getByText(/Draft kept on the node/).waitFor()
    // The node takes the record, and its answer is lost on the way: the worst moment there is.
    let lost = 0
    await desk.context.route('**/api/v1/records', async (route) => {
      if (route.request().method() !== 'POST' || lost > 0) return await route.abort('internetdisconnected')
      lost++
      await route.fetch()
      await route.abort('internetdisconnected')
    })
    await desk.page.keyboard.press('Control+Enter')
    await desk.page.getByText('The node does not answer: it will be sent as soon as it does').waitFor()
    await desk.page.getByRole('link', { name: 'My drafts' }).first().click()
    await desk.page.getByText('Waits to be sent').first().waitFor()
    await desk.context.unroute('**/api/v1/records')
    await desk.page.getByText('Sent now, once:').waitFor({ timeout: 45_000 })
    await desk.page.getByText('No drafts').or(desk.page.getByText('FICTIONAL')).first().waitFor()
    assert.equal((await records('mirror-alert')).filter(({ title }) => title.includes('without a network')).length, 1)
    const stored = (await records('mirror-alert')).find(({ title }) => title.includes('without a network'))
    const detail = await stand.fleet.node('mx').call('GET', `/api/v1/records/${stored?.id}`, { role: 'analyst', agency: 'sspc' })
    assert.equal((detail.body as { versions: unknown[] }).versions.length, 1)
  })

  test('a session that ends while somebody writes: sign in beside, and go on with the same words', async () => {
    await using desk = await open('en')
    await desk.goTo('/new/seizure')
    await desk.page.locator('[name="name"]').fill('Before the session ended')
    await desk.page.getByText(/Draft kept on the node/).waitFor()
    const [cookie] = (await desk.context.cookies()).filter(({ httpOnly }) => httpOnly)
    assert.ok(cookie)
    await desk.context.clearCookies({ name: cookie.name })
    await desk.page.locator('[name="name"]').fill('After the session ended')
    await desk.page.getByRole('button', { name: 'Sign in and go on' }).click()
    await desk.page.locator('dialog input[autocomplete=current-password]').fill(stand.accountOf('mx', 'analyst').password)
    await desk.page.keyboard.press('Enter')
    await desk.page.locator('dialog').waitFor({ state: 'detached' })
    await desk.page.getByText(/Draft kept on the node/).waitFor()
    assert.equal(await desk.page.locator('[name="name"]').inputValue(), 'After the session ended')
  })

  test('two people correct one version: what fits is put together, only what both changed is asked, side by side', async () => {
    const kind = await stand.fleet.node('mx').call('GET', '/api/v1/kinds/mirror-alert', { role: 'analyst', agency: 'sspc' })
    const { example } = kind.body as { example: { object: { id: string }; envelope: { to?: unknown } } }
    const object = { ...example.object, id: `incident--${crypto.randomUUID()}` }
    const stored = await stand.fleet.node('mx').call('POST', '/api/v1/records', {
      role: 'analyst',
      agency: 'sspc',
      body: { object, envelope: { ...example.envelope, to: [] } },
    })
    assert.equal(stored.status, 201, JSON.stringify(stored.body))
    await using ana = await open('en', 'analyst')
    await using luis = await open('en', 'duty-officer')
    for (const desk of [ana, luis]) {
      await desk.goTo(`/records/${object.id}/edit`)
      await desk.page.locator('[name="name"]').waitFor()
      await unfold(desk.page)
    }
    await luis.page.locator('select[name="direction"]').selectOption('northbound')
    await luis.page.locator('[name="heading_to"]').fill('Laredo')
    await luis.page.keyboard.press('Control+Enter')
    await luis.page.waitForURL(/records\/incident--[0-9a-f-]+$/)
    await ana.page.locator('select[name="direction"]').selectOption('unknown')
    await ana.page.locator('[name="appearance"]').fill('Blue cab')
    await ana.page.keyboard.press('Control+Enter')
    const dialog = ana.page.locator('dialog')
    await dialog.getByText('One field was changed by both of you. Choose.').waitFor()
    await dialog.getByText(/Taken from the other version: Heading to/).waitFor()
    await dialog.getByLabel(/Yours/).check()
    await dialog.getByRole('button', { name: 'Put together' }).click()
    await dialog.waitFor({ state: 'detached' })
    await ana.page.keyboard.press('Control+Enter')
    await ana.page.waitForURL(/records\/incident--[0-9a-f-]+$/)
    const detail = await stand.fleet.node('mx').call('GET', `/api/v1/records/${object.id}`, { role: 'analyst', agency: 'sspc' })
    const { versions, object: latest } = detail.body as {
      versions: unknown[]
      object: { extensions: Record<string, Record<string, unknown>> }
    }
    const inside = Object.values(latest.extensions)[0]!
    assert.deepEqual([versions.length, inside.direction, inside.heading_to, inside.appearance], [3, 'unknown', 'Laredo', 'Blue cab'])
  })

  test('a record that is referred to is offered by what is usually meant before a word is typed, and named by its kind', async () => {
    await using desk = await open('en')
    await desk.goTo('/new/seizure')
    await unfold(desk.page)
    await desk.page.locator('[name="alert_ref"]').click()
    await desk.page.locator('[role=option]', { hasText: 'Mirror alert' }).first().click()
    const chosen = desk.page.locator('[data-field="alert_ref"]')
    await chosen.getByText('Mirror alert').waitFor()
    assert.doesNotMatch(await chosen.innerText(), /incident/i)
    assert.deepEqual(desk.complaints, [])
  })

  test('a browser whose clock is days off: the page says so, and the record carries the node’s time', async () => {
    await using desk = await stand.open('mx', 'en')
    await desk.page.clock.install({ time: new Date(Date.now() - 3 * 86_400_000) })
    await desk.signIn(stand.accountOf('mx', 'analyst'))
    await desk.goTo('/new')
    await desk.page.getByText(/The clock of this browser is off by/).waitFor()
    await desk.page.locator('textarea').first().fill('White tanker southbound to World Trade Bridge with a wrong clock. Please stop.')
    await desk.page.getByText('Recognised:').waitFor()
    await desk.page.keyboard.press('Control+Enter')
    await desk.page.getByText('It is logged; below you see what has left').waitFor()
    const alert = (await records('mirror-alert')).find(({ title }) => title.includes('wrong clock'))
    const detail = await stand.fleet.node('mx').call('GET', `/api/v1/records/${alert?.id}`, { role: 'analyst', agency: 'sspc' })
    const { created } = (detail.body as { object: { created: string } }).object
    assert.ok(Math.abs(Date.parse(created) - Date.now()) < 120_000, created)
  })

  test('a place by name and by map with keys alone: state, coordinates and how coarse they are', async () => {
    await using desk = await open('en')
    await desk.goTo('/new/seizure')
    await desk.page.getByLabel(/Place: name of the place/).pressSequentially('nuevo laredo')
    await desk.page
      .getByRole('option', { name: /Nuevo Laredo/ })
      .first()
      .waitFor()
    await desk.page.keyboard.press('ArrowDown')
    await desk.page.keyboard.press('Enter')
    await desk.page
      .getByText(/Tamaulipas · MX/)
      .first()
      .waitFor()
    await desk.page.getByRole('button', { name: 'Map and coordinates' }).first().click()
    const map = desk.page.getByRole('application')
    await map.focus()
    await desk.page.keyboard.press('ArrowRight')
    await desk.page.keyboard.press('Enter')
    await desk.page.getByText(/Point set: /).waitFor()
    assert.deepEqual(desk.complaints, [])
  })

  const shapes = [
    { language: 'es', width: 390, dark: true },
    { language: 'en', width: 1280, dark: false },
  ] as const
  for (const [turn, { language, ...shape }] of shapes.entries()) {
    test(`forms in ${language}, ${shape.width} wide: no axe finding, naked key, foreign sentence or sideways scroll`, async () => {
      await using desk = await open(language, 'analyst', shape)
      const marked: string[] = []
      for (const path of inTurn(['/new', '/new/seizure', '/new/observed-data', '/new/file', '/drafts'], turn, shapes.length)) {
        await desk.walkTo(path)
        await unfold(desk.page)
        await examine(desk, language, path)
        marked.push(...(await markedNames(desk.page, language)))
      }

      assert.ok(marked.length > 4, 'fields that are needed and fields about persons')
      assert.deepEqual(
        marked.filter((name) => !/^\S.*\S, \S/.test(name) || / ,/.test(name)),
        [],
        'a mark is heard apart from its label',
      )
      await desk.goTo('/new')
      await desk.page.getByRole('button', { name: language === 'es' ? 'Escribir otra cosa' : 'Write something else' }).click()
      await desk.page.locator('dialog input[type=search]:focus').waitFor()
      await examine(desk, language, 'the chooser')
      assert.deepEqual(desk.complaints, [])
    })
  }
}

/** The names of fields with a mark, as those who listen hear them: Chromium's own accessibility tree. */
async function markedNames(page: Page, language: 'es' | 'en'): Promise<string[]> {
  const marks = [readWords(language, 'forms').needed, readWords(language, 'web')['facts.personal']]
  const session = await page.context().newCDPSession(page)
  const { nodes } = await session.send('Accessibility.getFullAXTree')
  await session.detach()
  const fields = ['textbox', 'combobox', 'spinbutton', 'group', 'checkbox', 'radio']
  return nodes
    .filter(({ role }) => fields.includes(String(role?.value)))
    .map(({ name }) => String(name?.value ?? ''))
    .filter((name) => marks.some((mark) => mark !== undefined && name.endsWith(mark)))
}

/** Opens what is folded. */
async function unfold(page: Page): Promise<void> {
  await settled(page)
  await page.locator('main form, main ul, main p').first().waitFor()
  await page.locator('main details').evaluateAll((all) => {
    for (const box of all) box.setAttribute('open', '')
  })
}

/** Pastes as a person does: the event carries the text, and what nobody takes goes into the input. The text is an expression of the page. */
async function paste(page: Page, selector: string, expression: string): Promise<void> {
  await page.locator(selector).focus()
  await page.evaluate(`{
    const data = new DataTransfer()
    data.setData('text/plain', ${expression})
    const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
    if (document.activeElement.dispatchEvent(event)) document.execCommand('insertText', false, ${expression})
  }`)
}

async function examine({ page }: Desk, language: 'es' | 'en', path: string): Promise<void> {
  await axeClean(page, path)
  const own = readWords(language, 'forms')
  const other = readWords(language === 'es' ? 'en' : 'es', 'forms')
  const shown = await page.locator('body').innerText()
  assert.deepEqual(nakedKeys(shown, Object.keys(own)), [], path)
  assert.deepEqual(foreignSentences(shown, other, own), [], path)
  assert.doesNotMatch(shown, /demo-mx-us/, `${path} names an agreement by its code`)
  const wider = await page.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth)
  assert.ok(wider <= 0, `${path} is ${wider} px wider than the screen`)
}
