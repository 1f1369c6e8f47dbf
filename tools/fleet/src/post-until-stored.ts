import { setTimeout as pause } from 'node:timers/promises'
import type { Submission } from './make-record.ts'
import type { FleetNode } from './start-fleet.ts'

export type Posted = { readonly stored: number; readonly unchanged: number; readonly tries: number }

const limitMs = 120_000
const againAfterMs = 100

/**
 * Posts records as one batch, again and again with the same bytes until the node says that it has each of them, as a careful program does: the
 * answer to an earlier try may have been lost with a node that died. Throws when a record is refused, and after two minutes.
 */
export async function postUntilStored(node: FleetNode, records: readonly Submission[]): Promise<Posted> {
  const body = records.map((record) => `${JSON.stringify(record)}\n`).join('')
  const deadline = Date.now() + limitMs
  for (let tries = 1; Date.now() < deadline; tries++) {
    const statuses = await postOnce(node, body)
    if (statuses !== undefined) {
      return {
        stored: statuses.filter((status) => status === 'stored').length,
        unchanged: statuses.filter((status) => status === 'unchanged').length,
        tries,
      }
    }
    await pause(againAfterMs)
  }
  throw new Error(`${node.party} did not store a batch within ${limitMs} ms`)
}

/** Undefined when nobody can say whether it was stored. */
async function postOnce(node: FleetNode, body: string): Promise<readonly string[] | undefined> {
  const answer = await node
    .call('POST', '/api/v1/records/batch', { body, headers: { 'content-type': 'application/x-ndjson' } })
    .catch(() => undefined)
  if (answer === undefined || answer.status >= 500) return undefined
  const { results } = answer.body as {
    readonly results?: readonly { readonly status: string; readonly problem?: { readonly status: number } }[]
  }
  if (answer.status !== 200 || results === undefined)
    throw new Error(`a batch was refused: ${answer.status} ${JSON.stringify(answer.body)}`)
  const refused = results.find(({ status, problem }) => status === 'refused' && (problem?.status ?? 0) < 500)
  if (refused !== undefined) throw new Error(`a record was refused: ${JSON.stringify(refused)}`)
  return results.some(({ status }) => status === 'refused') ? undefined : results.map(({ status }) => status)
}
