import { canonicalBytes, Fault, type Json } from '@enlace/core'
import type { Actor } from '@enlace/policy'
import { type Marking, needsTwoPersons } from '@enlace/records'
import type { Sql, TransactionSql } from 'postgres'
import { readAuthor } from '../store/clearances.ts'
import { findTask } from '../store/decisions.ts'
import { readJournalDocuments } from '../store/journal-documents.ts'
import type { Keystore } from '../store/keystore.ts'
import type { LogWriter } from '../store/log-writer.ts'
import { endChoice, insertChoice, listDueChoices, readOpenChoices, type StoredChoice } from '../store/release-choices.ts'
import { readStoredRecords, type StoredRecord } from '../store/stored-records.ts'
import type { ReleaseStage, TaskChoice } from './release.ts'

export type Choosing = Omit<TaskChoice, 'first'> & {
  /** How long the choice can be taken back before it takes effect; 0: at once. */
  readonly holdSeconds: number
}

/** What became of a choice: it took effect, waits for the end of its undo time, or waits for a second person. */
export type Chosen = { readonly seq: number; readonly state: 'done' | 'pending' | 'second'; readonly effectAt: Date | null }

export type Choices = {
  /** A releasing officer chooses. Faults are those of `decideTask`; nobody decides about what they wrote. */
  choose(choosing: Choosing): Promise<Chosen>
  /** Takes back a choice that has not taken effect: one's own, or as the second person. Throws Fault `choice_unknown`. */
  undo(request: { readonly taskId: number; readonly actor: Actor }): Promise<{ readonly seq: number }>
  /** How many persons a task needs, and who handed in its record. */
  about(taskId: number): Promise<{ readonly persons: 1 | 2; readonly author: string | null }>
  /** Lets choices take effect whose undo time is over; true while more wait. */
  step(): Promise<boolean>
}

const batchSize = 64

/**
 * Choices about release tasks before they take effect. For the highest markings two persons agree on the same bytes, and the second sees what the
 * first chose; every choice can be taken back until it takes effect, and never afterwards: what left can only be recalled. One person's word is
 * enough to keep a record home.
 */
