import {
  type Ask,
  composeScene,
  extraditionDays,
  extraditionScenes,
  groupDays,
  groupScenes,
  indicatorScenes,
  type JointNode,
  openCaseDays,
  openCaseScenes,
  type Player,
  playJoint,
  playPublicSeal,
  playResults,
  playScene,
  programmeDays,
  programmeScenes,
  readingDays,
  readingScenes,
  type Scene,
  sealedScenes,
} from '@enlace/fleet'
import { askOf } from './ask-of.ts'
import type { Stage } from './play-story.ts'

const dayMs = 86_400_000

/**
 * Plays the fictional cases once, through the nodes' own APIs: one in its forty-first day, groups with a transfer, what was agreed, an extradition that is over, sealed results and two joint statements. What an earlier run wrote
 * stays, and the rest is played as of the same arrest. Ends when `stop` is asked.
 */
export async function playCases(stages: Readonly<Record<string, Stage>>, stop: AbortSignal): Promise<void> {
  const ask = askOf(stages, stop)
  for (const [scenes, days] of [
    [openCaseScenes, openCaseDays],
    [groupScenes, groupDays],
    [programmeScenes, programmeDays],
    [readingScenes, readingDays],
    [indicatorScenes, 0],
    [sealedScenes, 0],
    [extraditionScenes, extraditionDays],
  ] as const) {
    const arrested = await arrestOf(ask, scenes, days)
    for (const scene of scenes) {
      if (stop.aborted) return
      await playScene(ask, scene, arrested)
    }
  }
  await playPublicSeal(ask)
  await playResults(ask)
  if (stop.aborted) return
  const [mx, us] = (['mx', 'us'] as const).map(
    (party): JointNode => ({
      party,
      call: (method, path, { role = 'analyst', agency = '', body } = {}) => ask([party, agency, role], method, path, body),
    }),
  )
  if (mx !== undefined && us !== undefined) await playJoint(mx, us)
}

/** The day of the arrest: as an earlier run took it, else so many days ago. */
async function arrestOf(ask: Ask, scenes: readonly Scene[], days: number): Promise<Date> {
  const first = scenes[0] as Scene
  const today = new Date(Date.now() - days * dayMs)
  const by: Player = first.by
  const { status, body } = await ask(by, 'GET', `/api/v1/records/${composeScene(first, today).object.id}`)
  if (status !== 200) return today
  const { created } = (body as { object: { created: string } }).object
  return new Date(Date.parse(created) - first.day * dayMs)
}
