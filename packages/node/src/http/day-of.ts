import { Fault } from '@enlace/core'
import { isDate } from '@enlace/records'
import type { Desk } from './desk.ts'

/** The day that a question asks for (YYYY-MM-DD); today by the node's clock where it names none. Throws Fault `parameter_invalid` for what is no day. */
export function dayOf(desk: Pick<Desk, 'now'>, on: string | undefined): string {
  if (on !== undefined && !isDate(on)) throw new Fault('parameter_invalid', {}, { problems: [{ field: '/on', code: 'not_a_date' }] })
  return on ?? desk.now().toISOString().slice(0, 10)
}
