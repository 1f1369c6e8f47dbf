import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type Actor,
  type Change,
  type ChangeFacts,
  changeNames,
  maySecond,
  needsSecond,
  type Role,
  roles,
  secondedBy,
  secondsFor,
} from './index.ts'

const person = { user: 'ana', agency: 'sspc' } as const
const create = (role: Role): Change => ({ what: 'account_create', ...person, role })
const change = (role: Role): Change => ({ what: 'account_role', ...person, role })
const disable: Change = { what: 'account_disable', ...person }
const enable: Change = { what: 'account_enable', ...person }
const reset: Change = { what: 'account_password', ...person }
const hold = (hours: number): Change => ({ what: 'link_hold', party: 'us', hours })

const table: readonly (readonly [string, Change, ChangeFacts, ReturnType<typeof needsSecond>])[] = [
  ['a new analyst', create('analyst'), {}, undefined],
  ['a new inspector', create('inspector'), {}, undefined],
  ['a new releasing officer', create('releasing-officer'), {}, 'powerful_role'],
  ['a new administrator', create('administrator'), {}, 'powerful_role'],
  ['a new minister, who holds the second key of a release', create('minister'), {}, 'powerful_role'],
  ['an analyst who becomes duty officer', change('duty-officer'), { role: 'analyst', withThatRole: 1 }, undefined],
  ['an analyst who becomes releasing officer', change('releasing-officer'), { role: 'analyst', withThatRole: 2 }, 'powerful_role'],
  ['an analyst who becomes administrator', change('administrator'), { role: 'analyst', withThatRole: 2 }, 'powerful_role'],
  ['one of two releasing officers who becomes analyst', change('analyst'), { role: 'releasing-officer', withThatRole: 2 }, undefined],
  [
    'the last releasing officer who becomes analyst',
    change('analyst'),
    { role: 'releasing-officer', withThatRole: 1 },
    'last_releasing_officer',
  ],
  ['the last administrator who becomes analyst', change('analyst'), { role: 'administrator', withThatRole: 1 }, 'last_administrator'],
  ['the same role again', change('administrator'), { role: 'administrator', withThatRole: 1 }, undefined],
  ['closing the last analyst', disable, { role: 'analyst', withThatRole: 1 }, undefined],
  ['closing one of two releasing officers', disable, { role: 'releasing-officer', withThatRole: 2 }, undefined],
  ['closing the last releasing officer', disable, { role: 'releasing-officer', withThatRole: 1 }, 'last_releasing_officer'],
  ['closing the last administrator', disable, { role: 'administrator', withThatRole: 1 }, 'last_administrator'],
  ['opening an analyst again', enable, { role: 'analyst' }, undefined],
  ['opening a releasing officer again', enable, { role: 'releasing-officer' }, 'powerful_role'],
  ["an analyst's new password", reset, { role: 'analyst' }, undefined],
  ["an administrator's new password", reset, { role: 'administrator' }, 'powerful_password'],
  ["a releasing officer's new password", reset, { role: 'releasing-officer' }, 'powerful_password'],
  ['a link held for a day', hold(24), {}, undefined],
  ['a link held for a day and an hour', hold(25), {}, 'long_hold'],
  ['an erasure', { what: 'erase', id: 'note--1', agency: 'sspc' }, {}, 'erasure'],
  ['a new epoch', { what: 'new_epoch', party: 'us', origin: 'node.mx.sig.example/out/us/1', code: 'yearly' }, {}, 'new_epoch'],
  [
    'a publication',
    { what: 'publish', does: 'publish', agency: 'sspc', items: [], publishAt: '2026-03-01T00:00:00Z', announced: null, said: null },
    {},
    'publication',
  ],
  [
    'a joint statement',
    { what: 'joint_release', draft: 'note--1', sha256: '', at: '2026-01-15T18:00:00.000Z', embargo: '', agency: 'sspc' },
    {},
    'joint_release',
  ],
  ['an agreement', { what: 'agreement', agreement: 'demo/2', party: 'us', note: '' }, {}, 'new_agreement'],
]
for (const [name, asked, facts, wanted] of table) {
  test(`${name} ${wanted === undefined ? 'needs one person' : `waits for a second: ${wanted}`}`, () => {
    assert.equal(needsSecond(asked, facts), wanted)
  })
}

const actor = (role: Role, agency = 'sspc', user = 'bea'): Actor => ({ party: 'mx', agency, role, user })
const verdict = (who: Actor, asked: Change, proposedBy = 'cid') => {
  const permission = maySecond(who, { change: asked, agency: 'sspc', proposedBy })
  return permission.allowed ? 'allowed' : permission.reason
}

test('the second person is neither who proposed nor who it is about, and has the right in that agency', () => {
  assert.equal(verdict(actor('administrator'), disable), 'allowed')
  assert.equal(verdict(actor('secretariat'), disable), 'allowed')
  assert.equal(verdict(actor('administrator'), disable, 'bea'), 'own_proposal')
  assert.equal(verdict(actor('administrator', 'sspc', 'ana'), disable), 'about_oneself')
  assert.equal(verdict(actor('administrator', 'uif'), disable), 'other_agency')
  assert.equal(verdict(actor('analyst'), disable), 'wrong_role')
})

test('a link and an agreement bind the party, so the second may sit in any agency; an erasure stays with the holder', () => {
  assert.equal(verdict(actor('administrator', 'uif'), hold(48)), 'allowed')
  assert.equal(verdict(actor('duty-officer', 'uif'), hold(48)), 'wrong_role')
  const erase: Change = { what: 'erase', id: 'note--1', agency: 'sspc' }
  assert.equal(verdict(actor('releasing-officer'), erase), 'allowed')
  assert.equal(verdict(actor('releasing-officer', 'uif'), erase), 'other_agency')
  assert.equal(verdict(actor('administrator'), erase), 'wrong_role')
})

test('every change has at least one role that can be its second', () => {
  for (const what of changeNames)
    assert.ok(
      secondsFor(what).some((role) => roles.includes(role)),
      what,
    )
})

test('what a role can second is what it would be allowed to, in its agency and beyond', () => {
  for (const role of roles) {
    const { inAgency, inParty } = secondedBy(role)
    for (const what of changeNames) {
      const asked = {
        what,
        user: 'ana',
        agency: 'sspc',
        role: 'analyst',
        party: 'us',
        hours: 48,
        id: 'note--1',
        agreement: 'demo/2',
        note: '',
      } as Change
      assert.equal(verdict(actor(role), asked) === 'allowed', inAgency.includes(what) || inParty.includes(what), `${role} ${what}`)
      assert.equal(verdict(actor(role, 'uif'), asked) === 'allowed', inParty.includes(what), `${role} of another agency ${what}`)
    }
  }
})
