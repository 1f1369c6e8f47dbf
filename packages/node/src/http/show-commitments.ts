import type { CommitmentRow } from '@enlace/api'
import { isJsonObject } from '@enlace/core'
import { type Actor, dependencyFaults, stateOfCommitment } from '@enlace/policy'
import { kinds, readField, titleOf } from '@enlace/records'
import { fieldsOf } from '../store/case-records.ts'
import { type HeldCommitment, toCommitmentRecords, wordOf } from '../store/read-commitments.ts'
import { readContinued } from '../store/read-present-commitments.ts'
import { type NamedDueSession, readDueSessions } from '../store/read-sessions.ts'
import type { Desk } from './desk.ts'
import { wordsOfField } from './gather-brief.ts'
import { summarise } from './show-record.ts'

/**
 * Commitments as lists show them as of a day, each with what it was folded to; those that no longer open are left out. `among`: every commitment that the
 * caller may see, by which a dependency is known and a circle found.
 */
export async function showCommitments(
  desk: Desk,
  actor: Actor,
  held: readonly HeldCommitment[],
  on: string,
  among: readonly HeldCommitment[] = held,
) {
  const [sessions, continued] = await Promise.all([readDueSessions(desk, actor.agency, held, on), readContinued(desk, actor.agency)])
  const folded = held.map((one) => {
    const records = toCommitmentRecords(one, sessions)
    return { one, records, state: stateOfCommitment(records, on) }
  })
  const faults = dependencyFaults(
    among.map(({ record }) => ({ id: String(record.object.id), dependsOn: fieldsOf(record).codes('depends_on') })),
  )
  const summaries = await summarise(
    desk,
    actor,
    held.map(({ version }) => version),
  )
  return folded.flatMap(({ one, records, state }, i) => {
    const record = summaries[i]
    if (record === undefined) return []
    const { text, list } = fieldsOf(one.record)
    const agreed = readField(kinds.get('commitment'), one.record.object, 'agreed_text')
    const earlier = continued.has(text('programme_ref') ?? '')
    const row: CommitmentRow = {
      record,
      text: isJsonObject(agreed)
        ? Object.fromEntries(Object.entries(agreed).flatMap(([tag, words]) => (typeof words === 'string' ? [[tag, words]] : [])))
        : {},
      modality: records.facts.modality,
      workstream: text('workstream') ?? null,
      due: text('due') ?? null,
      lastDay: state.lastDay,
      dueBy: dueByOf(sessions.get(text('due_by_ref') ?? '')),
      earlier,
      owners: state.owners.map(({ party, status, said, isOverdue }) => {
        const owner = list('owners').find((each) => each.party === party)
        const [office, part] = [owner?.office, owner?.part]
        return {
          party,
          office: typeof office === 'string' ? office : null,
          part: typeof part === 'string' ? part : null,
          status,
          said,
          overdue: isOverdue && !earlier,
          asked: askedOf(one, party, said),
        }
      }),
      unilateral: state.readings.filter(({ standing }) => standing === 'unilateral').length,
      warnings: [...state.warnings.map(({ code }) => code), ...(faults.get(records.facts.id) ?? [])],
    }
    return [{ row, state }]
  })
}

/** The session by which it is due, by its first record. */
function dueByOf(session: NamedDueSession | undefined): CommitmentRow['dueBy'] {
  if (session === undefined) return null
  const { root, lastDay, isHeld } = session
  const { object } = root.record
  const title = titleOf(kinds.get(root.record.kind), object)
  return { id: String(object.id), title, names: wordsOfField(root.record, 'names'), lastDay, held: isHeld }
}

/** The latest request for the progress of a party that came after its last word about the commitment. */
function askedOf({ said }: HeldCommitment, party: string, status: string | null): CommitmentRow['owners'][number]['asked'] {
  const last = said.find(({ object }) => object.id === status)
  const since = last === undefined ? '' : wordOf(last).at
  const asked = said
    .filter((one) => one.kind === 'progress-request' && fieldsOf(one).text('of_party') === party)
    .map((one) => ({ at: wordOf(one).at, from: one.fromParty, by: fieldsOf(one).text('by_when') ?? null }))
  return asked.filter(({ at }) => at > since).toSorted((a, b) => (a.at < b.at ? 1 : -1))[0] ?? null
}