export function createChoices(options: {
  readonly sql: Sql
  readonly writer: LogWriter
  readonly keystore: Keystore
  readonly journalId: number
  readonly party: string
  readonly release: Pick<ReleaseStage, 'decideTask' | 'checkTask'>
  readonly now: () => Date
  readonly onChange: () => void
  /** A choice could not take effect: the code of the fault. */
  readonly onFailed: (taskId: number, code: string) => void
}): Choices {
  const { sql, writer, keystore, journalId, release } = options

  async function recordOf(taskId: number): Promise<{ record: StoredRecord; partner: string }> {
    const task = await findTask(sql, taskId)
    if (task === undefined) throw new Fault('release_task_unknown', { id: taskId })
    const [record] = await readStoredRecords(sql, keystore, [task.versionSeq])
    if (record === undefined) throw new Fault('record_erased', {})
    return { record, partner: task.partner }
  }

  async function journal(
    record: StoredRecord,
    at: Date,
    document: { readonly [name: string]: Json },
    keep: (seq: number) => (tx: TransactionSql) => Promise<void>,
  ) {
    const key = { slot: record.slot }
    const body = { agency: record.agency, key, items: [canonicalBytes({ ...document, at: at.toISOString() })] }
    return await writer.transact(async (writing) => {
      const [seq] = await writing.append(journalId, [{ type: 'choice', at, body }])
      await keep(seq as number)(writing.sql)
      return seq as number
    })
  }

  async function keepChoice(record: StoredRecord, partner: string, choosing: Choosing, first: string | null, state: 'second' | 'pending') {
    const at = options.now()
    const { taskId, outcome, reason, actor, asDraft = false, holdSeconds } = choosing
    const without = [...new Set(choosing.without)].sort()
    const effectAt = state === 'pending' ? new Date(at.getTime() + holdSeconds * 1000) : null
    const document = {
      by: actor.user,
      outcome,
      partner,
      reason,
      task: taskId,
      version: record.seq,
      without,
      ...(first === null ? {} : { first }),
      ...(asDraft ? { as_draft: true } : {}),
      ...(effectAt === null ? {} : { effect_at: effectAt.toISOString() }),
    }
    const seq = await journal(record, at, document, (place) => async (tx) => {
      await insertChoice(tx, { taskId, seq: place, outcome, without, asDraft, by: actor.user, first, at, effectAt, state })
    })
    options.onChange()
    return { seq, state, effectAt }
  }

  return {
    choose: async (choosing) => {
      const { taskId, actor, holdSeconds } = choosing
      const { record, partner } = await recordOf(taskId)
      if ((await readAuthor(sql, record.seq)) === actor.user) throw new Fault('not_permitted', { reason: 'may_not_release_own' })
      const open = (await readOpenChoices(sql, [taskId])).get(taskId)
      if (open?.state === 'pending') throw new Fault('choice_pending', { id: taskId })
      await release.checkTask(choosing)
      const two = choosing.outcome === 'release' && isForTwo(record)
      const first = two && open !== undefined && open.by !== actor.user && agrees(open, choosing) ? open.by : null
      if (two && first === null) return await keepChoice(record, partner, choosing, null, 'second')
      if (holdSeconds > 0) return await keepChoice(record, partner, choosing, first, 'pending')
      const { seq } = await release.decideTask({ ...choosing, ...(first === null ? {} : { first }) })
      if (open !== undefined) await endChoice(sql, open.id, first === null ? 'replaced' : 'done')
      options.onChange()
      return { seq, state: 'done', effectAt: null }
    },
    undo: async ({ taskId, actor }) => {
      const open = (await readOpenChoices(sql, [taskId])).get(taskId)
      if (open === undefined) throw new Fault('choice_unknown', { id: taskId })
      const { record } = await recordOf(taskId)
      const seq = await journal(record, options.now(), { by: actor.user, task: taskId, undone: open.seq }, () => async (tx) => {
        if (!(await endChoice(tx, open.id, 'undone'))) throw new Fault('choice_unknown', { id: taskId })
      })
      options.onChange()
      return { seq }
    },
    about: async (taskId) => {
      const { record } = await recordOf(taskId)
      return { persons: isForTwo(record) ? 2 : 1, author: await readAuthor(sql, record.seq) }
    },
    step: async () => {
      const due = await listDueChoices(sql, options.now(), batchSize)
      for (const choice of due) await takeEffect(choice)
      if (due.length > 0) options.onChange()
      return due.length === batchSize
    },
  }

  async function takeEffect(choice: StoredChoice): Promise<void> {
    try {
      const { record } = await recordOf(choice.taskId)
      const said = (await readJournalDocuments(sql, keystore, [choice.seq])).get(choice.seq)
      const actor: Actor = { party: options.party, agency: record.agency, role: 'releasing-officer', user: choice.by }
      const { taskId, outcome, without, asDraft, first } = choice
      const reason = typeof said?.reason === 'string' ? said.reason : ''
      await release.decideTask({ taskId, outcome, without, asDraft, reason, actor, ...(first === null ? {} : { first }) })
      await endChoice(sql, choice.id, 'done')
    } catch (cause) {
      // The store being away is tried again; what the rules refuse meanwhile is told, and the task is open again.
      if (!(cause instanceof Fault) || cause.code === 'store_unavailable') throw cause
      const code = cause.code === 'release_already_decided' ? null : (cause.problems[0]?.code ?? cause.code)
      await endChoice(sql, choice.id, code === null ? 'done' : 'failed', code)
      if (code !== null) options.onFailed(choice.taskId, code)
    }
  }
}

/** Whether a record leaves only when two persons agree. A marking that cannot be read counts as the highest. */
export function isForTwo(record: Pick<StoredRecord, 'envelope'>): boolean {
  const marking = record.envelope.marking as unknown as Partial<Marking> | undefined
  return (
    typeof marking?.scheme !== 'string' ||
    typeof marking.value !== 'string' ||
    needsTwoPersons({ scheme: marking.scheme, value: marking.value })
  )
}

function agrees(open: StoredChoice, choosing: Choosing): boolean {
  const without = [...new Set(choosing.without)].sort().join()
  return open.outcome === 'release' && [...open.without].sort().join() === without && open.asDraft === (choosing.asDraft ?? false)
}
