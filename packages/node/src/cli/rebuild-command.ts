import { setTimeout as pause } from 'node:timers/promises'
import { dataDirOf, readConfig } from '../config.ts'
import { reachDatabase } from '../store/reach-database.ts'
import { forgetProjection, type Projection, projections, readProgress } from '../store/rebuild.ts'
import { type Command, misused, textOf } from './command.ts'

const lookEveryMs = 500
/** A running node looks every five seconds: one that has not moved for longer does not run. */
const silentMs = 12_000

/**
 * `enlace rebuild all|work|duties|catalogue|clearance|index`: forgets what was projected from the journal and watches a running node project it anew; a node that
 * does not run does it when it starts.
 */
export const rebuildCommand: Command = {
  options: { 'data-dir': { type: 'string' } },
  run: async (given) => {
    const { terminal } = given
    const [asked = 'all'] = given.positionals
    const chosen = asked === 'all' ? projections : projections.filter((name) => name === asked)
    if (chosen.length === 0) return misused(given, 'rebuild')
    const config = readConfig(dataDirOf(textOf(given, 'data-dir')))
    await using database = await reachDatabase(config.dataDir, config.databaseUrl)
    for (const projection of chosen) await forgetProjection(database.sql, projection)
    terminal.say('rebuild.started')
    for (const projection of chosen) {
      const outcome = await watch(projection, (done, total) => terminal.say('rebuild.progress', { projection, done, total }))
      terminal.say(`rebuild.${outcome}`, { projection })
      if (outcome === 'waits') return 0
    }
    return 0

    async function watch(projection: Projection, tell: (done: number, total: number) => void): Promise<'done' | 'waits'> {
      let last = -1
      let movedAt = performance.now()
      for (;;) {
        const { done, total } = await readProgress(database.sql, projection)
        if (done !== last) {
          if (done > 0) tell(done, total)
          last = done
          movedAt = performance.now()
        }
        if (done >= total) return 'done'
        if (performance.now() - movedAt > silentMs) return 'waits'
        await pause(lookEveryMs)
      }
    }
  },
}
