import { randomUUID } from 'node:crypto'
import type { CountJob } from '@enlace/api'
import { Fault } from '@enlace/core'
import type { Progress } from '../store/counted-results.ts'

type Outcome = Partial<Pick<CountJob, 'counted' | 'all' | 'recounted' | 'written'>>
type Held = { readonly user: string; readonly agency: string; job: Omit<CountJob, 'faultWords'> }

/** Counts that wait at most, and finished ones that are remembered. */
const maxWaiting = 20
const maxRemembered = 100

/** Runs counts one after the other, so that nothing else of the node waits for several, and remembers how far each is and what it came to. */
export function createResultJobs() {
  const jobs = new Map<string, Held>()
  let last: Promise<void> = Promise.resolve()
  const waiting = () => [...jobs.values()].filter(({ job }) => job.state === 'running').length

  return {
    /** Begins a count; throws Fault `too_many_requests` while too many wait. Answers its name. */
    start(actor: { readonly user: string; readonly agency: string }, run: (onProgress: Progress) => Promise<Outcome>): string {
      if (waiting() >= maxWaiting) throw new Fault('too_many_requests', {})
      const name = randomUUID()
      const held: Held = {
        ...{ user: actor.user, agency: actor.agency },
        job: { job: name, state: 'running', done: 0, of: 0, counted: null, all: null, recounted: null, written: null, fault: null },
      }
      jobs.set(name, held)
      for (const [old, { job }] of jobs) {
        if (jobs.size <= maxRemembered) break
        if (job.state !== 'running') jobs.delete(old)
      }
      last = last.then(async () => {
        try {
          const outcome = await run((done, of) => {
            held.job = { ...held.job, done, of }
          })
          held.job = { ...held.job, ...outcome, state: 'done' }
        } catch (cause) {
          held.job = { ...held.job, state: 'failed', fault: cause instanceof Fault ? cause.code : 'internal' }
        }
      })
      return name
    },
    /** Throws Fault `count_unknown` for a count that somebody else began, or that is not remembered. */
    read(actor: { readonly user: string; readonly agency: string }, name: string): Omit<CountJob, 'faultWords'> {
      const held = jobs.get(name)
      if (held === undefined || held.user !== actor.user || held.agency !== actor.agency) throw new Fault('count_unknown')
      return held.job
    },
  }
}
