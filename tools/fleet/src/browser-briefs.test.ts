import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import type { ReleaseTaskDetail, ReleaseTaskList } from '@enlace/api'
import type { Page } from 'playwright-core'
import { axeClean } from './axe-clean.ts'
import { driveNodes, type Stand, settled } from './browser-desk.ts'
import { makeRecord } from './make-record.ts'
import { postUntilStored } from './post-until-stored.ts'
import { nakedKeys, readWords } from './read-words.ts'
import { waitUntil } from './wait-until.ts'

// Briefs as a minister's office reads and prints them, and the registers that they are made from.
driveNodes('briefs', register)

const pages = ['briefs', 'brief/ministerial', 'brief/delta', 'brief/reciprocity', 'brief/community', 'follow-up', 'register', 'evaluations']

function register(stand: Stand): void {
  const late = makeRecord('commitment', {
    fields: { agreed_text: { en: 'FICTIONAL: a late answer', es: 'FICTICIO: una respuesta tardía' }, due: '2025-06' },
  })
  const evaluation = makeRecord('evaluation')
  const card = makeRecord('indicator-card')
  const value = makeRecord('indicator-value', { object: { object_refs: [card.object.id] }, fields: { card_ref: card.object.id } })
  const expectation = makeRecord('expectation', {
    fields: { expected: { en: 'FICTIONAL: names in advance', es: 'FICTICIO: nombres por adelantado' }, of_party: 'us' },
    envelope: { to: [{ party: 'us' }] },
  })
  const mechanism = makeRecord('mechanism')
  stand.prepare(async () => {
    await postUntilStored(stand.fleet.node('mx'), [mechanism, late, evaluation, card, value, expectation])
    await letOut('mx', 'expectation')
  })

  const isClean = async (page: Page): Promise<void> => {
    await axeClean(page, page.url())
    const keys = ['briefs', 'programme', 'indicators'].flatMap((area) => Object.keys(readWords('en', area)).map((key) => `${area}.${key}`))
    assert.deepEqual(nakedKeys(await page.locator('body').innerText(), keys), [])
    const wide = await page.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth)
    assert.ok(wide <= 0, `${page.url()}: ${wide} px too wide`)
  }

  /** The releasing officer of a node lets out everything that waits of a kind. */
  async function letOut(party: string, kind: string): Promise<void> {
    const node = stand.fleet.node(party)
    const as = { role: 'releasing-officer' }
    const waiting = async () =>
      ((await node.call('GET', '/api/v1/release-tasks', as)).body as ReleaseTaskList).items.filter(({ record }) => record.kind === kind)
    await waitUntil(`an officer of ${party} is asked about a ${kind}`, async () => (await waiting()).length > 0)
    for (const task of await waiting()) {
      const detail = (await node.call('GET', `/api/v1/release-tasks/${task.id}`, as)).body as ReleaseTaskDetail
      const body = { outcome: 'release', without: detail.removed, reason: 'FICTIONAL: agreed.', holdSeconds: 0 }
      assert.equal((await node.call('POST', `/api/v1/release-tasks/${task.id}`, { ...as, body })).status, 200)
    }
  }

  /** Says something in the dialog that a button opens. */
  async function say(page: Page, button: string, words: string): Promise<void> {
    await page.getByRole('button', { name: button, exact: true }).first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox').last().fill(words)
    await dialog.getByRole('button', { name: button, exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
  }

  test('one touch makes the brief, each of its lines opens its source, and paper comes in both formats and languages', async () => {
    await using desk = await stand.openAs('mx', 'minister', 'es')
    const { page } = desk
    await desk.goTo('/programme/briefs')
    await page.getByRole('link', { name: 'Abrir el informe' }).click()
    await page.getByRole('heading', { level: 1, name: 'Informe ministerial' }).waitFor()
    await settled(page)
    for (const box of ['Avances logrados', 'Temas pendientes', 'Expectativas', 'Líneas futuras', 'Controvertido hoy', 'Cifras'])
      await page.getByRole('heading', { level: 2, name: box }).waitFor()
    // Both owe it, and it stands once.
    const pending = page.locator('section', { has: page.getByRole('heading', { level: 2, name: 'Temas pendientes' }) })
    assert.equal(await pending.getByRole('link', { name: 'FICTICIO: una respuesta tardía' }).count(), 1)
    await isClean(page)

    for (const format of ['pdf', 'docx'])
      for (const language of ['es', 'en']) {
        await page.getByRole('button', { name: 'Imprimir o guardar' }).click()
        const dialog = page.getByRole('dialog')
        await dialog.getByLabel('Formato').selectOption(format)
        await dialog.getByLabel('Idioma del documento').selectOption(language)
        const [download] = await Promise.all([
          page.waitForEvent('download'),
          dialog.getByRole('button', { name: 'Hacer el documento' }).click(),
        ])
        const bytes = await readFile(await download.path())
        assert.equal(bytes.subarray(0, 2).toString(), format === 'pdf' ? '%P' : 'PK')
        await dialog.waitFor({ state: 'detached' })
      }

    const addresses = await page
      .locator('main section a[href*="note--"]')
      .evaluateAll((links) => [...new Set(links.map((link) => link.getAttribute('href') ?? ''))])
    assert.ok(addresses.length >= 4, addresses.join())
    for (const address of addresses) {
      await desk.goTo(address)
      assert.equal(await page.getByRole('alert').count(), 0, address)
      assert.match(await page.locator('#content').innerText(), /FICTI/, address)
    }
    assert.deepEqual(desk.complaints, [])
  })

  test('every page of the briefs and registers is clean in both languages, wide and narrow', async () => {
    await using wide = await stand.openAs('mx', 'analyst', 'es')
    await using narrow = await stand.openAs('mx', 'analyst', 'en', { width: 390 })
    for (const [i, at] of [...pages, `evaluations/${evaluation.object.id}`].entries()) {
      const desk = i % 2 === 0 ? wide : narrow
      await desk.walkTo(`/programme/${at}`)
      await isClean(desk.page)
    }
    await narrow.goTo('/programme/brief/ministerial')
    await isClean(narrow.page)
    assert.deepEqual([...wide.complaints, ...narrow.complaints], [])
  })

  test('an agency that holds nothing of the programme is told who does, in place of zeros', async () => {
    await using desk = await stand.openAs('mx', 'analyst', 'es', { agency: 'uif' })
    for (const at of ['/programme', '/commitments', '/programme/brief/ministerial', '/programme/follow-up']) {
      await desk.walkTo(at)
      await desk.page.getByText('Su dependencia no tiene registros del programa').first().waitFor()
      await desk.page.getByText('Secretaría de Seguridad y Protección Ciudadana').first().waitFor()
      assert.equal(await desk.page.getByText('0 verificados').count(), 0, at)
    }
  })

  test('an expectation is refused by its addressee and stays; an issue is raised and asked to be a workstream; a finding is accepted and remedied', async () => {
    await waitUntil('us has the expectation', async () => {
      const { status } = await stand.fleet.node('us').call('GET', `/api/v1/records/${expectation.object.id}`)
      return status === 200
    })
    await using theirs = await stand.openAs('us', 'analyst', 'en')
    await theirs.goTo('/programme/register')
    await say(theirs.page, 'Refuse', 'FICTIONAL: the law does not allow it.')
    await theirs.page.getByText(/^Refused: /).waitFor()
    await theirs.page.getByRole('link', { name: 'FICTIONAL: names in advance' }).waitFor()

    await using ours = await stand.openAs('mx', 'analyst', 'es')
    const { page } = ours
    await ours.goTo('/programme/register')
    await page.getByRole('button', { name: 'Plantear un asunto' }).click()
    const raise = page.getByRole('dialog')
    await raise.getByLabel('En español').fill('FICTICIO: sellos repetidos')
    await raise.getByRole('button', { name: 'Plantear un asunto' }).click()
    await raise.waitFor({ state: 'detached' })
    await page.getByRole('link', { name: 'FICTICIO: sellos repetidos' }).waitFor()
    await say(page, 'Pedir línea de trabajo', 'FICTICIO: una mesa conjunta.')
    await page.getByText('Se pide línea de trabajo', { exact: true }).waitFor()
    await isClean(page)
    await ours.goTo(`/programme/evaluations/${evaluation.object.id}`)
    await say(page, 'Aceptar', 'FICTICIO: de acuerdo.')
    await page.getByText('Aceptado', { exact: true }).first().waitFor()
    await say(page, 'Decir que está remediado', 'FICTICIO: hecho.')
    await page.getByText('Se dice remediado', { exact: true }).first().waitFor()
    assert.equal(await page.getByRole('button', { name: 'Confirmar el remedio' }).count(), 0)
    assert.deepEqual([...theirs.complaints, ...ours.complaints], [])
  })
}
