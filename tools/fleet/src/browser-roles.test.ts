import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { exampleOf, type Kind, kinds } from '@enlace/records'
import { driveNodes, inTurn, type Stand, settled } from './browser-desk.ts'

// Every page, opened by every role by its address: shown, or refused in words that say why and who may.

const id = `incident--${randomUUID()}`

const roles = [
  'duty-officer',
  'analyst',
  'releasing-officer',
  'secretariat',
  'inspector',
  'administrator',
  'legal-adviser',
  'minister',
] as const

/** Each page's address, and the action without which a role is told that it cannot see it. */
const pages: readonly (readonly [address: string, needs: string | undefined])[] = [
  ['/inbox', 'inbox.list'],
  ['/new', 'record.create'],
  ['/new/note', 'record.create'],
  ['/drafts', 'draft.list'],
  ['/records', 'record.list'],
  [`/records/${id}`, 'record.read'],
  [`/records/${id}/edit`, 'record.create'],
  ['/search?q=tractor', 'search'],
  ['/exchange', 'exchange.read'],
  ['/release', 'release_task.list'],
  ['/clearance', 'clearance.list'],
  ['/contact-reports', 'report.list'],
  ['/notes', 'note.list'],
  ['/requests', 'request.list'],
  ['/requests/flow', 'request.flow'],
  ['/cases', 'case.list'],
  ['/programme/results', 'result.list'],
  ['/programme', 'programme.list'],
  ['/programme/offices', 'programme.list_offices'],
  ['/commitments', 'commitment.list'],
  ['/programme/indicators', 'indicator.list'],
  ['/programme/statements', 'statement.list'],
  ['/groups', 'group.list'],
  ['/rights', 'rights.list'],
  ['/lists', 'list.list'],
  ['/series', 'series.list'],
  ['/imports', 'import.list'],
  ['/agencies', 'agency.list'],
  ['/people', 'account.list'],
  ['/roles', 'role.list'],
  ['/roster', 'roster.read'],
  ['/agreements', 'agreement.list'],
  ['/proposals', 'proposal.list'],
  ['/retention', 'retention.read'],
  ['/password', undefined],
  ['/help', undefined],
  ['/terms', undefined],
  ['/identifiers', 'identifier.check'],
  ['/instruments', 'instrument.list'],
  ['/simulator', 'clock.simulate'],
]

function register(stand: Stand): void {
  stand.prepare(async () => {
    const { object, envelope } = exampleOf(kinds.get('mirror-alert') as Kind)
    const body = { object: { ...object, id }, envelope }
    const stored = await stand.fleet.node('mx').call('POST', '/api/v1/records', { role: 'duty-officer', body })
    assert.equal(stored.status, 201, JSON.stringify(stored.body))
    await stand.fleet.settle()
  })

  // What a role may see is looked at once; what it may not, every time.
  const seen = new Set<string>()
  for (const [index, role] of roles.entries()) {
    const language = index % 2 === 0 ? 'en' : 'es'
    const words =
      language === 'en'
        ? { cannot: 'You cannot see this', who: 'Who may: ', offline: /The node (does not answer|cannot be reached)/ }
        : { cannot: 'No puede ver esto', who: 'Puede hacerlo: ', offline: /El nodo no responde|No se puede contactar al nodo/ }
    test(`${role} is shown every page or told why not, and no page asks the node for what the role may not have (${language})`, async () => {
      const session = await stand.fleet.node('mx').call('GET', '/api/v1/session', { role })
      const { may } = session.body as { may: readonly string[] }
      await using desk = await stand.openAs('mx', role, language)
      const refused: string[] = []
      desk.page.on('response', (answer) => {
        if (answer.status() === 403) refused.push(`${answer.request().method()} ${new URL(answer.url()).pathname}`)
      })
      for (const [address, needs] of inTurn(pages, index % 2, 2)) {
        if ((needs === undefined || may.includes(needs)) && seen.has(address)) continue
        seen.add(address)
        await desk.walkTo(address)
        const shown = await desk.page.locator('main').innerText()
        const where = `${role} at ${address}: ${shown.slice(0, 300)}`
        assert.equal(shown.includes(words.cannot), needs !== undefined && !may.includes(needs), where)
        // Who may is asked of the node once the page says that this role may not.
        if (shown.includes(words.cannot)) await desk.page.locator('main').getByText(words.who).first().waitFor()
        assert.doesNotMatch(shown, words.offline, where)
        assert.deepEqual(refused.splice(0), [], where)
      }
      assert.deepEqual(desk.complaints, [])
    })
  }

  test('a key that the role does not have says so shortly, instead of nothing', async () => {
    await using desk = await stand.openAs('mx', 'inspector', 'en')
    const { page } = desk
    await settled(page)
    for (const [key, action] of [
      ['n', 'Write records'],
      ['c', 'Write records'],
    ] as const) {
      await page.keyboard.press(key)
      await page.getByText(`does not include “${action}”`).last().waitFor()
    }
    assert.equal(await page.locator('dialog[open]').count(), 0)
    await desk.goTo('/inbox')
    await page.keyboard.press('s')
    await page.getByText('does not include “Assign and snooze”').waitFor()
    await page.keyboard.press('h')
    await page.getByText('does not include “Hand over the shift”').waitFor()
    assert.deepEqual(desk.complaints, [])
  })

  test('an address that cannot be read and a record that is not there are said in words, and nothing claims that something was not sent', async () => {
    await using desk = await stand.openAs('mx', 'analyst', 'es')
    const { page } = desk
    const answer = await page.goto(`${desk.url}/lists/%E0%A4%A`)
    assert.equal(answer?.status(), 400)
    await page.getByRole('heading', { name: 'Esta dirección no se puede leer' }).waitFor()
    await page.getByRole('link', { name: 'Ir a la primera página' }).click()
    await page.waitForURL(/\/inbox/)
    for (const address of [
      `/records/incident--${randomUUID()}`,
      '/lists/none',
      '/series/none',
      '/release/99',
      `/clearance/${randomUUID()}`,
    ]) {
      await desk.goTo(address)
      const shown = await page.locator('main').innerText()
      assert.doesNotMatch(shown, /No se (guardó|almacenó|envió)|guardado ni enviado/i, address)
      await page.getByRole('alert').first().waitFor()
    }
    await settled(page)
    assert.deepEqual(desk.complaints, [])
  })
}

driveNodes('roles', register)
