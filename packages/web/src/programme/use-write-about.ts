import type { Json, JsonObject } from '@enlace/core'
import { kinds } from '@enlace/records'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { nodeNow } from '../api/node-clock.ts'
import { askRecord, askSession } from '../api/questions.ts'
import { send } from '../api/send.ts'
import type { Stored } from '../api/shapes.ts'
import { useUsualEnvelope } from '../call/use-usual-envelope.ts'
import { envelopeOfCase } from '../cases/envelope-of-case.ts'
import { addresseesOf } from '../forms/addressees-of.ts'
import { composeNext } from '../forms/compose-object.ts'
import { useWrite } from '../forms/use-write.ts'

/** Writes a record about another one, under its limits and to whom it goes; undefined until the node has said what these are. Gives the id. */
export function useWriteAbout(id: string): ((kind: string, values: Readonly<Record<string, Json>>) => Promise<string>) | undefined {
  const write = useWrite()
  const usual = useUsualEnvelope({ home: false })
  const { data: record } = useQuery(askRecord(id))
  const { data: session } = useQuery(askSession)
  if (usual === undefined || record === undefined || session == null) return undefined
  const envelope = record.envelope as JsonObject
  const to = addresseesOf({ from: record.from, envelope }, session.account.party)
  return (kind, values) => write(kind, { ...values, object_refs: [id] }, envelopeOfCase(envelope, usual, to))
}

/** Writes a new version of an own record with some fields changed. */
export function useCorrect(): (id: string, kindName: string, values: Readonly<Record<string, Json>>) => Promise<void> {
  const client = useQueryClient()
  return async (id, kindName, values) => {
    const kind = kinds.get(kindName)
    if (kind === undefined) throw new Error(`no kind ${kindName}`)
    const record = await client.fetchQuery({ ...askRecord(id), staleTime: 0 })
    const object = composeNext(kind, record.object as JsonObject, nodeNow().toISOString(), values)
    await send<Stored>('POST', '/records', { body: { object, envelope: record.envelope } })
    await client.invalidateQueries({ queryKey: ['record'] })
  }
}
