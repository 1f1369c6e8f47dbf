import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { exampleOf, type Kind, kinds } from '@enlace/records'
import type { Page } from 'playwright-core'
import { axeClean } from './axe-clean.ts'
import { type Desk, driveNodes, type Stand, settled } from './browser-desk.ts'
import { waitUntil } from './wait-until.ts'

driveNodes('release and clearance', register)

const silenceSeconds = 6
const step = (id: string, es: string, en: string, change: object) => ({
  id,
  title: { es, en },
  agency: 'author',
  silence: 'wait',
  ...change,
})
const pack = {
  party: 'mx',
  version: 1,
  source: 'test',
  calendars: {},
  routes: [
    {
      id: 'report',
      title: { es: 'Informe hacia un socio', en: 'Report to a partner' },
      kinds: ['report'],
      steps: [
        step('agency', 'Jefatura del área', 'Head of unit', { role: 'secretariat', attach: ['legal_basis'] }),
        step('lawyer', 'Asesoría jurídica', 'Lawyer', {
          role: 'legal-adviser',
          silence: 'clear',
          within: { count: 'elapsed', seconds: silenceSeconds },
        }),
        step('ministry', 'Secretaría del ramo', 'Ministry', { agency: 'uif', role: 'secretariat', attach: ['reference'] }),
      ],
    },
  ],
}

