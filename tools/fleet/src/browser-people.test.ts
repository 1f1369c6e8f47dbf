import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { axeClean } from './axe-clean.ts'
import { type Desk, driveNodes, inTurn, type Stand } from './browser-desk.ts'
import { makeAlert } from './make-record.ts'
import { foreignSentences, nakedKeys, readWords } from './read-words.ts'

driveNodes('agencies and people', register)

async function axe({ page }: Desk, path: string): Promise<void> {
  await axeClean(page, path)
}

const pages = ['/agencies', '/people', '/roles', '/roster', '/agreements', '/proposals', '/password', '/exchange'] as const

function register(stand: Stand): void {
  const accountOf = (role: string, agency?: string) => stand.accountOf('mx', role, agency)
  const open = (language: 'es' | 'en', shape?: { readonly width?: number; readonly dark?: boolean }): Promise<Desk> =>
    stand.open('mx', language, shape)
  const reasonIn = (page: Page) => page.locator('dialog textarea')

  test('two persons make a releasing officer, who chooses a password of their own before anything else', async () => {
    await using first = await open('es')
    await first.signIn(accountOf('administrator'))
    await first.goTo('/people')
    await first.page.getByRole('button', { name: 'Cuenta nueva' }).click()
    await first.page.getByLabel('Nombre de acceso').fill('autoriza-2.sspc')
    await first.page.getByLabel('Función').selectOption('releasing-officer')
    await first.page.getByRole('button', { name: 'Ver qué ocurrirá' }).click()
    await first.page.getByText('Una sola persona nunca nombra').waitFor()
    await first.page.getByText('Todavía no ocurre nada').waitFor()
    await first.page.getByRole('button', { name: 'Proponer' }).click()
    await first.page.locator('dialog').getByText('Indique el motivo').waitFor()
    await reasonIn(first.page).fill('FICTICIO: cubre diciembre.')
    await first.page.getByRole('button', { name: 'Proponer' }).click()
    await first.page.getByText('Espera a una segunda persona.').waitFor()

    await using second = await open('en')
    await second.signIn(accountOf('secretariat'))
    await second.goTo('/proposals')
    await second.page.getByRole('heading', { name: /Make autoriza-2\.sspc/ }).waitFor()
    await second.page.getByText('FICTICIO: cubre diciembre.').waitFor()
    await second.page.getByRole('button', { name: 'Confirm', exact: true }).click()
    await reasonIn(second.page).fill('FICTIONAL: I know the officer.')
    await second.page.locator('dialog').getByRole('button', { name: 'Confirm', exact: true }).click()
    const password = (await second.page.locator('dialog output').textContent()) ?? ''
    assert.match(password, /^([a-z0-9]{4}-){4}[a-z0-9]{4}$/)
    await second.page.getByRole('button', { name: 'I have handed it over' }).click()

    await using third = await open('es')
    await third.signIn({ role: 'releasing-officer', agency: 'sspc', user: 'autoriza-2.sspc', password, token: '' })
    await third.page.getByText('Otra persona generó su contraseña actual').waitFor()
    await third.page.locator('input[autocomplete=current-password]').fill(password)
    await third.page.locator('input[autocomplete=new-password]').first().fill('faro de niebla temprana')
    await third.page.locator('input[autocomplete=new-password]').last().fill('faro de niebla temprana')
    await third.page.getByRole('button', { name: 'Cambiar la contraseña ahora' }).click()
    await third.page.waitForURL((address) => address.pathname !== '/password')
    for (const desk of [first, second, third]) assert.deepEqual(desk.complaints, [])
  })

  test('the secretariat fills a gap of the roster, and everybody sees who answers now', async () => {
    await using desk = await open('en')
    await desk.signIn(accountOf('secretariat'))
    await desk.goTo('/roster')
    await desk.page.getByText('1 gap: nobody is on duty').waitFor()
    await desk.page.getByLabel('Officer').selectOption('duty-officer.sspc')
    const now = new Date(Date.now() - 3_600_000)
    await desk.page.getByLabel('Begins at').fill(await desk.page.evaluate((at) => new Date(at).toTimeString().slice(0, 5), now.getTime()))
    await desk.page.getByLabel('First day').fill(await desk.page.evaluate((at) => new Date(at).toLocaleDateString('sv'), now.getTime()))
    await desk.page.getByLabel('Hours').selectOption('24')
    await desk.page.getByText(/1 shift for duty-officer\.sspc/).waitFor()
    await desk.page.getByRole('button', { name: 'Plan shifts' }).click()
    await desk.page.getByText('On duty', { exact: true }).waitFor()
    await using other = await open('es')
    await other.signIn(accountOf('analyst', 'uif'))
    await other.goTo('/agencies')
    await other.page.getByText('duty-officer.sspc').first().waitFor()
    await desk.page.getByRole('button', { name: 'Change the shift of duty-officer.sspc' }).click()
    await desk.page.getByRole('menuitem', { name: 'Cancel shift' }).click()
    await desk.page.getByText('Shift of duty-officer.sspc cancelled').waitFor()
    await desk.page.keyboard.press('u')
    await desk.page.getByText('On duty', { exact: true }).waitFor()
    assert.deepEqual(desk.complaints, [])
  })

  test('an agreement says in plain words what would happen, and why one may not is answered by the rules', async () => {
    await using desk = await open('es')
    await desk.signIn(accountOf('analyst'))
    await desk.goTo('/agreements')
    await desk.page.getByText('Sale sin intervención').first().waitFor()
    await desk.page.getByRole('tab', { name: 'Qué pasaría si…' }).click()
    await desk.page.getByLabel('Dice dónde está una persona').check()
    await desk.page.getByRole('button', { name: '¿Qué pasaría?' }).click()
    await desk.page.getByText('Espera a quien autoriza').last().waitFor()
    await desk.page.getByRole('tab', { name: 'Cómo viaja' }).click()
    await desk.page
      .getByText(/Alerta espejo\. /)
      .first()
      .waitFor()
    await desk.page.getByText(/Ningún algoritmo se exige por su nombre/).waitFor()
    await desk.page.getByRole('tab', { name: 'En derecho' }).click()
    await desk.page.getByText('Carta de las Naciones Unidas, artículo 102').waitFor()
    await desk.page.getByText('Deben consentir ambas partes.').waitFor()
    await desk.goTo('/roles')
    await desk.page.getByRole('button', { name: 'Preguntar' }).click()
    await desk.page.getByText('La administración opera el nodo y no lee ningún registro.').waitFor()
    assert.deepEqual(desk.complaints, [])
  })

  test('an administrator who reads no record checks in the browser that the exchange holds', async () => {
    await stand.fleet.node('mx').call('POST', '/api/v1/records', { body: makeAlert('the exchange is checked') })
    await stand.fleet.settle()
    await using desk = await open('en')
    await desk.signIn(accountOf('administrator'))
    await desk.goTo('/exchange')
    await desk.page.getByRole('button', { name: 'Check it now in this browser' }).click()
    await desk.page.getByText(/It holds: checked here/).waitFor()
    await desk.page.getByRole('img', { name: /^Sent: [1-9]/ }).waitFor()
    await desk.page.getByText(/^Table: /).click()
    await desk.page.getByRole('rowheader').last().waitFor()
    await desk.page.getByText(/^\d+ keys$/).click()
    await desk.page.getByRole('cell', { name: 'Active' }).first().waitFor()
    await desk.page.getByRole('cell', { name: 'offline root' }).first().waitFor()
    await axeClean(desk.page, 'the keys of a partner', 'details[open]')
    assert.deepEqual(desk.complaints, [])
  })

  test('the secretariat sees what another period would erase before it proposes it, and a releasing officer confirms it', async () => {
    await using first = await open('es', { width: 390, dark: true })
    await first.signIn(accountOf('secretariat'))
    await first.goTo('/retention')
    await first.page.getByText('Sin revisión jurídica').waitFor()
    await first.page.getByRole('button', { name: 'Cambiar la regla Transitorio' }).click()
    await first.page.getByLabel('Días').fill('10')
    await first.page.getByRole('button', { name: 'Ver qué pasaría' }).click()
    await first.page.getByText('Nada se suprimiría de inmediato.').waitFor()
    await first.page.getByText('suprime sin volver a preguntar a nadie').waitFor()
    await reasonIn(first.page).fill('FICTICIO: lo pidió el área jurídica.')
    await first.page.getByRole('button', { name: 'Proponer' }).click()
    await first.page.locator('dialog').waitFor({ state: 'detached' })
    await axe(first, '/retention')

    await using second = await open('en')
    await second.signIn(accountOf('releasing-officer'))
    await second.goTo('/proposals')
    await second.page.getByText('10 days, then the node erases').waitFor()
    await second.page.getByRole('button', { name: 'Confirm', exact: true }).click()
    await second.page.locator('dialog').getByText('it would have erased 0 records at once').waitFor()
    await reasonIn(second.page).fill('FICTIONAL: I read the opinion.')
    await second.page.locator('dialog').getByRole('button', { name: 'Confirm', exact: true }).click()
    await second.page.locator('dialog').waitFor({ state: 'detached' })
    await second.goTo('/retention')
    await second.page.getByText('Set by this agency').waitFor()
    await second.page.getByRole('cell', { name: /^10 days/ }).waitFor()
    await axe(second, '/retention')
    for (const desk of [first, second]) assert.deepEqual(desk.complaints, [])
  })

  test('every page of people and agreements is accessible, in both languages, on a telephone and in the dark, without a naked key', async () => {
    const shots = [
      { language: 'es', width: 390, dark: false, role: 'administrator' },
      { language: 'en', width: 1280, dark: true, role: 'secretariat' },
    ] as const
    for (const [turn, shot] of shots.entries()) {
      const own = readWords(shot.language, 'people')
      const other = readWords(shot.language === 'es' ? 'en' : 'es', 'people')
      await using desk = await open(shot.language, { width: shot.width, dark: shot.dark })
      await desk.signIn(accountOf(shot.role))
      for (const path of inTurn(pages, turn, shots.length)) {
        await desk.walkTo(path)
        await axe(desk, path)
        const words = await desk.page.locator('main').innerText()
        assert.deepEqual(
          nakedKeys(
            words,
            Object.keys(own).map((key) => `people.${key}`),
          ),
          [],
          path,
        )
        assert.deepEqual(foreignSentences(words, other, own), [], path)
        const overflow = await desk.page.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth)
        assert.ok(overflow <= 0, `${path} is ${overflow} px wider than the screen`)
      }
      assert.deepEqual(desk.complaints, [])
    }
  })
}
