import type { Ask } from '@enlace/fleet'
import type { Stage } from './play-story.ts'

/** Calls a node's own API as one of its accounts. */
export function askOf(stages: Readonly<Record<string, Stage>>, stop: AbortSignal): Ask {
  return async ([party, agency, role], method, path, body) => {
    const stage = stages[party]
    const account = stage?.accounts.find((candidate) => candidate.agency === agency && candidate.role === role)
    const headers = { authorization: `Bearer ${account?.token ?? ''}`, 'content-type': 'application/json' }
    const sent = body === undefined ? {} : { body: JSON.stringify(body) }
    const response = await fetch(`${stage?.api}${path}`, { method, headers, signal: stop, ...sent })
    const text = await response.text()
    return { status: response.status, body: text === '' ? null : JSON.parse(text) }
  }
}
