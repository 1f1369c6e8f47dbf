import { outsideGrant, type RequestStanding, stateOfRequest } from '@enlace/policy'
import { findWaivers } from '../store/find-waivers.ts'
import { type RequestCase, readRequest, requestField, textsOf } from '../store/read-request.ts'
import type { Desk } from './desk.ts'

/** What a person surrendered may be tried for: offences of the table by id, others in words. */
export type Speciality = {
  readonly granted: readonly string[]
  /** Consented to since, by waivers that follow the request. */
  readonly consented: readonly string[]
  /** Charged, and neither granted nor consented to. */
  readonly outside: readonly string[]
}

/** What the rule of speciality says of one request for surrender, as an agency may know it. A waiver counts while its grant stands. */
export async function readSpeciality(
  desk: Pick<Desk, 'sql' | 'keystore' | 'requests'>,
  agency: string,
  { record }: RequestCase,
  standing: RequestStanding,
): Promise<Speciality> {
  const consented: string[] = []
  for (const rid of await findWaivers(desk.sql, record.rid, agency)) {
    const waiver = await readRequest(desk.sql, desk.keystore, rid)
    if (waiver === undefined) continue
    const { events, granted } = stateOfRequest(desk.requests.forms.get(waiver.form), waiver.facts, waiver.steps)
    if (events.some(({ code }) => code === 'grant')) consented.push(...(granted ?? offencesAsked(waiver)))
  }
  const granted = standing.granted ?? offencesAsked({ record })
  return { granted, consented, outside: outsideGrant([...granted, ...consented], standing.charged) }
}

/** The offences that a request names: those of the table, else the one in words. */
export function offencesAsked({ record: { object } }: Pick<RequestCase, 'record'>): readonly string[] {
  const named = textsOf(requestField(object, 'offences'))
  const said = requestField(object, 'offence')
  return named.length > 0 ? named : typeof said === 'string' && said !== '' ? [said] : []
}
