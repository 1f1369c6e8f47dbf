import type { ReleaseTask } from '@enlace/api'
import { type Actor, mayDo } from '@enlace/policy'
import { noteField } from '../store/read-note.ts'
import { listOpenTasks, type StoredTask } from '../store/read-release-tasks.ts'
import type { Desk } from './desk.ts'
import { summarise } from './show-record.ts'

type NotePair = NonNullable<ReleaseTask['note']>

/**
 * For each task (by id) about a diplomatic note or about a request that waits beside its note: the two as one. A note whose request does not wait for
 * the same partner stands alone.
 */
export async function findNotePairs(desk: Desk, actor: Actor, tasks: readonly StoredTask[]): Promise<ReadonlyMap<number, NotePair>> {
  const agencies = [...new Set(tasks.filter(isOfPair).map(({ agency }) => agency))]
  const readable = agencies.filter((agency) => mayDo(actor, 'release_task.read', { agency }).allowed)
  const open = (await Promise.all(readable.map((agency) => listOpenTasks(desk.sql, agency)))).flat()
  const known = new Map([...tasks, ...open].filter(isOfPair).map((task) => [task.taskId, task]))
  const all = [...known.values()]
  const waiting = new Set(open.map(({ taskId }) => taskId))
  const texts = await desk.cache.read(all.map(({ version }) => version))
  const summaries = await summarise(
    desk,
    actor,
    all.map(({ version }) => version),
  )
  const pairs = new Map<number, NotePair>()
  for (const [i, task] of all.entries()) {
    const object = texts[i]?.object
    if (task.version.kind !== 'diplomatic-note' || object === undefined) continue
    const request = noteField(object, 'request_ref')
    const beside = all.findIndex(
      (other, at) => waiting.has(other.taskId) && other.partner === task.partner && request !== undefined && summaries[at]?.id === request,
    )
    const other = all[beside]
    const pair = {
      number: String(noteField(object, 'number') ?? ''),
      task: waiting.has(task.taskId) ? String(task.taskId) : null,
      request: other === undefined ? null : { task: String(other.taskId), title: summaries[beside]?.title ?? '' },
    }
    pairs.set(task.taskId, pair)
    if (other !== undefined && waiting.has(task.taskId)) pairs.set(other.taskId, pair)
  }
  return pairs
}

function isOfPair({ version }: StoredTask): boolean {
  return version.kind === 'diplomatic-note' || version.kind === 'request'
}
