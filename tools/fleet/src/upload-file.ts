import { createHash } from 'node:crypto'
import type { FleetNode } from './start-fleet.ts'

/** Uploads a file whole as the duty officer of the first agency; its SHA-256. Throws when the node does not take it. */
export async function uploadFile(node: FleetNode, bytes: Buffer, type = 'application/pdf'): Promise<string> {
  const account = node.accounts.find((one) => one.role === 'duty-officer')
  const headers = { authorization: `Bearer ${account?.token ?? ''}`, 'content-type': type }
  const response = await fetch(`${node.api}/api/v1/files`, { method: 'POST', headers, body: new Uint8Array(bytes) })
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`)
  return createHash('sha256').update(bytes).digest('hex')
}

/** The bytes of a file as somebody reads them; undefined when the node gives none. */
export async function downloadFile(node: FleetNode, sha256: string): Promise<Buffer | undefined> {
  const response = await node.fetch('GET', `/api/v1/files/${sha256}`)
  return response.status === 200 ? Buffer.from(await response.arrayBuffer()) : undefined
}
