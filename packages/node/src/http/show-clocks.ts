import type { Clock } from '@enlace/api'
import { clocksOfRequest, computeWorkClock, type Instrument, type LegalClock, type LegalClockRule, lastDayOf } from '@enlace/policy'
import { factsOf, requestField } from '../store/read-request.ts'
import type { StoredWork } from '../store/read-work.ts'
import type { Unsealed } from '../store/record-cache.ts'
import { labelOf } from '../store/say-label.ts'
import type { Desk } from './desk.ts'

/** The clocks of a piece of work as they stand at `now` (ISO), each with the rule it follows. Left out: one without a last day, because something stops it, and one of a custody that has ended. */
export function clocksOfWork(desk: Desk, { version, events }: StoredWork, { object }: Unsealed, now: string): Clock[] {
  if (version.kind !== 'request') {
    return (desk.clocks.get(version.kind) ?? []).flatMap((each) => {
      const clock = computeWorkClock(each, events, now)
      return clock === undefined ? [] : toClock(each, clock)
    })
  }
  const form = desk.requests.forms.get(String(requestField(object, 'form')))
  if (form === undefined) return []
  const { fromParty, addedAt } = version
  return clocksOfRequest(form, factsOf({ object, fromParty, addedAt }), events, desk.law.calendarOf, now).flatMap(
    ({ clock, rule, instrument: id }) => {
      const instrument = desk.law.instruments.get(id)
      return clock === null || instrument === undefined ? [] : toClock({ instrument, rule }, clock)
    },
  )
}

/** Where the rule of a duty or a task stands; undefined when no instrument sets one. */
export function ruleOf(desk: Desk, runsFor: string): Pick<Clock, 'law' | 'standing'> | undefined {
  const found = desk.clocks.get(runsFor)?.[0]
  return found === undefined ? undefined : sayRule(found)
}

type Ruled = { readonly instrument: Instrument; readonly rule: LegalClockRule }

function toClock(ruled: Ruled, clock: LegalClock): Clock[] {
  const { startedAt, dueAt, stoppedAt, state } = clock
  if (dueAt === null || state === 'paused' || state === 'ended') return []
  return [{ id: ruled.rule.id, startedAt, dueAt, lastDay: lastDayOf(ruled.rule, clock), stoppedAt, state, ...sayRule(ruled) }]
}

function sayRule({ instrument, rule }: Ruled): Required<Pick<Clock, 'law' | 'standing'>> {
  const { title, article, source, verified, standing } = rule
  return {
    standing,
    law: { instrument: instrument.id, short: labelOf(instrument.short), title: labelOf(title), article, source, verified },
  }
}
