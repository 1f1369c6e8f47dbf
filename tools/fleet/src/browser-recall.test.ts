import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { axeClean } from './axe-clean.ts'
import { driveNodes, type Stand, settled } from './browser-desk.ts'
import { makeAlert, makeRecord, type Submission } from './make-record.ts'
import { postUntilStored } from './post-until-stored.ts'
import { nakedKeys, readWords } from './read-words.ts'
import { waitUntil } from './wait-until.ts'

// Taking a record back, from the record page of its author to the inbox of its holder and back, on two real nodes.
driveNodes('recalls', register)

function register(stand: Stand): void {
  const exchanged = async (name: string): Promise<Submission> => {
    const alert = makeAlert(name)
    await postUntilStored(stand.fleet.node('mx'), [alert])
    await waitUntil(
      'us has it',
      async () => (await stand.fleet.node('us').call('GET', `/api/v1/records/${alert.object.id}`)).status === 200,
    )
    return alert
  }
  const isClean = async (page: Page): Promise<void> => {
    await axeClean(page, page.url())
    const naked = nakedKeys(
      await page.locator('body').innerText(),
      Object.keys(readWords('en', 'recall')).map((key) => `recall.${key}`),
    )
    assert.deepEqual(naked, [])
  }

  test('a duty officer takes a record back; it vanishes under its reader, who is shown what is owed; two purge it, and its author sees that', async () => {
    const alert = await exchanged('FICTIONAL: grey van of a namesake')
    const at = `/records/${alert.object.id}`
    const about = makeRecord('note', {
      object: { abstract: 'FICTIONAL: about it', content: 'A namesake.', object_refs: [alert.object.id] },
    })
    await stand.fleet.node('us').call('POST', '/api/v1/records', { role: 'analyst', body: about })
    await using author = await stand.openAs('mx', 'duty-officer', 'es')
    await using reader = await stand.openAs('us', 'analyst', 'en')
    await reader.goTo(at)
    await reader.page.getByText('grey van of a namesake').first().waitFor()

    await author.goTo(at)
    await author.page.locator('#content').getByRole('button', { name: 'Más' }).click()
    await author.page.getByRole('menuitem', { name: 'Retirarlo a las contrapartes' }).click()
    const dialog = author.page.getByRole('dialog')
    await dialog.getByLabel('Motivo').selectOption('wrong_person')
    await dialog.getByLabel('Palabras para la contraparte').fill('FICTICIO: es un homónimo.')
    await isClean(author.page)
    await dialog.getByRole('button', { name: 'Retirarlo ahora' }).click()
    await author.page.getByRole('heading', { name: 'Retirado' }).waitFor()

    // Nobody reloads: it goes while it is being read.
    await reader.page.getByText('Hidden because its author took it back').waitFor()
    assert.doesNotMatch(await reader.page.locator('main').innerText(), /grey van of a namesake/)
    await isClean(reader.page)
    await reader.goTo('/inbox')
    await reader.page.getByRole('link', { name: 'Recalled: It is about the wrong person' }).click()
    await reader.page.getByRole('link', { name: 'Purge, or say why not' }).click()
    await reader.page.getByRole('heading', { name: 'A partner took a record back' }).waitFor()
    await reader.page.getByText('FICTICIO: es un homónimo.').first().waitFor()
    await reader.page.getByText('Hidden because their source was recalled').waitFor()
    await isClean(reader.page)
    await reader.page.getByRole('button', { name: 'Purge' }).click()
    await reader.page.getByRole('dialog').getByLabel('Reason').fill('Recalled by its author.')
    await reader.page.getByRole('dialog').getByRole('button', { name: 'Purge' }).click()

    await using second = await stand.openAs('us', 'releasing-officer', 'en')
    await second.goTo('/proposals')
    await second.page.getByText('Erase a record').first().waitFor()
    const { items } = (await stand.fleet.node('us').call('GET', '/api/v1/proposals?state=open', { role: 'releasing-officer' })).body as {
      items: { id: string }[]
    }
    const confirm = { role: 'releasing-officer', body: { outcome: 'confirmed', reason: 'I looked.' } }
    assert.equal((await stand.fleet.node('us').call('POST', `/api/v1/proposals/${items[0]?.id}`, confirm)).status, 200)
    await author.page.getByText('Se eliminó una versión').waitFor()
    await author.goTo('/exchange')
    await author.page.getByText(/Retiros \(1\)/).click()
    await settled(author.page)
    await isClean(author.page)
    for (const desk of [author, reader, second]) assert.deepEqual(desk.complaints, [])
  })

  test('a legal hold stands on the record page with its reason, and on a telephone nothing leaves the screen', async () => {
    const alert = await exchanged('FICTIONAL: kept by law')
    await using desk = await stand.openAs('us', 'legal-adviser', 'en', { width: 390, dark: true })
    await desk.goTo(`/records/${alert.object.id}`)
    await desk.page.locator('#content').getByRole('button', { name: 'More' }).click()
    await desk.page.getByRole('menuitem', { name: 'Put on legal hold' }).click()
    await desk.page.getByRole('dialog').getByLabel('Reason').fill('A grand jury asked for it.')
    await desk.page.getByRole('dialog').getByRole('button', { name: 'Put on legal hold' }).click()
    await desk.page.getByText('A legal hold keeps this record').waitFor()
    await desk.page.getByRole('dialog').waitFor({ state: 'detached' })
    await desk.page.getByText('A grand jury asked for it.').waitFor()
    const wide = await desk.page.locator('html').evaluate((root) => root.scrollWidth)
    assert.ok(wide <= 390, `${wide} px wide`)
    await isClean(desk.page)
    assert.deepEqual(desk.complaints, [])
  })
}
