import type { JsonObject } from '@enlace/core'
import { useQuery } from '@tanstack/react-query'
import { askExchange, askNode, askSession } from '../api/questions.ts'
import { toEnvelope, usualLimits } from '../forms/limits.ts'
import { useText } from '../language/text.ts'

/**
 * The envelope of a short record: the agency's usual marking and limits. `home`: it is meant for nobody else. Undefined until the node has said
 * what they are.
 */
export function useUsualEnvelope({ home }: { readonly home: boolean }): JsonObject | undefined {
  const text = useText()
  const { data: session } = useQuery(askSession)
  const { data: node } = useQuery(askNode)
  const { data: partners, isPending } = useQuery(askExchange)
  if (session == null || node === undefined || isPending) return undefined
  const agreement = partners?.[0]?.agreement?.id ?? ''
  const limits = usualLimits({
    marking: node.marking,
    party: node.party,
    agreement,
    article: agreement === '' ? '' : '1',
    purpose: text('inbox.call.purpose'),
    retention: 'alert',
    to: home ? [] : null,
  })
  return toEnvelope(limits, session.account.agency)
}
