import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import type { CaseDetail, LedgerShape, ReleaseTaskDetail, ReleaseTaskList } from '@enlace/api'
import type { Json } from '@enlace/core'
import { verifyEvidence } from '@enlace/proof/node'
import type { Page } from 'playwright-core'
import { axeClean } from './axe-clean.ts'
import { driveNodes, type Stand } from './browser-desk.ts'
import { makeAlert, makeRecord, type Submission } from './make-record.ts'
import { postUntilStored } from './post-until-stored.ts'
import { nakedKeys, readWords } from './read-words.ts'
import { waitUntil } from './wait-until.ts'

// Asking for consent, answering, passing on, and taking back behind the partner: as the officers of three nodes see it.
driveNodes('passing on', register, { parties: ['mx', 'us', 'ca'] })

function register(stand: Stand): void {
  const isClean = async (page: Page): Promise<void> => {
    await axeClean(page, page.url())
    const keys = ['third', 'recall', 'groups', 'claims', 'cases', 'commitments'].flatMap((area) =>
      Object.keys(readWords('en', area)).map((key) => `${area}.${key}`),
    )
    assert.deepEqual(nakedKeys(await page.locator('body').innerText(), keys), [])
    const wide = await page.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth)
    assert.ok(wide <= 0, `${wide} px too wide`)
  }
  const holds = async (party: string, id: string) => (await stand.fleet.node(party).call('GET', `/api/v1/records/${id}`)).status === 200
  const arrives = async (party: string, { object }: Submission) =>
    await waitUntil(`${party} has it`, async () => await holds(party, String(object.id)))

  /** The releasing officer of a node lets out what waits of a kind. */
  async function letOut(party: string, kind: string, agency?: string): Promise<string> {
    const node = stand.fleet.node(party)
    const as = { role: 'releasing-officer', ...(agency === undefined ? {} : { agency }) }
    const task = await waitUntil(`an officer of ${party} is asked`, async () => {
      const { items } = (await node.call('GET', '/api/v1/release-tasks', as)).body as ReleaseTaskList
      return items.find(({ record }) => record.kind === kind)
    })
    const detail = (await node.call('GET', `/api/v1/release-tasks/${task.id}`, as)).body as ReleaseTaskDetail
    const body = { outcome: 'release', without: detail.removed, reason: 'FICTIONAL: agreed.', holdSeconds: 0 }
    assert.equal((await node.call('POST', `/api/v1/release-tasks/${task.id}`, { ...as, body })).status, 200)
    return task.record.id
  }

  test('a case begins at the record of a person, takes a custody event in few keys, and the partner sees the shared part', async () => {
    const person = makeRecord('identity', { object: { name: 'FICTIONAL Person Sought', identity_class: 'individual' } })
    await postUntilStored(stand.fleet.node('us'), [person])
    await using desk = await stand.openAs('us', 'analyst', 'en')
    await desk.goTo(`/records/${person.object.id}`)
    await desk.page.getByRole('link', { name: 'Cases of this person' }).click()
    await desk.page.getByText('There is no case about this person yet.').waitFor()
    await desk.page.getByRole('button', { name: 'Start a case about FICTIONAL Person Sought' }).click()
    const start = desk.page.getByRole('dialog')
    await start.getByLabel('Standing of the person in law').selectOption('alleged')
    await start.getByLabel('Purpose of the exchange').fill('FICTIONAL: judicial cooperation')
    await isClean(desk.page)
    await start.getByRole('button', { name: 'Start', exact: true }).click()
    await start.waitFor({ state: 'detached' })
    await desk.page.getByText('Person allegedly involved, not charged. No custody known.').waitFor()
    await desk.page.getByRole('button', { name: 'Add a custody event' }).click()
    const add = desk.page.getByRole('dialog')
    await add.getByLabel('What happened').selectOption('detained')
    await add.getByLabel('Detaining authority').fill('FICTIONAL marshals')
    await add.getByRole('combobox', { name: 'Under which law or treaty' }).fill('treaty of')
    await add.getByRole('option', { name: 'Extradition treaty of 1978' }).click()
    await add.getByLabel('Counsel').selectOption('done')
    await isClean(desk.page)
    await add.getByRole('button', { name: 'Add to the case' }).click()
    await add.waitFor({ state: 'detached' })
    await desk.page.getByText('In custody of United States', { exact: false }).first().waitFor()
    await desk.page.getByText('Rights: 1 of 7').waitFor()
    await desk.page.getByText('Extradition treaty of 1978', { exact: true }).waitFor()
    await desk.page.getByRole('button', { name: 'Somebody asks to be told' }).click()
    const asks = desk.page.getByRole('dialog')
    await asks.getByLabel('Reference of the person to be told').fill('FICTIONAL-V-7')
    await isClean(desk.page)
    await asks.getByRole('button', { name: 'Add to the case' }).click()
    await asks.waitFor({ state: 'detached' })
    await desk.page.getByText('FICTIONAL-V-7 asks to be told of', { exact: false }).waitFor()
    await isClean(desk.page)

    const shared = await letOut('us', 'case')
    await waitUntil('mx has the case', async () => await holds('mx', shared))
    await using officer = await stand.openAs('us', 'releasing-officer', 'es', { width: 390 })
    await officer.goTo(`/cases/${shared}`)
    await officer.page.getByRole('button', { name: 'Hacer un pasaporte de derechos' }).click()
    const passport = officer.page.getByRole('dialog')
    await passport.getByRole('checkbox', { name: 'Leí sus palabras: se abre el registro completo' }).check()
    await passport.getByLabel('Defensa').fill('FICTICIO: Lic. Defensora Ejemplo')
    await passport.getByLabel('Para qué').fill('FICTICIO: juicio de amparo')
    await passport.getByLabel('Forma').selectOption('zip')
    await isClean(officer.page)
    const [file] = await Promise.all([
      officer.page.waitForEvent('download'),
      passport.getByRole('button', { name: 'Hacerlo y dejar constancia' }).click(),
    ])
    await passport.waitFor({ state: 'detached' })
    await officer.page.getByText('FICTICIO: juicio de amparo').waitFor()
    const bytes = await readFile(await file.path())
    assert.ok(verifyEvidence(bytes).ok)

    await officer.goTo(`/records/${shared}`)
    await officer.page.locator('#content').getByRole('button', { name: 'Más' }).click()
    await officer.page.getByRole('menuitem', { name: 'Compartir con otra dependencia' }).click()
    const share = officer.page.getByRole('dialog')
    await share.getByRole('combobox').selectOption('doj')
    assert.ok(await share.getByRole('checkbox', { name: 'Compartir también el registro con el nombre de la persona' }).isChecked())
    await share.getByLabel('Motivo').fill('FICTICIO: lleva el juicio.')
    await isClean(officer.page)
    await share.getByRole('button', { name: 'Compartir' }).click()
    await share.waitFor({ state: 'detached' })
    const asOther = { role: 'analyst', agency: 'doj' }
    const { body } = await stand.fleet.node('us').call('GET', `/api/v1/cases/${shared}`, asOther)
    assert.equal((body as CaseDetail).person?.title, 'FICTIONAL Person Sought')

    await using partner = await stand.openAs('mx', 'analyst', 'es', { width: 390, dark: true })
    await partner.goTo(`/cases/${shared}`)
    await partner.page.getByText('Persona presuntamente involucrada, sin cargos', { exact: false }).waitFor()
    await partner.page.getByText('No consta ninguna custodia.').waitFor()
    await isClean(partner.page)
  })

  test('both sides write in one case of another agency, and each sees custody and steps of the other', async () => {
    const about = makeRecord('case', {
      object: { name: 'FICTIONAL case of both', object_refs: [`identity--${randomUUID()}`] },
      envelope: { author_agency: 'doj', to: [{ party: 'mx', agency: 'sspc' }] },
    })
    const written = await stand.fleet.node('us').call('POST', '/api/v1/records', { role: 'analyst', agency: 'doj', body: about })
    assert.equal(written.status, 201, JSON.stringify(written.body))
    await letOut('us', 'case', 'doj')
    await arrives('mx', about)
    await using mx = await stand.openAs('mx', 'analyst', 'es')
    await mx.goTo(`/cases/${about.object.id}`)
    await using us = await stand.openAs('us', 'analyst', 'en', { agency: 'doj' })
    await us.goTo(`/cases/${about.object.id}`)

    await mx.page.getByRole('button', { name: 'Agregar evento de custodia' }).click()
    const custody = mx.page.getByRole('dialog')
    await custody.getByLabel('Qué ocurrió').selectOption('detained')
    await custody.getByRole('button', { name: 'Agregar al caso' }).click()
    await custody.waitFor({ state: 'detached' })
    await us.page.getByRole('button', { name: 'Add a step' }).click()
    const step = us.page.getByRole('dialog')
    await step.getByLabel('Step of the proceedings').selectOption('charge')
    await step.getByRole('button', { name: 'Add to the case' }).click()
    await step.waitFor({ state: 'detached' })
    await Promise.all([letOut('mx', 'custody-event'), letOut('us', 'procedural-step', 'doj')])

    await us.page.getByText('In custody of Mexico', { exact: false }).first().waitFor()
    await mx.page.getByText('Persona acusada, sin condena', { exact: false }).first().waitFor()
    assert.deepEqual([...us.complaints, ...mx.complaints], [])
  })

  test('a holder asks, the author answers, the copy goes on, and a recall shows the whole tree', async () => {
    const alert = makeAlert('FICTIONAL: for a third party', { envelope: { to: [{ party: 'us' }] } })
    const at = `/records/${alert.object.id}`
    await postUntilStored(stand.fleet.node('mx'), [alert])
    await arrives('us', alert)

    await using holder = await stand.openAs('us', 'analyst', 'en')
    await holder.goTo(at)
    await holder.page.getByRole('button', { name: 'Ask for consent' }).click()
    const ask = holder.page.getByRole('dialog')
    await ask.getByRole('combobox').selectOption('ca')
    await ask.getByLabel('What for').fill('FICTIONAL: they hold the other half of the load.')
    await ask.getByLabel('Needed until').fill('2030-12-31')
    await isClean(holder.page)
    await ask.getByRole('button', { name: 'Ask for consent' }).click()
    await ask.waitFor({ state: 'detached' })
    const asked = holder.page.getByRole('link', { name: 'Open the request' })
    const request = (await asked.getAttribute('href'))?.split('/').at(-1) ?? ''
    await waitUntil('mx has the request', async () => await holds('mx', request))

    await using author = await stand.openAs('mx', 'analyst', 'es', { width: 390, dark: true })
    await author.goTo(`/records/${request}`)
    await author.page.getByRole('button', { name: 'Responder' }).click()
    const answer = author.page.getByRole('dialog')
    await answer.getByText(/pide transmitir el registro a/).waitFor()
    await answer.getByRole('combobox').selectOption('granted_with_conditions')
    await answer.getByRole('checkbox').first().check()
    await answer.getByLabel('Motivo').fill('FICTICIO: de acuerdo.')
    await isClean(author.page)
    await answer.getByRole('button', { name: 'Responder' }).click()
    await answer.waitFor({ state: 'detached' })
    const consent = await letOut('mx', 'onward-consent')
    await waitUntil('us has the answer', async () => await holds('us', consent))

    await holder.goTo(at)
    await holder.page.getByRole('button', { name: 'Pass on' }).click()
    await isClean(holder.page)
    await holder.page.getByRole('dialog').getByRole('button', { name: 'Pass on' }).click()
    await holder.page.getByRole('dialog').waitFor({ state: 'detached' })
    await letOut('us', 'mirror-alert')
    await arrives('ca', alert)
    await holder.goTo(at)
    await holder.page.getByText('newest version').waitFor()
    await isClean(holder.page)

    await using third = await stand.openAs('ca', 'analyst', 'en')
    await third.goTo(at)
    await third.page.getByText(/passed it on; .* wrote it/).waitFor()
    await isClean(third.page)

    const recall = { role: 'duty-officer', body: { reason: 'wrong_person', words: 'FICTIONAL: a namesake.' } }
    assert.equal((await stand.fleet.node('mx').call('POST', `/api/v1/records/${alert.object.id}/recall`, recall)).status, 200)
    await third.page.getByText('Hidden because its author took it back').waitFor()
    await third.page.getByRole('link', { name: 'See the recall and what is owed' }).click()
    await third.page.getByText(/own recall came with it, and its signature holds/).waitFor()
    await isClean(third.page)
    await author.goTo(at)
    await author.page.getByText(/^Transmitido por .*, según informa:/).waitFor()
    await isClean(author.page)
    for (const desk of [holder, author, third]) assert.deepEqual(desk.complaints, [])
  })

  test('a group stands at both nodes with each party’s own designation, and none is emitted as the other’s', async () => {
    const group = makeRecord('intrusion-set', {
      object: { name: 'FICTIONAL Cártel Ejemplo', aliases: ['Los Imaginarios'] },
      envelope: { to: [{ party: 'mx' }] },
    })
    const label = 'Foreign Example Organization'
    const designation = makeRecord('designation', {
      object: { object_refs: [group.object.id] },
      fields: { by_party: 'us', designated_as: label, name_used: 'FICTIONAL Cártel Ejemplo', from: '2025-02-20' },
      envelope: { to: [{ party: 'mx' }] },
    })
    await postUntilStored(stand.fleet.node('us'), [group, designation])
    for (const kind of ['intrusion-set', 'designation']) await letOut('us', kind)
    for (const one of [group, designation]) await arrives('mx', one)
    // Our own record of the same group, and that the two are one.
    const own = makeRecord('intrusion-set', { object: { name: 'FICTIONAL Grupo del Norte' }, envelope: { to: [{ party: 'us' }] } })
    const same = makeRecord('relationship', {
      object: { relationship_type: 'duplicate-of', source_ref: own.object.id, target_ref: group.object.id },
      envelope: { to: [] },
    })
    await postUntilStored(stand.fleet.node('mx'), [own, same])

    await using reader = await stand.openAs('mx', 'analyst', 'es', { width: 390, dark: true })
    const { page } = reader
    await reader.goTo('/groups?q=cartel')
    const row = page.locator('main li').filter({ hasText: 'FICTIONAL Grupo del Norte' }).first()
    await row.getByText(`“${label}”`).waitFor()
    await row.getByText('Ninguna').first().waitFor()
    await isClean(page)
    await row.getByRole('link', { name: 'FICTIONAL', exact: false }).first().click()
    await page.getByRole('heading', { name: 'Quién lo designa' }).waitFor()
    await page.getByLabel('Al día').fill('2025-02-19')
    await page.getByText('Aún no en ese día').waitFor()
    await isClean(page)

    await letOut('mx', 'intrusion-set')
    await arrives('us', own)
    const { body } = await stand.fleet.node('us').call('GET', `/api/v1/records/${own.object.id}`)
    assert.doesNotMatch(JSON.stringify(body), new RegExp(label))
    const raw = await stand.fleet.node('mx').call('GET', `/api/v1/records/${own.object.id}/raw`)
    assert.doesNotMatch(JSON.stringify(raw.body), new RegExp(label))
    await using writer = await stand.openAs('us', 'analyst', 'en')
    await writer.goTo(`/groups/${group.object.id}`)
    const parties = writer.page.getByRole('region', { name: 'Who designates it' }).getByRole('listitem')
    await parties.filter({ hasText: 'United States' }).getByText('Designates it').waitFor()
    await parties.filter({ hasText: 'Mexico' }).getByText('None').waitFor()
    await isClean(writer.page)
    await writer.goTo('/agencies')
    await writer.page.getByLabel('On the day').fill('2024-03-01')
    await writer.page.getByText('Antony Blinken').waitFor()
    await writer.page.getByRole('heading', { name: 'Military bodies and their limits' }).waitFor()
    await isClean(writer.page)
    assert.deepEqual([...reader.complaints, ...writer.complaints], [])
  })

  test('claims of both nodes stand in one ledger, the largest is counted again, and a transfer shows what was pending for whom', async () => {
    const to = (party: string) => ({ envelope: { to: [{ party }] } })
    const persons = (count: number) => ({ persons: count, happened_on: '2026-01-20' })
    const transfers = [5, 3].map((count) => makeRecord('group-transfer', { fields: persons(count), ...to('us') }))
    const counts = { of_kind: 'group-transfer', measure: 'persons', day_field: 'happened_on', order: 'largest', rank: 1 }
    const say = (party: string, about: string, document: Submission, fields: Readonly<Record<string, Json>>) =>
      makeRecord('claim', {
        object: { object_refs: [about] },
        fields: { document_ref: document.object.id, ...fields },
        ...to(party === 'mx' ? 'us' : 'mx'),
      })
    const [matter, paper, theirPaper] = [
      makeRecord('matter', to('us')),
      makeRecord('source-document', to('us')),
      makeRecord('source-document', to('mx')),
    ]
    const about = matter.object.id
    const largest = { ...counts, subject_ref: transfers[0]?.object.id ?? '' }
    const ours = say('mx', about, paper, { point: 'superlative', value: 'the largest', counts: largest })
    const theirs = say('us', about, theirPaper, { value: 'an example account of the other node' })
    await postUntilStored(stand.fleet.node('mx'), [...transfers, matter, paper, ours])
    await postUntilStored(stand.fleet.node('us'), [theirPaper, theirs])
    for (const kind of ['group-transfer', 'group-transfer', 'matter', 'source-document', 'claim']) await letOut('mx', kind)
    for (const kind of ['source-document', 'claim']) await letOut('us', kind)
    for (const one of [...transfers, matter, paper, ours]) await arrives('us', one)
    for (const one of [theirPaper, theirs]) await arrives('mx', one)
    for (const party of ['mx', 'us']) {
      const { body } = await stand.fleet.node(party).call('GET', `/api/v1/records/${about}/claims`)
      const values = (body as LedgerShape).points.flatMap(({ accounts }) => accounts.map(({ value }) => value))
      assert.deepEqual(values.toSorted(), ['an example account of the other node', 'the largest'])
    }

    await using reader = await stand.openAs('us', 'analyst', 'es', { width: 390 })
    const { page } = reader
    await reader.goTo(`/records/${about}`)
    await page.getByText('Contado de nuevo: se sostiene').waitFor()
    await isClean(page)
    await reader.goTo(`/records/${transfers[0]?.object.id}`)
    await page.getByText('Un hecho, 5 personas.').waitFor()
    await page.getByText('Algo estaba pendiente para una en ese momento').waitFor()
    await isClean(page)
    assert.deepEqual(reader.complaints, [])
  })

  test('a commitment goes from agreed to verified only by the other party, and each page says so', async () => {
    const agreed = makeRecord('commitment', {
      object: { abstract: 'FICTIONAL: answer traces in two days' },
      envelope: { to: [{ party: 'us' }] },
    })
    await postUntilStored(stand.fleet.node('mx'), [agreed])
    await letOut('mx', 'commitment')
    await arrives('us', agreed)
    const at = `/commitments/${agreed.object.id}`
    await using ours = await stand.openAs('mx', 'analyst', 'es')
    await ours.goTo(at)
    await ours.page.getByText('No ha dicho nada').first().waitFor()
    assert.equal(await ours.page.getByRole('button', { name: 'Examinar lo que dicen' }).count(), 0)
    await ours.page.getByRole('button', { name: 'Declarar nuestro avance' }).click()
    const say = ours.page.getByRole('dialog')
    await say.getByLabel('Cómo vamos').selectOption('delivered')
    await say.getByLabel('Qué lo muestra').fill('Cuadro FICTICIO de julio')
    await isClean(ours.page)
    await say.getByRole('button', { name: 'Declarar nuestro avance' }).click()
    await say.waitFor({ state: 'detached' })
    await ours.page.getByText('Dice que está entregado').first().waitFor()
    await letOut('mx', 'commitment-status')

    await using theirs = await stand.openAs('us', 'analyst', 'en', { width: 390 })
    await theirs.goTo(at)
    await theirs.page.getByText('Says it is delivered').first().waitFor()
    await theirs.page.getByRole('button', { name: 'Look at what they say' }).click()
    const look = theirs.page.getByRole('dialog')
    await look.getByLabel('How it was looked at').fill('FICTIONAL: counted again here')
    await isClean(theirs.page)
    await look.getByRole('button', { name: 'Look at what they say' }).click()
    await look.waitFor({ state: 'detached' })
    await theirs.page.getByText('Verified by another').first().waitFor()
    await isClean(theirs.page)
    await letOut('us', 'commitment-judgement')
    await ours.page.getByText('Verificado por otro').first().waitFor()
    await ours.goTo('/commitments')
    await ours.page.getByRole('listitem').getByText('Verificado por otro').waitFor()
    await isClean(ours.page)
    assert.deepEqual([...ours.complaints, ...theirs.complaints], [])
  })
}
