import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CommitmentDetail, CommitmentList, ReleaseTaskDetail, ReleaseTaskList, StatementList } from '@enlace/api'
import type { Page } from 'playwright-core'
import { axeClean } from './axe-clean.ts'
import { driveNodes, type Stand } from './browser-desk.ts'
import { nakedKeys, readWords } from './read-words.ts'
import { waitUntil } from './wait-until.ts'

// A statement from its text to a commitment that the other side verified, as two secretariats work with it.
driveNodes('statements', register)

const spanish = [
  'Comunicado FICTICIO de ejemplo',
  'Aceptar todas las cookies',
  'Ambas partes acordaron contestar cada solicitud de rastreo en 10 días.',
  'Las partes deberán publicar los resultados de las dos secretarías de ejemplo.',
].join('\n\n')
const english = [
  'FICTIONAL example communiqué',
  'Accept all cookies',
  'Both parties agreed to answer each request to trace in 10 days.',
  'The parties intend to publish the results of the two example secretariats.',
].join('\n\n')

function register(stand: Stand): void {
  const isClean = async (page: Page): Promise<void> => {
    await axeClean(page, page.url())
    const areas = ['programme', 'commitments', 'statements']
    const keys = areas.flatMap((area) => Object.keys(readWords('en', area)).map((key) => `${area}.${key}`))
    assert.deepEqual(nakedKeys(await page.locator('body').innerText(), keys), [])
    const wide = await page.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth)
    assert.ok(wide <= 0, `${wide} px too wide`)
  }
  const get = async <T>(party: string, path: string): Promise<T> => (await stand.fleet.node(party).call('GET', `/api/v1${path}`)).body as T
  const arrives = async (party: string, id: string) =>
    await waitUntil(`${party} has ${id}`, async () => (await stand.fleet.node(party).call('GET', `/api/v1/records/${id}`)).status === 200)

  /** The releasing officer of a node lets out everything of these kinds that waits, until one of the last has gone. */
  async function letOut(party: string, ...kinds: readonly string[]): Promise<void> {
    const node = stand.fleet.node(party)
    const as = { role: 'releasing-officer' }
    const waiting = async () =>
      ((await node.call('GET', '/api/v1/release-tasks', as)).body as ReleaseTaskList).items.filter(({ record }) =>
        kinds.includes(record.kind),
      )
    await waitUntil(`an officer of ${party} is asked about ${kinds.at(-1)}`, async () =>
      (await waiting()).some(({ record }) => record.kind === kinds.at(-1)),
    )
    for (const task of await waiting()) {
      const detail = (await node.call('GET', `/api/v1/release-tasks/${task.id}`, as)).body as ReleaseTaskDetail
      const body = { outcome: 'release', without: detail.removed, reason: 'FICTIONAL: agreed.', holdSeconds: 0 }
      assert.equal((await node.call('POST', `/api/v1/release-tasks/${task.id}`, { ...as, body })).status, 200)
    }
  }

  let statement = ''
  let commitment = ''

  test('a text in two languages is read, its furniture struck, its clauses kept, and a proposal of both becomes a commitment', async () => {
    await using desk = await stand.openAs('mx', 'secretariat', 'es')
    const { page } = desk
    await desk.goTo('/programme/statements/new')
    const paste = async (words: string) => {
      await page.getByRole('textbox').first().fill(words)
      await page.getByRole('button', { name: 'Leer', exact: true }).click()
    }
    await paste('Partene ble enige om å dele det som de har, og å møtes på nytt til våren.')
    await page.getByRole('alert').first().waitFor()
    await paste(spanish)
    await page.locator('del', { hasText: 'cookies' }).first().waitFor()
    const file = { name: 'text.txt', mimeType: 'text/plain', buffer: Buffer.from(english) }
    await page.locator('input[type=file]').setInputFiles(file)
    await page.getByRole('button', { name: 'Leer', exact: true }).click()
    await page.locator('p[lang=en]', { hasText: 'Both parties agreed' }).waitFor()
    await isClean(page)
    await page.getByLabel('Título, español').fill('Comunicado FICTICIO de ejemplo')
    await page.getByLabel('Título, inglés').fill('FICTIONAL example communiqué')
    await page.getByLabel(/^Publicado el/).fill('2026-01-15')
    await page.getByRole('button', { name: 'Guardar el comunicado' }).click()
    await page.waitForURL(/\/programme\/statements\/note--/)
    statement = page.url().split('/').at(-1) ?? ''
    const proposals = page.locator('section', { has: page.getByRole('heading', { name: 'Qué proponen las reglas' }) })
    await proposals.getByText('Los dos idiomas obligan de distinto modo').waitFor()
    await isClean(page)
    await proposals.getByRole('button', { name: 'Aceptar' }).first().click()
    const accept = page.getByRole('dialog')
    assert.equal(await accept.getByLabel(/español/).inputValue(), 'Ambas partes acordaron contestar cada solicitud de rastreo en 10 días.')
    assert.equal(await accept.getByLabel(/inglés/).inputValue(), 'Both parties agreed to answer each request to trace in 10 days.')
    await accept.getByLabel('Nombre corto').fill('FICTICIO: rastreos en diez días')
    await accept.getByRole('button', { name: 'Aceptar' }).click()
    await accept.waitFor({ state: 'detached' })
    const { items } = await get<CommitmentList>('mx', '/commitments')
    const made = items.find(({ record }) => record.title.includes('rastreos en diez días'))
    assert.deepEqual([made?.lastDay, made?.owners.map(({ party }) => party).toSorted()], ['2026-01-25', ['mx', 'us']])
    commitment = made?.record.id ?? ''
    assert.deepEqual(
      desk.complaints.filter((one) => !one.includes('422')),
      [],
    )
  })

  test('the other side reads the statement, accepts a proposal of it, and finds in its inbox that it is asked for progress', async () => {
    await letOut('mx', 'source-document', 'statement')
    await letOut('mx', 'commitment')
    await arrives('us', statement)
    await arrives('us', commitment)
    await using ours = await stand.openAs('mx', 'secretariat', 'es', { width: 390 })
    await ours.goTo(`/commitments/${commitment}`)
    await ours.page.getByRole('button', { name: 'Pedir avances' }).click()
    const ask = ours.page.getByRole('dialog')
    await isClean(ours.page)
    await ask.getByRole('button', { name: 'Pedir avances' }).click()
    await ask.waitFor({ state: 'detached' })
    await ours.page
      .getByText(/Avances pedidos el/)
      .first()
      .waitFor()
    await letOut('mx', 'progress-request')

    await using theirs = await stand.openAs('us', 'secretariat', 'en')
    const { page } = theirs
    await theirs.goTo(`/programme/statements/${statement}`)
    await page.getByRole('button', { name: 'Accept', exact: true }).first().click()
    const accept = page.getByRole('dialog')
    await accept.getByLabel('Short name').fill('FICTIONAL: results published')
    await isClean(page)
    await accept.getByRole('button', { name: 'Accept' }).click()
    await accept.waitFor({ state: 'detached' })
    const { items } = await get<StatementList>('us', '/programme/statements')
    assert.equal(items.find(({ record }) => record.id === statement)?.came.commitments, 2)
    await theirs.goTo('/inbox')
    await page.locator('main li', { hasText: 'Progress to be told' }).first().waitFor()
    await isClean(page)
    assert.deepEqual([...ours.complaints, ...theirs.complaints], [])
  })

  test('what a party says is delivered is verified by the other alone, at both nodes', async () => {
    const say = async (party: string, button: string, action: string, language: 'es' | 'en', fill: (page: Page) => Promise<void>) => {
      await using desk = await stand.openAs(party, 'secretariat', language)
      await desk.goTo(`/commitments/${commitment}`)
      await desk.page.getByRole('button', { name: button }).first().click()
      await fill(desk.page)
      await desk.page.getByRole('dialog').getByRole('button', { name: action }).click()
      await desk.page.getByRole('dialog').waitFor({ state: 'detached' })
    }
    await say('us', 'State our progress', 'State our progress', 'en', async (page) => {
      await page.getByRole('dialog').getByLabel('Where we stand').selectOption('delivered')
    })
    const standing = async (party: string) => {
      const { commitment: row } = await get<CommitmentDetail>(party, `/commitments/${commitment}`)
      return row.owners.map((owner) => `${owner.party} ${owner.status}`).toSorted()
    }
    assert.deepEqual(await standing('us'), ['mx not_started', 'us delivered'])
    await using own = await stand.openAs('us', 'secretariat', 'en')
    await own.goTo(`/commitments/${commitment}`)
    assert.equal(await own.page.getByRole('button', { name: 'Look at what they say' }).count(), 0, 'nobody verifies their own')
    await letOut('us', 'commitment-status')
    await waitUntil('mx hears of it', async () => (await standing('mx')).includes('us delivered'))
    await say('mx', 'Examinar lo que dicen', 'Examinar lo que dicen', 'es', async (page) => {
      await page.getByRole('dialog').getByLabel('Cómo se examinó').fill('FICTICIO: se contaron las respuestas')
    })
    await letOut('mx', 'commitment-judgement')
    for (const party of ['mx', 'us']) {
      await waitUntil(`${party} calls it verified`, async () => (await standing(party)).includes('us verified'))
      assert.ok((await standing(party)).includes('mx not_started'), 'what one delivered moves nothing of the other')
    }
  })
}
