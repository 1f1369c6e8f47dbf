import type { OutgoingCopy } from '@enlace/api'
import { Fault, fromUtf8 } from '@enlace/core'
import type { Actor } from '@enlace/policy'
import { parseAttachedFiles } from '@enlace/records'
import { readOutgoing } from '../store/read-outgoing.ts'
import { listReleases, type StoredRelease } from '../store/read-records.ts'
import type { Desk } from './desk.ts'
import { showFiles } from './file-routes.ts'
import { findRecord } from './find-record.ts'
import { noteReads } from './show-record.ts'

/** How far a released copy has come; null when nothing leaves. */
export function crossingOf(
  desk: Desk,
  { outLog, outSeq, receiptedAt }: Pick<StoredRelease, 'outLog' | 'outSeq' | 'receiptedAt'>,
): OutgoingCopy['crossing'] | null {
  if (outLog === null || outSeq === null) return null
  if (receiptedAt !== null) return 'receipted'
  return desk.services.sentSize(outLog) > outSeq ? 'sent' : 'waiting'
}

/** Every copy of a record that left for a partner, newest first, as its log commits to it: not what the record says now, but what was let out then. */
export async function showOutgoing(desk: Desk, actor: Actor, id: string, partner: string): Promise<OutgoingCopy[]> {
  const { version, versions } = await findRecord(desk, actor, 'record.read_outgoing', id)
  if (version.erasedAt !== null) throw new Fault('record_erased')
  if (!desk.partners.some(({ party }) => party === partner)) throw new Fault('partner_unknown', { party: partner })
  const left = (await listReleases(desk.sql, version.rid)).filter((one) => one.partner === partner && one.outSeq !== null)
  const copies = await readOutgoing(desk.sql, desk.keystore, left)
  if (copies.length > 0) noteReads(desk, actor, [version])
  const shown = left.toReversed().map(async (release): Promise<OutgoingCopy[]> => {
    const copy = copies.find((one) => one.logId === release.outLog && one.seq === release.outSeq)
    const of = versions.find((one) => one.seq === release.versionSeq)
    const crossing = crossingOf(desk, release)
    if (copy === undefined || of === undefined || crossing === null) return []
    const files = copy.files === undefined ? undefined : parseAttachedFiles(copy.files)
    return [
      {
        version: release.versionSeq,
        position: { origin: copy.origin, seq: copy.seq },
        decidedAt: release.decidedAt.toISOString(),
        object: fromUtf8(copy.object) ?? '',
        envelope: fromUtf8(copy.envelope) ?? '',
        removed: [...release.without],
        files: await showFiles(desk, of, files?.ok === true ? files.value : []),
        crossing,
        receiptedAt: release.receiptedAt?.toISOString() ?? null,
      },
    ]
  })
  return (await Promise.all(shown)).flat()
}
