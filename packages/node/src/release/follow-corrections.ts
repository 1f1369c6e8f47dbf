import { Fault } from '@enlace/core'
import type { Sql } from 'postgres'
import { LogFrozen } from '../store/append-entries.ts'
import { beginAtEnd, readPosition, savePosition } from '../store/followers.ts'
import type { LogWriter } from '../store/log-writer.ts'
import { findOutdated, newerVersion, type Outdated } from '../store/newer-versions.ts'
import { passBy } from '../store/pass-by.ts'
import type { ReleasePartner } from './judged.ts'
import type { ReleaseStage } from './release.ts'

const follower = { name: 'corrections', version: 1 }

/**
 * A newer version of a record that was passed on does not follow by itself: the releasing officer is asked about it, and the third party is told that
 * it exists where the agreement with it says so. Follows the versions that come, each once.
 */
export function createFollowCorrections(options: {
  readonly sql: Sql
  readonly writer: LogWriter
  readonly party: string
  readonly partners: () => readonly ReleasePartner[]
  readonly passOn: ReleaseStage['passOn']
  readonly now: () => Date
}) {
  const { sql, writer } = options

  /** Looks through what came since the last time. */
  async function step(): Promise<boolean> {
    // What was passed on is another's.
    const { concerned, more } = await passBy(sql, [{ ...follower, wants: ({ fromParty }) => fromParty !== options.party }])
    if (!concerned.has(follower.name)) return more
    const position = await readPosition(sql, follower.name, follower.version)
    const [row] = await sql<{ top: number | null }[]>`select max(seq) as top from version`
    const top = row?.top ?? -1
    if (top <= position) return false
    const outdated = await findOutdated(sql, options.party, position, top)
    if (outdated.length === 0) {
      await savePosition(sql, follower.name, follower.version, position, top)
      return false
    }
    // Asked first: a question that is there already is not asked again, so a crash in between repeats nothing.
    for (const one of outdated) await ask(one)
    const toTell = outdated.filter(({ partner }) => partnerOf(partner)?.agreement?.tellNewer === true)
    try {
      await save(position, top, toTell)
    } catch (cause) {
      if (!(cause instanceof LogFrozen)) throw cause
      await save(position, top, [])
    }
    return false
  }

  async function ask({ versionSeq, partner }: Outdated): Promise<void> {
    try {
      await options.passOn({ versionSeq, partner })
    } catch (cause) {
      // Without consent, or without the partner, there is nothing to ask; the record's page says who holds what.
      if (!(cause instanceof Fault)) throw cause
    }
  }

  async function save(position: number, top: number, toTell: readonly Outdated[]): Promise<void> {
    await writer.transact(async (writing) => {
      for (const { partner: party, origin, seq, hash } of toTell) {
        const partner = partnerOf(party)
        if (partner === undefined) continue
        const members = { re_origin: origin, re_seq: seq, re_hash: Buffer.from(hash).toString('base64url') }
        await writing.append(partner.outLogId, [{ type: newerVersion, at: options.now(), members }], partner.seen(partner.outLogId))
      }
      writing.queue(savePosition(writing.sql, follower.name, follower.version, position, top))
    })
  }

  function partnerOf(party: string): ReleasePartner | undefined {
    return options.partners().find((one) => one.party === party)
  }

  return { begin: async () => await beginAtEnd(sql, follower.name, follower.version), step }
}
