import { type ReleaseTask, type ReleaseTaskDetail, routes } from '@enlace/api'
import { Fault, fromUtf8, type JsonObject } from '@enlace/core'
import { type Action, type Actor, mayDo } from '@enlace/policy'
import { attachedFilesField, fieldLabel, findField, type Kind, kindOf, kinds, personalFieldsIn } from '@enlace/records'
import { type DecisionDocument, readDecisionDocuments } from '../store/decision-documents.ts'
import { readExchangeHistory } from '../store/exchange-history.ts'
import { listImportRuns } from '../store/import-runs.ts'
import { findReleaseTask, listOpenTasks, type StoredTask } from '../store/read-release-tasks.ts'
import { listWork } from '../store/read-work.ts'
import { type Desk, labelOf, sayLabel } from './desk.ts'
import { showFiles } from './file-routes.ts'
import { mount } from './mount.ts'
import { noteReads, showWork, summarise } from './show-record.ts'
import type { Site } from './site.ts'

/** How finely a span of the exchange is shown: some sixty points each. */
const spans = {
  hour: { stepSeconds: 60, steps: 60 },
  day: { stepSeconds: 1800, steps: 48 },
  week: { stepSeconds: 10_800, steps: 56 },
} as const

/** Mounts what an agency works on: inbox, release tasks, the exchange, imports. */
export function mountWorkRoutes(site: Site, desk: Desk): void {
  mount(site, routes.listInbox, async ({ query }, actor) => ({
    items: await showWork(desk, actor, await listWork(desk.sql, { agency: actor.agency, direction: query.direction, state: query.state })),
  }))

  mount(site, routes.readExchange, async () => ({ partners: [...(await desk.services.exchangeStatus())] }))

  mount(site, routes.holdLink, async ({ params, body }, actor) => {
    const hours = body.hours === undefined ? {} : { hours: body.hours }
    await desk.services.holdLink({ party: params.party, held: body.held, reason: body.reason, actor, ...hours })
    return { partners: [...(await desk.services.exchangeStatus())] }
  })

  mount(site, routes.readExchangeHistory, async ({ params, query }) => {
    if (!desk.partners.some(({ party }) => party === params.party)) throw new Fault('partner_unknown', { party: params.party })
    const { stepSeconds, steps } = spans[query.span ?? 'hour']
    const points = await readExchangeHistory(desk.sql, params.party, { now: desk.now(), stepSeconds, steps })
    return { stepSeconds, points: points.map((point) => ({ ...point, at: point.at.toISOString() })) }
  })

  mount(site, routes.proveExchange, async ({ params }) => await desk.services.people.proveExchange(params.party))

  mount(site, routes.listReleaseTasks, async (_call, actor) => {
    const tasks = await listOpenTasks(desk.sql, actor.agency)
    return { items: await showTasks(desk, actor, tasks) }
  })

  mount(site, routes.readReleaseTask, async ({ params }, actor) => {
    const task = await findTask(desk, actor, 'release_task.read', params.id)
    const [shown] = await showTasks(desk, actor, [task])
    const [text] = await desk.cache.read([task.version])
    if (shown === undefined || text === undefined) throw new Fault('record_erased')
    noteReads(desk, actor, [task.version])
    const preview = await desk.services.previewTask(task.taskId)
    const kind = kinds.get(task.version.kind) ?? kindOf(text.object)
    return {
      ...shown,
      outgoing: fromUtf8(preview.object) ?? '',
      outgoingEnvelope: fromUtf8(preview.envelope) ?? '',
      removed: [...preview.removed],
      fields: [...fieldsOf(desk, kind, text.object, preview.fields), ...(text.files.length > 0 ? [filesField(desk)] : [])],
      files: preview.removed.includes(attachedFilesField) ? [] : await showFiles(desk, task.version, text.files),
      limits: preview.limits,
    }
  })

  mount(site, routes.decideReleaseTask, async ({ params, body }, actor) => {
    const task = await findTask(desk, actor, 'release_task.decide', params.id)
    return await desk.services.decideTask({ taskId: task.taskId, outcome: body.outcome, without: body.without, reason: body.reason, actor })
  })

  mount(site, routes.listImports, async () => ({
    items: (await listImportRuns(desk.sql)).map((run) => ({ ...run, problems: [...run.problems], at: run.at.toISOString() })),
  }))
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
  const documents = await documentsOf(desk, tasks)
  return tasks.flatMap((task, i) => {
    const record = summaries[i]
    if (record === undefined) return []
    const { code, values } = documents[i]?.explanation ?? { code: task.reason ?? 'ask', values: {} }
    return [
      {
        id: String(task.taskId),
        record,
        partner: task.partner,
        agency: task.agency,
        askedAt: task.askedAt.toISOString(),
        explanation: { code, values: { ...values } },
      },
    ]
  })
}
