import { canonicalBytes, Fault } from '@enlace/core'
import type { Actor } from '@enlace/policy'
import type { Sql } from 'postgres'
import { closeDuties, reopenDuties } from '../store/duties.ts'
import { type InboxKey, printKey } from '../store/inbox-key.ts'
import { saveAssignees, saveSnoozes } from '../store/inbox-marks.ts'
import type { InboxReader } from '../store/inbox-sources.ts'
import { listOfficers } from '../store/list-officers.ts'
import type { LogWriter } from '../store/log-writer.ts'
import { readJournalEnd } from '../store/read-changes.ts'
import { findInboxItems } from '../store/read-inbox.ts'

/** What is to change of one item; absent members stay as they are. */
export type MarkChange = InboxKey & {
  readonly assignee?: string | null
  readonly snoozedUntil?: Date | null
  readonly done?: boolean
}

/** How an item stood before: what an undo sends back. */
export type Marked = {
  readonly outcome: 'changed' | 'unknown'
  readonly before: { readonly assignee: string | null; readonly snoozedUntil: Date | null; readonly done: boolean }
}

const nothing: Marked = { outcome: 'unknown', before: { assignee: null, snoozedUntil: null, done: false } }

/**
 * Changes whose items are, until when they are out of the officer's sight, and which of the agency's own duties are done. Who an item is given to
 * and what is done stand in the journal, all of one call in one entry; what a person puts aside is theirs alone. Items that the officer may not
 * see are `unknown`, and the others are changed all the same.
 */
export function createMarkItems(options: {
  readonly sql: Sql
  readonly writer: LogWriter
  readonly journalId: number
  readonly now: () => Date
  readonly onChange: (agency: string) => void
}): (actor: Actor, changes: readonly MarkChange[]) => Promise<Marked[]> {
  const { sql, writer } = options
  return async (actor, changes) => {
    const reader: InboxReader = { sql, actor, releaseSeconds: undefined }
    const at = options.now()
    const [found, journalEnd] = [await findInboxItems(reader, changes, at), await readJournalEnd(sql)]
    const known = new Map(found.map((item) => [printKey(item), item]))
    await refuseStrangers(actor, changes)
    const seen = changes.filter((change) => known.has(printKey(change)))
    const given = seen.flatMap((change) => (change.assignee === undefined ? [] : [{ ...change, assignee: change.assignee }]))
    const done = seen.filter((change) => change.source === 'duty' && change.done !== undefined)
    if (given.length > 0 || done.length > 0) {
      const document = {
        at: at.toISOString(),
        by: actor.user,
        items: [
          ...given.map((change) => ({ item: printKey(change), from: known.get(printKey(change))?.assignee ?? null, to: change.assignee })),
          ...done.map((change) => ({ item: printKey(change), done: change.done === true })),
        ],
      }
      const body = { agency: actor.agency, key: 'day' as const, items: [canonicalBytes(document)] }
      await writer.transact(async (writing) => {
        const [seq = 0] = await writing.append(options.journalId, [{ type: 'assign', at, body }])
        await saveAssignees(writing.sql, actor.agency, given, seq)
        await closeDuties(
          writing.sql,
          actor,
          done.filter((change) => change.done === true),
          at,
        )
        await reopenDuties(
          writing.sql,
          actor,
          done.filter((change) => change.done === false),
        )
      })
    }
    const put = seen.flatMap((change) => (change.snoozedUntil === undefined ? [] : [{ ...change, until: change.snoozedUntil }]))
    if (put.length > 0) await saveSnoozes(sql, actor.user, put, journalEnd)
    if (seen.length > 0) options.onChange(actor.agency)
    return changes.map((change) => {
      const item = known.get(printKey(change))
      if (item === undefined) return nothing
      return { outcome: 'changed', before: { assignee: item.assignee, snoozedUntil: item.snoozedUntil, done: !item.open } }
    })
  }

  /** Work is given to people of the own agency whose role takes it. */
  async function refuseStrangers(actor: Actor, changes: readonly MarkChange[]): Promise<void> {
    if (!changes.some((change) => typeof change.assignee === 'string')) return
    const officers = new Set((await listOfficers(sql, actor)).map((officer) => officer.user))
    const problems = changes.flatMap((change, i) =>
      typeof change.assignee === 'string' && !officers.has(change.assignee)
        ? [{ field: `/changes/${i}/assignee`, code: 'officer_unknown' }]
        : [],
    )
    if (problems.length > 0) throw new Fault('body_invalid', {}, { problems: problems.slice(0, 20) })
  }
}
