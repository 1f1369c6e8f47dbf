import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { axeClean } from './axe-clean.ts'
import { type Desk, driveNodes, type Stand, settled } from './browser-desk.ts'
import { foreignSentences, nakedKeys, readWords } from './read-words.ts'
import { waitUntil } from './wait-until.ts'

// The record page: what it shows, what can be done from it, and its states, on two real nodes.
driveNodes('the record page', register)

type Example = { readonly object: { readonly id: string; readonly name: string }; readonly envelope: object }

function register(stand: Stand): void {
  let example: Example
  const { accountOf } = stand
  const open = (role: string, language: 'es' | 'en', agency = 'sspc', shape: object = {}): Promise<Desk> =>
    stand.openAs('mx', role, language, { agency, ...shape })
  /** Stores a version of the example alert of a fictional case; the same id again is a correction. */
  const store = async (name: string, id = `incident--${crypto.randomUUID()}`, change: object = {}): Promise<string> => {
    const object = { ...example.object, id, name, ...change }
    const stored = await stand.fleet
      .node('mx')
      .call('POST', '/api/v1/records', { role: 'analyst', body: { object, envelope: example.envelope } })
    assert.equal(stored.status, 201, JSON.stringify(stored.body))
    return id
  }
  const correct = (id: string, name: string, change: object = {}) => store(name, id, { modified: new Date().toISOString(), ...change })
  const seen = (id: string, user: string) =>
    waitUntil('the look was noted', async () => {
      const account = accountOf('mx', user, 'sspc')
      const { body } = await stand.fleet.node('mx').call('GET', `/api/v1/records/${id}`, { role: account.role })
      const { seen: look, seq } = body as { seen: { seq: number } | null; seq: number }
      return look !== null && look.seq > seq ? true : undefined
    })

  stand.prepare(async () => {
    example = ((await stand.fleet.node('mx').call('GET', '/api/v1/kinds/mirror-alert')).body as { example: Example }).example
  })

  for (const [language, words] of [
    ['es', { says: 'Lo dice', sure: 'Generalmente confiable; probablemente cierta', mark: 'Reservada', use: 'No transmitir a terceros' }],
    ['en', { says: 'Says so', sure: 'Usually reliable; probably true', mark: 'Reservada', use: 'No passing on to others' }],
  ] as const) {
    test(`who says so, how sure and since when stand before the facts, and the marking stays in sight to the foot of the page, in ${language}`, async () => {
      const id = await store('FICTIONAL: grey van')
      await using desk = await open('analyst', language)
      await desk.goTo(`/records/${id}`)
      await desk.page.getByText(words.says, { exact: true }).waitFor()
      await desk.page.getByText(words.sure).first().waitFor()
      const banner = desk.page.locator('main aside').filter({ hasText: words.use }).first()
      await desk.page.locator('#proof').evaluate((heading) => heading.scrollIntoView({ block: 'end' }))
      const box = await banner.boundingBox()
      assert.ok(box !== null && box.y >= 0 && box.y < 200, JSON.stringify(box))
      assert.match(await banner.innerText(), new RegExp(words.mark))
      assert.deepEqual(desk.complaints, [])
    })
  }

  test('what came since the last look is told once, quietly, and its differences are one press away', async () => {
    const id = await store('FICTIONAL: white pickup')
    await using desk = await open('analyst', 'en')
    await desk.goTo(`/records/${id}`)
    assert.equal(await desk.page.getByText('Since you last looked').count(), 0)
    await seen(id, 'analyst')
    await desk.goTo('/exchange')
    await correct(id, 'FICTIONAL: white pickup', {
      description: 'FICTIONAL EXAMPLE. Seen again, northbound.',
      labels: ['fictional', 'corrected'],
    })
    await stand.fleet.settle()
    await desk.goTo('/records')
    await desk.page.getByText('Changed since you opened it').waitFor()
    await desk.page.getByRole('link', { name: 'FICTIONAL: white pickup' }).click()
    await desk.page.getByText(/Since you last looked, .*: .*one new version/).waitFor()
    await desk.page.getByRole('button', { name: 'Show what changed', exact: true }).click()
    await desk.page.getByText('2 fields differ').waitFor()
    const comparison = desk.page.locator('#compare')
    await comparison.locator('ins', { hasText: 'again' }).waitFor()
    await comparison.getByText('corrected').waitFor()
    await seen(id, 'analyst')
    await desk.page.getByText(/Since you last looked/).waitFor()
    await desk.goTo('/records')
    assert.equal(await desk.page.getByText('Changed since you opened it').count(), 0)
    await desk.goTo(`/records/${id}`)
    assert.equal(await desk.page.getByText('Since you last looked').count(), 0)
    assert.deepEqual(desk.complaints, [])
  })

  test('a record is printed by keyboard as PDF or DOCX, in another language than the page', async () => {
    const id = await store('FICTIONAL: container on a flatbed')
    await using desk = await open('duty-officer', 'es')
    await desk.goTo(`/records/${id}`)
    for (const [format, magic] of [
      ['pdf', '%PDF-'],
      ['docx', 'PK'],
    ] as const) {
      await desk.page.keyboard.press('p')
      const dialog = desk.page.getByRole('dialog', { name: 'Imprimir o guardar como documento' })
      await dialog.getByLabel('Formato').selectOption(format)
      await dialog.getByLabel('Idioma del documento').selectOption({ label: 'English' })
      await dialog.getByLabel('Finalidad').fill('Reunión ficticia')
      const [download] = await Promise.all([
        desk.page.waitForEvent('download'),
        dialog.getByRole('button', { name: 'Hacer el documento' }).click(),
      ])
      assert.match(download.suggestedFilename(), new RegExp(`^mirror-alert-[0-9a-f]{12}-en\\.${format}$`))
      assert.ok((await readFile(await download.path())).toString('latin1').startsWith(magic))
      await dialog.waitFor({ state: 'detached' })
      await desk.page
        .getByText(/El documento se guardó/)
        .first()
        .waitFor()
    }
    assert.deepEqual(desk.complaints, [])
  })

  test('the package of a request is made from its page, in both languages side by side', async () => {
    const kind = (await stand.fleet.node('mx').call('GET', '/api/v1/kinds/request')).body as {
      example: { object: object; envelope: object }
    }
    const id = `note--${crypto.randomUUID()}`
    const own = JSON.parse(JSON.stringify({ ...kind.example.object, id }).replace('"to_party":"xx"', '"to_party":"us"')) as object
    const stored = await stand.fleet
      .node('mx')
      .call('POST', '/api/v1/records', { role: 'analyst', body: { object: own, envelope: kind.example.envelope } })
    assert.equal(stored.status, 201, JSON.stringify(stored.body))
    await using desk = await open('analyst', 'es')
    await desk.goTo(`/requests/${id}`)
    await desk.page.getByRole('button', { name: 'Imprimir el expediente' }).click()
    const dialog = desk.page.getByRole('dialog', { name: 'Imprimir o guardar como documento' })
    await dialog.getByLabel('Idioma del documento').selectOption('both')
    await axeClean(desk.page, 'the print dialog')
    const [download] = await Promise.all([
      desk.page.waitForEvent('download'),
      dialog.getByRole('button', { name: 'Hacer el documento' }).click(),
    ])
    assert.match(download.suggestedFilename(), /^request-[0-9a-f]{12}-both-package\.pdf$/)
    assert.ok((await readFile(await download.path())).toString('latin1').startsWith('%PDF-'))
    await dialog.waitFor({ state: 'detached' })
    assert.deepEqual(desk.complaints, [])
  })

  test('two records are related with a reason, which both pages tell', async () => {
    const [one, two] = [await store('FICTIONAL: blue tanker at dawn'), await store('FICTIONAL: escort of the tanker')]
    await using desk = await open('analyst', 'en')
    await desk.goTo(`/records/${one}`)
    await desk.page.keyboard.press('l')
    const dialog = desk.page.getByRole('dialog', { name: 'Relate to another record' })
    await dialog.getByRole('button', { name: 'Relate them' }).click()
    await dialog.getByText('Choose the other record').first().waitFor()
    await dialog.getByLabel('Find the other record').fill('escort tanker')
    await dialog.getByRole('button', { name: /FICTIONAL: escort of the tanker/ }).click()
    await dialog.getByLabel('How').selectOption('supports')
    await dialog.getByLabel('Why').fill('FICTIONAL: same plates in both.')
    await dialog.getByRole('button', { name: 'Relate them' }).click()
    await dialog.waitFor({ state: 'detached' })
    const related = desk.page.getByRole('region', { name: /Related records/ })
    await related.getByRole('link', { name: 'FICTIONAL: escort of the tanker' }).waitFor()
    await related.getByText('Because: FICTIONAL: same plates in both.').waitFor()
    await related.getByRole('link', { name: 'FICTIONAL: escort of the tanker' }).click()
    await desk.page.getByRole('heading', { level: 1, name: 'FICTIONAL: escort of the tanker' }).waitFor()
    await desk.page.getByText('← supports').waitFor()
    assert.ok(desk.page.url().includes(two))
    assert.deepEqual(desk.complaints, [])
  })

  test('a releasing officer shares a record after reading what that does; the other agency then reads it and may not share or erase it', async () => {
    const id = await store('FICTIONAL: cash in a door panel')
    await using desk = await open('releasing-officer', 'en')
    await desk.goTo(`/records/${id}`)
    await desk.page.getByRole('button', { name: 'More', exact: true }).click()
    await desk.page.getByRole('menuitem', { name: /Share with another agency/ }).click()
    const dialog = desk.page.getByRole('dialog')
    await dialog.getByText(/cannot be taken back/).waitFor()
    await dialog.getByLabel('Agency').selectOption('uif')
    await dialog.getByLabel('Reason').fill('FICTIONAL: money trail.')
    await dialog.getByRole('button', { name: 'Share', exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
    await desk.page
      .getByText(/^Shared with/)
      .first()
      .waitFor()
    await using other = await open('releasing-officer', 'es', 'uif')
    await other.goTo(`/records/${id}`)
    await other.page.getByRole('heading', { level: 1, name: 'FICTIONAL: cash in a door panel' }).waitFor()
    await other.page.getByRole('button', { name: 'Más', exact: true }).click()
    await other.page
      .getByRole('menuitem', { name: /Suprimir/ })
      .getByText(/puede hacerlo/)
      .waitFor()
    assert.deepEqual([...desk.complaints, ...other.complaints], [])
  })

  test('erasing says first what is lost and what is not, wants a reason and a yes, and then waits for a second person', async () => {
    const id = await store('FICTIONAL: to be erased')
    await stand.fleet.settle()
    await using desk = await open('analyst', 'en')
    await desk.goTo(`/records/${id}`)
    await desk.page.getByRole('button', { name: 'More', exact: true }).click()
    await desk.page.getByRole('menuitem', { name: 'Erase' }).click()
    const dialog = desk.page.getByRole('dialog', { name: 'Erase this record' })
    await dialog.getByText(/What already left stays with United States/).waitFor()
    assert.equal(await desk.page.evaluate('document.activeElement.textContent'), 'Cancel')
    await dialog.getByRole('button', { name: /Ask a second person/ }).click()
    await dialog.getByText('Give a reason, and say that you understand').first().waitFor()
    await dialog.getByLabel('Reason').fill('FICTIONAL: retention ended.')
    await dialog.getByLabel('I understand that this cannot be undone').check()
    await dialog.getByRole('button', { name: /Ask a second person/ }).click()
    await desk.page.getByText(/A second person has to confirm by/).waitFor()
    assert.equal((await stand.fleet.node('mx').call('GET', `/api/v1/records/${id}`, { role: 'analyst' })).status, 200)
    assert.deepEqual(desk.complaints, [])
  })

  test('the exact bytes that left and the exact bytes here are shown as they are', async () => {
    const id = await store('FICTIONAL: two rifles')
    await stand.fleet.settle()
    await using desk = await open('analyst', 'en')
    await desk.goTo(`/records/${id}`)
    await desk.page.getByRole('button', { name: 'Show the exact bytes that left' }).click()
    const left = desk.page.getByRole('region', { name: /What left for United States/ })
    await left.getByRole('tab', { name: 'Exact' }).click()
    const raw = await (await stand.fleet.node('mx').fetch('GET', `/api/v1/records/${id}/raw`, { role: 'analyst' })).text()
    assert.equal(await left.locator('pre').first().textContent(), raw)
    const whole = desk.page.getByRole('region', { name: 'STIX object, byte for byte' })
    await whole.getByRole('button', { name: 'Show', exact: true }).click()
    await whole.getByRole('tab', { name: 'Exact' }).click()
    assert.equal(await whole.locator('pre').textContent(), raw)
    assert.deepEqual(desk.complaints, [])
  })

  test('a revoked record, one that is not there and one of another agency each say what they are', async () => {
    const revoked = await store('FICTIONAL: withdrawn')
    await correct(revoked, 'FICTIONAL: withdrawn', { revoked: true })
    await using desk = await open('analyst', 'es')
    await desk.goTo(`/records/${revoked}`)
    await desk.page
      .getByRole('alert')
      .getByText(/su autora retiró este registro/)
      .waitFor()
    assert.equal(await desk.page.getByRole('button', { name: 'Corregir' }).count(), 0)
    await desk.goTo('/records/incident--00000000-0000-4000-8000-000000000000')
    await desk.page
      .getByRole('alert')
      .getByText(/se ve igual que uno que no existe/)
      .waitFor()
    await using inspector = await open('inspector', 'en', 'uif')
    await inspector.goTo(`/records/${revoked}`)
    await inspector.page.getByText('You see that this record exists and what happened to it, not what it says').waitFor()
    await inspector.page.getByText(/^Proved: /).waitFor()
    assert.equal(await inspector.page.getByText('FICTIONAL: withdrawn').count(), 0)
    assert.equal(await inspector.page.getByRole('button', { name: 'Print or save' }).count(), 0)
    assert.deepEqual([...desk.complaints, ...inspector.complaints], [])
  })

  for (const [language, shape] of [['es', { width: 390, height: 844, dark: true }]] as const) {
    test(`the record page with everything open has no axe finding, naked key, foreign sentence or sideways scroll, in ${language}, ${shape.width} wide`, async () => {
      const id = await store('FICTIONAL: everything open')
      await correct(id, 'FICTIONAL: everything open', { description: 'FICTIONAL EXAMPLE. Another sight.' })
      await stand.fleet.settle()
      await using desk = await open('analyst', language, 'sspc', shape)
      await desk.goTo(`/records/${id}`)
      const { page } = desk
      await page.locator('section:has(#versions) table button').first().click()
      await page.locator('#compare dl').waitFor()
      await page.locator('section:has(#releases) button').last().click()
      await page.getByRole('tab').first().waitFor()
      for (const summary of await page.locator('main summary').all()) await summary.click()
      await settled(page)
      await examine(page, language)
      for (const key of ['p', 'l']) {
        await page.keyboard.press(key)
        await page.locator('dialog[open]').waitFor()
        await examine(page, language)
        await page.keyboard.press('Escape')
        await page.locator('dialog[open]').waitFor({ state: 'detached' })
      }
      assert.deepEqual(desk.complaints, [])
    })
  }
}

async function examine(page: Page, language: 'es' | 'en'): Promise<void> {
  await axeClean(page, `the record page in ${language}`)
  const shown = await page.locator('body').innerText()
  const [own, other] = [readWords(language, 'record'), readWords(language === 'es' ? 'en' : 'es', 'record')]
  assert.deepEqual(
    nakedKeys(
      shown,
      Object.keys(own).map((key) => `record.${key}`),
    ),
    [],
  )
  assert.deepEqual(foreignSentences(shown, other, own), [])
  const wider = await page.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth)
  assert.ok(wider <= 0, `${wider} px wider than the screen`)
}
