import { type ReleaseTask, type ReleaseTaskDetail, routes } from '@enlace/api'
import { Fault, fromUtf8, type JsonObject } from '@enlace/core'
import { type Action, type Actor, mayDo } from '@enlace/policy'
import { attachedFilesField, fieldLabel, findField, type Kind, kindOf, kinds, personalFieldsIn } from '@enlace/records'
import { findClearanceOf, readClearanceStates } from '../store/clearances.ts'
import { type DecisionDocument, readDecisionDocuments } from '../store/decision-documents.ts'
import { findSentBefore } from '../store/decisions.ts'
import { readJournalDocuments } from '../store/journal-documents.ts'
import { findLatest } from '../store/read-changes.ts'
import { findNotesOf } from '../store/read-note.ts'
import { listReleases } from '../store/read-records.ts'
import { findReleaseTask, listOpenTasks, listTasksOf, type StoredTask } from '../store/read-release-tasks.ts'
import { findFailedChoice, readOpenChoices, type StoredChoice } from '../store/release-choices.ts'
import { findPausing } from '../store/rights-flags.ts'
import { labelOf, sayLabel } from '../store/say-label.ts'
import type { Desk } from './desk.ts'
import { showFiles } from './file-routes.ts'
import { mount } from './mount.ts'
import { findNotePairs } from './note-pairs.ts'
import { explainReleases } from './record-routes.ts'
import { noteReads, summarise } from './show-record.ts'
import type { Site } from './site.ts'

/** Mounts what releasing officers do: the queue, one task with exactly what would leave, the choice, and taking it back. */
export function mountReleaseRoutes(site: Site, desk: Desk): void {
  mount(site, routes.listReleaseTasks, async (_call, actor) => {
    const tasks = await listOpenTasks(desk.sql, actor.agency)
    return { items: await showTasks(desk, actor, tasks) }
  })

  mount(site, routes.readReleaseTask, async ({ params, query }, actor) => {
    const task = await findTask(desk, actor, 'release_task.read', params.id)
    const [shown] = await showTasks(desk, actor, [task])
    const [text] = await desk.cache.read([task.version])
    if (shown === undefined || text === undefined) throw new Fault('record_erased')
    noteReads(desk, actor, [task.version])
    const preview = await desk.services.previewTask(task.taskId)
    const cut =
      query.without === undefined ? preview : await desk.services.previewTask(task.taskId, strikeList(preview.removed, query.without))
    const kind = kinds.get(task.version.kind) ?? kindOf(text.object)
    const [choices, failed, clearance, recipients, needsNote] = await Promise.all([
      readOpenChoices(desk.sql, [task.taskId]),
      findFailedChoice(desk.sql, task.taskId),
      findClearanceOf(desk.sql, task.version.seq),
      showRecipients(desk, task),
      preview.needsNote === undefined ? null : showNote(desk, actor, task, preview.needsNote),
    ])
    const draft = text.envelope.draft_status
    return {
      ...shown,
      outgoing: fromUtf8(cut.object) ?? '',
      outgoingEnvelope: fromUtf8(cut.envelope) ?? '',
      removed: [...preview.removed],
      fields: [...fieldsOf(desk, kind, text.object, preview.fields), ...(text.files.length > 0 ? [filesField(desk)] : [])],
      files: cut.removed.includes(attachedFilesField) ? [] : await showFiles(desk, task.version, text.files),
      limits: preview.limits,
      parts: preview.parts.map((part) => ({ ...part })),
      persons: preview.persons,
      choice: await showChoice(desk, choices.get(task.taskId)),
      failed: failed?.failed ?? null,
      author: preview.author,
      draftStatus: typeof draft === 'string' ? draft : null,
      clearance: clearance === undefined ? null : { id: String(clearance.id), state: clearance.state },
      needsNote,
      recipients,
    }
  })

  mount(site, routes.decideReleaseTask, async ({ params, body }, actor) => {
    const task = await findTask(desk, actor, 'release_task.decide', params.id)
    const { outcome, without, reason, asDraft = false, holdSeconds = 0 } = body
    return await desk.services.decideTask({ taskId: task.taskId, outcome, without, reason, asDraft, holdSeconds, actor })
  })

  mount(site, routes.undoReleaseChoice, async ({ params }, actor) => {
    const task = await findTask(desk, actor, 'release_task.undo', params.id)
    return await desk.services.undoChoice({ taskId: task.taskId, actor })
  })
}

/** What the rule strikes and what the reader would strike besides: never fewer. */
function strikeList(removed: readonly string[], without: string): string[] {
  return [...new Set([...removed, ...without.split(',')])]
}

/** Why a task waits for a note, and the note: itself where it is one, else what was written of it. */
async function showNote(
  desk: Desk,
  actor: Actor,
  { version }: StoredTask,
  reason: 'note_unsealed' | 'note_missing',
): Promise<NonNullable<ReleaseTaskDetail['needsNote']>> {
  const rids = reason === 'note_unsealed' ? [version.rid] : await findNotesOf(desk.sql, version.rid)
  const own = (await findLatest(desk.sql, actor.agency, rids)).filter(({ fromParty }) => fromParty === desk.authority.party)
  const [note] = await summarise(desk, actor, own.slice(0, 1))
  return { reason, note: note ?? null }
}

