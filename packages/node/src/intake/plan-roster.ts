import { canonicalBytes, Fault, type JsonObject } from '@enlace/core'
import { type Actor, clashes, type Role, roles, type Shift } from '@enlace/policy'
import type { Sql } from 'postgres'
import { findAgencyAccount } from '../store/account-rows.ts'
import type { LogWriter, Writing } from '../store/log-writer.ts'
import { cancelShift, holdShift, insertShift, listShifts, reassignShift, type ShiftRow } from '../store/roster-rows.ts'

/** A shift lasts at most this long, and a plan holds at most this many. */
export const maxShiftHours = 48
export const maxShiftsAtOnce = 62
/** Who is never the one that answers. */
const offDuty: readonly Role[] = ['administrator', 'inspector', 'minister']
/** How far ahead a roster can be planned. */
export const maxPlanDays = 400

/** Keeps the duty roster of each agency: who answers when. Every change is an `admin` entry of the journal, with who made it. */
export function createRoster(options: {
  readonly sql: Sql
  readonly writer: LogWriter
  readonly journalId: number
  readonly now: () => Date
}) {
  const { writer, journalId, now } = options

  async function plan(request: {
    readonly actor: Actor
    readonly user: string
    readonly shifts: readonly { readonly startsAt: Date; readonly endsAt: Date }[]
  }): Promise<{ readonly ids: number[]; readonly seq: number }> {
    const { actor, user } = request
    const at = now()
    for (const [index, shift] of request.shifts.entries()) refuseTime(shift, index, at)
    return await writer.transact(async (writing) => {
      await refuseOfficer(writing, user, actor.agency, '/user')
      await refuseClash(writing, actor.agency, user, request.shifts)
      const times = request.shifts.map((shift) => ({ from: shift.startsAt.toISOString(), to: shift.endsAt.toISOString() }))
      const seq = await journal(writing, actor, at, { roster: 'planned', shifts: times, user })
      const ids: number[] = []
      for (const { startsAt, endsAt } of request.shifts) {
        ids.push(await insertShift(writing.sql, { agency: actor.agency, user, startsAt, endsAt, seq }))
      }
      return { ids, seq }
    })
  }

  /** Puts another officer of the agency on a shift. Its holder may give it away; who governs the agency may give anybody's. */
  async function give(request: { readonly actor: Actor; readonly id: number; readonly user: string; readonly governs: boolean }) {
    const { actor, user } = request
    const at = now()
    return await writer.transact(async (writing) => {
      const shift = await readOwn(writing, request.id, actor)
      if (shift.user !== actor.user && !request.governs)
        throw new Fault('not_permitted', { reason: 'may_not_wrong_role', role: actor.role })
      if (shift.endsAt <= at) throw new Fault('shift_over', {})
      await refuseOfficer(writing, user, actor.agency, '/user')
      await refuseClash(writing, actor.agency, user, [shift])
      await reassignShift(writing.sql, shift.id, user)
      return { seq: await journal(writing, actor, at, { from: shift.user, roster: 'given', shift: shift.id, user }) }
    })
  }

  /** Exchanges the holders of two shifts in one step, so that neither stands empty between. */
  async function swap(request: { readonly actor: Actor; readonly id: number; readonly other: number; readonly governs: boolean }) {
    const { actor } = request
    const at = now()
    return await writer.transact(async (writing) => {
      const [low, high] = [Math.min(request.id, request.other), Math.max(request.id, request.other)]
      const a = await readOwn(writing, low, actor)
      const b = await readOwn(writing, high, actor)
      if (!request.governs && a.user !== actor.user && b.user !== actor.user) {
        throw new Fault('not_permitted', { reason: 'may_not_wrong_role', role: actor.role })
      }
      if (a.endsAt <= at || b.endsAt <= at) throw new Fault('shift_over', {})
      await refuseClash(writing, actor.agency, b.user, [a], [a.id, b.id])
      await refuseClash(writing, actor.agency, a.user, [b], [a.id, b.id])
      await reassignShift(writing.sql, a.id, b.user)
      await reassignShift(writing.sql, b.id, a.user)
      return { seq: await journal(writing, actor, at, { roster: 'swapped', shifts: [a.id, b.id], users: [b.user, a.user] }) }
    })
  }

  async function cancel(request: { readonly actor: Actor; readonly id: number }) {
    const { actor, id } = request
    const at = now()
    return await writer.transact(async (writing) => {
      const shift = await readOwn(writing, id, actor)
      await cancelShift(writing.sql, id, at)
      return { seq: await journal(writing, actor, at, { roster: 'cancelled', shift: id, user: shift.user }) }
    })
  }

  async function journal(writing: Writing, actor: Actor, at: Date, what: JsonObject): Promise<number> {
    const document = canonicalBytes({ at: at.toISOString(), by: actor.user, ...what })
    const [seq] = await writing.append(journalId, [{ type: 'admin', at, body: { agency: actor.agency, key: 'day', items: [document] } }])
    return seq as number
  }

  async function refuseOfficer(writing: Writing, user: string, agency: string, field: string): Promise<void> {
    const account = await findAgencyAccount(writing.sql, user, now())
    const answers = roles.some((role) => role === account?.role && !offDuty.includes(role))
    if (account === undefined || account.agency !== agency || account.disabledAt !== null || !answers) {
      throw new Fault('body_invalid', {}, { problems: [{ field, code: 'officer_unknown' }] })
    }
  }

  async function refuseClash(
    writing: Writing,
    agency: string,
    user: string,
    wanted: readonly { readonly startsAt: Date; readonly endsAt: Date }[],
    except: readonly number[] = [],
  ): Promise<void> {
    const standing = await standingShifts(writing, agency, wanted)
    const planned: Shift[] = standing.filter((shift) => !except.includes(shift.id)).map(toShift)
    for (const [index, shift] of wanted.entries()) {
      const asked = toShift({ ...shift, user })
      if (clashes(planned, asked).length > 0) {
        throw new Fault('body_invalid', {}, { problems: [{ field: `/shifts/${index}`, code: 'shift_clashes' }] })
      }
      planned.push(asked)
    }
  }

  return { plan, give, swap, cancel }
}

