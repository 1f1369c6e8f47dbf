import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { WorkItem } from '@enlace/api'
import { exampleOf, type Kind, kinds } from '@enlace/records'
import type { Page } from 'playwright-core'
import { axeClean } from './axe-clean.ts'
import { driveNodes, type Stand, settled } from './browser-desk.ts'
import { waitUntil } from './wait-until.ts'

driveNodes('the inbox', register)

function register(stand: Stand): void {
  const { open, accountOf } = stand
  const write = async (party: 'mx' | 'us', name: string): Promise<string> => {
    const agency = party === 'mx' ? 'sspc' : 'dhs'
    const { object, envelope } = exampleOf(kinds.get('mirror-alert') as Kind)
    const [id, now] = [`incident--${randomUUID()}`, new Date().toISOString()]
    const body = { object: { ...object, id, name, created: now, modified: now }, envelope: { ...envelope, author_agency: agency } }
    const stored = await stand.fleet.node(party).call('POST', '/api/v1/records', { role: 'duty-officer', agency, body })
    assert.equal(stored.status, 201, JSON.stringify(stored.body))
    return id
  }

  /** The alerts of a party that nobody has answered. */
  const sentBy = async (party: 'mx' | 'us'): Promise<readonly WorkItem[]> => {
    const { body } = await stand.fleet.node(party).call('GET', '/api/v1/inbox?direction=sent')
    return (body as { items: WorkItem[] }).items.filter(({ state }) => state === 'new' || state === 'received')
  }

  stand.prepare(async () => {
    for (const name of ['first tanker', 'second tanker', 'third tanker', 'fourth tanker', 'fifth bus'])
      await write('us', `FICTIONAL ${name}`)
    await write('mx', 'FICTIONAL own alert')
  })

  test('a day by keyboard: walk, select, put aside and take it back, assign, read on beside the list', async () => {
    await using mx = await open('mx', 'en')
    const { page } = mx
    const { keyboard } = page
    await mx.signIn(accountOf('mx', 'duty-officer', 'sspc'))
    await tab(page, 'All open', 6)
    await page.locator('a[data-entry="0"]').waitFor()
    await keyboard.press('j')
    await page.locator('a[data-entry="0"]:focus').waitFor()
    await keyboard.press('x')
    await page.getByText('1 selected').waitFor()
    await keyboard.press('Shift+J')
    await page.getByText('2 selected').waitFor()
    await keyboard.press('s')
    await page.getByRole('dialog').getByText('Put these 2 aside until when?').waitFor()
    await keyboard.press('1')
    await page.getByText(/2 out of your sight until/).waitFor()
    await tab(page, 'All open', 4)
    await tab(page, 'Put aside', 2)
    await keyboard.press('u')
    await tab(page, 'All open', 6)
    await keyboard.press('j')
    await keyboard.press('m')
    await tab(page, 'Mine', 1)
    await keyboard.press('Enter')
    await page.getByRole('link', { name: 'Open the whole record' }).waitFor()
    const first = await page.locator('section > header h2[tabindex]').textContent()
    await keyboard.press('j')
    await waitUntil(
      'the next item stands beside the list',
      async () => (await page.locator('section > header h2[tabindex]').textContent()) !== first,
    )
    await axe(page)
    await keyboard.press('Escape')
    await page.getByRole('link', { name: 'Open the whole record' }).waitFor({ state: 'detached' })
    await page.locator('a[data-entry]:focus').waitFor()
    assert.deepEqual(mx.complaints, [])
  })

  test('words, facets and saved views narrow the list; a view sent by two Enters at once is saved once; a deleted view comes back', async () => {
    await using mx = await open('mx', 'es', { width: 390, height: 844 })
    const { page } = mx
    await mx.signIn(accountOf('mx', 'duty-officer', 'sspc'))
    await tab(page, 'Todo lo abierto', 6)
    await page.getByRole('searchbox', { name: 'Palabras de los registros' }).fill('bus')
    await page.getByRole('link', { name: 'FICTIONAL fifth bus' }).waitFor()
    await waitUntil('one item is left', async () => (await page.locator('a[data-entry]').count()) === 1)
    await page.getByRole('button', { name: 'Guardar esta vista' }).click()
    await page.getByRole('textbox', { name: 'Nombre' }).fill('Autobuses')
    const sent: string[] = []
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/inbox/views')) sent.push(request.url())
    })
    await page.evaluate(`{
      const form = document.querySelector('dialog form')
      form.requestSubmit()
      form.requestSubmit()
    }`)
    await page.locator('dialog').waitFor({ state: 'detached' })
    await tab(page, 'Autobuses', 1)
    assert.equal(sent.length, 1)
    await mx.goTo('/inbox')
    await tab(page, 'Autobuses', 1)
    await page.getByRole('link', { name: /^Autobuses/ }).click()
    await page.getByRole('button', { name: 'Eliminar esta vista' }).click()
    await page.getByRole('link', { name: /^Autobuses/ }).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Deshacer' }).click()
    await tab(page, 'Autobuses', 1)
    await axe(page)
    assert.deepEqual(mx.complaints, [])
  })

  test('many are acknowledged in one step that can be stopped, and counted as the node confirms them', async () => {
    await using mx = await open('mx', 'en')
    const { page } = mx
    await mx.signIn(accountOf('mx', 'duty-officer', 'sspc'))
    await mx.goTo('/inbox?show=waiting&q=tanker')
    await page.getByRole('link', { name: 'FICTIONAL fourth tanker' }).waitFor()
    const boxes = page.getByRole('checkbox')
    await boxes.first().click()
    await boxes.nth(3).click({ modifiers: ['Shift'] })
    await page.getByText('4 selected').waitFor()
    await page.keyboard.press('a')
    await page.getByText('4 will be acknowledged in ten seconds').waitFor()
    await page.keyboard.press('u')
    await page.getByText('Will be acknowledged').first().waitFor({ state: 'detached' })
    assert.equal(await page.getByRole('button', { name: /^Acknowledge: / }).count(), 5)
    await boxes.first().click()
    await boxes.nth(3).click({ modifiers: ['Shift'] })
    await page.keyboard.press('a')
    await page.getByText('4 acknowledged').waitFor({ timeout: 25_000 })
    await waitUntil('the partner sees four acknowledgements', async () => {
      const { body } = await stand.fleet.node('us').call('GET', '/api/v1/inbox?direction=sent&state=acknowledged')
      return (body as { items: unknown[] }).items.length === 4
    })
    assert.deepEqual(mx.complaints, [])
  })

  test('a shift is handed over with a note that the next officer reads first', async () => {
    await using mx = await open('mx', 'es')
    await using next = await open('mx', 'en')
    await next.signIn(accountOf('mx', 'analyst', 'sspc'))
    await mx.signIn(accountOf('mx', 'duty-officer', 'sspc'))
    await mx.goTo('/inbox?q=tanker')
    await mx.page
      .getByRole('link', { name: /tanker/ })
      .first()
      .waitFor()
    // By its name: until the search is answered other items stand above it.
    await mx.page
      .getByRole('checkbox', { name: /tanker/ })
      .first()
      .click()
    await mx.page.getByText('1 seleccionado').waitFor()
    await mx.page.keyboard.press('h')
    await mx.page.getByRole('button', { name: 'Anotar lo que queda abierto' }).click()
    const note = mx.page.getByRole('textbox', { name: 'Nota para quien sigue' })
    await waitUntil('the note names what is open', async () => /tanker/.test(await note.inputValue()))
    await mx.page.locator('dialog textarea:focus').waitFor()
    await note.fill('FICTICIO: el segundo remolque sigue en el patio.')
    await mx.page.keyboard.press('Control+Enter')
    await mx.page.getByText('Usted entregó el turno').waitFor()
    await next.page.getByText('FICTICIO: el segundo remolque sigue en el patio.').waitFor()
    await next.page.getByRole('button', { name: 'Accept the shift' }).click()
    await next.page.getByText('Accepted. One item is yours now.').waitFor()
    await tab(next.page, 'Mine', 1)
    await mx.page.getByText('Usted entregó el turno').waitFor({ state: 'detached' })
    assert.deepEqual([...mx.complaints, ...next.complaints], [])
  })

  test('a call is stored within twenty seconds from any page, and becomes a contact report and an alert', async () => {
    await using mx = await open('mx', 'en')
    const { page } = mx
    const { keyboard } = page
    await mx.signIn(accountOf('mx', 'duty-officer', 'sspc'))
    await mx.goTo('/exchange')
    const startedAt = Date.now()
    await keyboard.press('c')
    await page.locator('dialog textarea:focus').waitFor()
    await axe(page)
    await keyboard.type('FICTIONAL: they ask whether the grey trailer with plate 45-AB-7C left the yard northbound.')
    await keyboard.press('Control+Enter')
    await page.getByText('The call is stored').waitFor()
    assert.ok(Date.now() - startedAt < 20_000)
    await page.getByRole('button', { name: /Contact report/ }).click()
    await page.locator('dialog select[name=topic_class]').waitFor()
    assert.match(await page.getByLabel('Own official').inputValue(), /^duty-officer\.sspc, /)
    await page.locator('dialog select[name=topic_class]').selectOption('border')
    await page.locator('dialog select[name=stage]').selectOption('filed')
    await keyboard.press('Control+Enter')
    await page.getByText('Contact report stored').waitFor()
    await mx.goTo('/inbox?source=duty')
    await page.getByText('Nothing').first().waitFor()

    await keyboard.press('c')
    await page.locator('dialog textarea:focus').waitFor()
    await keyboard.type('FICTIONAL: grey trailer southbound, plate 45-AB-7C of Tamaulipas, please stop it.')
    await page.getByLabel('Follow-up wanted').selectOption('yes')
    await keyboard.press('Control+Enter')
    await page.getByText('The call is stored').waitFor()
    await keyboard.press('1')
    await page.waitForURL(/\/new/)
    await waitUntil('the message is in the form', async () =>
      (await page.locator('textarea').first().inputValue()).includes('grey trailer'),
    )
    await page.getByText('Recognised:').waitFor()
    await keyboard.press('Control+Enter')
    await page.getByText('It is logged; below you see what has left').waitFor()
    await waitUntil('the follow-up is done by the alert', async () => {
      const { body } = await stand.fleet
        .node('mx')
        .call('GET', '/api/v1/inbox/items?source=duty&state=follow_up', { role: 'duty-officer', agency: 'sspc' })
      return (body as { items: unknown[] }).items.length === 0
    })
    await keyboard.press('n')
    await waitUntil('the next alert begins empty', async () => (await page.locator('textarea').first().inputValue()) === '')
    await page.goBack()
    await page.getByText('It is logged; below you see what has left').waitFor()
    assert.deepEqual(mx.complaints, [])
  })

  test('one touch reminds of every late answer, once; a call is logged without a keyboard', async () => {
    const alert = await write('mx', 'FICTIONAL second own alert')
    await stand.fleet.settle()
    const feedback = exampleOf(kinds.get('feedback') as Kind)
    const now = new Date().toISOString()
    const judged = await stand.fleet.node('us').call('POST', '/api/v1/records', {
      role: 'duty-officer',
      agency: 'dhs',
      body: {
        object: { ...feedback.object, id: `note--${randomUUID()}`, created: now, modified: now, object_refs: [alert] },
        envelope: { ...feedback.envelope, author_agency: 'dhs' },
      },
    })
    assert.equal(judged.status, 201, JSON.stringify(judged.body))
    await stand.fleet.settle()
    await waitUntil('both alerts stand in the inbox', async () => (await sentBy('mx')).length >= 2)
    {
      await using database = await stand.fleet.node('mx').database()
      await database.sql`update work_item set due_at = '2026-01-01T00:05:00Z', events = (select jsonb_agg(jsonb_set(event, '{at}',
        to_jsonb('2026-01-01T00:00:00.000Z'::text))) from jsonb_array_elements(events) as event)
        where direction = 'sent' and kind = 'mirror-alert' and state in ('new', 'received')`
    }
    await using mx = await open('mx', 'es', { width: 390, height: 844 })
    const { page } = mx
    await mx.signIn(accountOf('mx', 'duty-officer', 'sspc'))
    const owed = (await sentBy('mx')).length
    await page.getByText(`${owed} respuestas están vencidas`).waitFor()
    await axe(page)
    await page.getByRole('button', { name: `Enviar los ${owed} recordatorios` }).click()
    await page.getByText(`${owed} recordatorios enviados`).waitFor()
    await page.getByText(`${owed} respuestas están vencidas`).waitFor({ state: 'detached' })
    await waitUntil('each alert was reminded of once', async () =>
      (await sentBy('mx')).every(({ events }) => events.filter(({ code }) => code === 'reminded').length === 1),
    )
    await page.getByRole('button', { name: /^Registrar llamada/ }).click()
    await page.locator('dialog textarea:focus').waitFor()
    await mx.goTo(`/records/${alert}`)
    const told = page.locator('section[aria-labelledby=timeline] li', { hasText: 'Retroalimentación: cuánto valió' })
    await told.getByText('Se usó', { exact: true }).waitFor()
    assert.deepEqual(mx.complaints, [])
  })

  test('what arrives while somebody reads neither moves the place nor drops the selection', async () => {
    await using mx = await open('mx', 'en')
    const { page } = mx
    await mx.signIn(accountOf('mx', 'duty-officer', 'sspc'))
    await mx.goTo('/inbox?group=none')
    await page.locator('a[data-entry="2"]').waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.keyboard.press('x')
    await page.getByText('1 selected').waitFor()
    const title = await page.locator('a[data-entry]:focus').textContent()
    await write('us', 'FICTIONAL newcomer')
    await page.getByRole('link', { name: 'FICTIONAL newcomer' }).waitFor()
    assert.equal(await page.locator('a[data-entry]:focus').textContent(), title)
    await page.getByText('1 selected').waitFor()
  })
}

/** Waits for a tab with its count. */
async function tab(page: Page, label: string, count: number): Promise<void> {
  await page
    .getByRole('link', { name: `${label}${count}`, exact: true })
    .or(page.getByRole('link', { name: `${label} ${count}`, exact: true }))
    .first()
    .waitFor()
}

async function axe(page: Page): Promise<void> {
  await settled(page)
  await axeClean(page, 'the inbox')
}
