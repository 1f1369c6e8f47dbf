import { Fault } from '@enlace/core'
import { type KeyStatement, vkeyOf } from '@enlace/proof/node'
import { makeSuccessors, openKeyDesk, state } from './rotate-keys.ts'

export type Revoked = { readonly name: string; readonly ids: readonly string[]; readonly successors: number }

/**
 * Revokes keys by the root's word alone. `what` is as for a rotation, or one key as `out/us/1+1a2b3c4d`. Superseded: those that another key follows and
 * whose time is over; Fault `key_overlaps` while it is not. Compromised: every key of the name that signs now, or the one named; where none is left the
 * same statement brings successors.
 */
export async function revokeKeys(
  dataDir: string,
  what: string,
  options: {
    readonly root: string
    readonly reason: 'superseded' | 'compromised'
    /** POSIX milliseconds: what was signed from then on does not count; now when undefined. */
    readonly cutoff: number | undefined
    readonly now: Date
  },
): Promise<readonly Revoked[]> {
  const { reason } = options
  const [named = '', id] = what.split('+')
  const { signers, root, names } = await openKeyDesk(dataDir, named, options.root)
  const at = options.now.getTime()
  const done: Revoked[] = []
  for (const name of names) {
    const now = signers.ring.keysOf(name).filter(({ revoked }) => revoked === null)
    const chosen = now.filter(({ key, until }) => (id !== undefined ? key.id === id : reason === 'compromised' || until !== null))
    if (chosen.length === 0) {
      if (id !== undefined) throw new Fault('key_unknown', { name: what })
      continue
    }
    const early = chosen.find(({ until }) => until === null || until.getTime() > at)
    if (reason === 'superseded' && early !== undefined) {
      throw new Fault('key_overlaps', { name: `${name}+${early.key.id}`, until: early.until?.toISOString().slice(0, 10) ?? '–' })
    }
    const left = now.filter((one) => !chosen.includes(one))
    // Types that would be left without any key.
    const bare = chosen.filter(({ key }) => left.every((one) => one.key.type !== key.type))
    const successors = await makeSuccessors(
      dataDir,
      name,
      bare.map(({ key }) => key),
    )
    const statement: KeyStatement = {
      what: 'revoke',
      name,
      at,
      keys: successors.map(vkeyOf),
      former: chosen.map(({ key }) => key),
      reason,
      cutoff: Math.min(options.cutoff ?? at, at),
    }
    await state(dataDir, signers, statement, root)
    done.push({ name, ids: chosen.map(({ key }) => key.id), successors: successors.length })
  }
  if (done.length === 0) throw new Fault('key_unknown', { name: what })
  return done
}
