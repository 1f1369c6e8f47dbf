import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Clause, Statement } from './read-statement.ts'
import { toAkomaNtoso } from './to-akoma-ntoso.ts'

// What OASIS Akoma Ntoso 3.0 part 2 (akomantoso30.xsd) lets each element that is written here hold, in this order; children by name, one space behind each.
const core = '(FRBRthis )(FRBRuri )+(FRBRalias )*(FRBRdate )+(FRBRauthor )+'
const holds: Readonly<Record<string, RegExp>> = {
  akomaNtoso: /^statement $/,
  statement: /^meta (preface )?mainBody $/,
  meta: /^identification (references )*$/,
  identification: /^FRBRWork FRBRExpression FRBRManifestation $/,
  FRBRWork: new RegExp(`^${core}FRBRcountry $`),
  FRBRExpression: new RegExp(`^${core}(FRBRlanguage )+$`),
  FRBRManifestation: new RegExp(`^${core}FRBRformat $`),
  references: /^(TLCOrganization )+$/,
  preface: /^(p )+$/,
  mainBody: /^((section|clause|p) )+$/,
  section: /^heading ((clause )+|content )$/,
  clause: /^num (content |intro (point )+)$/,
  point: /^num content $/,
  intro: /^(p )+$/,
  content: /^(p )+$/,
  p: /^((docTitle|docStatus|docDate) )*$/,
}
/** Attributes that the schema requires. */
const needs: Readonly<Record<string, readonly string[]>> = {
  statement: ['name'],
  identification: ['source'],
  references: ['source'],
  FRBRthis: ['value'],
  FRBRuri: ['value'],
  FRBRalias: ['value', 'name'],
  FRBRdate: ['date', 'name'],
  FRBRauthor: ['href'],
  FRBRcountry: ['value'],
  FRBRlanguage: ['language'],
  FRBRformat: ['value'],
  TLCOrganization: ['eId', 'href', 'showAs'],
  section: ['eId'],
  clause: ['eId'],
  point: ['eId'],
  docDate: ['date'],
}

/** Every place of a file that the structure above does not allow. */
function faultsIn(file: string): readonly string[] {
  const faults: string[] = []
  const ids: string[] = []
  const open: { readonly name: string; children: string; text: string }[] = []
  const close = ({ name, children, text }: (typeof open)[number]) => {
    const allowed = holds[name]
    if (allowed === undefined ? children !== '' : !allowed.test(children)) faults.push(`${name} holds ${children}`)
    const isInline = allowed === undefined || name === 'p'
    if (!isInline && text.trim() !== '') faults.push(`${name} holds text`)
  }
  for (const [, shut, name = '', attributes = '', self, text = ''] of file.matchAll(/<(\/?)([A-Za-z]+)([^>]*?)(\/?)>([^<]*)/g)) {
    if (shut === '/') {
      const last = open.pop()
      if (last?.name !== name) faults.push(`${name} closes ${last?.name}`)
      else close(last)
    } else {
      const above = open.at(-1)
      if (above !== undefined) above.children += `${name} `
      const given = new Map([...attributes.matchAll(/([A-Za-z]+)="([^"]*)"/g)].map(([, key, value]) => [key, value]))
      for (const one of needs[name] ?? []) if ((given.get(one) ?? '') === '') faults.push(`${name} lacks ${one}`)
      if (given.has('eId')) ids.push(String(given.get('eId')))
      const element = { name, children: '', text: '' }
      if (self === '/') close(element)
      else open.push(element)
    }
    const inside = open.at(-1)
    if (inside !== undefined) inside.text += text
  }
  for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) faults.push(`eId ${id} twice`)
  for (const [, id = ''] of file.matchAll(/href="#([^"]*)"/g)) if (!ids.includes(id)) faults.push(`#${id} leads nowhere`)
  for (const [, date = ''] of file.matchAll(/ date="([^"]*)"/g)) if (!/^\d{4}-\d\d-\d\d$/.test(date)) faults.push(`date ${date}`)
  return faults
}

const clause = (number: string, part: Clause['part'], words: Clause['words']): Clause => ({ number, part, words })
const both = (words: string) => ({ en: words, es: words })
const statement: Statement = {
  ...{ id: 'note--6f2e9c14-83d7-4a5b-9b06-c17d4e8f5a32', title: both('FICTIONAL & <title>'), type: 'joint', issuedBy: ['mx', 'us'] },
  ...{
    publishedOn: '2026-01-15',
    digitalSourceType: 'humanEdits',
    sessionRef: undefined,
    besideRef: undefined,
    copyOfRef: undefined,
    cut: [],
  },
  clauses: [],
}
const rows: readonly (readonly [what: string, change: Partial<Statement>])[] = [
  [
    'headings, clauses and points',
    { clauses: [clause('h1', 'heading', both('Head')), clause('1', 'paragraph', both('Lead:')), clause('1.1', 'item', both('Point'))] },
  ],
  ['a heading under which nothing stands', { clauses: [clause('h1', 'heading', both('Head')), clause('h2', 'heading', both('Next'))] }],
  ['a point that no clause leads', { clauses: [clause('0.1', 'item', both('Point'))] }],
  [
    'clauses before the first heading',
    { clauses: [clause('1', 'paragraph', both('First')), clause('h1', 'heading', both('Head')), clause('2', 'paragraph', both('Next'))] },
  ],
  ['a language that lacks a clause', { clauses: [clause('1', 'paragraph', { es: 'Solo' }), clause('2', 'paragraph', both('Both'))] }],
  ['a language that has none', { clauses: [clause('1', 'paragraph', { es: 'Solo' })] }],
  ['a month for a day', { publishedOn: '2026-01', clauses: [clause('1', 'paragraph', both('One'))] }],
  ['nobody who issued it, and no day', { issuedBy: [], publishedOn: undefined, clauses: [clause('1', 'paragraph', both('One'))] }],
]
for (const [what, change] of rows)
  for (const language of ['es', 'en'] as const)
    test(`Akoma Ntoso holds what the standard lets it hold: ${what}, in ${language}`, () => {
      const one = { ...statement, ...change }
      assert.deepEqual(faultsIn(toAkomaNtoso(one, { language, domain: 'node.mx.sig.example', at: '2026-02-01' })), [])
      const draft = { language, domain: 'node.mx.sig.example', at: '2026-02-01', status: 'Draft', sha256: 'ab'.repeat(32) }
      assert.deepEqual(faultsIn(toAkomaNtoso(one, draft)), [])
    })

test('the check finds an element out of its place, a missing attribute and an eId that stands twice', () => {
  const good = toAkomaNtoso(
    { ...statement, clauses: [clause('1', 'paragraph', both('One'))] },
    { language: 'en', domain: 'd', at: '2026-02-01' },
  )
  assert.notDeepEqual(faultsIn(good.replace('<num>1</num><content><p>One</p></content>', '<content><p>One</p></content><num>1</num>')), [])
  assert.notDeepEqual(faultsIn(good.replace(' name="export"', '')), [])
  assert.notDeepEqual(faultsIn(good.replace('eId="cl_1"', 'eId="body"')), [])
})
