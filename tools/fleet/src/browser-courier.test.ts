import assert from 'node:assert/strict'
import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Locator } from 'playwright-core'
import { axeClean } from './axe-clean.ts'
import { driveNodes, type Stand, settled } from './browser-desk.ts'
import { makeAlert } from './make-record.ts'
import { postUntilStored } from './post-until-stored.ts'
import { nakedKeys, readWords } from './read-words.ts'

driveNodes('the courier', register)

function register(stand: Stand): void {
  stand.prepare(async () => {
    const { fleet } = stand
    await fleet.settle()
    const body = { held: true, reason: 'A drill of the courier.' }
    for (const [here, there] of [
      ['mx', 'us'],
      ['us', 'mx'],
    ] as const) {
      await fleet.node(here).call('POST', `/api/v1/exchange/${there}/hold`, { role: 'administrator', body })
    }
    await postUntilStored(
      fleet.node('mx'),
      Array.from({ length: 12 }, (_, i) => makeAlert(`carried ${i}`)),
    )
  })

  async function save(link: Locator, folder: string): Promise<string> {
    const [download] = await Promise.all([link.page().waitForEvent('download'), link.click()])
    const file = join(folder, download.suggestedFilename())
    await download.saveAs(file)
    return file
  }

  test('two administrators carry an exchange by hand: export, files, import, receipt, all on the page, in both languages', async () => {
    const stick = await mkdtemp(join(stand.fleet.root, 'stick-'))
    await using mx = await stand.openAs('mx', 'administrator', 'es')
    await mx.goTo('/exchange')
    await mx.page.getByRole('button', { name: /^Exportar para/ }).click()
    const made = mx.page.getByRole('status').filter({ hasText: 'Se necesitan todos estos archivos' })
    await made.waitFor()
    const links = await made.getByRole('link').all()
    assert.equal(links.length, 2)
    const files: string[] = []
    for (const link of links) files.push(await save(link, stick))

    await using us = await stand.openAs('us', 'administrator', 'en')
    await us.goTo('/exchange')
    const chooser = us.page.locator('input[type=file]')
    await chooser.setInputFiles(files.filter((file) => file.endsWith('.courier')))
    await us.page.getByText(/mx-us-[0-9a-f]{8}\.1\.age is missing/).waitFor()
    await chooser.setInputFiles(files)
    const taken = us.page.getByRole('status').filter({ hasText: '12 new entries' })
    await taken.waitFor()
    const receipt = await save(taken.getByRole('button', { name: 'Save the receipt to carry back' }), stick)
    await chooser.setInputFiles(files)
    await us.page.getByText('All of this was imported before').waitFor()

    await mx.page.locator('input[type=file]').setInputFiles(receipt)
    await mx.page.getByText(/ha acusado nuestros primeros 12 asientos/).waitFor()
    for (const desk of [mx, us]) assert.deepEqual(desk.complaints, [])
  })

  test('the parts about courier and witnesses are accessible and said in full, for who may act and who may look', async () => {
    for (const shot of [
      { language: 'es', width: 390, role: 'administrator' },
      { language: 'en', width: 1280, role: 'inspector' },
    ] as const) {
      const keys = Object.keys(readWords(shot.language, 'courier')).map((key) => `courier.${key}`)
      await using desk = await stand.openAs('mx', shot.role, shot.language, { width: shot.width, dark: true })
      await desk.goTo('/exchange')
      await desk.page.getByRole('heading', { name: shot.language === 'es' ? 'Valija' : 'Courier' }).waitFor()
      await settled(desk.page)
      assert.equal(await desk.page.locator('input[type=file]').count(), shot.role === 'administrator' ? 1 : 0)
      await axeClean(desk.page, `the courier in ${shot.language}`)
      assert.deepEqual(nakedKeys(await desk.page.locator('main').innerText(), keys), [])
      const overflow = await desk.page.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth)
      assert.ok(overflow <= 0, `${overflow} px wider than the screen`)
      assert.deepEqual(desk.complaints, [])
    }
  })
}
