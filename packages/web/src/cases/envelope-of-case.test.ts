import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '@enlace/core'
import { addresseesOfCase, envelopeOfCase } from './envelope-of-case.ts'

const rows: readonly [string, string, JsonObject, unknown][] = [
  ['of a case of the partner: the agency that wrote it', 'us', { author_agency: 'doj' }, [{ party: 'us', agency: 'doj' }]],
  ['of an own case: whoever it was addressed to', 'mx', { author_agency: 'sspc', to: [{ party: 'us' }] }, [{ party: 'us' }]],
  ['of an own case that stays home: nobody', 'mx', { author_agency: 'sspc', to: [] }, []],
  ['of an own case addressed to nobody in particular: whom the agreement names', 'mx', { author_agency: 'sspc' }, undefined],
]
for (const [name, from, envelope, to] of rows) test(name, () => assert.deepEqual(addresseesOfCase({ from, envelope }, 'mx'), to))

test('what is said about a case takes its purpose and its limits, and goes to nobody else', () => {
  const about = { purpose: 'FICTIONAL', permitted_use: ['lead'], tlp: 'amber', to: [{ party: 'us' }] }
  const said = envelopeOfCase(about, { author_agency: 'sspc', to: [{ party: 'ca' }] }, [])
  assert.deepEqual(said, { author_agency: 'sspc', purpose: 'FICTIONAL', permitted_use: ['lead'], retention: 'case', to: [] })
})
