import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { encodeEntryBundle, formatTilePath } from '@enlace/proof/node'
import type { Sql } from 'postgres'
import type { NodeConfig } from '../config.ts'
import { receiptKeyName } from '../store/log-names.ts'
import { type Log, listLogs, readEntries } from '../store/logs.ts'
import { openNodeSigners } from '../store/node-signers.ts'
import { openPartnerRing } from '../store/partner-ring.ts'
import { readPartners } from '../store/partners.ts'
import { policyText } from '../store/policy-text.ts'

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
  const { ring, withPartner } = await openNodeSigners(dataDir, authority, [])
  const partner = (await readPartners(dataDir, now)).find((pairing) => pairing.party === log.partner)
  if (log.role === 'journal' || partner === undefined) return policyText(ring.keysOf(log.origin), [])
  const theirs = await openPartnerRing(dataDir, partner)
  if (log.role === 'in') return policyText(theirs.keysOf(log.origin), [])
  await withPartner(partner.party)
  return policyText(ring.keysOf(log.origin), receipted ? theirs.keysOf(receiptKeyName(partner, authority.party)) : [])
}