/** Every partner that this version was decided for, each with its task while that waits. */
async function showRecipients(desk: Desk, task: StoredTask): Promise<ReleaseTaskDetail['recipients']> {
  const [releases, tasks] = await Promise.all([listReleases(desk.sql, task.version.rid), listTasksOf(desk.sql, task.version.seq)])
  const ofVersion = releases.filter((release) => release.versionSeq === task.version.seq)
  const explained = await explainReleases(desk, ofVersion)
  return explained.map(({ partner, outcome, explanation, decidedBy, decidedAt }) => {
    const waiting = tasks.find((candidate) => candidate.partner === partner && !candidate.closed)
    return { partner, outcome, explanation, decidedBy, decidedAt, task: waiting === undefined ? null : String(waiting.taskId) }
  })
}

async function showChoice(desk: Desk, choice: StoredChoice | undefined): Promise<ReleaseTaskDetail['choice']> {
  if (choice === undefined) return null
  const said = (await readJournalDocuments(desk.sql, desk.keystore, [choice.seq])).get(choice.seq)
  return {
    outcome: choice.outcome,
    waitsFor: choice.state === 'second' ? 'second' : 'undo_time',
    by: choice.by,
    first: choice.first,
    at: choice.at.toISOString(),
    effectAt: choice.effectAt?.toISOString() ?? null,
    without: [...choice.without],
    asDraft: choice.asDraft,
    reason: typeof said?.reason === 'string' ? said.reason : '',
  }
}

/** The attached files stand among what may be struck like one more field. */
function filesField({ messages }: Desk): ReleaseTaskDetail['fields'][number] {
  const words = messages.languages.map((language) => [language, messages.say(language, 'decisions', 'field_attached_files')] as const)
  return { name: attachedFilesField, label: labelOf(Object.fromEntries(words)), personal: true }
}

/** What an officer may strike: the fields present in the record, with their words. */
function fieldsOf(desk: Desk, kind: Kind | undefined, object: JsonObject, names: readonly string[]): ReleaseTaskDetail['fields'] {
  if (kind === undefined) return []
  const personal = new Set(personalFieldsIn(kind, object).map((placed) => placed.name))
  return names.flatMap((name) => {
    const placed = findField(kind, name)
    if (placed === undefined) return []
    return [{ name, label: sayLabel(desk.messages, fieldLabel(kind, [name], placed.field)), personal: personal.has(name) }]
  })
}

/** A task of a compartment that is not the caller's is unknown to them; one that they may see but not decide is refused. */
async function findTask(desk: Desk, actor: Actor, action: Action, id: string): Promise<StoredTask> {
  const task = /^[1-9]\d{0,14}$/.test(id) ? await findReleaseTask(desk.sql, Number(id)) : undefined
  if (task === undefined || !mayDo(actor, 'release_task.read', { agency: task.agency }).allowed) throw new Fault('release_task_unknown')
  const permission = mayDo(actor, action, { agency: task.agency })
  if (!permission.allowed) throw new Fault('not_permitted', { reason: `may_not_${permission.reason}` })
  return task
}

async function documentsOf(desk: Desk, tasks: readonly StoredTask[]): Promise<(DecisionDocument | undefined)[]> {
  const documents = await readDecisionDocuments(
    desk.sql,
    desk.keystore,
    tasks.map((task) => task.decisionSeq),
  )
  return tasks.map((task) =>
    documents.find(
      (document) => document.seq === task.decisionSeq && document.partner === task.partner && document.versionSeq === task.version.seq,
    ),
  )
}

async function showTasks(desk: Desk, actor: Actor, tasks: readonly StoredTask[]): Promise<ReleaseTask[]> {
  const summaries = await summarise(
    desk,
    actor,
    tasks.map((task) => task.version),
  )
  const seqs = tasks.map((task) => task.version.seq)
  const [documents, pausing, cleared, choices, notes] = await Promise.all([
    documentsOf(desk, tasks),
    findPausingTasks(desk, tasks),
    readClearanceStates(desk.sql, seqs),
    readOpenChoices(
      desk.sql,
      tasks.map((task) => task.taskId),
    ),
    findNotePairs(desk, actor, tasks),
  ])
  return tasks.flatMap((task, i) => {
    const record = summaries[i]
    if (record === undefined) return []
    const { code, values } = documents[i]?.explanation ?? { code: task.reason ?? 'ask', values: {} }
    const choice = choices.get(task.taskId)
    return [
      {
        id: String(task.taskId),
        record,
        partner: task.partner,
        agency: task.agency,
        askedAt: task.askedAt.toISOString(),
        explanation: { code, values: { ...values } },
        paused: pausing.get(task.taskId) ?? null,
        clearanceState: cleared.get(task.version.seq) ?? null,
        note: notes.get(task.taskId) ?? null,
        waitsForSecond: choice?.state === 'second',
        waitsForOther: (choice?.state === 'second' && choice.by === actor.user) || task.author === actor.user,
      },
    ]
  })
}

/** Tasks that a rights flag stands in the way of, by their ids: what takes back or corrects what left is never held. */
async function findPausingTasks(desk: Desk, tasks: readonly StoredTask[]) {
  const pausing = await findPausing(
    desk.sql,
    tasks.flatMap(({ version }) => (version.revoked ? [] : [version.seq])),
  )
  const held = tasks.filter(({ version }) => pausing.has(version.seq))
  const sent = await Promise.all(held.map(({ partner, version }) => findSentBefore(desk.sql, partner, [version.seq])))
  return new Map(
    held.flatMap(({ taskId, version }, i) => {
      const paused = sent[i]?.has(version.seq) ? undefined : pausing.get(version.seq)
      return paused === undefined ? [] : [[taskId, paused] as const]
    }),
  )
}
