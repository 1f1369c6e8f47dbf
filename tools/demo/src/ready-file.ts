import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { FleetAccount } from '@enlace/fleet'

/** What an outside program needs to drive one node. */
export type ReadyNode = {
  readonly web: string
  /** The API's origin, without `/api/v1`. */
  readonly api: string
  /** Where everybody reads what is public; null: nowhere. */
  readonly site: string | null
  readonly dataDir: string
  readonly pid: number
  /** Null until the node serves TAXII. */
  readonly taxii: string | null
  readonly accounts: readonly FleetAccount[]
}

/** Writes the ready-file so that a reader sees all of it or none; it holds passwords of the demonstration, so only its owner reads it. */
export async function writeReadyFile(path: string, nodes: Readonly<Record<string, ReadyNode>>): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const draft = `${path}.${process.pid}.tmp`
  const file = await open(draft, 'w', 0o600)
  try {
    await file.writeFile(`${JSON.stringify({ nodes }, undefined, 2)}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(draft, path)
}

/** Removes a ready-file, of this run or a stale one; it is no error when there is none. */
export async function removeReadyFile(path: string): Promise<void> {
  await rm(path, { force: true })
}
