import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decideShare, type ShareRequest } from './index.ts'

const request: ShareRequest = {
  record: { kind: 'report', from: 'mx', agency: 'uif', envelope: { tlp: 'red', permitted_use: ['no_onward'] } },
  self: 'mx',
  toAgency: 'sspc',
  agencies: ['sspc', 'uif'],
}
const received = (envelope: ShareRequest['record']['envelope']): Partial<ShareRequest> => ({
  record: { ...request.record, from: 'us', envelope },
})

const cases: readonly (readonly [string, Partial<ShareRequest>, string])[] = [
  ['the holder shares what its own party wrote, whatever the marking', {}, 'share_officer'],
  ['nobody shares with oneself', { toAgency: 'uif' }, 'withhold_recipient_is_self'],
  ['an agency of another party is not an agency of this one', { toAgency: 'dhs' }, 'withhold_addressee_not_covered'],
  ['what a partner sent may be shared at amber', received({ tlp: 'amber', permitted_use: ['lead'] }), 'share_officer'],
  [
    'what a partner sent for one organisation stays there',
    received({ tlp: 'amber+strict', permitted_use: ['lead'] }),
    'withhold_marking_above_ceiling',
  ],
  [
    'what a partner sent without onward passing stays there',
    received({ tlp: 'green', permitted_use: ['no_onward'] }),
    'withhold_not_ours_to_release',
  ],
]
for (const [name, change, code] of cases) {
  test(name, () => assert.equal(decideShare({ ...request, ...change }).explanation.code, code))
}
