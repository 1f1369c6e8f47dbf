import type { Json, JsonObject } from '@enlace/core'
import { kinds } from '@enlace/records'
import { useQueryClient } from '@tanstack/react-query'
import { nodeNow } from '../api/node-clock.ts'
import { askRecord } from '../api/questions.ts'
import { send } from '../api/send.ts'
import type { Stored } from '../api/shapes.ts'
import { composeNext } from '../forms/compose-object.ts'

/** Writes the next version of an own statement with some of its fields changed; `change` is given the fields as they stand. */
export function useChangeStatement(id: string): (change: (object: JsonObject) => Readonly<Record<string, Json>>) => Promise<void> {
  const client = useQueryClient()
  return async (change) => {
    const kind = kinds.get('statement')
    if (kind === undefined) throw new Error('no kind statement')
    const { object, envelope } = await client.fetchQuery({ ...askRecord(id), staleTime: 0 })
    const next = composeNext(kind, object as JsonObject, nodeNow().toISOString(), change(object as JsonObject))
    await send<Stored>('POST', '/records', { body: { object: next, envelope } })
    await client.invalidateQueries({ queryKey: ['record'] })
  }
}
