import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { listLanguages, readCatalogue } from './catalogues.ts'

test('keys of an area stand after its name, those of web as they are, and the first load holds only what the frame says', () => {
  const folder = shelf({
    web: { 'nav.inbox': 'Inbox' },
    shell: { density: 'Density' },
    inbox: { later: 'Later', snooze: 'Snooze' },
    cli: { usage: 'Usage' },
    help: { tour: 'Tour' },
  })
  const said = { has: (key: string) => key === 'inbox.snooze' }
  assert.deepEqual(readCatalogue('en', folder), {
    'help.tour': 'Tour',
    'inbox.later': 'Later',
    'inbox.snooze': 'Snooze',
    'nav.inbox': 'Inbox',
    'shell.density': 'Density',
  })
  assert.deepEqual(Object.keys(readCatalogue('en', folder, 'first')).sort(), ['nav.inbox', 'shell.density'])
  assert.deepEqual(Object.keys(readCatalogue('en', folder, 'rest', said)), ['inbox.snooze'])
  assert.deepEqual(Object.keys(readCatalogue('en', folder, { own: 'more' }, said)), ['inbox.later'])
  assert.deepEqual(Object.keys(readCatalogue('en', folder, { own: 'help' })), ['help.tour'])
})

test('two areas that say one key are told so', () => {
  assert.throws(() => readCatalogue('en', shelf({ inbox: { title: 'One' }, web: { 'inbox.title': 'Two' } })), /inbox\.title/)
  for (const language of listLanguages()) assert.ok(Object.keys(readCatalogue(language)).length > 300, language)
})

test('every area that a page or a part waits for has words that come by themselves', () => {
  const folder = join(import.meta.dirname, 'src')
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name))
  const areas = sources.flatMap((name) =>
    [...readFileSync(join(folder, name), 'utf8').matchAll(/withWords\(\s*'([a-z]+)'/g)].map(([, area]) => area ?? ''),
  )
  assert.ok(areas.length > 5)
  for (const area of new Set(areas)) assert.ok(Object.keys(readCatalogue('en', undefined, { own: area })).length > 0, area)
})

function shelf(areas: Readonly<Record<string, Readonly<Record<string, string>>>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'enlace-locales-'))
  after(() => rmSync(folder, { recursive: true }))
  mkdirSync(join(folder, 'en'))
  for (const [area, messages] of Object.entries(areas)) writeFileSync(join(folder, 'en', `${area}.json`), JSON.stringify(messages))
  return folder
}
