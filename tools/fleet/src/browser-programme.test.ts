import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ReleaseTaskDetail, ReleaseTaskList } from '@enlace/api'
import type { Page } from 'playwright-core'
import { axeClean } from './axe-clean.ts'
import { driveNodes, type Stand } from './browser-desk.ts'
import { makeRecord, type Submission } from './make-record.ts'
import { postUntilStored } from './post-until-stored.ts'
import { nakedKeys, readWords } from './read-words.ts'
import { waitUntil } from './wait-until.ts'

// The programme as the secretariats of two governments work with it.
driveNodes('the programme', register)

function register(stand: Stand): void {
  const isClean = async (page: Page): Promise<void> => {
    await axeClean(page, page.url())
    const keys = ['programme', 'commitments'].flatMap((area) => Object.keys(readWords('en', area)).map((key) => `${area}.${key}`))
    assert.deepEqual(nakedKeys(await page.locator('body').innerText(), keys), [])
    const wide = await page.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth)
    assert.ok(wide <= 0, `${wide} px too wide`)
  }
  const arrives = async (party: string, id: string) =>
    await waitUntil(`${party} has ${id}`, async () => (await stand.fleet.node(party).call('GET', `/api/v1/records/${id}`)).status === 200)

  /** The releasing officer of a node lets out everything that waits of a kind, at least one record. */
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

  test('a session is prepared and held and minuted at one node, and stands alike at the other', async () => {
    const to = { to: [{ party: 'us' }] }
    const mechanism = makeRecord('mechanism', { envelope: to })
    const body = mechanism.object.id
    const session: Submission = makeRecord('session', {
      object: { abstract: 'FICTIONAL: session to prepare', object_refs: [body] },
      fields: { mechanism_ref: body, state: 'planned', held_on: String(new Date().getUTCFullYear()), place: 'FICTIONAL: Example City' },
      envelope: to,
    })
    const late = makeRecord('commitment', { object: { abstract: 'FICTIONAL: a late answer' }, fields: { due: '2025-06' } })
    await postUntilStored(stand.fleet.node('mx'), [mechanism, session, late])
    await letOut('mx', 'mechanism')
    await letOut('mx', 'session')
    await arrives('us', session.object.id)

    const at = `/programme/sessions/${session.object.id}`
    await using ours = await stand.openAs('mx', 'secretariat', 'es')
    const { page } = ours
    await ours.goTo(at)
    await page.getByText('Prevista', { exact: true }).first().waitFor()
    await page.getByRole('button', { name: 'Formar con lo pendiente' }).click()
    const build = page.getByRole('dialog')
    await build.getByRole('checkbox', { name: /FICTIONAL: a late answer.*Vencido/ }).check()
    await isClean(page)
    await build.getByRole('button', { name: 'Poner 1 en el orden del día' }).click()
    await build.waitFor({ state: 'detached' })
    await page.getByRole('link', { name: 'FICTIONAL: a late answer' }).first().waitFor()

    await page.getByRole('button', { name: 'Contar la sesión' }).click()
    const tell = page.getByRole('dialog')
    await tell.getByLabel('Estado', { exact: true }).selectOption('held')
    await tell.getByLabel('Qué lo muestra').fill('Comunicado FICTICIO')
    await tell.getByLabel('Fecha, con las palabras de la fuente').fill('ayer')
    await tell.getByText('Significa').waitFor()
    await isClean(page)
    await tell.getByRole('button', { name: 'Contar la sesión' }).click()
    await tell.waitFor({ state: 'detached' })
    await page.getByText('Celebrada', { exact: true }).first().waitFor()

    await page.getByRole('button', { name: 'Agregar' }).first().click()
    const add = page.getByRole('dialog')
    await add.getByLabel('Qué es').selectOption('minutes')
    await add.getByLabel('En español').fill('FICTICIO: se abrió la sesión.')
    await add.getByLabel('En inglés').fill('FICTIONAL: the session was opened.')
    await add.getByRole('button', { name: 'Agregar' }).click()
    await add.waitFor({ state: 'detached' })
    await page.getByText('FICTICIO: se abrió la sesión.').first().waitFor()
    await isClean(page)

    await letOut('mx', 'session')
    await letOut('mx', 'session-item')
    await using theirs = await stand.openAs('us', 'secretariat', 'en', { width: 390 })
    await theirs.goTo(at)
    await theirs.page.getByText('Held', { exact: true }).first().waitFor()
    await theirs.page.getByText('FICTIONAL: the session was opened.').first().waitFor()
    await theirs.page.getByText('“ayer”').waitFor()
    await isClean(theirs.page)
    for (const address of ['/programme', `/programme/mechanisms/${body}`, '/programme/offices']) {
      await theirs.walkTo(address)
      await isClean(theirs.page)
    }
    assert.deepEqual([...ours.complaints, ...theirs.complaints], [])
  })
}
