import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Actor, type Asked, applyOfficerDecision, type OfficerChoice, withhold } from './index.ts'

const officer: Actor = { party: 'mx', agency: 'sspc', role: 'releasing-officer', user: 'ana' }
const record = { agency: 'sspc', fields: ['plate', 'person', 'place'] }
const asked: Asked = {
  outcome: 'ask',
  under: 'demo/1',
  without: ['person'],
  toAgency: 'dhs',
  retentionDays: null,
  explanation: { code: 'ask_rule', values: {} },
}
const choice: OfficerChoice = { outcome: 'release', without: ['person'], reason: 'Needed today' }

test('an officer releases under the agreement that asked', () => {
  const applied = applyOfficerDecision(asked, choice, officer, record)
  assert.ok(applied.ok && applied.value.outcome === 'release')
  assert.equal(applied.value.mode, 'officer')
  assert.equal(applied.value.under, 'demo/1')
})

test('an officer strikes more fields', () => {
  const applied = applyOfficerDecision(asked, { ...choice, without: ['place', 'person', 'place'] }, officer, record)
  assert.ok(applied.ok && applied.value.outcome === 'release')
  assert.deepEqual(applied.value.without, ['person', 'place'])
})

test('an officer denies even what the rules no longer let out', () => {
  const applied = applyOfficerDecision(withhold('agreement_ended'), { ...choice, outcome: 'deny', without: [] }, officer, record)
  assert.ok(applied.ok && applied.value.outcome === 'deny')
})

test('a text that is not agreed leaves only as a draft, an agreed one as it is', () => {
  const as = (draft_status: string | undefined, asDraft: boolean) => {
    const envelope = draft_status === undefined ? {} : { draft_status }
    const applied = applyOfficerDecision(asked, { ...choice, asDraft }, officer, { ...record, envelope })
    return applied.ok ? applied.value.outcome : applied.reason
  }
  assert.equal(as('ad_referendum', false), 'draft_not_agreed')
  assert.equal(as('non_paper', false), 'draft_not_agreed')
  assert.equal(as('ad_referendum', true), 'release')
  assert.equal(as('agreed', false), 'release')
  assert.equal(as(undefined, false), 'release')
})

const refused: readonly (readonly [string, Parameters<typeof applyOfficerDecision>, string])[] = [
  ['an officer never strikes fewer fields', [asked, { ...choice, without: [] }, officer, record], 'struck_field_restored'],
  ['a field that is not there cannot be struck', [asked, { ...choice, without: ['person', 'plaec'] }, officer, record], 'field_unknown'],
  ['a decision has a reason', [asked, { ...choice, reason: ' ' }, officer, record], 'reason_missing'],
  ['an agreement that ended meanwhile stops the release', [withhold('agreement_ended'), choice, officer, record], 'no_longer_releasable'],
  ['the officer of another agency decides nothing', [asked, choice, { ...officer, agency: 'uif' }, record], 'not_permitted'],
  ['an analyst decides nothing', [asked, choice, { ...officer, role: 'analyst' }, record], 'not_permitted'],
  ['an administrator decides nothing', [asked, choice, { ...officer, role: 'administrator' }, record], 'not_permitted'],
]
for (const [name, args, reason] of refused) {
  test(name, () => {
    const applied = applyOfficerDecision(...args)
    assert.equal(applied.ok ? 'accepted' : applied.reason, reason)
  })
}
