import assert from 'node:assert/strict'
import { test } from 'node:test'
import { driveNodes, type Stand, settled } from './browser-desk.ts'
import { makeRecord } from './make-record.ts'
import { postUntilStored } from './post-until-stored.ts'
import { nakedKeys, readWords } from './read-words.ts'

// The walks of `docs/walks/programme.md`: from the first page after signing in through every place of the programme, by its links.
const walks = [
  { party: 'mx', who: 'secretariat', language: 'es', width: 1280, first: '/inbox' },
  { party: 'mx', who: 'minister', language: 'es', width: 390, first: '/programme/brief/ministerial' },
  { party: 'us', who: 'minister', language: 'en', width: 1280, first: '/programme/brief/ministerial' },
  { party: 'us', who: 'inspector', language: 'en', width: 390, first: '/records' },
] as const

/** What a person never reads: a code of the wire, a template that nothing filled in, the name of what is not there. */
const unread = /\b[a-z]+(?:_[a-z0-9]+)+\b|\{[a-z]+\}|\bundefined\b|\bNaN\b|\[object /gu

driveNodes('walks through the programme', register)

function register(stand: Stand): void {
  stand.prepare(async () => {
    const card = makeRecord('indicator-card')
    const kinds = ['commitment', 'session', 'mechanism', 'programme', 'office-term', 'evaluation', 'emerging-issue', 'expectation'] as const
    for (const party of ['mx', 'us']) {
      await postUntilStored(stand.fleet.node(party), [card, ...kinds.map((kind) => makeRecord(kind))])
    }
  })

  for (const { party, who, language, width, first } of walks) {
    test(`${who} of ${party} in ${language} at ${width}: each place of the programme is two presses away, fits, and says no code`, async () => {
      await using desk = await stand.openAs(party, who, language, { width, height: 860 })
      const { page } = desk
      const keys = ['programme', 'commitments', 'briefs', 'results', 'joint', 'indicators', 'statements'].flatMap((area) =>
        Object.keys(readWords('en', area)).map((key) => `${area}.${key}`),
      )
      const isWhole = async (): Promise<void> => {
        await settled(page)
        const { pathname } = new URL(page.url())
        const shown = await page.locator('#content').innerText()
        assert.deepEqual([...nakedKeys(shown, keys), ...(shown.match(unread) ?? [])], [], pathname)
        assert.equal(await page.locator('h1').count(), 1, pathname)
        const wide = await page.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth)
        assert.ok(wide <= 0, `${pathname}: ${wide} px too wide`)
      }
      await page.waitForURL(`**${first}`)
      await isWhole()
      const way = page.locator('nav a[href="/programme"]:visible')
      if (who === 'minister') assert.ok((await way.count()) > 0, 'a minister has the programme in sight, on a telephone too')
      if ((await way.count()) === 0) await page.getByRole('button', { name: readWords(language, 'shell').more ?? '', exact: true }).click()
      await way.first().click()
      const places = page.getByRole('navigation', { name: readWords(language, 'programme').nav ?? '', exact: true })
      await places.waitFor()
      const names = await places.getByRole('link').allInnerTexts()
      assert.ok(names.length > 8, names.join())
      for (const name of names) {
        await places.getByRole('link', { name, exact: true }).click()
        await places.locator('a[aria-current=page]', { hasText: name }).waitFor()
        await isWhole()
      }
      assert.deepEqual(desk.complaints, [])
    })
  }

  test('from a commitment in the list one reads what was agreed, and is still among the places of the programme', async () => {
    await using desk = await stand.openAs('mx', 'minister', 'es', { width: 390, height: 860 })
    await desk.goTo('/commitments')
    await desk.page.locator('main li a[href^="/commitments/"]').first().click()
    await desk.page.getByText('Texto acordado').waitFor()
    // The trail leads up and is not where one is; the place among the others is.
    await desk.page.getByRole('link', { name: 'Compromisos', exact: true }).and(desk.page.locator('[aria-current=page]')).waitFor()
  })

  test('a secretariat asks from the page of a commitment that it be public, and a second person finds it waiting', async () => {
    const open = makeRecord('commitment', { envelope: { marking: { scheme: 'mx-publica', value: 'PÚBLICA' }, to: [] } })
    await postUntilStored(stand.fleet.node('mx'), [open])
    await using desk = await stand.openAs('mx', 'secretariat', 'es')
    await desk.goTo(`/commitments/${open.object.id}`)
    await desk.page.getByRole('button', { name: 'Publicar', exact: true }).click()
    await desk.page.getByText('Nada cambia en el sitio hasta que lo confirme una segunda persona').waitFor()
    await desk.page.getByRole('button', { name: 'Proponer que se publique' }).click()
    await desk.page.getByText('Queda público cuando una segunda persona lo confirme').waitFor()
    await using other = await stand.openAs('mx', 'releasing-officer', 'es')
    await other.goTo('/proposals')
    await other.page.getByText('Publicar en el sitio: ').first().waitFor()
    assert.deepEqual([...desk.complaints, ...other.complaints], [])
  })
}
