import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { exampleOf, type Kind, kinds } from '@enlace/records'
import { type Desk, driveNodes, type Stand } from './browser-desk.ts'
import { waitUntil } from './wait-until.ts'

// What goes wrong in an hour of work with two tabs, a bad line and a node that is upgraded meanwhile.
driveNodes('rough hours', register)

function register(stand: Stand): void {
  const open = async (role: string, path: string): Promise<Desk> => {
    const desk = await stand.openAs('mx', role, 'en')
    await desk.goTo(path)
    return desk
  }

  test('an answer whose confirmation was lost is stored once, however often it is tried', async () => {
    const { object, envelope } = exampleOf(kinds.get('mirror-alert') as Kind)
    const [id, now] = [`incident--${randomUUID()}`, new Date().toISOString()]
    const body = {
      object: { ...object, id, name: 'FICTIONAL tanker on a bad line', created: now, modified: now },
      envelope: { ...envelope, author_agency: 'dhs' },
    }
    const written = await stand.fleet.node('us').call('POST', '/api/v1/records', { role: 'duty-officer', agency: 'dhs', body })
    assert.equal(written.status, 201, JSON.stringify(written.body))
    await using desk = await open('duty-officer', '/inbox?show=waiting')
    const acknowledge = desk.page.getByRole('button', { name: 'Acknowledge: FICTIONAL tanker on a bad line' })
    await acknowledge.waitFor()
    const sent: string[] = []
    await desk.context.route('**/api/v1/records', async (route) => {
      if (route.request().method() !== 'POST') return await route.continue()
      sent.push(String(route.request().postData()))
      // The first two are lost: the button is still there to be pressed again.
      return await (sent.length < 3 ? route.abort('internetdisconnected') : route.continue())
    })
    for (const times of [1, 2, 3]) {
      await acknowledge.click()
      await waitUntil('it was tried', () => Promise.resolve(sent.length === times))
      if (times < 3) await desk.page.getByText('The node cannot be reached').first().waitFor()
    }
    await acknowledge.waitFor({ state: 'detached' })
    assert.equal(new Set(sent).size, 1)
  })

  test('somebody else signs in in another tab: the first tab shows that person, never one name over the rights of another', async () => {
    await using desk = await open('duty-officer', '/records')
    const second = await desk.context.newPage()
    await second.goto(`${desk.url}/inbox`)
    await second.locator('header summary').click()
    await second.getByRole('button', { name: 'Sign out' }).click()
    await desk.page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await desk.signIn(stand.accountOf('mx', 'analyst'))
    await second.goto(`${desk.url}/records`)
    await second.locator('header summary', { hasText: 'analyst.sspc' }).waitFor()
    assert.match(await desk.page.locator('header summary').innerText(), /analyst\.sspc/)
    assert.deepEqual(desk.complaints, [])
  })

  test('a part of the pages that is missing says so in its own place and can be tried again; the tab says that the node was upgraded', async () => {
    await using desk = await open('duty-officer', '/records')
    const { page } = desk
    const upgraded = page.getByText('The node was upgraded while this tab was open.')
    await desk.context.route('**/assets/call-dialog-*', (route) =>
      route.fulfill({ status: 404, contentType: 'application/problem+json', body: '{}' }),
    )
    await page.goto(`${desk.url}/inbox`)
    await page.getByRole('heading', { name: 'Inbox' }).waitFor()
    await page.keyboard.press('c')
    const missing = page.getByRole('dialog', { name: 'This part of the page did not come' })
    await missing.waitFor()
    await upgraded.waitFor()
    await desk.context.unroute('**/assets/call-dialog-*')
    await missing.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('dialog', { name: 'Call record' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Reload' }).click()
    await upgraded.waitFor({ state: 'detached' })
    await page.getByRole('heading', { name: 'Inbox' }).waitFor()
    // A dialog covers the notice of the tab, so the way out stands in it too.
    await desk.context.route('**/assets/call-dialog-*', (route) => route.fulfill({ status: 404, body: '{}' }))
    await page.reload()
    await page.getByRole('heading', { name: 'Inbox' }).waitFor()
    await page.keyboard.press('c')
    await missing.waitFor()
    await desk.context.unroute('**/assets/call-dialog-*')
    await missing.getByRole('button', { name: 'Reload' }).click()
    await missing.waitFor({ state: 'detached' })
    await page.getByRole('heading', { name: 'Inbox' }).waitFor()
  })

  test('words in the address of the inbox that mean nothing are passed over', async () => {
    await using desk = await open('duty-officer', '/inbox?show=nonsense&group=rubbish')
    await desk.page.getByRole('link', { name: /^All open/ }).waitFor()
    assert.equal(await desk.page.getByRole('alert').count(), 0)
  })
}
