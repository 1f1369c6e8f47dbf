import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { importList } from '@enlace/node'
import { importers } from '@enlace/wire'
import type { Page } from 'playwright-core'
import { axeClean } from './axe-clean.ts'
import { type Desk, driveNodes, inTurn, type Stand, settled } from './browser-desk.ts'
import { foreignSentences, nakedKeys, readWords } from './read-words.ts'
import { waitUntil } from './wait-until.ts'

driveNodes('lists and series', register)

const data = new URL('../../../data/', import.meta.url)

function register(stand: Stand): void {
  /** Imports the demonstration's files of a list into the compartment it belongs to, as its analyst. */
  const load = async (list: string, change: (text: string) => string = (text) => text) => {
    const importer = importers.get(list)
    if (importer === undefined) throw new Error(`no list ${list}`)
    const node = stand.fleet.node(importer.party)
    const account = node.accounts.find((one) => one.agency === importer.agency && one.role === 'analyst')
    const names = (await readdir(data)).filter((name) => name.startsWith(`${list}.`)).slice(0, 1)
    const files = new Map(
      await Promise.all(names.map(async (name) => [name, Buffer.from(change(await readFile(new URL(name, data), 'utf8')))] as const)),
    )
    await using database = await node.database()
    await importList(importer, files, { api: node.api, token: account?.token ?? '' }, database.sql, { now: new Date() })
    await waitUntil('the catalogue has it', async () => {
      const [row] = await database.sql<{ done: boolean }[]>`select coalesce((select position from follower where name = 'catalogue'), -1)
        >= (select max(seq) from version) as done`
      return row?.done
    })
  }
  const open = async (
    party: string,
    agency: string,
    role: string,
    language: 'es' | 'en',
    shape: { readonly width?: number; readonly dark?: boolean } = {},
  ): Promise<Desk> => {
    const desk = await stand.openAs(party, role, language, { agency, ...shape })
    await settled(desk.page)
    return desk
  }

  stand.prepare(async () => {
    await load('sat-69b')
    await load('sat-69b', laterEdition)
    await load('federal-crimes-mx')
    await load('federal-crimes-mx', laterFigures)
  })

  test('numbers are checked many at once, and of one whose kind is not told it says what it could be', async () => {
    await using desk = await open('mx', 'sspc', 'duty-officer', 'es', { width: 390 })
    const { page } = desk
    await desk.goTo('/identifiers')
    await page.getByLabel('Números tal como están escritos').fill('CSQU 305438 4\n032180000118359719\nFICTICIO')
    await page.keyboard.press('Control+Enter')
    const rows = page.getByRole('row')
    await rows.filter({ hasText: 'Podría ser: Número de contenedor' }).getByText('No concuerda', { exact: true }).waitFor()
    await rows.filter({ hasText: 'Podría ser: Clave bancaria' }).getByText('Concuerda', { exact: true }).waitFor()
    await rows.filter({ hasText: 'FICTICIO' }).first().waitFor()
    await page.getByLabel('Tipo de número').selectOption({ label: 'Registro Federal de Contribuyentes (RFC)' })
    await page.getByRole('button', { name: 'Comprobar', exact: true }).click()
    await rows.filter({ hasText: 'No tiene la longitud de este tipo de número.' }).first().waitFor()
    await check(page, '/identifiers', 'es')
    assert.deepEqual(desk.complaints, [])
  })

  test('provisional arrest and an amparo on day twenty are compared clock by clock, explained, and shared by the address alone', async () => {
    await using desk = await open('mx', 'sspc', 'duty-officer', 'es', { width: 390, dark: true })
    const { page } = desk
    await desk.goTo('/simulator?law=extradition-treaty-1978&ask=us&of=mx&a=arrested.2026-01-05')
    const row = (name: RegExp) => page.getByRole('row', { name })
    await row(/Petición formal tras la detención provisional/)
      .getByText('6 mar 2026')
      .first()
      .waitFor()
    await row(/Petición formal/)
      .getByText('Sin verificar')
      .first()
      .waitFor()
    await row(/Oponer excepciones/)
      .getByText('Falta el día de: Comparecencia ante el juez de distrito.')
      .waitFor()
    await page.getByRole('button', { name: 'Ejemplo: amparo el día 20' }).click()
    await page.getByRole('heading', { name: 'Línea B', exact: true }).waitFor()
    await page.getByRole('textbox', { name: 'Juzgado' }).fill('Juzgado Ficticio')
    await page.getByRole('textbox', { name: 'Número de expediente' }).fill('12/2026')
    await page.getByRole('button', { name: 'Mostrar todos los pasos' }).click()
    await page.getByText('Juzgado Ficticio, número 12/2026.').first().waitFor()
    assert.match(page.url(), /b=arrested\./)
    assert.doesNotMatch(decodeURIComponent(page.url()), /Ficticio|12\/2026/)
    await check(page, '/simulator', 'es')
    await desk.goTo('/instruments')
    await page.getByRole('link', { name: /Ley de Extradición Internacional/ }).click()
    await page.getByRole('heading', { level: 2, name: 'Motivos para rehusar' }).waitFor()
    await check(page, '/instruments', 'es')
    assert.deepEqual(desk.complaints, [])
  })

  test('a list shows its date, its history and its entries, and each count of the history leads to what it counts', async () => {
    await using desk = await open('mx', 'uif', 'analyst', 'es')
    const { page } = desk
    await desk.goTo('/lists')
    await page.getByText('Con corte al 31 ene 2024').waitFor()
    await page.getByText('299 registros', { exact: true }).waitFor()
    await page.getByRole('link', { name: /artículo 69-B/ }).click()
    await page.getByRole('heading', { level: 1, name: /artículo 69-B/ }).waitFor()
    await page.getByText(/no equivale a una declaración de culpabilidad/).waitFor()
    await page.getByRole('link', { name: 'Historial de ediciones' }).click()
    const row = page.getByRole('row', { name: /31 ene 2024/ })
    assert.match(await row.innerText(), /299\s+1\s+1\s+2\s+299/)
    await row.getByRole('link', { name: '2', exact: true }).click()
    await waitUntil('two entries that are not there', async () => (await page.getByText('No está en esta edición').count()) >= 2)
    await page.getByRole('button', { name: 'Ver todo' }).click()
    await page.getByRole('searchbox', { name: 'Buscar en esta lista' }).fill('adquisiciones')
    await page.keyboard.press('Enter')
    await settled(page)
    assert.deepEqual(desk.complaints, [])
  })

  test('another agency is told who holds a list, and sees none of it', async () => {
    await using desk = await open('mx', 'sspc', 'analyst', 'en')
    await desk.goTo('/lists/sat-69b')
    await desk.page.getByText('The entries are in the compartment of UIF.').waitFor()
    assert.equal(await desk.page.getByRole('table').count(), 0)
    await desk.goTo('/series')
    await desk.page.getByRole('link', { name: /federal crimes/ }).waitFor()
    await using other = await open('mx', 'uif', 'analyst', 'en')
    await other.goTo('/series')
    await other.page.getByText('No series that you may see').waitFor()
    assert.deepEqual([...desk.complaints, ...other.complaints], [])
  })

  test('a series is a picture, a sentence and a table; a revised value stands with both editions; the table downloads', async () => {
    await using desk = await open('mx', 'sspc', 'analyst', 'en')
    const { page } = desk
    await desk.goTo(`/series/federal-crimes-mx?where=${encodeURIComponent('state=AGUASCALIENTES&offence=TRANSPORTE')}`)
    const picture = page.getByRole('img', { name: /Crimes recorded, number, January 2024 to July 2025/ })
    await picture.waitFor()
    await picture.locator('svg').waitFor()
    await page.getByText('One value was revised by a later edition').first().waitFor()
    const row = page.getByRole('row', { name: /February 2024/ })
    assert.match(await row.innerText(), /1,003\s+was 3 in the edition of Jul 31, 2025/)
    const started = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Download CSV' }).click()
    const download = await started
    assert.equal(download.suggestedFilename(), 'federal-crimes-mx-crimes-month.csv')
    const table = await readFile(await download.path(), 'utf8')
    assert.match(table, /2024-02,1003,/)
    await page.getByLabel('By', { exact: true }).selectOption('year')
    await page.getByText('7 of 12 months').first().waitFor()
    assert.deepEqual(desk.complaints, [])
  })

  test('the search box offers while one types, walks by arrows, and opens what was chosen', async () => {
    await using desk = await open('mx', 'uif', 'duty-officer', 'es')
    const { page } = desk
    await page.keyboard.press('/')
    await page.keyboard.type('asesores y admin')
    const option = page.getByRole('option', { name: /ASESORES Y ADMINISTRADORES AGRICOLAS/ })
    await option.waitFor()
    await page.keyboard.press('ArrowDown')
    await page.getByRole('option', { selected: true, name: /ASESORES/ }).waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/records\/identity--/)
    await page.getByRole('heading', { level: 1 }).waitFor()
    assert.deepEqual(desk.complaints, [])
  })

  test('a search says why, narrows by what it counted, and goes back', async () => {
    await using desk = await open('mx', 'uif', 'analyst', 'es')
    const { page } = desk
    await desk.goTo('/search?q=consultores')
    const status = page
      .getByRole('main')
      .getByRole('status')
      .filter({ hasText: /resultados/ })
    await status.first().waitFor()
    await page.getByText('Nombre como aparece en la lista:').first().waitFor()
    assert.ok((await page.locator('mark').count()) > 0)
    await page.getByRole('navigation', { name: 'Acotar' }).getByRole('link', { name: /SAT/ }).click()
    await page.getByText('Acotado a').waitFor()
    await page.getByRole('link', { name: 'Quitar todo' }).click()
    await page.getByText('Acotado a').waitFor({ state: 'detached' })
    await desk.goTo('/search?q=aaa-120730%20823')
    await page.locator('mark').filter({ hasText: 'AAA120730823' }).first().waitFor()
    await desk.goTo('/search?q=zzqqxx')
    await page.getByText('Nada encontrado para «zzqqxx»').waitFor()
    await desk.goTo('/search')
    await page.getByRole('heading', { name: 'Recientes en esta pestaña' }).waitFor()
    await page.getByRole('button', { name: 'Olvidar búsquedas recientes' }).click()
    await page.getByRole('heading', { name: 'Recientes en esta pestaña' }).waitFor({ state: 'detached' })
    assert.deepEqual(desk.complaints, [])
  })

  const pages = {
    uif: [
      '/lists',
      '/lists/sat-69b',
      '/lists/sat-69b?show=history',
      '/lists/sat-69b?show=source',
      '/search',
      '/search?q=consultores',
      '/search?q=zzqqxx',
    ],
    sspc: ['/lists/sat-69b', '/series', '/series/federal-crimes-mx', '/series/federal-crimes-mx?period=year&by=state'],
  } as const
  const shapes = [
    ['en', 1280, false],
    ['es', 390, true],
  ] as const
  for (const [turn, [language, width, dark]] of shapes.entries()) {
    test(`pages of lists, series and search hold in ${language}, ${width} wide, ${dark ? 'dark' : 'light'}`, async () => {
      for (const agency of ['uif', 'sspc'] as const) {
        await using desk = await open('mx', agency, 'analyst', language, { width, dark })
        for (const path of inTurn(pages[agency], turn, shapes.length)) {
          await desk.walkTo(path)
          await check(desk.page, path, language)
        }
        assert.deepEqual(desk.complaints, [])
      }
    })
  }
}

