import type { OpenItems } from '@enlace/api'
import { type Actor, stateOfExpectation, stateOfIssue } from '@enlace/policy'
import { kinds, titleOf } from '@enlace/records'
import { fieldsOf } from '../store/case-records.ts'

import { type HeldRecord, readHeld } from '../store/read-held.ts'
import { readPresentCommitments } from '../store/read-present-commitments.ts'
import { expectationWish, issueWish, toExpectationRecords, toIssueRecords } from '../store/read-programme-words.ts'
import type { StoredRecord } from '../store/stored-records.ts'
import type { Desk } from './desk.ts'
import { wordsOfField } from './gather-brief.ts'
import { neighboursOf } from './session-chain.ts'
import { showCommitments } from './show-commitments.ts'
import { noteReads } from './show-record.ts'
import { type FoldedSession, latestText } from './show-session.ts'

type Item = OpenItems['items'][number]

/**
 * What is open and could stand on the agenda of a session: commitments overdue, disputed, due by it or read by one side alone, points that an earlier session
 * put off, emerging issues, expectations. Each once, for the first of these reasons. A human picks.
 */
export async function findOpenItems(
  desk: Desk,
  actor: Actor,
  session: FoldedSession,
  all: readonly FoldedSession[],
  on: string,
): Promise<readonly Item[]> {
  const [commitments, expectations, issues] = await Promise.all([
    readPresentCommitments(desk, actor.agency),
    readHeld(desk, actor.agency, expectationWish),
    readHeld(desk, actor.agency, issueWish),
  ])
  noteReads(
    desk,
    actor,
    [...expectations.items, ...issues.items].map(({ version }) => version),
  )
  const { before } = neighboursOf(session, all)
  const taken = new Set(session.held.items.flatMap((item) => fieldsOf(item).text('about_ref') ?? []))
  const recordOf = new Map(commitments.items.map(({ record }) => [String(record.object.id), record]))
  const found = [
    ...(await showCommitments(desk, actor, commitments.items, on)).flatMap(({ row }): Item[] => {
      const record = recordOf.get(row.record.id)
      const why = whyOpen(row, session, record, before?.state.lastDay ?? null)
      if (why === undefined) return []
      return [{ id: row.record.id, kind: 'commitment', title: row.record.title, words: row.text, why, from: row.record.from, taken: false }]
    }),
    ...putOff(session, all).map((item) => toItem(item, 'put_off', 'words')),
    ...issues.items
      .filter((held) => ['raised', 'shared', 'asked'].includes(stateOfIssue(toIssueRecords(held)).status))
      .map(({ record }) => toItem(record, 'emerging', 'what')),
    ...expectations.items
      .filter((held) => ['open', 'accepted'].includes(stateOfExpectation(toExpectationRecords(held), on).status))
      .map(({ record }) => toItem(record, 'expected', 'expected')),
  ]
  return found.map((item) => ({ ...item, taken: taken.has(item.id) }))
}

type CommitmentFacts = Awaited<ReturnType<typeof showCommitments>>[number]['row']

function whyOpen(
  row: CommitmentFacts,
  session: FoldedSession,
  record: StoredRecord | undefined,
  since: string | null,
): Item['why'] | undefined {
  if (row.owners.some(({ status }) => status === 'disputed')) return 'disputed'
  if (row.owners.some(({ overdue }) => overdue)) return 'overdue'
  const isOpen = row.owners.some(({ status }) => status === 'not_started' || status === 'in_progress')
  const { lastDay } = session.state
  const isDue =
    (record !== undefined && fieldsOf(record).text('due_by_ref') === session.id) ||
    (row.lastDay !== null && lastDay !== null && since !== null && row.lastDay <= lastDay && row.lastDay > since)
  if (isOpen && isDue) return 'due'
  return row.unilateral > 0 ? 'unilateral' : undefined
}

/** Points that earlier sessions of the same body put off, unless a session since took them up. */
function putOff(session: FoldedSession, all: readonly FoldedSession[]): readonly StoredRecord[] {
  const body = latestText(session.held, 'mechanism_ref')
  const day = session.state.lastDay ?? '9999'
  const siblings = all.filter((one) => one.id !== session.id && body !== undefined && latestText(one.held, 'mechanism_ref') === body)
  const carried = new Set(siblings.flatMap(({ held }) => held.items.flatMap((item) => fieldsOf(item).text('about_ref') ?? [])))
  return siblings
    .filter(({ state }) => (state.lastDay ?? '9999') < day)
    .flatMap(({ held }) => held.items)
    .filter((item) => fieldsOf(item).text('outcome') === 'put_off' && !carried.has(String(item.object.id)))
}

function toItem(record: HeldRecord['record'], why: Item['why'], field: string): Item {
  const title = titleOf(kinds.get(record.kind), record.object)
  return {
    id: String(record.object.id),
    kind: record.kind,
    title,
    words: wordsOfField(record, field),
    why,
    from: record.fromParty,
    taken: false,
  }
}
