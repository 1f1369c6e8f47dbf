import type { Json } from '@enlace/core'
import { isJsonObject } from '@enlace/core'
import { type Actor, type BriefRecords, type ByLanguage, stateOfSession } from '@enlace/policy'
import { kinds, readField, titleOf } from '@enlace/records'
import { fieldsOf } from '../store/case-records.ts'
import { toCommitmentRecords, wordOf } from '../store/read-commitments.ts'
import { type HeldRecord, readHeld } from '../store/read-held.ts'
import { readPresentCommitments } from '../store/read-present-commitments.ts'
import {
  evaluationWish,
  expectationWish,
  issueWish,
  toEvaluationRecords,
  toExpectationRecords,
  toIssueRecords,
} from '../store/read-programme-words.ts'
import { dueSessionsOf, readSessions, toSessionAccount } from '../store/read-sessions.ts'
import type { SeriesLines } from '../store/series-lines.ts'
import type { StoredRecord } from '../store/stored-records.ts'
import type { Desk } from './desk.ts'
import { type BriefIndicator, gatherFigures } from './gather-figures.ts'
import { noteReads } from './show-record.ts'

/**
 * Everything that a brief is made of, as the caller's agency may see it at this moment: what was erased or recalled is not read, so no brief holds it.
 * `more`: of one sort there is more than was read.
 */
export async function gatherBrief(
  desk: Desk,
  lines: SeriesLines,
  actor: Actor,
  on: string,
): Promise<{
  readonly records: BriefRecords & { readonly figures: readonly BriefIndicator[] }
  readonly more: boolean
  readonly lastHeld: string | undefined
}> {
  const [commitments, expectations, issues, evaluations, sessions, figures] = await Promise.all([
    readPresentCommitments(desk, actor.agency),
    readHeld(desk, actor.agency, expectationWish),
    readHeld(desk, actor.agency, issueWish),
    readHeld(desk, actor.agency, evaluationWish),
    readSessions(desk, actor.agency),
    gatherFigures(desk, lines, actor, on),
  ])
  const met = sessions.items.map((held) => ({ held, state: stateOfSession(held.accounts.map(toSessionAccount), on) }))
  const dueSessions = dueSessionsOf(sessions.items, on)
  const all = [commitments, expectations, issues, evaluations]
  noteReads(
    desk,
    actor,
    all.flatMap(({ items }) => items.map(({ version }) => version)),
  )
  return {
    records: {
      commitments: commitments.items.map((held) => ({
        ...sourceOf(held, 'agreed_text'),
        records: toCommitmentRecords(held, dueSessions),
        next: new Map(
          held.said.flatMap((one) => {
            const next = one.kind === 'commitment-status' ? fieldsOf(one).text('next_step') : undefined
            return next === undefined ? [] : [[String(one.object.id), next] as const]
          }),
        ),
      })),
      expectations: expectations.items.map((held) => ({ ...sourceOf(held, 'expected'), records: toExpectationRecords(held) })),
      issues: issues.items.map((held) => ({ ...sourceOf(held, 'what'), records: toIssueRecords(held) })),
      evaluations: evaluations.items.map((held) => ({
        ...sourceOf(held, 'question'),
        records: toEvaluationRecords(held),
        findings: new Map(
          fieldsOf(held.record)
            .list('findings')
            .map((finding) => [String(finding.number), byLanguage(finding.finding)]),
        ),
      })),
      figures: figures.items,
      sessions: met.flatMap(({ held, state }) =>
        (state.standing === 'planned' || state.standing === 'postponed') && (state.lastDay === null || state.lastDay >= on)
          ? [{ ...sourceOf(held.root, 'names'), on: state.lastDay }]
          : [],
      ),
    },
    more: all.some(({ more }) => more) || sessions.more || figures.more,
    // The day of the last session that every account of it says was held; a month or a year is no day to count from.
    lastHeld: met
      .flatMap(({ state: { standing, day } }) => (standing === 'held' && day !== null && day.length === 10 && day <= on ? [day] : []))
      .toSorted()
      .at(-1),
  }
}

/** What a brief says of a record's own: its words by language, its title where it has none. */
export function sourceOf({ record, version }: HeldRecord, field: string) {
  const { id, from, at } = wordOf(record)
  const found = wordsOfField(record, field)
  return {
    id,
    from,
    at,
    words: Object.keys(found).length === 0 ? { en: titleOf(kinds.get(record.kind), record.object) } : found,
    tlp: version.tlp,
  }
}

/** A text by language as a field of a record holds it. */
export function wordsOfField(record: Pick<StoredRecord, 'kind' | 'object'>, field: string): ByLanguage {
  return byLanguage(readField(kinds.get(record.kind), record.object, field))
}

/** A text by language, without what is no text. */
export function byLanguage(value: Json | undefined): ByLanguage {
  if (value === undefined || !isJsonObject(value)) return {}
  return Object.fromEntries(Object.entries(value).flatMap(([tag, words]) => (typeof words === 'string' ? [[tag, words]] : [])))
}
