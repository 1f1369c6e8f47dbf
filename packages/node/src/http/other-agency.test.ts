import assert from 'node:assert/strict'
import { test } from 'node:test'
import { otherAgencyOf, type Said } from './other-agency.ts'

const said = (fromParty: string, agency: string, to: Said['envelope']['to'] = []): Said => ({
  fromParty,
  envelope: { author_agency: agency, to },
})

const rows: readonly [string, Said, readonly Said[], string | null][] = [
  ['what the other side asked is answered to who asked', said('us', 'doj'), [said('mx', 'sspc')], 'doj'],
  ['who of the other side wrote last has it now', said('us', 'doj'), [said('us', 'doj'), said('us', 'dhs'), said('mx', 'sspc')], 'dhs'],
  ['what we asked goes on to whom we named', said('mx', 'sspc', [{ party: 'us', agency: 'doj' }]), [said('mx', 'sspc')], 'doj'],
  ['and to who answered, once somebody did', said('mx', 'sspc', [{ party: 'us', agency: 'doj' }]), [said('us', 'dhs')], 'dhs'],
  ['named by party alone, the agreement chooses', said('mx', 'sspc', [{ party: 'us' }]), [], null],
]
for (const [name, request, steps, agency] of rows) test(name, () => assert.equal(otherAgencyOf(request, steps, 'us'), agency))
