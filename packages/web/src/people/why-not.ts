import type { RoleAnswer, RoleTable } from '@enlace/api'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { askRoles } from '../api/people-questions.ts'
import { askSession } from '../api/questions.ts'
import { send } from '../api/send.ts'
import { currentText, type Text } from '../language/text.ts'
import { showToast } from '../parts/toast.ts'
import { useRoleName } from './role-name.ts'
import { sayAction } from './say-action.ts'

/** Why a role lacks an action, in one sentence, and who has it; `who` is empty while the rules are not known. */
export type WhyNot = { readonly because: string; readonly who: string }

/** Says it from the table of roles that the node prints from its own rules. */
export function sayWhyNot(
  action: string,
  role: string,
  table: RoleTable | undefined,
  roleName: (role: string) => string,
  text: Text,
): WhyNot {
  const able = table?.items.find((row) => row.action === action)?.roles ?? []
  const list = new Intl.ListFormat(text.tag, { type: 'disjunction' })
  return {
    because: text('people.whyNot.because', { role: roleName(role), action: sayAction(action, text) }),
    who: able.length === 0 ? '' : text('people.whyNot.who', { roles: list.format(able.map(roleName)) }),
  }
}

/** The same about whoever is signed in, for a page. */
export function useWhyNot(action: string): WhyNot {
  const roleName = useRoleName()
  const { data: session } = useQuery(askSession)
  const { data: table } = useQuery(askRoles)
  const role = session?.account.role ?? ''
  const { data: answer } = useQuery({
    queryKey: ['roles', 'ask', role, action],
    queryFn: ({ signal }) => send<RoleAnswer>('POST', '/roles/ask', { body: { role, action, place: 'own' }, signal }),
    enabled: role !== '',
  })
  const text = currentText()
  const said = sayWhyNot(action, role, table, roleName, text)
  // That a role lacks an action is said already; a rule of its own, as that an administrator reads nothing, is said besides.
  const rule = answer?.reason == null || answer.reason === 'wrong_role' ? undefined : text.find(`decisions.may_not_${answer.reason}`)
  return rule === undefined ? said : { ...said, because: `${said.because} ${rule}` }
}

/** The same for a key that was pressed: one short message at the foot of the page; the rules are asked for only then. */
export function useTellWhyNot(): (action: string) => void {
  const roleName = useRoleName()
  const client = useQueryClient()
  const { data: session } = useQuery(askSession)
  return (action) => {
    const tell = (table: RoleTable | undefined) => {
      const { because, who } = sayWhyNot(action, session?.account.role ?? '', table, roleName, currentText())
      showToast(`${because} ${who}`.trim(), { tone: 'plain' })
    }
    client.fetchQuery(askRoles).then(tell, () => tell(undefined))
  }
}
