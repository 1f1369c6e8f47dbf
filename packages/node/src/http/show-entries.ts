import type { Clock, InboxEntry } from '@enlace/api'
import { type Actor, lastDayBefore } from '@enlace/policy'
import { printKey } from '../store/inbox-key.ts'
import { findVersions } from '../store/read-changes.ts'
import type { InboxRow } from '../store/read-inbox.ts'
import { findWork } from '../store/read-work.ts'
import { findReasons } from '../store/recalls.ts'
import type { Desk } from './desk.ts'
import { showProposal } from './proposal-routes.ts'
import { ruleOf } from './show-clocks.ts'
import { hexOf, noteReads, toSummary, toWorkItem } from './show-record.ts'

/** Items of the inbox with the words of their records. One whose record no longer opens keeps its place, without words. */
export async function showEntries(desk: Desk, actor: Actor, rows: readonly InboxRow[], now: Date): Promise<InboxEntry[]> {
  const seqs = rows.flatMap((row) => row.versionSeq ?? [])
  const rids = rows.filter((row) => row.source === 'alert').flatMap((row) => row.rid ?? [])
  // A route shows a document to an office of another agency, which does not see the record itself.
  const routed = rows.filter((row) => row.source === 'clearance').flatMap((row) => row.versionSeq ?? [])
  const proposed = rows.some((row) => row.source === 'proposal')
  const [versions, work, proposals] = await Promise.all([
    findVersions(desk.sql, actor.agency, seqs, routed),
    findWork(desk.sql, rids),
    proposed ? desk.services.people.waitingFor(actor) : [],
  ])
  const recalled = rows.filter((row) => row.source === 'recall').map((row) => numberOf(row.ref))
  const reasons = await findReasons(desk.sql, recalled)
  const bySeq = new Map(versions.map((version) => [version.seq, version]))
  const read = await desk.cache.read(versions)
  const texts = new Map(versions.map((version, i) => [version.seq, read[i]]))
  noteReads(
    desk,
    actor,
    versions.filter((version) => texts.get(version.seq) !== undefined),
  )
  return rows.map((row) => {
    const version = row.versionSeq === null ? undefined : bySeq.get(row.versionSeq)
    const text = version === undefined ? undefined : texts.get(version.seq)
    const item = row.source === 'alert' && row.rid !== null ? work.get(hexOf(row.rid)) : undefined
    const proposal = row.source === 'proposal' ? proposals.find(({ id }) => id === numberOf(row.ref)) : undefined
    const record = version === undefined || text === undefined ? null : toSummary(version, text, item?.state)
    const shown = item === undefined || text === undefined ? null : toWorkItem(desk, item, text)
    return {
      key: printKey(row),
      source: row.source,
      title: record?.title ?? '',
      record,
      work: shown,
      ...(row.source === 'clearance' ? { clearance: { id: String(numberOf(row.ref)) } } : {}),
      ...(row.source === 'release' ? { task: { id: String(numberOf(row.ref)) } } : {}),
      ...(proposal === undefined ? {} : { proposal: showProposal(proposal, actor, now) }),
      ...(row.source === 'recall' ? { recall: { id: String(numberOf(row.ref)), reason: reasons.get(numberOf(row.ref)) ?? 'other' } } : {}),
      from: row.fromParty,
      kind: row.kind,
      direction: row.direction,
      state: row.state,
      open: row.open,
      waits: row.waits,
      startedAt: row.startedAt.toISOString(),
      dueAt: row.dueAt?.toISOString() ?? null,
      clocks: shown?.clocks ?? clocksOf(desk, row, now),
      assignee: row.assignee,
      snoozedUntil: row.snoozedUntil?.toISOString() ?? null,
      group: row.group,
    }
  })
}

/** The number that the sources with numbered rows name their items by. */
function numberOf(ref: Uint8Array): number {
  return Number(Buffer.from(ref).readBigInt64BE())
}

/** The one clock of an item that is no alert: from when it began to when it is due. */
function clocksOf(desk: Desk, row: InboxRow, now: Date): Clock[] {
  if (row.dueAt === null || !row.open) return []
  // However loud it is told, it is one clock.
  const louder = row.state.startsWith('return_') ? 'return_date' : row.state.startsWith('body_') ? 'body_meets' : row.state
  const id = row.source === 'duty' ? louder : row.source
  const ruled = row.source === 'duty' ? row.state : row.source === 'release' ? 'release-task' : undefined
  const [startedAt, dueAt] = [row.startedAt.toISOString(), row.dueAt.toISOString()]
  const state = now.getTime() <= row.dueAt.getTime() ? 'running' : 'missed'
  const lastDay = lastDayBefore(dueAt, desk.law.zones)
  return [{ id, startedAt, dueAt, lastDay, stoppedAt: null, state, ...(ruled === undefined ? {} : ruleOf(desk, ruled)) }]
}
