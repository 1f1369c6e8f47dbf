import assert from 'node:assert/strict'
import { test } from 'node:test'
import { envelopeOfCase } from './envelope-of-case.ts'

test('what is said about a case takes its purpose and its limits, and goes to nobody else', () => {
  const about = { purpose: 'FICTIONAL', permitted_use: ['lead'], tlp: 'amber', to: [{ party: 'us' }] }
  const said = envelopeOfCase(about, { author_agency: 'sspc', to: [{ party: 'ca' }] }, [])
  assert.deepEqual(said, { author_agency: 'sspc', purpose: 'FICTIONAL', permitted_use: ['lead'], retention: 'case', to: [] })
})
