import assert from 'node:assert/strict'
import { posix } from 'node:path'
import { test } from 'node:test'
import { answerPath } from './answer-path.ts'
import type { Say } from './model.ts'
import { testModel } from './test-model.ts'
import { writeDown } from './write-down.ts'

const say: Say = (key, values = {}) => `${key} ${Object.values(values).join(' ')}`
const model = testModel({ commitments: 500, clauses: 400, values: 600, versions: 40 })
const serve = (path: string) => answerPath(model, path, new URLSearchParams(), () => say)
const noForms = { es: 'sin formularios', en: 'no forms' }

async function write(forms: string | null, ask = serve) {
  const files = new Map<string, string>()
  for await (const { path, body } of writeDown(async (path) => ask(path), { forms, noForms })) files.set(path, body)
  return files
}
const files = await write(null)
const pages = [...files].filter(([path]) => path.endsWith('.html') && path !== 'index.html')
/** Where a file lies on the served site. */
const servedAt = (path: string) => `/${path.replace(/\/index\.html$/, '')}`

test('every page of a large site is below 50 KB, and goes on in parts', () => {
  for (const [path, body] of files)
    if (path.endsWith('.html')) assert.ok(Buffer.byteLength(body) < 50_000, `${path}: ${Buffer.byteLength(body)}`)
  for (const path of ['en/commitments/page/2/index.html', 'es/search/page/2/index.html']) assert.ok(files.has(path), path)
  assert.equal(pages.filter(([path]) => path.startsWith('en/statements/') && path.includes('/page/')).length > 0, true)
  assert.equal(serve('/en/commitments/page/999').status, 404)
  assert.equal(serve('/en/about/page/2').status, 404)
  assert.equal(serve('/en/commitments/page/1').status, 404, 'the first part has one address')
})

test('every row of a long page is on one of its parts', () => {
  const all = pages.filter(([path]) => /^en\/commitments(\/page\/\d+)?\/index\.html$/.test(path)).map(([, body]) => body)
  const found = all.flatMap((body) =>
    [...body.matchAll(/href="[^"]*\/commitments\/(00000001-[0-9a-f-]+)\/index\.html"/g)].map(([, id]) => id),
  )
  assert.deepEqual([found.length, new Set(found).size], [500, 500])
})

test('every link of the files leads to one of them, without a server', () => {
  let looked = 0
  for (const [path, body] of files) {
    if (!path.endsWith('.html')) continue
    for (const [, link = ''] of body.matchAll(/ href="([^"]*)"/g)) {
      if (/^(?:https:|data:)/.test(link)) continue
      const [target = ''] = link.split('#')
      if (target !== '') assert.ok(files.has(posix.join(posix.dirname(path), target)), `${path} leads to ${link}`)
      looked++
    }
    assert.doesNotMatch(body, /(?:href|src|action)="\/|<form/, path)
  }
  assert.ok(looked > 5_000, String(looked))
})

test('the files say what the site says, byte for byte but for links and forms', () => {
  const cut = (body: string) =>
    body
      .replaceAll(/<form [\s\S]*?<\/form>/g, `<p class="note"></p>`)
      .replaceAll(/<p class="note">(?:sin formularios|no forms)<\/p>/g, '<p class="note"></p>')
      .replaceAll(/ href="[^"]*"/g, ' href=""')
  for (const [path, body] of files) {
    if (path === 'index.html') continue
    const served = serve(servedAt(path))
    if (!served.type.startsWith('text/html')) assert.equal(body, served.body, path)
    else assert.equal(cut(body), cut(served.body), path)
  }
})

test('what was taken off keeps its address in the files and shows nothing but why', () => {
  const [gone] = model.gone
  const body = files.get(`en/facts/${gone?.id}/index.html`) ?? ''
  assert.match(body, /gone\.title/)
})

test('with a served site beside it, forms lead there', async () => {
  const front = (await write('https://public.sig.example')).get('es/index.html') ?? ''
  assert.match(front, /<form action="https:\/\/public\.sig\.example\/es\/search"/)
  assert.match(front, /href="https:\/\/public\.sig\.example\/es\/report\?about=/)
})

test('a dead link stops the export and is named', async () => {
  const broken = (path: string) => (path === '/es/calendar' ? { status: 404 as const, type: 'text/html', body: '' } : serve(path))
  await assert.rejects(write(null, broken), /\/es\/calendar answers 404/)
})
