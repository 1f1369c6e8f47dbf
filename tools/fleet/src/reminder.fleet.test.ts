import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { RecordDetail } from '@enlace/api'
import { exampleOf, type Kind, kinds } from '@enlace/records'
import { startFleet } from './start-fleet.ts'
import { waitUntil } from './wait-until.ts'

test('a reminder of a late answer goes through the exchange and stands on both sides’ timeline; who owes the answer reminds nobody', async () => {
  await using fleet = await startFleet()
  const [mx, us] = [fleet.node('mx'), fleet.node('us')]
  const write = (node: typeof mx, kind: string, change: object) => {
    const { object, envelope } = exampleOf(kinds.get(kind) as Kind)
    const now = new Date().toISOString()
    const { agency } = node.accounts[0] as { agency: string }
    const body = {
      object: { ...object, created: now, modified: now, ...change },
      envelope: { ...envelope, author_agency: agency, to: undefined },
    }
    return node.call('POST', '/api/v1/records', { role: 'duty-officer', agency, body })
  }
  const workAt = async (node: typeof mx, agency?: string) => {
    const { body } = await node.call('GET', `/api/v1/records/${id}`, { role: 'duty-officer', ...(agency === undefined ? {} : { agency }) })
    return (body as RecordDetail).work ?? undefined
  }
  const id = `incident--${randomUUID()}`
  assert.equal((await write(mx, 'mirror-alert', { id, name: 'FICTIONAL alert that nobody answers' })).status, 201)
  await fleet.settle()
  await waitUntil('both have the work', async () => (await workAt(mx)) !== undefined && (await workAt(us)) !== undefined)

  const { extension } = kinds.get('response') as Kind
  const reminder = {
    object_refs: [id],
    content: 'FICTIONAL. A friendly reminder.',
    extensions: { [String(extension)]: { extension_type: 'property-extension', step: 'reminded', happened_at: new Date().toISOString() } },
  }
  const early = await write(mx, 'response', { id: `note--${randomUUID()}`, ...reminder })
  assert.deepEqual([early.status, (early.body as { code: string }).code], [409, 'reminder_too_early'])
  const wrongSide = await write(us, 'response', { id: `note--${randomUUID()}`, ...reminder })
  assert.equal(wrongSide.status, 422, 'who owes the answer reminds nobody')

  {
    await using database = await mx.database()
    await database.sql`update work_item set events = (select jsonb_agg(jsonb_set(event, '{at}', to_jsonb('2026-01-01T00:00:00.000Z'::text)))
      from jsonb_array_elements(events) as event)`
  }
  const sent = await write(mx, 'response', { id: `note--${randomUUID()}`, ...reminder })
  assert.equal(sent.status, 201, JSON.stringify(sent.body))
  await fleet.settle()
  for (const node of [mx, us]) {
    const work = await waitUntil('the reminder is told', async () => {
      const shown = await workAt(node)
      return shown?.events.some(({ code }) => code === 'reminded') === true ? shown : undefined
    })
    assert.equal(work.events.find(({ code }) => code === 'reminded')?.by, 'mx')
    assert.ok(!['acknowledged', 'acting', 'outcome'].includes(work.state), 'a reminder answers nothing')
    assert.ok(work.clocks.some((clock) => clock.id === 'reminder'))
  }
  const again = await write(mx, 'response', { id: `note--${randomUUID()}`, ...reminder })
  assert.equal((again.body as { code: string }).code, 'reminder_too_soon')
})
