import type { Proposal } from '@enlace/api'
import { useText } from '../language/text.ts'
import { useParties } from '../parts/party.ts'
import { useRoleName } from './role-name.ts'

/** What a proposal asks for, in one sentence; the inbox says it with the same words. */
export function useSayProposal(): (
  proposal: Pick<Proposal, 'what' | 'subject' | 'role' | 'hours' | 'retention' | 'publication'>,
) => string {
  const text = useText()
  const parties = useParties()
  const roleName = useRoleName()
  return ({ what, subject, role, hours, retention, publication }) =>
    text.find(`people.asks.${what}`, {
      user: subject ?? '',
      role: role === null ? '' : roleName(role),
      party: what === 'link_hold' ? parties.nameOf(subject ?? '') : (subject ?? ''),
      log: subject ?? '',
      rule: retention?.rule ?? subject ?? '',
      does: publication?.does ?? 'publish',
      count: publication?.items.length ?? 0,
      title: publication?.items[0]?.title ?? '',
      days: Math.round(((hours ?? 0) / 24) * 10) / 10,
    }) ?? what
}