function register(stand: Stand): void {
  const { accountOf } = stand
  const open = (party: string, language: 'es' | 'en', width = 1280): Promise<Desk> => stand.open(party, language, { width })
  const store = async (party: string, kindName: string, name: string, envelope: object = {}) => {
    const example = exampleOf(kinds.get(kindName) as Kind)
    const id = `${String(example.object.type)}--${randomUUID()}`
    const body = { object: { ...example.object, id, name }, envelope: { ...example.envelope, ...envelope } }
    const { status } = await stand.fleet.node(party).call('POST', '/api/v1/records', { role: 'analyst', body })
    assert.equal(status, 201)
    return id
  }

  stand.prepare(async () => {
    const mx = stand.fleet.node('mx')
    await mx.stop()
    await writeFile(join(stand.fleet.root, 'mx', 'clearance.json'), JSON.stringify(pack))
    await mx.start()
  })

  test('a report passes head, lawyer and ministry, is released, taken back and released again, in Spanish', async () => {
    const name = 'Informe ficticio sobre una ruta de prueba'
    const id = await store('mx', 'report', name, { draft_status: 'ad_referendum' })
    await using head = await open('mx', 'es')
    await head.signIn(accountOf('mx', 'secretariat.sspc'))
    await head.goTo('/clearance')
    await head.page.getByRole('link', { name }).click()
    await head.page.getByText('Debe contestar').waitFor()
    await clean(head.page)
    await head.page.getByRole('button', { name: 'Objetar' }).click()
    await head.page.getByText('Diga por qué').waitFor()
    await answer(head.page, 'Dar visto bueno')
    await head.page.getByText('No le toca a usted').waitFor()

    await using lawyer = await open('mx', 'es')
    await lawyer.signIn(accountOf('mx', 'legal-adviser.sspc'))
    await lawyer.page.getByRole('heading', { name: 'Visto bueno' }).waitFor()
    await lawyer.page.getByRole('link', { name }).click()
    await lawyer.page.getByText(/el silencio da el visto bueno el/).waitFor()
    await lawyer.page.getByLabel('Lo que quiere decir').fill('El fundamento no alcanza; es un ejemplo ficticio.')
    await answer(lawyer.page, 'Objetar')
    await lawyer.page.getByText('Con objeción').first().waitFor()
    await head.page.getByText('El fundamento no alcanza; es un ejemplo ficticio.').waitFor()
    await answer(lawyer.page, 'Dar visto bueno')
    await lawyer.page
      .getByText(/Espera|No le toca a usted/)
      .first()
      .waitFor()

    await using ministry = await open('mx', 'es')
    await ministry.signIn(accountOf('mx', 'secretariat.uif'))
    await ministry.goTo('/clearance')
    await ministry.page.getByRole('link', { name }).click()
    await ministry.page.getByRole('button', { name: 'Dar visto bueno' }).click()
    await ministry.page.getByText('Indique el número').waitFor()
    await ministry.page.getByLabel('Número de oficio de su área').fill('UIF/001/2026')
    await answer(ministry.page, 'Dar visto bueno')
    await ministry.page.getByText('Con visto bueno').first().waitFor()

    await using officer = await open('mx', 'es')
    await officer.signIn(accountOf('mx', 'releasing-officer.sspc'))
    await officer.page.getByRole('link', { name }).click()
    await officer.page.getByText('Con el visto bueno de todas las áreas de su ruta').waitFor()
    await clean(officer.page)
    await officer.page.getByRole('tab', { name: 'Contenido exacto' }).click()
    await officer.page.getByText(id).first().waitFor()
    await officer.page.getByLabel('Motivo').fill('Acordado por teléfono; ficticio.')
    await officer.page.getByRole('button', { name: 'Autorizar envío' }).click()
    await officer.page.getByText('Indique que sale como borrador o espere a que se acuerde').waitFor()
    await officer.page.getByLabel('Enviarlo como borrador').check()
    await officer.page.getByRole('button', { name: 'Autorizar envío' }).click()
    await officer.page.getByText('Sale en 10 segundos. Nada ha salido todavía.').waitFor()
    await officer.page.keyboard.press('u')
    await officer.page.getByText('Se deshizo; nada ha salido').waitFor()
    await officer.page.getByRole('link', { name }).click()
    await officer.page.getByLabel('Enviarlo como borrador').check()
    await officer.page.getByLabel('Motivo').fill('Acordado por teléfono; ficticio.')
    await officer.page.getByRole('button', { name: 'Autorizar envío' }).click()
    await officer.page.getByRole('heading', { name: 'Autorizar envíos' }).waitFor()
    assert.equal((await stand.fleet.node('us').call('GET', `/api/v1/records/${id}`, { role: 'analyst', agency: 'dhs' })).status, 404)
    await waitUntil('the report stands at the partner', async () => {
      const { status } = await stand.fleet.node('us').call('GET', `/api/v1/records/${id}`, { role: 'analyst', agency: 'dhs' })
      return status === 200
    })
    assert.deepEqual(
      [head, lawyer, ministry, officer].flatMap((desk) => [...desk.complaints]),
      [],
    )
  })

  test('silence clears a step at its hour by the clock of the node, shown beforehand and written down, in English and on a telephone', async () => {
    const name = 'Fictional report that nobody objects to'
    await store('mx', 'report', name)
    await using head = await open('mx', 'en', 390)
    await head.signIn(accountOf('mx', 'secretariat.sspc'))
    await head.goTo('/clearance')
    await head.page.getByRole('link', { name }).click()
    await answer(head.page, 'Concur')
    await head.page.getByText(/silence clears this step on/).waitFor()
    await head.page.getByText('Silence took effect: Lawyer').waitFor({ timeout: 20_000 })
    await head.page.getByText('Silence means nothing here: the document waits until somebody answers.').waitFor()
    const width = await head.page.evaluate('document.documentElement.scrollWidth')
    assert.ok(Number(width) <= 390, `${String(width)} px wide`)
    await clean(head.page)
    assert.deepEqual([...head.complaints], [])
  })

  test('a note is written from the request that waits for it, cleared, sealed and sent; the partner stamps it received and reports the contact in two keystrokes', async () => {
    const node = (party: string) => stand.fleet.node(party)
    const form = kinds.get('request') as Kind
    const example = exampleOf(form)
    const request = `note--${randomUUID()}`
    const says = {
      form: 'provisional-arrest',
      to_party: 'mx',
      urgency: 'flash',
      sought: 'FICTIONAL: arrest',
      facts: 'FICTIONAL',
      offence: 'Fraud',
    }
    const extensions = { [String(form.extension)]: { extension_type: 'property-extension', ...says } }
    const body = { object: { ...example.object, id: request, abstract: 'FICTIONAL arrest', extensions }, envelope: example.envelope }
    const written = await node('us').call('POST', '/api/v1/records', { role: 'analyst', body })
    assert.equal(written.status, 201, JSON.stringify(written.body))

    await using writer = await open('us', 'en')
    await writer.signIn(accountOf('us', 'analyst.dhs'))
    await writer.goTo(`/requests/${request}`)
    await writer.page.getByText('Goes by note: Provisional arrest').waitFor()
    await writer.page.getByRole('link', { name: 'Write the note' }).click()
    await writer.page.getByLabel('Number of the note').fill('FICT-1/2026')
    assert.match(await writer.page.getByLabel('Text of the note').inputValue(), /provisional arrest/)
    assert.match(await writer.page.getByLabel('Text of the note').inputValue(), /^The Department of Homeland Security presents/)
    assert.match(await writer.page.getByLabel('To office').inputValue(), /Ministry of Foreign Affairs of the United Mexican States/)
    const translation = writer.page.getByLabel('Translation', { exact: false }).last()
    const formula = await translation.inputValue()
    assert.match(formula, /detención provisional.*\[\[Por traducir al español: FICTIONAL: arrest\]\]/s)
    await writer.page.getByText('2 passages are still to be written or translated').waitFor()
    await clean(writer.page)
    await translation.fill(formula.replaceAll(/\[\[[^:]*: ([^\]]*)\]\]/g, '$1'))
    await writer.page.getByText('2 passages are still').waitFor({ state: 'detached' })
    await writer.page.getByRole('button', { name: 'Save the draft' }).click()
    await writer.page.getByRole('heading', { name: 'Note FICT-1/2026' }).waitFor()
    const note = decodeURIComponent(new URL(writer.page.url()).pathname.split('/').at(-1) ?? '')

    for (const [index, role] of ['legal-adviser', 'secretariat'].entries())
      await waitUntil(`${role} clears the note`, async () => {
        const { items } = (await node('us').call('GET', `/api/v1/clearances?record=${note}`, { role })).body as { items: { id: string }[] }
        const send = { role, body: { act: 'concur', round: 1, step: index } }
        return items[0] !== undefined && (await node('us').call('POST', `/api/v1/clearances/${items[0].id}`, send)).status === 200
      })
    await using head = await open('us', 'en')
    await head.signIn(accountOf('us', 'secretariat.dhs'))
    await head.goTo(`/notes/${note}`)
    await head.page.getByRole('button', { name: 'Seal it' }).click()
    await head.page.locator('dialog textarea').waitFor()
    await head.page.keyboard.press('Control+Enter')
    await head.page.locator('[aria-current=step]', { hasText: 'Note sealed' }).waitFor()
    await clean(head.page)
    await waitUntil('the note is at the partner', async () => {
      const role = 'releasing-officer'
      const { items } = (await node('us').call('GET', '/api/v1/release-tasks', { role })).body as {
        items: { id: string; record: { id: string } }[]
      }
      const task = items.find((item) => item.record.id === note)
      const choice = { outcome: 'release', without: [], reason: 'FICTIONAL.', holdSeconds: 0 }
      if (task !== undefined) await node('us').call('POST', `/api/v1/release-tasks/${task.id}`, { role, body: choice })
      return (await node('mx').call('GET', `/api/v1/notes/${note}`, { role: 'duty-officer' })).status === 200
    })

    await using desk = await open('mx', 'es', 390)
    await desk.signIn(accountOf('mx', 'duty-officer.sspc'))
    await desk.goTo(`/notes/${note}`)
    await desk.page.getByRole('button', { name: 'Sellar como recibida' }).click()
    await desk.page.locator('dialog textarea').waitFor()
    await desk.page.keyboard.press('Control+Enter')
    await desk.page.locator('[aria-current=step]', { hasText: 'Nota recibida' }).waitFor()
    await desk.page.locator('dialog').waitFor({ state: 'detached' })
    await clean(desk.page)
    const width = await desk.page.evaluate('document.documentElement.scrollWidth')
    assert.ok(Number(width) <= 390, `${String(width)} px wide`)
    await head.page.locator('[aria-current=step]', { hasText: 'Note received' }).waitFor()

    await desk.page.getByRole('button', { name: 'Llenar el informe de contacto' }).focus()
    await desk.page.keyboard.press('Enter')
    await desk.page.locator('dialog select[name=stage]').waitFor()
    await desk.page.keyboard.press('Control+Enter')
    await desk.page.getByText('Informe de contacto guardado').waitFor()
    await desk.goTo('/contact-reports')
    await desk.page.getByText('Corre').first().waitFor()
    await desk.page.getByText('sin verificar').first().waitFor()
    await clean(desk.page)
    assert.deepEqual(
      [writer, head, desk].flatMap(({ complaints }) => [...complaints]),
      [],
    )
  })

  test('the highest marking needs two releasing persons: the second sees the first, and one person keeps it home', async () => {
    const marking = { scheme: 'us-cui', value: 'CUI//SP-LEI' }
    const [leaves, stays] = ['Fictional seizure for two persons', 'Fictional seizure that stays']
    const leavesId = await store('us', 'seizure', leaves, { marking })
    const staysId = await store('us', 'seizure', stays, { marking })
    await using first = await open('us', 'en')
    await first.signIn(accountOf('us', 'releasing-officer.dhs'))
    for (const name of [leaves, stays]) {
      await first.page.getByRole('link', { name }).click()
      await first.page.getByText('Two releasing persons have to agree').waitFor()
      await first.page.getByLabel('Reason').fill('Fictional reason of the first.')
      await first.page.getByRole('button', { name: 'Agree; ask a second person' }).click()
      await first.page.getByRole('heading', { name: 'Release queue' }).waitFor()
    }
    await first.page.getByRole('link', { name: leaves }).click()
    await first.page.getByText('You agreed; a second releasing person has to').waitFor()

    await using second = await open('us', 'en')
    await second.signIn(accountOf('us', 'second-releasing-officer.dhs'))
    await second.page.getByText('Needs a second person').first().waitFor()
    await second.page.getByRole('link', { name: leaves }).click()
    await second.page.getByText('releasing-officer.dhs has agreed; a second person is needed').waitFor()
    await second.page.getByText('Fictional reason of the first.').waitFor()
    await clean(second.page)
    await second.page.getByLabel('Reason').fill('Fictional reason of the second.')
    await second.page.getByRole('button', { name: 'Agree and release' }).click()
    await second.page.getByText('Leaves in 10 seconds. Nothing has left yet.').waitFor()
    await second.page.getByRole('link', { name: stays }).click()
    await second.page.getByLabel('Reason').fill('Names a fictional source.')
    await second.page.getByRole('button', { name: 'Keep it home' }).click()
    await second.page.getByText('Stays home in 10 seconds. Nothing has left.').waitFor()
    const outcomeOf = async (id: string) => {
      const { body } = await stand.fleet.node('us').call('GET', `/api/v1/records/${id}`, { role: 'analyst' })
      return (body as { releases: { outcome: string; decidedBy: string | null }[] }).releases.map(
        ({ outcome, decidedBy }) => `${outcome} ${decidedBy}`,
      )
    }
    await waitUntil('both took effect', async () => (await outcomeOf(staysId))[0]?.startsWith('deny') === true)
    assert.deepEqual(await outcomeOf(leavesId), ['release releasing-officer.dhs, second-releasing-officer.dhs'])
    assert.deepEqual(await outcomeOf(staysId), ['deny second-releasing-officer.dhs'])
    assert.deepEqual([...first.complaints, ...second.complaints], [])
  })
}

/** Answers a clearance: the button, then the dialog that says what will happen. */
async function answer(page: Page, action: string): Promise<void> {
  await page.getByRole('button', { name: action, exact: true }).click()
  await page.locator('dialog').getByRole('button', { name: action, exact: true }).click()
  await page.locator('dialog').waitFor({ state: 'detached' })
}

async function clean(page: Page): Promise<void> {
  await settled(page)
  await axeClean(page, page.url())
}
