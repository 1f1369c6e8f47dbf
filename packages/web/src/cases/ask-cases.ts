import type { CaseDetail, CaseList } from '@enlace/api'
import type { Json, JsonObject } from '@enlace/core'
import { kinds } from '@enlace/records'
import { keepPreviousData, queryOptions, useQueryClient } from '@tanstack/react-query'
import { nodeNow } from '../api/node-clock.ts'
import { send } from '../api/send.ts'
import type { Stored } from '../api/shapes.ts'
import { composeNew } from '../forms/compose-object.ts'
import { newIdentity } from '../forms/identity.ts'

/** Cases as the address narrows them; news about any piece of work makes the list stale. */
export const askCases = (query: string) =>
  queryOptions({ queryKey: ['inbox', 'cases', query], queryFn: ({ signal }) => send<CaseList>('GET', `/cases${query}`, { signal }) })

/** One case with so many of its linked records. */
export const askCase = (id: string, linked: number) =>
  queryOptions({
    queryKey: ['record', id, 'case', linked],
    queryFn: ({ signal }) => send<CaseDetail>('GET', `/cases/${encodeURIComponent(id)}?limit=${linked}`, { signal }),
    placeholderData: keepPreviousData,
  })

/** What was sent and not confirmed: when only the node's answer was lost, a second try is the same record, stored once. */
const tried = new Map<string, { readonly id: string; readonly at: string }>()

/** Writes a case, or a record about one, and asks anew what it makes stale. Gives the id. */
export function useWriteCase(): (kindName: string, values: Readonly<Record<string, Json>>, envelope: JsonObject) => Promise<string> {
  const client = useQueryClient()
  return async (kindName, values, envelope) => {
    const kind = kinds.get(kindName)
    if (kind === undefined) throw new Error(`no kind ${kindName}`)
    const same = JSON.stringify([kindName, values, envelope])
    const { id, at } = tried.get(same) ?? { id: newIdentity(kind).id, at: nodeNow().toISOString() }
    tried.set(same, { id, at })
    try {
      await send<Stored>('POST', '/records', { body: { object: composeNew(kind, id, at, values), envelope } })
    } finally {
      await Promise.all(['record', 'inbox'].map((key) => client.invalidateQueries({ queryKey: [key] })))
    }
    tried.delete(same)
    return id
  }
}
