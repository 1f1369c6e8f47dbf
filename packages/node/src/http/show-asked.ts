import type { ChangeAnswer, Position } from '@enlace/api'
import { type Change, secondsFor } from '@enlace/policy'
import type { AskedChange } from './people-services.ts'

/** What became of a change that somebody asked for: done, or waiting for whom. */
export function showAsked(change: Change, asked: AskedChange, at: (seq: number) => Position): ChangeAnswer {
  const { why, proposal, password, seq } = asked
  return {
    done: seq !== null && proposal === null,
    why,
    seconds: [...secondsFor(change.what)],
    proposal: proposal === null ? null : { id: String(proposal.id), expiresAt: proposal.expiresAt.toISOString() },
    password,
    position: seq === null ? null : at(seq),
  }
}
