import { canonicalBytes } from '@enlace/core'
import type { Actor } from '@enlace/policy'
import { endSessionsOf, setSecret } from '../store/account-rows.ts'
import type { LogWriter } from '../store/log-writer.ts'

/** What a person does to their own account, and what ends its sessions; the journal says that it happened, never a secret. */
export function createOwnAccount(options: { readonly writer: LogWriter; readonly journalId: number; readonly now: () => Date }) {
  const { writer, journalId, now } = options

  /** Gives the caller's account the secret of a password that they chose; every other session of it ends. */
  async function changePassword(request: { readonly actor: Actor; readonly secret: string; readonly keep: Uint8Array }) {
    const { actor, secret, keep } = request
    return await writer.transact(async ({ sql, append }) => {
      await setSecret(sql, actor.user, secret, { temporary: false, keep })
      const document = canonicalBytes({ at: now().toISOString(), by: actor.user, what: 'own_password' })
      const [seq] = await append(journalId, [{ type: 'admin', at: now(), body: { agency: actor.agency, key: 'day', items: [document] } }])
      return { seq: seq as number }
    })
  }

  /** Ends one session of an account, or all; answers how many ended. */
  async function endSessions(request: { readonly actor: Actor; readonly user: string; readonly id?: string }): Promise<number> {
    const { actor, user, id } = request
    return await writer.transact(async ({ sql, append }) => {
      const ended = await endSessionsOf(sql, user, id)
      if (ended === 0) return 0
      const document = canonicalBytes({ account: user, at: now().toISOString(), by: actor.user, ended, what: 'sessions_ended' })
      await append(journalId, [{ type: 'admin', at: now(), body: { agency: actor.agency, key: 'day', items: [document] } }])
      return ended
    })
  }

  return { changePassword, endSessions }
}
