import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Erased, ReleasedList } from '@enlace/api'
import { isJsonObject, type JsonObject } from '@enlace/core'
import type { Page } from 'playwright-core'
import { axeClean } from './axe-clean.ts'
import { type Desk, driveNodes, type Stand } from './browser-desk.ts'
import { freePort } from './free-port.ts'
import { certify, passOffices, readJoint } from './joint-play.ts'
import { nakedKeys, readWords } from './read-words.ts'
import { waitUntil } from './wait-until.ts'

// A joint statement from its first word to both public sites, as two secretariats and a minister bring it there.
driveNodes('joint statements', register)

function register(stand: Stand): void {
  const site = new Map<string, string>()
  stand.prepare(async () => {
    for (const party of ['mx', 'us']) {
      const port = await freePort()
      const node = stand.fleet.node(party)
      await node.stop()
      await node.start({ ENLACE_PUBLIC_PORT: String(port) })
      site.set(party, `http://127.0.0.1:${port}`)
    }
  })

  const isClean = async (page: Page, languages: 'es' | 'en'): Promise<void> => {
    await axeClean(page, page.url())
    const keys = Object.keys(readWords(languages, 'joint')).map((key) => `joint.${key}`)
    assert.deepEqual(nakedKeys(await page.locator('body').innerText(), keys), [])
    const wide = await page.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth)
    assert.ok(wide <= 0, `${wide} px too wide`)
  }

  /** Opens a dialog by its button, fills it in, and sends it. */
  async function step({ page }: Desk, button: string | RegExp, fill: (dialog: ReturnType<Page['getByRole']>) => Promise<void>) {
    await page.getByRole('button', { name: button }).first().click()
    const dialog = page.getByRole('dialog')
    await dialog.waitFor()
    await fill(dialog)
    await dialog.locator('button[type=submit]').click()
    return dialog
  }
  const done = async (dialog: ReturnType<Page['getByRole']>) => await dialog.waitFor({ state: 'detached' })

  let draft = ''
  const draftAt = () => `/programme/drafts/${draft}`
  const hashAt = async (party: string) => (await readJoint(stand.fleet.node(party), draft))?.text?.sha256

  test('two secretariats draft it in both languages, are warned where these differ, and see what the other changed', async () => {
    await using ours = await stand.openAs('mx', 'secretariat', 'es')
    await ours.goTo('/programme/drafts')
    await ours.page.getByText('No se redacta ninguna declaración conjunta').waitFor()
    await done(
      await step(ours, 'Comenzar un borrador', async (dialog) => {
        await dialog.getByLabel('Título en español').fill('FICTICIO: declaración de prueba')
        await dialog.getByLabel('Título en inglés').fill('FICTIONAL: statement under test')
        await isClean(ours.page, 'es')
      }),
    )
    await ours.page.waitForURL(/\/programme\/drafts\/note--/)
    draft = ours.page.url().split('/').at(-1) ?? ''
    const first = await step(ours, 'Añadir una cláusula', async (dialog) => {
      await dialog.getByLabel('En español').fill('FICTICIO: Las partes contestarán en 48 horas.')
      await dialog.getByLabel('En inglés').fill('FICTIONAL: The parties will answer within 72 hours.')
      await dialog.getByText('Los dos idiomas pueden decir cosas distintas').waitFor()
      await dialog.getByText('Números distintos: 48 / 72').waitFor()
    })
    await done(first)
    await ours.page.locator('main mark', { hasText: '48' }).waitFor()

    await using theirs = await stand.openAs('us', 'secretariat', 'en', { width: 390 })
    await waitUntil('the clause is at us', async () => ((await readJoint(stand.fleet.node('us'), draft))?.clauses.length ?? 0) > 0)
    await theirs.goTo(draftAt())
    await theirs.page.getByText('Different numbers: 48 / 72').waitFor()
    await done(
      await step(theirs, 'Comment', async (dialog) => {
        await dialog.getByLabel('In words').fill('FICTIONAL: which of the two is meant?')
      }),
    )
    await done(
      await step(theirs, 'Propose other words', async (dialog) => {
        await dialog.getByLabel('In English').fill('FICTIONAL: The parties will answer within 48 hours.')
        await dialog.getByLabel('Why, in words').fill('FICTIONAL: as in Spanish')
      }),
    )
    await theirs.page.locator('main ins', { hasText: '48' }).waitFor()
    await isClean(theirs.page, 'en')

    // It comes to the open page of the other side by itself.
    await ours.page.locator('main del', { hasText: '72' }).waitFor()
    await ours.page.getByText('FICTIONAL: which of the two is meant?').waitFor()
    await isClean(ours.page, 'es')
    await done(await step(ours, 'Dar por resuelto', async () => undefined))
    await done(await step(ours, 'Aceptar estas palabras', async () => undefined))
    await ours.page.getByText('Firme', { exact: true }).waitFor()
    await waitUntil('both read the same', async () => {
      const hashes = [await hashAt('mx'), await hashAt('us')]
      return hashes[0] !== undefined && hashes[0] === hashes[1]
    })
    const akn = await ours.context.request.get(`${ours.url}/api/v1/programme/drafts/${draft}/akn?language=es`)
    assert.match(await akn.text(), /<docStatus>BORRADOR[^<]*<\/docStatus>[\s\S]*<clause eId="cl_1"><num>1<\/num>/)
    assert.deepEqual([...ours.complaints, ...theirs.complaints], [])
  })

  test('an instant that passed is refused in words, and one character that differs from what the other certified blocks the release', async () => {
    const [mx, us] = [stand.fleet.node('mx'), stand.fleet.node('us')]
    await certify(us, draft, new Date(Math.ceil(Date.now() / 1000) * 1000 + 600_000).toISOString())
    await using ours = await stand.openAs('mx', 'secretariat', 'es', { zone: 'UTC' })
    await ours.goTo(draftAt())
    await ours.page.getByText('Certificado de Estados Unidos recibido').waitFor()
    await done(
      await step(ours, 'Proponer otras palabras', async (dialog) => {
        await dialog.getByLabel('En español').fill('FICTICIO: Las partes contestarán en 48 horas,')
      }),
    )
    const head = await waitUntil('us has it', async () => {
      const found = (await readJoint(us, draft))?.clauses[0]?.heads[0]
      return found?.acceptedBy.includes('mx') === true && found.version.from === 'mx' ? found.version : undefined
    })
    await using theirs = await stand.openAs('us', 'secretariat', 'en', { zone: 'UTC' })
    await theirs.goTo(draftAt())
    await done(await step(theirs, 'Accept these words', async () => undefined))
    await waitUntil('mx has the new text', async () => (await readJoint(mx, draft))?.text != null)
    await ours.page.getByText('Los textos difieren primero en: Cláusula 1 en español').waitFor()
    const refused = await step(ours, 'Dar la primera llave', async (dialog) => {
      await dialog.getByLabel('Motivo').fill('FICTICIO: acordado')
    })
    await refused.getByText('La otra parte certificó otros bytes u otro instante; no se firmó nada').waitFor()
    await isClean(ours.page, 'es')
    await ours.page.keyboard.press('Escape')
    assert.equal(
      (await readJoint(mx, draft))?.release.signed.some(({ party }) => party === 'mx'),
      false,
    )
    assert.ok(head.es.endsWith(','))

    await done(
      await step(theirs, 'Take the certificate back', async (dialog) => {
        await dialog.getByLabel('Reason').fill('FICTIONAL: the text changed')
      }),
    )
    await waitUntil('mx knows', async () => (await readJoint(mx, draft))?.release.state === 'withdrawn')
    await ours.goTo(draftAt())
    const past = await step(ours, 'Dar la primera llave', async (dialog) => {
      await dialog.getByLabel('Instante de publicación').fill('2026-01-15T18:00:00')
      await dialog.getByLabel('Motivo').fill('FICTICIO: acordado')
    })
    await past.getByText('Ese instante ya pasó').waitFor()
    assert.equal((await readJoint(mx, draft))?.keys.length, 0)
    assert.deepEqual([...ours.complaints, ...theirs.complaints], [])
  })

  test('two keys on each side, and both public sites show the same text under the same hash at its instant; anybody checks the file', async () => {
    const [mx, us] = [stand.fleet.node('mx'), stand.fleet.node('us')]
    await using ours = await stand.openAs('mx', 'secretariat', 'es', { zone: 'UTC' })
    await ours.goTo(draftAt())
    await using minister = await stand.openAs('mx', 'minister', 'es', { width: 390 })
    await minister.goTo(draftAt())
    // Both have the page before them when the instant is chosen, however slow the machine.
    const at = new Date(Math.ceil(Date.now() / 1000) * 1000 + 40_000).toISOString()
    // The other side gives its keys at the same time.
    const certified = certify(us, draft, at)
    await done(
      await step(ours, 'Dar la primera llave', async (dialog) => {
        await dialog.getByLabel('Instante de publicación').fill(at.slice(0, 19))
        await dialog.getByLabel('Motivo').fill('FICTICIO: acordado')
      }),
    )
    await ours.page.getByText('La primera llave está dada').waitFor()
    const second = await step(minister, 'Dar la segunda llave', async (dialog) => {
      await dialog.getByLabel('Motivo').fill('FICTICIO: leído')
    })
    await done(second)
    await isClean(minister.page, 'es')
    await Promise.all([passOffices(mx, draft, at), certified])
    await ours.page.getByText('Lista', { exact: true }).waitFor()
    await ours.page.getByText('Publicada', { exact: true }).waitFor({ timeout: 60_000 })
    const sha256 = String((await readJoint(mx, draft))?.release.sha256)
    const page = (party: string, language: string) => `${site.get(party)}/${language}/statements/${sha256}`
    const shown = await Promise.all(
      ['mx', 'us'].map((party) =>
        waitUntil(`${party} shows it`, async () => {
          const answer = await fetch(page(party, 'en'))
          return answer.ok ? await answer.text() : undefined
        }),
      ),
    )
    for (const html of shown) assert.ok(html.includes(sha256) && html.includes('contestarán en 48 horas,'))
    const released = await Promise.all(
      [mx, us].map(async (node) => ((await (await fetch(`${node.api}/api/v1/released`)).json()) as ReleasedList).items[0]),
    )
    assert.deepEqual(
      released.map((one) => [one?.sha256, one?.at, one?.lateSeconds]),
      [
        [sha256, at, 0],
        [sha256, at, 0],
      ],
    )
    await ours.page.getByText('Publicación de Estados Unidos').waitFor()
    await isClean(ours.page, 'es')

    await using reader = await stand.open('mx', 'en', { width: 390 })
    for (const language of ['en', 'es'] as const) {
      await waitUntil(
        'the page has seen the other',
        async () => !/unseen|has not been seen here/.test(await (await fetch(page('mx', 'en'))).text()),
      )
      await reader.page.goto(page('mx', language))
      await axeClean(reader.page, reader.page.url())
    }
    const file = await (await fetch(`${page('us', 'es')}/statement.json`)).text()
    await reader.page.goto(`${reader.url}/verify`)
    const give = (words: string) =>
      reader.page
        .locator('input[type=file]')
        .setInputFiles({ name: 'statement.json', mimeType: 'application/json', buffer: Buffer.from(words) })
    // Nothing is asked of anybody: the network is cut before the file is chosen.
    await reader.page.getByRole('heading', { level: 1 }).waitFor()
    await reader.page.waitForLoadState('networkidle')
    await reader.context.setOffline(true)
    await give(file)
    await reader.page.locator('[data-ok=true]').waitFor()
    await reader.page.getByText(sha256).waitFor()
    await axeClean(reader.page, 'a statement is checked')
    const document = JSON.parse(file) as JsonObject
    assert.ok(isJsonObject(document) && typeof document.text === 'string')
    await give(JSON.stringify({ ...document, text: document.text.replace('48 horas,', '49 horas,') }))
    await reader.page.locator('[data-ok=false]').waitFor()
    assert.deepEqual([...ours.complaints, ...minister.complaints], [])
  })

  test('once two persons erased its draft, the page of a released statement says that it was taken off; the site of the other keeps it', async () => {
    const mx = stand.fleet.node('mx')
    const sha256 = (await readJoint(mx, draft))?.release.sha256
    const addressOf = (party: string) => `${site.get(party)}/es/statements/${sha256}`
    assert.equal((await fetch(addressOf('mx'))).status, 200)
    const reason = 'FICTICIO: nadie debió publicarlo'
    const asked = await mx.call('POST', `/api/v1/records/${draft}/erase`, { role: 'analyst', body: { reason } })
    const proposal = (asked.body as Erased).waits?.proposal
    assert.ok(proposal, JSON.stringify(asked.body))
    const confirmed = await mx.call('POST', `/api/v1/proposals/${proposal}`, {
      ...{ role: 'releasing-officer', body: { outcome: 'confirmed', reason } },
    })
    assert.equal(confirmed.status, 200, JSON.stringify(confirmed.body))
    await waitUntil('the page says that it was taken off', async () => (await fetch(addressOf('mx'))).status === 410)
    assert.match(await (await fetch(addressOf('mx'))).text(), /Se suprimió el registro de este comunicado conjunto/)
    assert.ok((await (await fetch(`${site.get('mx')}/en/corrections`)).text()).includes(`/en/statements/${sha256}`))
    assert.equal((await fetch(addressOf('us'))).status, 200)
  })
}