export type Roster = ReturnType<typeof createRoster>

async function standingShifts(writing: Writing, agency: string, wanted: readonly { readonly startsAt: Date; readonly endsAt: Date }[]) {
  const from = new Date(Math.min(...wanted.map((shift) => shift.startsAt.getTime())))
  const to = new Date(Math.max(...wanted.map((shift) => shift.endsAt.getTime())))
  return await listShifts(writing.sql, { agency, from, to })
}

/** A shift as the policy shelf reckons with it. */
export function toShift<S extends { readonly user: string; readonly startsAt: Date; readonly endsAt: Date }>(shift: S) {
  return { ...shift, startsAt: shift.startsAt.getTime(), endsAt: shift.endsAt.getTime() }
}

async function readOwn(writing: Writing, id: number, actor: Actor): Promise<ShiftRow> {
  const shift = await holdShift(writing.sql, id)
  if (shift === undefined || shift.agency !== actor.agency) throw new Fault('shift_unknown', {})
  return shift
}

function refuseTime({ startsAt, endsAt }: { readonly startsAt: Date; readonly endsAt: Date }, index: number, now: Date): void {
  const hours = (endsAt.getTime() - startsAt.getTime()) / 3_600_000
  const problem = (name: string, code: string, values: Record<string, number> = {}) =>
    new Fault('body_invalid', {}, { problems: [{ field: `/shifts/${index}/${name}`, code, values }] })
  if (!(hours > 0)) throw problem('endsAt', 'shift_backwards')
  if (hours > maxShiftHours) throw problem('endsAt', 'shift_too_long', { limit: maxShiftHours })
  if (endsAt <= now) throw problem('endsAt', 'shift_past')
  if (startsAt.getTime() > now.getTime() + maxPlanDays * 86_400_000) throw problem('startsAt', 'shift_too_far', { limit: maxPlanDays })
}
