import type { FleetAccount } from '@enlace/fleet'
import { makeRecords, toLines } from './records.ts'

/** A node with accounts, wherever it came from. */
export type Reached = { readonly api: string; readonly accounts: readonly FleetAccount[] }

type Results = { readonly results: readonly { readonly status: string }[] }

/** The bodies of batch requests that hold `count` new records of a kind; made before the clock runs. */
export function makeBodies(kindName: string, count: number, batchSize = 500): string[] {
  return Array.from({ length: Math.ceil(count / batchSize) }, (_, i) =>
    toLines(makeRecords(kindName, Math.min(batchSize, count - i * batchSize))),
  )
}

/**
 * Publishes batches through the API, `atOnce` requests in the air. Returns when all are answered, so durable. Throws unless every record is
 * stored.
 */
export async function postAll(node: Reached, agency: string, bodies: Iterable<string>, atOnce = 2): Promise<void> {
  const token = tokenOf(node, agency, 'analyst')
  const left = bodies[Symbol.iterator]()
  const worker = async (): Promise<void> => {
    for (let next = left.next(); !next.done; next = left.next()) await postBatch(node, token, next.value)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}

async function postBatch(node: Reached, token: string, body: string): Promise<void> {
  const response = await fetch(`${node.api}/api/v1/records/batch`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' },
    body,
  })
  const text = await response.text()
  const refused = response.ok ? (JSON.parse(text) as Results).results.find((result) => result.status !== 'stored') : text
  if (refused !== undefined) throw new Error(`a batch was refused: ${response.status} ${JSON.stringify(refused).slice(0, 400)}`)
}

/** The token of an account with that agency and role. */
export function tokenOf(node: Reached, agency: string, role: string): string {
  const account = node.accounts.find((candidate) => candidate.agency === agency && candidate.role === role)
  if (account === undefined) throw new Error(`no ${role} of ${agency}`)
  return account.token
}
