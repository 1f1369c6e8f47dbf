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

  test('an analyst raises a rights flag on a record, nothing about it leaves, and another officer answers by name', async () => {
    const alert = await exchanged('FICTIONAL: somebody who fears to be sent back')
    const at = `/records/${alert.object.id}`
    await using raiser = await stand.openAs('mx', 'analyst', 'es', { width: 390 })
    await raiser.goTo(at)
    await raiser.page.getByRole('button', { name: 'Levantar una alerta de derechos' }).click()
    const raise = raiser.page.getByRole('dialog')
    await raise.getByLabel('Tortura o malos tratos').check()
    await raise.getByLabel('En palabras').fill('FICTICIO: la defensa teme malos tratos.')
    await isClean(raiser.page)
    await raise.getByRole('button', { name: 'Levantar la alerta' }).click()
    await raise.waitFor({ state: 'detached' })
    await raiser.page.getByText('El envío espera: una alerta de derechos sigue sin respuesta').waitFor()
    await isClean(raiser.page)

    await using officer = await stand.openAs('mx', 'releasing-officer', 'en')
    await officer.goTo('/rights')
    await officer.page.getByText('FICTICIO: la defensa teme malos tratos.').waitFor()
    await isClean(officer.page)
    await officer.page.getByRole('button', { name: 'Answer the flag' }).click()
    const answer = officer.page.getByRole('dialog')
    await answer.getByLabel('Reason').fill('FICTIONAL: nothing leaves before a doctor has seen him.')
    await answer.getByRole('button', { name: 'Answer', exact: true }).click()
    await answer.waitFor({ state: 'detached' })
    await officer.page.getByText('Answered: stopped').waitFor()
    await officer.page.getByText('nothing leaves before a doctor has seen him').waitFor()
    const response = makeRecord('response', { object: { object_refs: [alert.object.id] } })
    const stored = await stand.fleet.node('mx').call('POST', '/api/v1/records', { role: 'analyst', body: response })
    assert.equal(stored.status, 201, JSON.stringify(stored.body))
    await officer.goTo('/exchange')
    await officer.page.getByText('Something stops before it leaves').waitFor()
    await isClean(officer.page)
    await officer.page.getByRole('link', { name: '1 record waits or stays because of a rights flag' }).click()
    await officer.page.getByText('Answered: stopped').waitFor()
  })
}
