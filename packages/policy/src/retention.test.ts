import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { utf8 } from '@enlace/core'
import { parseRetentionPack, type RetentionRule, rulesOfAgency } from './retention.ts'

const shelf = readFileSync(new URL('../../../packs/retention/classes.json', import.meta.url))

function changed(change: Record<string, unknown>) {
  const pack = JSON.parse(shelf.toString()) as { rules: Record<string, unknown>[] }
  pack.rules[0] = { ...pack.rules[0], ...change }
  return parseRetentionPack(utf8(JSON.stringify(pack)))
}

test('the pack on the shelf reads, has a rule for every class of the envelope, and claims no law that nobody verified', () => {
  const pack = parseRetentionPack(shelf)
  assert.ok(pack.ok)
  assert.deepEqual(pack.value.rules.map((rule) => rule.class).sort(), [
    'alert',
    'case',
    'evidence',
    'operational',
    'published',
    'transient',
  ])
  assert.ok(pack.value.rules.every((rule) => rule.verified || rule.standing === 'proposed'))
})

for (const [name, change, good] of [
  ['one day is the shortest period', { days: 1 }, true],
  ['no day at all is refused', { days: 0 }, false],
  ['a hundred years are the longest', { days: 36_500 }, true],
  ['more is refused', { days: 36_501 }, false],
  ['half a day is refused', { days: 1.5 }, false],
  ['an end that nobody knows is refused', { at_end: 'archive' }, false],
  ['a rule that does not say whether it was verified is refused', { verified: 'yes' }, false],
  ['two rules of one id are refused', { id: 'alert' }, false],
] as const) {
  test(name, () => assert.equal(changed(change).ok, good))
}

test('a narrower rule stands before a wider one, rules of other agencies are left out, and the own period counts', () => {
  const rule = (id: string, more: Partial<RetentionRule>): RetentionRule => ({
    ...{ id, class: 'alert', kind: null, agency: null, days: 365, atEnd: 'erase', standing: 'proposed', verified: false, source: 'x' },
    ...{ title: { es: id, en: id }, basis: { es: '', en: '' } },
    ...more,
  })
  const rules = [
    rule('wide', {}),
    rule('agency', { agency: 'sspc' }),
    rule('kind', { kind: 'note' }),
    rule('both', { kind: 'note', agency: 'sspc' }),
    rule('other', { agency: 'uif' }),
  ]
  const found = rulesOfAgency(rules, 'sspc', new Map([['wide', { days: 7, atEnd: 'review' as const }]]))
  assert.deepEqual(
    found.map(({ id }) => id),
    ['both', 'kind', 'agency', 'wide'],
  )
  assert.deepEqual([found[3]?.days, found[3]?.atEnd, found[0]?.days], [7, 'review', 365])
})
