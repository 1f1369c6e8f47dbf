import { fromLocalInput, toLocalInput } from '../kinds/local-instant.ts'

/** When a step happened, as it is filled in: a day, and its hour where that is known (both in the reader's zone). Untouched: now. */
export type Happened = { readonly day: string; readonly time: string; readonly touched: boolean }

export function happenedNow(now: Date): Happened {
  const [day = '', time = ''] = toLocalInput(now.toISOString()).split('T')
  return { day, time, touched: false }
}

/** What a step says of it. Nothing while nobody touched it: then it is the moment of writing. A day without its hour stands as a day. */
export function sayHappened({ day, time, touched }: Happened, now: Date): { readonly happened_at?: string; readonly happened_on?: string } {
  if (!touched) return {}
  const at = fromLocalInput(`${day}T${time === '' ? '12:00' : time}`)
  if (at === undefined) return {}
  if (time !== '') return { happened_at: at }
  return { happened_at: at < now.toISOString() ? at : now.toISOString(), happened_on: day }
}

/** Why it cannot be so: no day, in the future, or before its request where the step may not be earlier. */
export function wrongHappened({ day, time, touched }: Happened, now: Date): 'missing' | 'future' | undefined {
  if (!touched) return undefined
  if (day === '') return 'missing'
  const today = happenedNow(now)
  return day > today.day || (day === today.day && time > today.time) ? 'future' : undefined
}

/** Clocks that the step would stop behind their limit: a last day, or an hour. */
export function lateFor<
  T extends {
    readonly stops: readonly string[]
    readonly stoppedOn: string | null
    readonly lastDay: string | null
    readonly dueAt: string | null
  },
>(step: string, { day, time }: Happened, clocks: readonly T[]): readonly T[] {
  const at = fromLocalInput(`${day}T${time === '' ? '00:00' : time}`)
  return clocks.filter(({ stops, stoppedOn, lastDay, dueAt }) => {
    if (!stops.includes(step) || stoppedOn !== null) return false
    return lastDay === null ? dueAt !== null && at !== undefined && at > dueAt : day > lastDay
  })
}
