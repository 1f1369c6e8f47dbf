import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createSubmit } from '../intake/submit-records.ts'
import { exampleRecord } from '../test-partner.ts'
import { listVersions } from './read-records.ts'
import { createRecordCache } from './record-cache.ts'
import { testStore } from './test-store.ts'

test('what was erased is given to nobody from that moment, and a version written afterwards is', async () => {
  await using store = await testStore()
  const { sql, keystore, writer, searchKey, journal } = store
  const clock = { now: Date.parse('2026-11-21T12:00:00.000Z') }
  const now = () => new Date(clock.now)
  const cache = createRecordCache({ sql, keystore, now, onUnreadable: () => undefined })
  const submit = createSubmit({
    ...{ writer, journal, searchKey, party: 'mx', now, maxItemBytes: 1_000_000 },
    envelopeDefaults: () => ({}),
    pass: () => undefined,
  })
  const write = async (modified: string) => {
    const marking = { scheme: 'mx-reservada', value: 'Reservada' }
    const { object, envelope, items } = exampleRecord('mirror-alert', 'again', {
      object: { modified },
      envelope: { author_agency: 'sspc', marking },
    })
    assert.ok((await submit.submit({ objectBytes: items[0] as Uint8Array, object, envelope, agency: 'sspc' })).ok)
    return (await listVersions(sql, searchKey, String(object.id))).toSorted((a, b) => b.seq - a.seq)
  }
  const [first] = await write('2026-11-21T10:00:00.000Z')
  assert.ok(first !== undefined && (await cache.read([first]))[0] !== undefined)
  cache.forget(first.rid)
  assert.deepEqual(await cache.read([first]), [undefined])
  clock.now += 1000
  const [second] = await write('2026-11-21T11:00:00.000Z')
  assert.ok(second !== undefined && second.seq > first.seq)
  assert.notEqual((await cache.read([second]))[0], undefined)
})
