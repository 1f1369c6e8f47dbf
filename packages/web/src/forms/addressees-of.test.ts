import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '@enlace/core'
import { addresseesOf } from './addressees-of.ts'

const rows: readonly [string, string, JsonObject, unknown][] = [
  [
    'of a record of the partner: whom the node chooses, whoever it came to',
    'us',
    { author_agency: 'doj', to: [{ party: 'mx' }] },
    undefined,
  ],
  ['of an own record: whoever it was addressed to', 'mx', { author_agency: 'sspc', to: [{ party: 'us' }] }, [{ party: 'us' }]],
  ['of an own record that stays home: nobody', 'mx', { author_agency: 'sspc', to: [] }, []],
  ['of an own record addressed to nobody in particular: whom the agreement names', 'mx', { author_agency: 'sspc' }, undefined],
]
for (const [name, from, envelope, to] of rows) test(name, () => assert.deepEqual(addresseesOf({ from, envelope }, 'mx'), to))
