import type { Json, JsonObject } from '@enlace/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { nodeNow } from '../api/node-clock.ts'
import { send } from '../api/send.ts'
import type { Stored, WorkItem } from '../api/shapes.ts'
import type { Step } from './next-steps.ts'

/** What an officer says about an alert. `words` is free text; `ground` the code that the step asks for (reason, action or result). */
export type Said = { readonly item: WorkItem; readonly step: Step | 'reminded'; readonly words?: string; readonly ground?: string }

/** The field of the response that holds the ground of each step. */
export const groundField = { acknowledged: undefined, acting: 'action', cannot_act: 'reason', outcome: 'result' } as const satisfies Record<
  Step,
  string | undefined
>

/** What was sent and not confirmed: when only the node's answer was lost, a second try is the same record, stored once. */
const tried = new Map<string, { readonly id: string; readonly at: string }>()

/**
 * Answers an alert with a record of kind `response`, released like any record. The limits of the alert answered stand on the answer too.
 * `content` is required by STIX: without words of the officer it holds the sentence of the step, handed in as `sentence`.
 */
export async function respondTo({ item, step, words, ground, sentence }: Said & { readonly sentence: string }): Promise<Stored> {
  const [{ kinds }, { composeNew }, { newIdentity }, alert] = await Promise.all([
    import('@enlace/records'),
    import('../forms/compose-object.ts'),
    import('../forms/identity.ts'),
    send<{ readonly envelope: JsonObject }>('GET', `/records/${encodeURIComponent(item.record.id)}`),
  ])
  const kind = kinds.get('response')
  if (kind === undefined) throw new Error('no kind response')
  const same = JSON.stringify([item.record.id, step, words, ground])
  const { id, at } = tried.get(same) ?? { id: newIdentity(kind).id, at: nodeNow().toISOString() }
  tried.set(same, { id, at })
  const field = step === 'reminded' ? undefined : groundField[step]
  const values: Record<string, Json | undefined> = {
    step,
    content: words?.trim() || sentence,
    happened_at: at,
    object_refs: [item.record.id],
    ...(field === undefined ? {} : { [field]: ground }),
  }
  const { permitted_use, legal_basis, purpose } = alert.envelope
  const envelope = {
    permitted_use: permitted_use ?? [],
    legal_basis: legal_basis ?? null,
    purpose: purpose ?? '',
    origin: 'human',
    retention: 'alert',
  }
  const stored = await send<Stored>('POST', '/records', { body: { object: composeNew(kind, id, at, values), envelope } })
  tried.delete(same)
  return stored
}

/** The same for a page: what the answer makes stale is asked again. */
export function useRespond() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: respondTo,
    onSuccess: (_stored, { item }) => {
      client.invalidateQueries({ queryKey: ['inbox'] })
      client.invalidateQueries({ queryKey: ['record', item.record.id] })
    },
  })
}
