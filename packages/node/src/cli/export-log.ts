import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { encodeEntryBundle, formatPolicy, formatTilePath, type VerifierKey, vkeyOf } from '@enlace/proof/node'
import type { Sql } from 'postgres'
import type { NodeConfig } from '../config.ts'
import { type Log, listLogs, readEntries } from '../store/logs.ts'
import { openNodeSigners } from '../store/node-signers.ts'
import { readPartners } from '../store/partners.ts'

export type ExportedLog = { readonly origin: string; readonly size: number }

const bundleWidth = 256

/**
 * Writes one log as C2SP tlog-tiles serves it: `checkpoint`, `tile/entries/…`, and of ours `policy`. Leaves hold commitments only, so the folder
 * says nothing about anybody. It reaches as far as the newest checkpoint, for an outbound log as far as the partner's receipt. Undefined: there is
 * no such log, or nothing of it is signed yet.
 */
export async function exportLog(config: NodeConfig, sql: Sql, origin: string, folder: string, now: Date): Promise<ExportedLog | undefined> {
  const log = (await listLogs(sql)).find((candidate) => candidate.origin === origin)
  const receipted = log?.role === 'out' && log.receipt !== null
  const [checkpoint, size] = receipted ? [log.receipt, log.receiptedSize] : [log?.checkpoint ?? null, log?.checkpointSize ?? 0]
  if (log === undefined || checkpoint === null) return undefined
  await mkdir(folder, { recursive: true })
  for (let start = 0; start < size; start += bundleWidth) {
    const width = Math.min(bundleWidth, size - start)
    const entries = await readEntries(sql, log.logId, start, start + width)
    const file = join(folder, formatTilePath({ level: 'entries', index: start / bundleWidth, width }))
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, encodeEntryBundle(entries.map((entry) => entry.leaf)))
  }
  await writeFile(join(folder, 'policy'), await policyOf(config, log, receipted, now))
  await writeFile(join(folder, 'checkpoint'), checkpoint)
  return { origin, size }
}

/** Whose signatures the export is to be read with: the log's own, and the receipt's where there is one. */
async function policyOf(config: NodeConfig, log: Log, receipted: boolean, now: Date): Promise<string> {
  const { authority, dataDir } = config
  const signers = await openNodeSigners(dataDir, authority, [])
  const partner = (await readPartners(dataDir, now)).find((pairing) => pairing.party === log.partner)
  const own = async (): Promise<readonly VerifierKey[]> =>
    log.role === 'journal' ? signers.journal.map(vkeyOf) : (await signers.withPartner(log.partner ?? '')).outbound.map(vkeyOf)
  const keys = log.role === 'in' ? (partner?.keys.outbound ?? []) : await own()
  const witnesses = receipted ? (partner?.keys.receipt ?? []).map((key, i) => ({ name: `receipt-${i + 1}`, key, url: null })) : []
  return formatPolicy({
    logs: keys.map((key) => ({ key, url: null })),
    witnesses,
    groups: witnesses.length === 0 ? [] : [{ name: 'receipt', threshold: 1, members: witnesses.map((witness) => witness.name) }],
    quorum: witnesses.length === 0 ? 'none' : 'receipt',
  })
}
