import assert from 'node:assert/strict'
import { agreeText, readJoint } from '../joint-play.ts'
import type { Fleet } from '../start-fleet.ts'
import { waitUntil } from '../wait-until.ts'

/** Clocks that differ by minutes: each node measures it, says it, and signs no release of a joint statement; once they agree again the way is open. `clock` is libfaketime. */
export async function clocksApart(fleet: Fleet, clock: string): Promise<void> {
  const [mx, us] = [fleet.node('mx'), fleet.node('us')]
  const draft = await agreeText(mx, us)
  await us.stop()
  await us.start({ LD_PRELOAD: clock, FAKETIME: '+180s', FAKETIME_DONT_FAKE_MONOTONIC: '1' })
  for (const node of [mx, us]) {
    const ahead = await waitUntil(`${node.party} measures the other clock`, async () => {
      const found = (await readJoint(node, draft))?.clocks[0]
      return found?.state === 'beyond' ? found.aheadMs : undefined
    })
    assert.ok(Math.abs(Math.abs(Number(ahead)) - 180_000) < 10_000, `${node.party} measured ${ahead} ms`)
    const sha256 = (await readJoint(node, draft))?.text?.sha256
    const at = new Date(Math.ceil(Date.now() / 1000) * 1000 + 3_600_000).toISOString()
    const body = { sha256, at, embargo: '', reason: 'FICTIONAL: agreed.' }
    const refused = await node.call('POST', `/api/v1/programme/drafts/${draft}/sign`, { role: 'secretariat', body })
    assert.equal((refused.body as { code?: string }).code, 'joint_clocks_differ', node.party)
  }
  await us.stop()
  await us.start()
  for (const node of [mx, us])
    await waitUntil(`${node.party} measures anew`, async () => (await readJoint(node, draft))?.clocks[0]?.state === 'equal')
}
