import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type ClearanceEvent,
  type ClearanceRoute,
  computeClearance,
  mayClear,
  missingAttachments,
  type OnItsWay,
  type Role,
  roles,
  routeFor,
  shownTo,
  waitsFor,
} from './index.ts'

const title = { es: 'x', en: 'x' }
const within = { count: 'elapsed', seconds: 60 } as const
const route: ClearanceRoute = {
  id: 'report',
  title,
  kinds: ['report'],
  from: [],
  labels: [],
  only: {},
  steps: [
    { id: 'agency', title, agency: 'sspc', role: 'secretariat', attach: [], silence: 'wait', within: null },
    { id: 'lawyer', title, agency: 'sspc', role: 'legal-adviser', attach: [], silence: 'clear', within },
    { id: 'ministry', title, agency: 'uif', role: 'secretariat', attach: [], silence: 'wait', within: null },
  ],
}
const at = '2026-11-21T12:00:00.000Z'
const given = (...acts: (ClearanceEvent['act'] | readonly [ClearanceEvent['act'], string])[]): OnItsWay => {
  const events = (['open', ...acts] as const).map((act) => (typeof act === 'string' ? { act, at } : { act: act[0], at, by: act[1] }))
  return { route, clearance: computeClearance(route, events, {}, at), agency: 'sspc', author: 'ana' }
}
const actor = (role: Role, agency = 'sspc', user = `${role}@${agency}`) => ({ party: 'mx', agency, role, user })
const may = (on: OnItsWay, role: Role, agency?: string, user?: string) => mayClear(actor(role, agency, user), on).join(' ')

test('each role in the agency of the author may do what its part is while the head of unit has to answer', () => {
  const found = Object.fromEntries(roles.map((role) => [role, may(given(), role)]))
  assert.deepEqual(found, {
    'duty-officer': 'comment withdraw',
    analyst: 'comment withdraw',
    'releasing-officer': 'comment',
    secretariat: 'comment concur non_concur return withdraw',
    inspector: '',
    administrator: '',
    'legal-adviser': 'comment',
    minister: '',
  })
})

test('each role of another agency sees nothing until its step is reached, and then acts by its role alone', () => {
  for (const role of roles) assert.equal(may(given('concur'), role, 'uif'), '', role)
  const reached = given('concur', 'concur')
  assert.deepEqual(shownTo(reached), ['uif'])
  assert.equal(may(reached, 'secretariat', 'uif'), 'comment concur non_concur return')
  assert.equal(may(reached, 'analyst', 'uif'), 'comment')
  assert.equal(may(reached, 'administrator', 'uif'), '')
  assert.equal(may(reached, 'secretariat', 'fgr'), '')
})

test('nobody clears what they wrote, and nobody clears two steps of one round', () => {
  assert.equal(may(given(), 'secretariat', 'sspc', 'ana'), 'comment withdraw')
  const twice: OnItsWay = {
    ...given(),
    route: { ...route, steps: route.steps.map((step) => ({ ...step, agency: 'sspc', role: 'secretariat' })) },
  }
  const second = { ...twice, clearance: given(['concur', 'jefa']).clearance }
  assert.equal(may(second, 'secretariat', 'sspc', 'jefa'), 'comment withdraw')
  assert.equal(may(second, 'secretariat', 'sspc', 'otra'), 'comment concur non_concur return withdraw')
})

test('an objection can be lifted or turned into a return by the office that made it, and handed in anew by the author', () => {
  const objected = given('concur', 'non_concur')
  assert.equal(may(objected, 'legal-adviser'), 'comment concur return')
  assert.equal(may(objected, 'analyst'), 'comment withdraw resubmit')
})

test('what is cleared or replaced can no longer be changed', () => {
  assert.equal(may(given('concur', 'concur', 'concur'), 'analyst'), 'comment')
  assert.equal(may(given('replace'), 'analyst'), '')
})

test('it waits for whoever must answer, and for the author when it came back; not for who withdrew it', () => {
  const waiting = (on: OnItsWay) => roles.filter((role) => waitsFor(actor(role), on))
  assert.deepEqual(waiting(given()), ['secretariat'])
  assert.deepEqual(waiting(given('concur')), ['legal-adviser'])
  assert.deepEqual(waiting(given('return')), ['duty-officer', 'analyst', 'secretariat'])
  assert.deepEqual(waiting(given('withdraw')), [])
  assert.deepEqual(waiting(given('concur', 'concur', 'concur')), [])
})

test('the first route that fits kind, agency, label and coded field counts, with the author in the place of «author»', () => {
  const pack = {
    party: 'mx',
    version: 1,
    source: 'test',
    calendars: {},
    routes: [
      { ...route, id: 'urgent', only: { urgency: ['immediate'] } },
      { ...route, id: 'strict', labels: ['amber+strict'] },
      { ...route, id: 'uif', from: ['uif'] },
      { ...route, id: 'rest', steps: [{ ...route.steps[0]!, agency: 'author' }] },
    ],
  }
  const find = (change: object) => routeFor(pack, { kind: 'report', agency: 'sspc', envelope: { tlp: 'green' }, ...change })
  assert.equal(find({ coded: { urgency: 'immediate' } })?.id, 'urgent')
  assert.equal(find({ coded: { urgency: 'routine' } })?.id, 'rest')
  assert.equal(find({ envelope: { tlp: 'amber+strict' } })?.id, 'strict')
  assert.equal(find({ agency: 'uif' })?.id, 'uif')
  assert.equal(find({})?.steps[0]?.agency, 'sspc')
  assert.equal(find({ kind: 'mirror-alert' }), undefined)
  assert.equal(routeFor(undefined, { kind: 'report', agency: 'sspc', envelope: { tlp: 'green' } }), undefined)
})

test('a step says which attachments are missing', () => {
  const step = { ...route.steps[0]!, attach: ['legal_basis', 'permitted_use', 'reference'] as const }
  assert.deepEqual(missingAttachments(step, { legal_basis: null, permitted_use: [] }), ['legal_basis', 'permitted_use', 'reference'])
  assert.deepEqual(missingAttachments(step, { legal_basis: { instrument: 'x' }, permitted_use: ['lead'] }, ' '), ['reference'])
  assert.deepEqual(missingAttachments(step, { legal_basis: { instrument: 'x' }, permitted_use: ['lead'] }, 'UIF/12'), [])
})
