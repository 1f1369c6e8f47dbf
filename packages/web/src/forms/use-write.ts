import type { Json, JsonObject } from '@enlace/core'
import { type Kind, kinds } from '@enlace/records'
import { useQueryClient } from '@tanstack/react-query'
import { nodeNow } from '../api/node-clock.ts'
import { type FieldMessage, Problem } from '../api/problem.ts'
import { send } from '../api/send.ts'
import type { Stored } from '../api/shapes.ts'
import { type SayLabel, useKindWords } from '../kinds/kind-words.ts'
import { composeNew } from './compose-object.ts'
import { errorsOfProblem } from './form-errors.ts'
import { newIdentity } from './identity.ts'

/** What was sent and not confirmed: when only the node's answer was lost, a second try is the same record, stored once. */
const tried = new Map<string, { readonly id: string; readonly at: string }>()

/** Writes a new record with its envelope and asks anew what it makes stale; steps and notes of requests that do not say when they happened get the moment of writing. Gives the id. */
export function useWrite(): (kindName: string, values: Readonly<Record<string, Json>>, envelope: JsonObject) => Promise<string> {
  const client = useQueryClient()
  const say = useKindWords()
  return async (kindName, values, envelope) => {
    const kind = kinds.get(kindName)
    if (kind === undefined) throw new Error(`no kind ${kindName}`)
    const same = JSON.stringify([kindName, values, envelope])
    const { id, at } = tried.get(same) ?? { id: newIdentity(kind).id, at: nodeNow().toISOString() }
    tried.set(same, { id, at })
    const timed = kindName.startsWith('request-') ? { happened_at: at, ...values } : values
    try {
      await send<Stored>('POST', '/records', { body: { object: composeNew(kind, id, at, timed), envelope } })
    } catch (cause) {
      throw cause instanceof Problem && say !== undefined ? named(cause, kind, say) : cause
    } finally {
      await Promise.all(['record', 'inbox'].map((key) => client.invalidateQueries({ queryKey: [key] })))
    }
    tried.delete(same)
    return id
  }
}

/** The same problem with its fields by their labels, as far as the kind has them. */
function named(problem: Problem, kind: Kind, say: SayLabel): Problem {
  const labelOf = (one: FieldMessage) => errorsOfProblem(kind, [one], say)[0]?.label || one.field
  return new Problem({ ...problem, fields: problem.fields.map((one) => ({ ...one, field: labelOf(one) })) })
}
