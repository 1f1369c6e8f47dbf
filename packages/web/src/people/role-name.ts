import { useQuery } from '@tanstack/react-query'
import { askNode } from '../api/questions.ts'
import { useText } from '../language/text.ts'

/** What this party calls a role; the general word, else its code, where the party has none of its own. */
export function useRoleName(): (role: string) => string {
  const text = useText()
  const { data: node } = useQuery(askNode)
  return (role) => text.of(node?.roles?.[role]) || (text.find(`people.role.${role}`) ?? role)
}
