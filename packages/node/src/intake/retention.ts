import { canonicalBytes, Fault } from '@enlace/core'
import type { Change, RetentionEnd, RetentionRule } from '@enlace/policy'
import type { Sql } from 'postgres'
import type { Writing } from '../store/log-writer.ts'
import { countByRule, findDue, readTerms, setOwnPeriod } from '../store/retention.ts'
import type { createErase } from './erase-record.ts'
import type { Decider } from './propose-changes.ts'

/** Records erased before the run looks anew whether it is to stop, and what is due. */
const batchSize = 50

/** When the run last looked at everything, and what it has erased since the node started. */
export type RetentionRun = { readonly lookedAt: Date | null; readonly erased: number; readonly running: boolean }

export type Retention = ReturnType<typeof createRetention>

/**
 * Ends what a retention rule ends: records of a class, kind and agency whose period is over lose their keys, one record at a time, each with its
 * own journal entry. A run that is killed erased whole records; the next one goes on. A legal hold stops it.
 */
export function createRetention(options: {
  readonly sql: Sql
  readonly rules: readonly RetentionRule[]
  readonly erase: ReturnType<typeof createErase>
  readonly journalId: number
  readonly now: () => Date
}) {
  const { sql, rules, now } = options
  let run: RetentionRun = { lookedAt: null, erased: 0, running: false }

  /** Erases a batch of what is due; true while more is. */
  async function step(): Promise<boolean> {
    const at = now()
    const due = await findDue(sql, await readTerms(sql, rules), at, batchSize)
    run = { ...run, lookedAt: at, running: due.length > 0 }
    for (const { rid, fromParty, agency, rule } of due) {
      if (await eraseOne({ rid, reason: 'retention', agency, user: 'node', from: fromParty, rule }))
        run = { ...run, erased: run.erased + 1 }
    }
    run = { ...run, running: due.length === batchSize }
    return due.length === batchSize
  }

  async function eraseOne(request: Parameters<typeof options.erase>[0]): Promise<boolean> {
    try {
      await options.erase(request)
      return true
    } catch (cause) {
      // A person was faster: put it on hold, or erased it.
      if (cause instanceof Fault && ['record_held', 'record_erased', 'rights_flag_open'].includes(cause.code)) return false
      throw cause
    }
  }

  /** What a changed period would do at once. Throws Fault `retention_rule_unknown`. */
  async function foresee(asked: {
    readonly agency: string
    readonly rule: string
    readonly days: number | null
    readonly atEnd: RetentionEnd
  }): Promise<{ readonly wouldErase: number; readonly wouldReview: number; readonly held: number; readonly kept: number }> {
    if (!rules.some((rule) => rule.id === asked.rule && (rule.agency ?? asked.agency) === asked.agency)) {
      throw new Fault('retention_rule_unknown', {})
    }
    const figures = await countByRule(sql, await readTerms(sql, rules, asked, asked.agency), now())
    const one = figures.find((row) => row.rule === asked.rule)
    return { wouldErase: one?.due ?? 0, wouldReview: one?.review ?? 0, held: one?.held ?? 0, kept: one?.kept ?? 0 }
  }

  /** Sets a period on the word of two; the next run goes by it. */
  async function set(writing: Writing, change: Extract<Change, { what: 'retention' }>, by: Decider): Promise<number> {
    const { agency, rule, days, atEnd } = change
    const document = canonicalBytes({
      at: by.at.toISOString(),
      at_end: atEnd,
      by: by.actor.user,
      days,
      proposed_by: by.proposedBy,
      reason: by.reason,
      retention_rule: rule,
    })
    const [seq] = await writing.append(options.journalId, [{ type: 'admin', at: by.at, body: { agency, key: 'day', items: [document] } }])
    await setOwnPeriod(writing.sql, {
      agency,
      rule,
      days,
      atEnd,
      by: [by.proposedBy, by.actor.user].join(', '),
      at: by.at,
      seq: seq as number,
    })
    return seq as number
  }

  return { step, foresee, set, status: () => run }
}
