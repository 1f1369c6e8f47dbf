import type { OnwardState } from '@enlace/api'
import type { Json } from '@enlace/core'
import { kinds } from '@enlace/records'
import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { nodeNow } from '../api/node-clock.ts'
import { send } from '../api/send.ts'
import { useUsualEnvelope } from '../call/use-usual-envelope.ts'
import { composeNew } from '../forms/compose-object.ts'
import { newIdentity } from '../forms/identity.ts'

/** What was asked and answered about passing a record on. */
export const askOnward = (id: string) =>
  queryOptions({
    queryKey: ['record', id, 'onward'],
    queryFn: ({ signal }) => send<OnwardState>('GET', `/records/${encodeURIComponent(id)}/onward`, { signal }),
  })

/** Writes a request or an answer to one party, under the agency's usual limits; undefined until those are known. */
export function useTell(kindName: string, party: string): ((values: Readonly<Record<string, Json>>) => Promise<void>) | undefined {
  const client = useQueryClient()
  const envelope = useUsualEnvelope({ home: false })
  const kind = kinds.get(kindName)
  if (envelope === undefined || kind === undefined) return undefined
  return async (values) => {
    const object = composeNew(kind, newIdentity(kind).id, nodeNow().toISOString(), values)
    await send('POST', '/records', { body: { object, envelope: { ...envelope, to: [{ party }] } } })
    await Promise.all(['record', 'inbox'].map((key) => client.invalidateQueries({ queryKey: [key] })))
  }
}