async function check(page: Page, path: string, language: 'es' | 'en'): Promise<void> {
  await axeClean(page, path)
  const shown = await page.locator('body').innerText()
  for (const area of ['lists', 'search', 'clocks']) {
    const own = readWords(language, area)
    const keys = Object.keys(own).map((key) => `${area}.${key}`)
    assert.deepEqual(nakedKeys(shown, keys), [], path)
    // What a publisher says of its own figures stays in its own language.
    const other = Object.entries(readWords(language === 'es' ? 'en' : 'es', area)).filter(
      ([key]) => !/^(measure|table\.missing)\./.test(key),
    )
    assert.deepEqual(foreignSentences(shown, Object.fromEntries(other), own), [], path)
  }
  const wider = await page.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth)
  assert.ok(wider <= 0, `${path} is ${wider} px too wide`)
}

/** The same list one edition on: one entry gone, one renamed, one under another number. */
function laterEdition(text: string): string {
  const [head = '', first = '', second = '', third = '', ...rest] = text.trimEnd().split('\n')
  const later = JSON.stringify({ ...JSON.parse(head), as_of: '2024-01-31', edition: '2024-01-31' })
  const renamed = JSON.stringify({ ...JSON.parse(second), name: 'NOMBRE FICTICIO DE PRUEBA' })
  const renumbered = JSON.stringify({ ...JSON.parse(third), key: 'XAX010101000 FICTICIO' })
  assert.ok(first !== '')
  return [later, renamed, renumbered, ...rest].join('\n')
}

/** One line of the series one edition on, with one value changed. */
function laterFigures(text: string): string {
  const [head = '', first = ''] = text.split('\n')
  const line = JSON.parse(first) as { values: Record<string, number> }
  const later = JSON.stringify({ ...JSON.parse(head), as_of: '2025-08-31', edition: '2025-08' })
  return [later, JSON.stringify({ ...line, values: { ...line.values, '2024-02': 1003 } })].join('\n')
}
