import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readConfig } from '@enlace/node'
import { openNodeSigners } from '@enlace/node/test-support'
import { beaconChains, readSealedResult, signSeal, timeOfRound } from '@enlace/proof/node'
import { axeClean } from './axe-clean.ts'
import { driveNodes } from './browser-desk.ts'
import { makeAlert } from './make-record.ts'
import type { Ask } from './play-scene.ts'
import { postUntilStored } from './post-until-stored.ts'
import { nakedKeys, readWords } from './read-words.ts'
import { resultSides, runCount, sayAt, sealAt, signAt } from './result-play.ts'
import { waitUntil } from './wait-until.ts'

// A published round of drand's quicknet, and the line that it came to.
const round = 657_413
const signature = 'b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be41076862b98fad56e91a6b85b89cd97b'
const june = { query: 'alert-outcome-24h', from: '2026-06-01', to: '2026-06-30' }
const keys = ['results', 'evidence', 'verify'].flatMap((area) =>
  Object.keys(readWords('en', area)).flatMap((key) => [key, `${area}.${key}`]),
)

driveNodes('sealed results', (stand) => {
  let id = ''
  const ask: Ask = async ([party, agency, role], method, path, body) =>
    await stand.fleet.node(party).call(method, path, { role, agency, ...(body === undefined ? {} : { body }) })

  /** The seal as it would be, had it been made before the round was drawn: signed anew by its party, counted and signed by the other. */
  async function sealedBefore(first: string): Promise<string> {
    const { dataDir } = stand.fleet.node('mx')
    const { body } = await stand.fleet
      .node('mx')
      .call('GET', `/api/v1/programme/results/${first}/file`, { role: 'inspector', agency: 'sspc' })
    const text = `${(body as { seal: string }).seal.split('\n\n')[0]}\n`
    const [claimed, [chain]] = [readSealedResult(text), beaconChains]
    assert.ok(claimed !== undefined && chain !== undefined)
    const { authority } = readConfig(dataDir)
    const { party } = await openNodeSigners(
      dataDir,
      authority,
      authority.agencies.map((agency) => agency.id),
    )
    const note = signSeal({ ...claimed, at: timeOfRound(chain, round) - 600_000, beacon: { chain: chain.chain, round } }, [party])
    const seal = await sayAt(ask, 'mx', 'result-seal', first, { seal: note }, 'FICTICIO: alertas con resultado')
    await runCount(ask, resultSides.mx, `seals/${seal}/recount`)
    await signAt(ask, 'us', seal)
    return seal
  }

  stand.prepare(async () => {
    const alerts = ['05', '06', '07'].map((day) => {
      const at = `2026-06-${day}T00:00:00.000Z`
      return makeAlert(`counted ${day}`, { object: { created: at, modified: at } })
    })
    await postUntilStored(stand.fleet.node('mx'), alerts)
    for (const { object } of alerts)
      await waitUntil('us holds it', async () => (await stand.fleet.node('us').call('GET', `/api/v1/records/${object.id}`)).status === 200)
    await stand.fleet.settle()
    id = await sealedBefore(await sealAt(ask, 'mx', june))
  })

  test('an inspector opens a sealed result and an event of it, counts the total again in the browser, draws the sample and files a finding', async () => {
    await using desk = await stand.openAs('us', 'inspector', 'en')
    const { page } = desk
    await desk.goTo('/programme/results')
    await page.getByRole('link', { name: 'Alerts with an outcome within 24 hours' }).first().waitFor()
    await axeClean(page, 'results')
    await desk.goTo(`/programme/results/${encodeURIComponent(id)}`)
    await page.getByText('Verified by the counterpart').first().waitFor()
    await page.getByText('What a seal does not prove').waitFor()

    await page.getByRole('button', { name: 'Check', exact: true }).click()
    const verdict = page.locator('[data-ok]')
    await verdict.and(page.locator('[data-ok=true]')).waitFor()
    await page.getByText(readWords('en', 'verify')['result.cover.all'] ?? 'no words').waitFor()

    await page.getByLabel('Which events').selectOption('event')
    await page.getByLabel('How many').fill('2')
    await page.getByLabel('Line of the round').fill(signature.replace(/^b7/, 'b6'))
    await page.getByRole('button', { name: 'Check', exact: true }).click()
    await page
      .getByText(readWords('en', 'faults').beacon_wrong?.split('{')[0] ?? 'no words')
      .first()
      .waitFor()
    await page.getByLabel('Line of the round').fill(signature)
    await page.getByRole('button', { name: 'Check', exact: true }).click()
    await page.getByText(readWords('en', 'verify')['result.cover.sample'] ?? 'no words').waitFor()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download result.json' }).click(),
    ])
    assert.equal(download.suggestedFilename(), 'result.json')

    await page.getByLabel('Event 2 was looked at').check()
    await page.getByText('3 events are marked as looked at').waitFor()
    await page.getByLabel('In words').fill('FICTIONAL: opened three events; each is what it says.')
    await page.getByRole('button', { name: 'File', exact: true }).click()
    await page.getByText(/Filed as DHS-\d{4}-0001/).waitFor()
    await axeClean(page, 'result')
    assert.deepEqual(desk.complaints, [])
  })

  test('on a phone in Spanish the page is whole, says what a seal does not prove, and nothing is wider than the screen', async () => {
    await using desk = await stand.openAs('mx', 'inspector', 'es', { width: 390 })
    const { page } = desk
    await desk.goTo(`/programme/results/${encodeURIComponent(id)}`)
    await page.getByText('Verificado por la contraparte').first().waitFor()
    await page.getByText('Lo que un sello no prueba').waitFor()
    await page.getByText('Que no se omitió un hecho que debía contar').waitFor()
    assert.equal(await page.evaluate('document.documentElement.scrollWidth > innerWidth'), false)
    await axeClean(page, 'result on a phone')
    const shown = await page.locator('#content').innerText()
    assert.deepEqual(nakedKeys(shown, keys), [])
    await desk.goTo('/programme/results')
    await axeClean(page, 'results on a phone')
    assert.equal(await page.evaluate('document.documentElement.scrollWidth > innerWidth'), false)
    assert.deepEqual(desk.complaints, [])
  })
})
