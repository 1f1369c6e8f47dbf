import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import type { ProposalList, PublicationList, PublicQuestionList } from '@enlace/api'
import { utf8 } from '@enlace/core'
import { encodeResultDocument, formatVkey, generateSigner, type SealedResult, signSeal, vkeyOf } from '@enlace/proof/node'
import type { Browser } from 'playwright-core'
import { axeClean } from './axe-clean.ts'
import { driveNodes, inTurn, type Stand, startBrowser } from './browser-desk.ts'
import { closeBrowser } from './close-browser.ts'
import { makeRecord } from './make-record.ts'
import { postUntilStored } from './post-until-stored.ts'
import { publishByTwo } from './publish-by-two.ts'
import { runCommand } from './run-command.ts'
import { waitUntil } from './wait-until.ts'

// The public site as a citizen reads it: no account, cookies refused, scripts off.
driveNodes('the public site', register, { environment: { ENLACE_PUBLIC_PORT: '0' }, run: ['mx'] })

function register(stand: Stand): void {
  let site = ''
  let browser: Browser
  const pages: string[] = [
    '',
    '/commitments',
    '/statements',
    '/sessions',
    '/indicators',
    '/facts',
    '/calendar',
    '/corrections',
    '/search',
    '/search?q=37',
    '/about',
    '/report',
  ]
  before(async () => {
    browser = await startBrowser()
  })
  after(async () => await closeBrowser(browser))
  stand.prepare(async () => {
    const node = stand.fleet.node('mx')
    site = ((await node.call('GET', '/api/v1/programme/publications', { role: 'secretariat' })).body as PublicationList).site ?? ''
    const envelope = { marking: { scheme: 'mx-publica', value: 'PÚBLICA' }, to: [] }
    const commitment = makeRecord('commitment', { envelope, fields: { due: '2026-06' } })
    const reading = makeRecord('commitment-reading', { envelope, object: { object_refs: [commitment.object.id] } })
    const card = makeRecord('indicator-card', { envelope })
    const value = makeRecord('indicator-value', {
      envelope,
      object: { object_refs: [card.object.id] },
      fields: { card_ref: card.object.id },
    })
    const others = ['statement', 'session', 'matter'].map((kind) => makeRecord(kind, { envelope }))
    await postUntilStored(node, [commitment, reading, card, value, ...others])
    const records = [commitment, card, ...others]
    assert.equal(
      await publishByTwo(
        node,
        records.map(({ object }) => object.id),
      ),
      7,
      'what was said about them goes with them',
    )
    const announced = { es: 'Comunicado FICTICIO por venir', en: 'FICTIONAL statement to come' }
    const planned = makeRecord('statement', { envelope })
    await postUntilStored(node, [planned])
    await publishByTwo(node, [planned.object.id], { publishAt: new Date(Date.now() + 86_400_000).toISOString(), announced })
    for (const [i, section] of (['commitments', 'indicators', 'statements', 'sessions', 'facts'] as const).entries()) {
      pages.push(`/${section}/${(records[i]?.object.id ?? '').replace(/^.*?--/, '')}`)
    }
    await waitUntil('the site shows it', async () => (await fetch(`${site}/es${pages.at(-1)}`)).status === 200)
    const { versions } = (await (await fetch(`${site}/es${pages.at(-5)}.json`)).json()) as { versions: { stamp: string }[] }
    pages.push(`${pages.at(-5)}/v/${versions[0]?.stamp}`)
  })

  test('every page reads in both languages without scripts or cookies, and asks nothing of anybody else', async () => {
    await using context = await browser.newContext({ javaScriptEnabled: false })
    const asked: string[] = []
    context.on('request', (request) => asked.push(request.url()))
    const page = await context.newPage()
    for (const path of pages.flatMap((one) => [`/es${one}`, `/en${one}`])) {
      const answer = await page.goto(`${site}${path}`)
      assert.equal(answer?.status(), 200, path)
      assert.equal(await page.locator('script').count(), 0, path)
      const text = await page.locator('body').innerText()
      assert.doesNotMatch(text, /\b(?:site|status|level|session|missing|modality|standing)\.[a-z_]+\b|undefined|\[object/, path)
    }
    assert.deepEqual(await context.cookies(), [])
    assert.deepEqual(
      asked.filter((url) => !url.startsWith(`${site}/`) && !url.startsWith('data:')),
      [],
    )
  })

  test('on a phone and a desk nothing runs over the edge, and axe finds nothing', async () => {
    // axe is a script and needs a page that runs some; the site's own pages have none.
    const shapes = [1280, 390].flatMap((width) => (['es', 'en'] as const).map((language) => ({ width, language })))
    for (const [turn, { width, language }] of shapes.entries()) {
      await using context = await browser.newContext({ viewport: { width, height: 800 } })
      const page = await context.newPage()
      for (const path of inTurn(pages, turn, shapes.length)) {
        await page.goto(`${site}/${language}${path}`)
        const wide = await page.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth)
        assert.ok(wide <= 0, `${language}${path} at ${width}: ${wide} px too wide`)
        await axeClean(page, `${language}${path} at ${width}`)
      }
    }
  })

  test('a citizen searches, reads who says what, reports an error and finds a number, all without scripts', async () => {
    await using context = await browser.newContext({ javaScriptEnabled: false, locale: 'es-MX' })
    const page = await context.newPage()
    await page.goto(site)
    assert.match(page.url(), /\/es$/)
    await page.getByRole('searchbox').fill('trazas')
    await page.getByRole('button', { name: 'Buscar' }).click()
    await page.getByRole('status').waitFor()
    await page.goto(`${site}/es${pages[12]}`)
    await page.getByRole('heading', { name: 'Cómo lo lee cada parte' }).waitFor()
    await page.getByRole('link', { name: 'Señalar un error o preguntar' }).click()
    await page.getByLabel('Qué está mal o qué quiere saber').fill('FICTICIO: la fecha no es esa')
    await page.getByRole('button', { name: 'Enviar' }).click()
    await page.getByRole('heading', { name: 'Recibido' }).waitFor()
    const list = (await stand.fleet.node('mx').call('GET', '/api/v1/programme/questions', { role: 'secretariat' }))
      .body as PublicQuestionList
    assert.deepEqual([list.items[0]?.words, list.items[0]?.about], ['FICTICIO: la fecha no es esa', pages[12]])
  })

  test('the command writes the site as files that read the same from a plain folder, and leaves a folder of something else alone', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'enlace-site-'))
    try {
      const target = join(folder, 'site')
      const exported = async (into: string) => await runCommand(['site', 'export', into, '--from', site, '--forms', 'none'])
      const done = await exported(target)
      assert.equal(done.code, 0, done.printed)
      assert.ok((await readdir(target, { recursive: true })).filter((name) => name.endsWith('.html')).length > 40, done.printed)
      assert.equal((await exported(target)).code, 0, 'an earlier export is replaced')
      await writeFile(join(folder, 'kept.txt'), 'FICTIONAL')
      const other = await exported(folder)
      assert.equal(other.code, 1, other.printed)
      assert.equal(await readFile(join(folder, 'kept.txt'), 'utf8'), 'FICTIONAL')
      const away = await runCommand(['site', 'export', join(folder, 'away'), '--from', 'http://127.0.0.1:9'])
      assert.deepEqual([away.code, existsSync(join(folder, 'away'))], [1, false], away.printed)
      await using context = await browser.newContext({ javaScriptEnabled: false })
      const page = await context.newPage()
      await page.goto(pathToFileURL(join(folder, 'site/index.html')).href)
      await page.getByRole('link', { name: 'English' }).click()
      await page.getByText('This is a copy of the site as files').waitFor()
      await page.getByRole('navigation').getByRole('link', { name: 'Commitments' }).click()
      await page.locator('.entries a').first().click()
      const title = await page.locator('h1').innerText()
      await page.getByRole('link', { name: 'Español' }).click()
      await page.getByRole('heading', { name: 'Dónde está cada parte' }).waitFor()
      await page.goto(`${site}/en${pages[12]}`)
      assert.equal(await page.locator('h1').innerText(), title)
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  test('a saved page checks a sealed result with the network cut, and refuses one that was changed', async () => {
    const signers = ['mx', 'us'].map((party) => generateSigner(`node.${party}.sig.example/party`, 0x01).signer)
    const seal: SealedResult = {
      ...{ at: Date.UTC(2026, 3, 10), indicator: 'FICTIONAL', card: '0'.repeat(64), period: { from: '2026-01-01', to: '2026-03-31' } },
      ...{ unit: 'kg', scale: 1, sum: 364n, count: 12, root: new Uint8Array(32), beacon: null },
      logs: [{ origin: 'node.mx.sig.example/out/us/1', root: new Uint8Array(32), size: 40 }],
    }
    const keys = signers.map((signer) => formatVkey(vkeyOf(signer)))
    const fileOf = (note: string) => ({
      ...{ name: 'result.json', mimeType: 'application/json' },
      buffer: Buffer.from(utf8(JSON.stringify(encodeResultDocument({ seal: note, keys, events: [], beacon: null, sample: null })))),
    })
    const note = signSeal(seal, signers)
    await using context = await browser.newContext({ locale: 'en-US' })
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    await page.goto(`${site}/verify.html`)
    await context.setOffline(true)
    await page.getByLabel('Result file').setInputFiles(fileOf(note))
    await page.getByRole('heading', { name: 'It holds' }).waitFor()
    await page.getByText('36.4 kg').waitFor()
    await page.getByText('counted the same from its own copy').waitFor()
    await axeClean(page, 'the page that checks results')
    await page.getByLabel('Result file').setInputFiles(fileOf(note.replace('"sum":"364"', '"sum":"365"')))
    await page.getByRole('heading', { name: 'It does not hold' }).waitFor()
    assert.deepEqual(complaints, [])
  })

  test('the secretariat answers what a citizen wrote and withdraws what is public; the site says both, the latter once a second person agreed', async () => {
    const node = stand.fleet.node('mx')
    const listed = (await node.call('GET', '/api/v1/programme/publications', { role: 'secretariat' })).body as PublicationList
    const row = listed.items.find(({ kind, state }) => kind === 'matter' && state === 'public')
    const at = `${site}/es${row?.path}`
    await using context = await browser.newContext({ javaScriptEnabled: false, locale: 'es-MX' })
    const page = await context.newPage()
    await page.goto(at)
    await page.getByRole('link', { name: 'Señalar un error o preguntar' }).click()
    await page.getByLabel('Qué está mal o qué quiere saber').fill('FICTICIO: la fuente no dice eso')
    await page.getByRole('button', { name: 'Enviar' }).click()
    await page.getByRole('heading', { name: 'Recibido' }).waitFor()
    await using desk = await stand.openAs('mx', 'secretariat', 'es')
    await desk.goTo('/programme/publication')
    const dialog = desk.page.getByRole('dialog')
    const written = desk.page.getByRole('listitem').filter({ hasText: 'FICTICIO: la fuente no dice eso' })
    await written.getByRole('button', { name: 'Contestar' }).click()
    await dialog.getByLabel('Respuesta, en español').fill('FICTICIO: se retira')
    await dialog.getByLabel('Mostrar en el sitio el número y la respuesta').check()
    await dialog.getByRole('button', { name: 'Contestar' }).click()
    await dialog.getByText('Escríbalo también en inglés.').waitFor()
    await axeClean(desk.page, 'the dialog that answers')
    await dialog.getByLabel('Respuesta, en inglés').fill('FICTIONAL: it is withdrawn')
    await dialog.getByRole('button', { name: 'Contestar' }).click()
    await written.getByText('Contestado en el sitio').waitFor()
    await desk.page.getByRole('button', { name: `Retirar: ${row?.title}` }).click()
    await dialog.getByLabel('Motivo que lee el público, en español').fill('FICTICIO: la fuente se corrigió')
    await dialog.getByLabel('Motivo que lee el público, en inglés').fill('FICTIONAL: the source was corrected')
    await axeClean(desk.page, 'the dialog that withdraws')
    await dialog.getByRole('button', { name: 'Proponer el retiro' }).click()
    await desk.page.getByText('Queda retirado cuando una segunda persona lo confirme').waitFor()
    assert.equal((await fetch(at)).status, 200, 'one person withdraws nothing')
    const { items } = (await node.call('GET', '/api/v1/proposals?state=open', { role: 'releasing-officer' })).body as ProposalList
    const body = { outcome: 'confirmed', reason: 'FICTICIO' }
    const confirmed = await node.call('POST', `/api/v1/proposals/${items.find(({ what }) => what === 'publish')?.id}`, {
      ...{ role: 'releasing-officer', body },
    })
    assert.equal(confirmed.status, 200)
    await waitUntil('the site says that it was withdrawn', async () => (await fetch(at)).status === 410)
    await page.goto(`${site}/en/corrections`)
    await page.getByText('FICTIONAL: the source was corrected').waitFor()
    await page.getByText('FICTIONAL: it is withdrawn').waitFor()
    assert.deepEqual(desk.complaints, [])
  })
}
