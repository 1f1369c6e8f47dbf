import { type Actor, mayDo, type Role, roles } from '@enlace/policy'
import type { Querier } from './logs.ts'

/** The people of an agency who may be given work: whose account is open and whose role takes it. */
export async function listOfficers(sql: Querier, actor: Actor): Promise<{ readonly user: string; readonly role: Role }[]> {
  const rows = await sql<{ user: string; role: string }[]>`select name as "user", role from account
    where agency = ${actor.agency} and disabled_at is null order by name limit 500`
  return rows.flatMap(({ user, role: name }) => {
    const role = roles.find((known) => known === name)
    if (role === undefined || !mayDo({ ...actor, user, role }, 'inbox.mark', { agency: actor.agency }).allowed) return []
    return [{ user, role }]
  })
}
