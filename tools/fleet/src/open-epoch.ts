import assert from 'node:assert/strict'
import type { ChangeAnswer } from '@enlace/api'
import type { FleetNode } from './start-fleet.ts'

/** What one side says of a log that goes on as its next epoch. */
export type EpochAsked = { readonly partner: string; readonly origin: string; readonly code: string }

/** Proposes at a node that a log ends and its next epoch begins; the number of the proposal. */
export async function proposeEpoch(node: FleetNode, { partner, origin, code }: EpochAsked): Promise<string> {
  const body = { origin, code, reason: 'both sides spoke by telephone' }
  const asked = await node.call('POST', `/api/v1/exchange/${partner}/epochs`, { role: 'administrator', body })
  assert.equal(asked.status, 200, JSON.stringify(asked.body))
  const { proposal, done } = asked.body as ChangeAnswer
  assert.ok(proposal !== null && !done, 'it waits for a second person')
  return proposal.id
}

/** Confirms it as the second person of that node. */
export async function confirmEpoch(node: FleetNode, id: string): Promise<void> {
  const body = { outcome: 'confirmed', reason: 'as agreed' }
  const { status, body: answer } = await node.call('POST', `/api/v1/proposals/${id}`, { role: 'secretariat', body })
  assert.equal(status, 200, JSON.stringify(answer))
}
