import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type LogVerdict, readStoredLog, verifyLog } from '@enlace/verify'
import { runCommand } from './run-command.ts'
import type { FleetNode } from './start-fleet.ts'

/** A log as the verifier, which shares no state with any node, read it from an export. */
export type ExportedLog = { readonly verdict: LogVerdict; readonly leaves: readonly Uint8Array[] }

/** Exports one log of a node with the command that its keeper would use (`enlace export-log`), and has it verified. Undefined while it is unsigned. */
export async function exportLog(node: FleetNode, origin: string): Promise<ExportedLog | undefined> {
  const folder = await mkdtemp(join(node.dataDir, '../export-'))
  try {
    const { code } = await runCommand(['export-log', origin, folder, '--data-dir', node.dataDir])
    if (code !== 0) return undefined
    const log = readStoredLog(folder)
    if (!log.ok) throw new Error(`the export of ${origin} is not a log: ${log.reason}`)
    const leaves = [...log.value.leaves]
    const { checkpoint, policy = '' } = log.value
    return { leaves, verdict: verifyLog({ leaves, checkpoint, policy }) }
  } finally {
    await rm(folder, { recursive: true })
  }
}
