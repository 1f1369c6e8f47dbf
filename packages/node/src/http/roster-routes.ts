import { type AgencyList, type OnDuty, type RosterView, routes } from '@enlace/api'
import { Fault } from '@enlace/core'
import { type Actor, gapsIn, mayDo, nextShift, onDutyAt } from '@enlace/policy'
import { countRoles, listAgencyAccounts } from '../store/account-rows.ts'
import { readAgencyFigures } from '../store/agency-figures.ts'
import { listShifts, type ShiftRow } from '../store/roster-rows.ts'
import { labelOf } from '../store/say-label.ts'
import type { Desk } from './desk.ts'
import { mount } from './mount.ts'
import type { Site } from './site.ts'

const dayMs = 86_400_000
/** How far ahead the next shift is looked for. */
const lookAheadDays = 62

/** Mounts the compartments of the party and who answers for them when. */
export function mountRosterRoutes(site: Site, desk: Desk): void {
  const { people } = desk.services

  mount(site, routes.listAgencies, async (_call, actor) => {
    const [counts, duty] = await Promise.all([countRoles(desk.sql), readDuty(desk)])
    const agreements = people.agreements().filter((one) => one.counts)
    const items = await Promise.all(
      desk.authority.agencies.map(async ({ id, name }): Promise<AgencyList['items'][number]> => {
        const mayLook = id === actor.agency || actor.role === 'inspector'
        const figures = mayLook ? await readAgencyFigures(desk.sql, id) : undefined
        return {
          id,
          name: labelOf(name),
          own: id === actor.agency,
          people: counts.filter((row) => row.agency === id).map(({ role, count }) => ({ role, count })),
          ...(duty.get(id) ?? { onDuty: [], next: null }),
          partners: agreements
            .filter(({ agreement }) => agreement.agencies[desk.authority.party]?.includes(id))
            .map(({ partner, agreement }) => ({ party: partner, agreement: `${agreement.id}/${agreement.version}` })),
          ...(figures === undefined ? {} : { holdings: { retention: [...figures.retention], given: [...figures.given] } }),
        }
      }),
    )
    return { items }
  })

  mount(site, routes.readRoster, async ({ query }, actor) => await showRoster(desk, actor, query.from, query.days ?? 14))

  mount(site, routes.planRoster, async ({ body }, actor) => {
    const shifts = body.shifts.map(({ startsAt, endsAt }) => ({ startsAt: new Date(startsAt), endsAt: new Date(endsAt) }))
    const { ids, seq } = await people.planShifts({ actor, user: body.user, shifts })
    return { ids: ids.map(String), position: people.at(seq) }
  })

  mount(site, routes.giveShift, async ({ params, body }, actor) => {
    const { seq } = await people.giveShift({ actor, id: readId(params.id), user: body.user, governs: governs(actor) })
    return { position: people.at(seq) }
  })

  mount(site, routes.swapShift, async ({ params, body }, actor) => {
    const { seq } = await people.swapShift({ actor, id: readId(params.id), other: readId(body.other), governs: governs(actor) })
    return { position: people.at(seq) }
  })

  mount(site, routes.cancelShift, async ({ params }, actor) => ({
    position: people.at((await people.cancelShift({ actor, id: readId(params.id) })).seq),
  }))
}

function governs(actor: Actor): boolean {
  return mayDo(actor, 'roster.change', { agency: actor.agency }).allowed
}

function readId(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new Fault('shift_unknown')
  return Number(text)
}

type Duty = { readonly onDuty: OnDuty[]; readonly next: OnDuty | null }

/** Who answers for each agency now, and who is next. */
async function readDuty(desk: Desk): Promise<ReadonlyMap<string, Duty>> {
  const now = desk.now()
  const rows = await listShifts(desk.sql, { from: now, to: new Date(now.getTime() + lookAheadDays * dayMs) })
  return new Map(
    desk.authority.agencies.map(({ id }) => {
      const shifts = rows
        .filter((row) => row.agency === id)
        .map((row) => ({ ...row, startsAt: row.startsAt.getTime(), endsAt: row.endsAt.getTime() }))
      const next = nextShift(shifts, now.getTime())
      return [id, { onDuty: onDutyAt(shifts, now.getTime()).map(showDuty), next: next === undefined ? null : showDuty(next) }]
    }),
  )
}

async function showRoster(desk: Desk, actor: Actor, fromText: string | undefined, days: number): Promise<RosterView> {
  const now = desk.now()
  const from = fromText === undefined ? now : new Date(fromText)
  const to = new Date(from.getTime() + days * dayMs)
  const [shifts, accounts, duty] = await Promise.all([
    listShifts(desk.sql, { agency: actor.agency, from, to }),
    listAgencyAccounts(desk.sql, actor.agency, now),
    readDuty(desk),
  ])
  // Nobody can still fill a gap that is past.
  const gapsFrom = Math.max(from.getTime(), now.getTime())
  const planned = shifts.map((shift) => ({ user: shift.user, startsAt: shift.startsAt.getTime(), endsAt: shift.endsAt.getTime() }))
  return {
    agency: actor.agency,
    from: from.toISOString(),
    to: to.toISOString(),
    shifts: shifts.map(showShift),
    gaps: gapsIn(planned, gapsFrom, Math.max(gapsFrom, to.getTime())).map((gap) => ({
      startsAt: new Date(gap.startsAt).toISOString(),
      endsAt: new Date(gap.endsAt).toISOString(),
    })),
    officers: accounts
      .filter(({ disabledAt, role }) => disabledAt === null && role !== 'administrator' && role !== 'inspector')
      .map(({ name, role }) => ({ user: name, role })),
    now: [...duty].map(([agency, who]) => ({ agency, ...who })),
  }
}

function showShift(shift: ShiftRow) {
  return {
    id: String(shift.id),
    user: shift.user,
    role: shift.role,
    startsAt: shift.startsAt.toISOString(),
    endsAt: shift.endsAt.toISOString(),
  }
}

function showDuty(shift: { user: string; role: string; startsAt: number; endsAt: number }): OnDuty {
  return {
    user: shift.user,
    role: shift.role,
    startsAt: new Date(shift.startsAt).toISOString(),
    endsAt: new Date(shift.endsAt).toISOString(),
  }
}
