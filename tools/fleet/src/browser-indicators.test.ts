import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { IndicatorList } from '@enlace/api'
import type { Page } from 'playwright-core'
import { axeClean } from './axe-clean.ts'
import { driveNodes, type Stand } from './browser-desk.ts'
import { nakedKeys, readWords } from './read-words.ts'

// Indicators as a secretariat works with them: cards before any figure, both sides always, who did not report by name, no cause that a card does not allow.
driveNodes('indicators', register, { run: ['mx'] })

function register(stand: Stand): void {
  const isClean = async (page: Page): Promise<void> => {
    await axeClean(page, page.url())
    const keys = ['programme', 'indicators'].flatMap((area) => Object.keys(readWords('en', area)).map((key) => `${area}.${key}`))
    assert.deepEqual(nakedKeys(await page.locator('body').innerText(), keys), [])
    const wide = await page.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth)
    assert.ok(wide <= 0, `${wide} px too wide`)
  }

  test('starter cards are loaded by one click, a figure names who did not report, and a cause that the card does not allow is marked', async () => {
    await using desk = await stand.openAs('mx', 'secretariat', 'es')
    const { page } = desk
    await desk.goTo('/programme/indicators')
    await isClean(page)
    await page
      .getByRole('button', { name: /Cargar \d+ fichas iniciales/ })
      .first()
      .click()
    const theft = page.getByRole('link', { name: 'Robo a transportista, carpetas abiertas' })
    await theft.waitFor()
    const outcomes = page.getByRole('table', { name: 'Resultados: lo que cambió' })
    assert.equal(await outcomes.getByRole('columnheader', { name: 'México' }).count(), 1)
    assert.equal(await outcomes.getByRole('columnheader', { name: 'Estados Unidos' }).count(), 1, 'two columns always')
    assert.equal(await page.getByRole('table', { name: 'Productos: lo que se hizo' }).getByText('Robo a transportista').count(), 0)
    await isClean(page)

    await theft.click()
    await page.getByRole('button', { name: 'Escribir una cifra' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Inicio del periodo').fill('2026-10-01')
    await dialog.getByLabel('Fin del periodo').fill('2026-10-31')
    await dialog.getByLabel(/^Valor, en/).fill('412')
    await dialog.getByLabel(/^Fuente/).fill('FICTICIO: conteo de ejemplo')
    await dialog.getByLabel('Informaron', { exact: true }).fill('30')
    await dialog.getByLabel('De cuántos').fill('32')
    await dialog.getByLabel(/^Quién no informó/).fill('Jalisco, Sonora')
    await dialog.getByLabel('En palabras').fill('Bajó gracias al programa.')
    await dialog.getByText(/nombra una causa/).waitFor()
    await isClean(page)
    await dialog.getByLabel('En palabras').fill('')
    await dialog.getByRole('button', { name: 'Escribir una cifra' }).click()
    await dialog.waitFor({ state: 'detached' })
    await page
      .getByText(/no informaron: Jalisco; Sonora/)
      .first()
      .waitFor()
    await isClean(page)

    const { items } = (await stand.fleet.node('mx').call('GET', '/api/v1/programme/indicators')).body as IndicatorList
    const one = items.find(({ code }) => code === 'mx-cargo-theft')
    assert.deepEqual(
      one?.sides.map(({ side, latest }) => [side, latest.length]),
      [
        ['mx', 1],
        ['us', 0],
      ],
    )
    assert.ok(items.length >= 19, 'the twelve starters in their parts, and the published series')

    await using phone = await stand.openAs('mx', 'minister', 'en', { width: 390 })
    await phone.goTo('/programme/indicators')
    await isClean(phone.page)
    await phone.goTo(`/programme/indicators/${one?.record.id}`)
    await isClean(phone.page)
    assert.deepEqual([...desk.complaints, ...phone.complaints], [])
  })
}
