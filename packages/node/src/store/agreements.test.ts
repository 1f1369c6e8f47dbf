import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { type Agreement, parseAgreementDraft } from '@enlace/policy'
import { agreementWith } from './agreements.ts'

const parsed = parseAgreementDraft(readFileSync(new URL('../../../../packs/agreements/demo-mx-us.json', import.meta.url)))
if (!parsed.ok) throw new Error(parsed.reason)
const base: Agreement = parsed.value.agreement

const edition = (id: string, version: number, startsOn: string, endsOn: string) => ({
  partner: 'us',
  agreement: { ...base, id, version, startsOn, endsOn },
})

const first = edition('main', 1, '2025-01-01', '2030-12-31')
const cases = [
  ['what stands counts', [first], 'main/1'],
  ['a newer version counts from its first day', [first, edition('main', 2, '2026-11-22', '2030-12-31')], 'main/2'],
  ['and not before', [first, edition('main', 2, '2026-11-23', '2030-12-31')], 'main/1'],
  ['when the newer one has ended the older does not come back', [first, edition('main', 2, '2025-06-01', '2026-11-21')], 'main/2'],
  [
    'another agreement goes on when one has ended',
    [edition('main', 3, '2025-01-01', '2025-12-31'), edition('side', 1, '2025-01-01', '2030-12-31')],
    'side/1',
  ],
  ['of two in force the newer version', [first, edition('side', 4, '2025-01-01', '2030-12-31')], 'side/4'],
  ['one that has not begun is shown where there is nothing else', [edition('main', 1, '2027-01-01', '2030-12-31')], 'main/1'],
  ['that of another partner never counts', [{ ...first, partner: 'ca' }], undefined],
] as const

for (const [what, agreements, counts] of cases) {
  test(`which edition counts on a day: ${what}`, () => {
    const found = agreementWith(agreements, 'us', '2026-11-22')
    assert.equal(found === undefined ? undefined : `${found.id}/${found.version}`, counts)
  })
}
