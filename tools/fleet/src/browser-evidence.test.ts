import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { axeClean } from './axe-clean.ts'
import { driveNodes } from './browser-desk.ts'
import { foreignSentences, nakedKeys, readWords } from './read-words.ts'
import { waitUntil } from './wait-until.ts'

type Example = { readonly object: object; readonly envelope: object }

const keys = ['evidence', 'verify', 'decisions'].flatMap((area) =>
  Object.keys(readWords('en', area)).flatMap((key) => [key, `${area}.${key}`]),
)

// From a record to a file that a stranger checks with the network cut.
driveNodes('the evidence file', (stand) => {
  const store = async (): Promise<string> => {
    const node = stand.fleet.node('mx')
    const { example } = (await node.call('GET', '/api/v1/kinds/mirror-alert')).body as { example: Example }
    const id = `incident--${crypto.randomUUID()}`
    const body = { object: { ...example.object, id }, envelope: example.envelope }
    const stored = await node.call('POST', '/api/v1/records', { role: 'analyst', body })
    assert.equal(stored.status, 201, JSON.stringify(stored.body))
    await waitUntil('the receipt came', async () => {
      const { body: detail } = await node.call('GET', `/api/v1/records/${id}`, { role: 'analyst' })
      return (detail as { releases: { receiptedAt: string | null }[] }).releases.some((one) => one.receiptedAt !== null) || undefined
    })
    return id
  }

  test('a releasing officer sees what stands in the way, states the consent, and makes a file that a stranger checks offline', async () => {
    const id = await store()
    await using desk = await stand.openAs('mx', 'releasing-officer', 'en', { width: 390 })
    const { page } = desk
    await desk.goTo(`/records/${encodeURIComponent(id)}`)
    await page.locator('#content').getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'Evidence file' }).click()
    await page.getByText('The agreement asks for the consent of United States, and it is not stated.').waitFor()
    const make = page.getByRole('button', { name: 'Make the file' })
    assert.ok(await make.isDisabled())
    await page.getByLabel('Name of the recipient').fill('First District Court')
    await page.getByLabel('Purpose').fill('Case 12/2026')
    await page.getByLabel('Consent of United States').fill('Note 44 of 20 November 2026')
    await page.getByText('The proof of one record is opened').waitFor()
    await page.getByText('To whom, for what and on what ground goes to the journal').waitFor()
    const wide = await page.evaluate('document.documentElement.scrollWidth > innerWidth')
    assert.equal(wide, false, 'nothing is wider than a phone')
    await axeClean(page, 'evidence')
    const [download] = await Promise.all([page.waitForEvent('download'), make.click()])
    const path = join(tmpdir(), `evidence-${crypto.randomUUID()}.zip`)
    await download.saveAs(path)
    await page.getByText('The file was made').waitFor()
    await page.getByText('The file holds').waitFor()
    assert.deepEqual(desk.complaints, [])

    await using stranger = await stand.open('us', 'es')
    const check = stranger.page
    await check.goto(`${stranger.url}/verify`, { waitUntil: 'networkidle' })
    await check.getByRole('button', { name: 'Elegir un archivo' }).waitFor()
    const asked: string[] = []
    check.on('request', (request) => asked.push(request.url()))
    await stranger.context.setOffline(true)
    await check.locator('input[type=file]').setInputFiles(path)
    await check.getByText('El archivo se sostiene').waitFor()
    await check.getByText(/Queda probado: este registro, byte por byte, se envió/).waitFor()
    await check.getByText('First District Court').waitFor()
    assert.deepEqual(nakedKeys(await check.locator('body').innerText(), keys), [])

    const bytes = await readFile(path)
    bytes[bytes.length >> 1]! ^= 1
    await writeFile(path, bytes)
    await check.locator('input[type=file]').setInputFiles(path)
    await check.getByText('El archivo no se sostiene').waitFor()
    const result = new URL('../../../vectors/valid/sealed-result.json', import.meta.url).pathname
    await check.locator('input[type=file]').setInputFiles(result)
    await check.getByText('Se mostraron todos los hechos, y juntos son la cifra.').waitFor()
    await check.getByText('27.5 kg').waitFor()
    assert.deepEqual(nakedKeys(await check.locator('body').innerText(), keys), [])
    assert.deepEqual(asked, [], 'nothing is sent')
    await axeClean(check, 'the check of an evidence file')
  })

  test('an officer who may not release sees the plan and no button; in Spanish every word is Spanish', async () => {
    const id = await store()
    await using desk = await stand.openAs('mx', 'analyst', 'es')
    await desk.goTo(`/evidence?record=${encodeURIComponent(id)}`)
    await desk.page.getByText(/Solo quien autoriza envíos abre una prueba a otros/).waitFor()
    assert.equal(await desk.page.getByRole('button', { name: 'Hacer el archivo' }).count(), 0)
    const shown = await desk.page.locator('main').innerText()
    assert.deepEqual(nakedKeys(shown, keys), [])
    assert.deepEqual(foreignSentences(shown, readWords('en', 'evidence'), readWords('es', 'evidence')), [])
    assert.deepEqual(desk.complaints, [])
  })
})
