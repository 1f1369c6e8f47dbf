import type { RequestDetail } from '@enlace/api'
import type { Actor, RequestForm } from '@enlace/policy'
import { findFormal } from '../store/find-formal.ts'
import { hasLeft } from '../store/list-requests.ts'
import { findLatest } from '../store/read-changes.ts'
import { type RequestCase, readRequest } from '../store/read-request.ts'
import type { Desk } from './desk.ts'
import { summarise } from './show-record.ts'

/** The requests by which the formal request of an arrest is made: those of a form that goes by the class of note of one of its steps. */
export async function showFormal(
  desk: Desk,
  actor: Actor,
  { record, facts }: RequestCase,
  form: RequestForm | undefined,
): Promise<RequestDetail['formal']> {
  const classes = new Set(form?.course.moves.flatMap(({ note }) => note ?? []))
  const forms = [...desk.requests.forms.values()].filter(({ note }) => note !== undefined && classes.has(note))
  const found = await findFormal(
    desk.sql,
    record.rid,
    facts.requesting,
    forms.map(({ id }) => id),
  )
  const versions = await findLatest(desk.sql, actor.agency, found)
  const summaries = await summarise(desk, actor, versions)
  const shown: RequestDetail['formal'] = []
  for (const [i, { rid }] of versions.entries()) {
    const summary = summaries[i]
    const made = await readRequest(desk.sql, desk.keystore, rid)
    const note = made === undefined ? undefined : desk.requests.forms.get(made.form)?.note
    if (summary === undefined || made === undefined || note === undefined) continue
    const left = facts.requesting !== actor.party || (await hasLeft(desk.sql, rid))
    shown.push({ id: summary.id, title: summary.title, form: made.form, note, left, at: made.facts.at })
  }
  return shown
}
