import { canonicalBytes, Fault, type JsonObject } from '@enlace/core'
import type { Actor } from '@enlace/policy'
import { insertView } from '../store/inbox-views.ts'
import type { LogWriter } from '../store/log-writer.ts'

/** Keeps a view of the inbox under a name; both are a person's words and lie sealed in the journal. Throws Fault `view_limit` beyond the bound. */
export function createSaveView(options: {
  readonly writer: LogWriter
  readonly journalId: number
  readonly now: () => Date
}): (actor: Actor, view: { readonly name: string; readonly filter: JsonObject }) => Promise<{ readonly viewId: number }> {
  return async (actor, { name, filter }) => {
    const at = options.now()
    const document = { at: at.toISOString(), by: actor.user, filter, name }
    const body = { agency: actor.agency, key: 'day' as const, items: [canonicalBytes(document)] }
    return await options.writer.transact(async (writing) => {
      const [seq = 0] = await writing.append(options.journalId, [{ type: 'view', at, body }])
      const viewId = await insertView(writing.sql, actor.user, seq)
      if (viewId === undefined) throw new Fault('view_limit')
      return { viewId }
    })
  }
}
