import { canonicalBytes, Fault } from '@enlace/core'
import { type Actor, decideShare, type ShareRequest, withholdWithoutConsent } from '@enlace/policy'
import type { Sql } from 'postgres'
import { newestFor, readConsents } from '../store/consents.ts'
import { recordDigest } from '../store/keyed-digest.ts'
import type { Keystore } from '../store/keystore.ts'
import type { LogWriter } from '../store/log-writer.ts'
import { readStoredRecords, type StoredRecord } from '../store/stored-records.ts'

/** Shares a record with another agency of the own party: decided by the same rules as a release, journaled before it takes effect. */
export function createShare(options: {
  readonly sql: Sql
  readonly writer: LogWriter
  readonly keystore: Keystore
  readonly searchKey: Uint8Array
  readonly journalId: number
  readonly party: string
  readonly agencies: readonly string[]
  readonly now: () => Date
}): {
  share(request: { id: string; agency: string; reason: string; actor: Pick<Actor, 'user'> }): Promise<{ seq: number }>
  /** What would be decided, and about which version. Throws Fault `record_unknown` or `record_erased`. */
  decide(id: string, agency: string): Promise<{ readonly record: StoredRecord; readonly decision: ReturnType<typeof decideShare> }>
} {
  /** Whether the author of a received record lets this agency of ours have it today. */
  async function isConsented(record: Uint8Array, author: string, agency: string): Promise<boolean> {
    if (author === options.party) return false
    const consent = newestFor(await readConsents(options.sql, options.keystore, record, author), options.party, agency)
    return withholdWithoutConsent(author, options.party, consent, options.now().toISOString().slice(0, 10)) === undefined
  }

  async function decide(id: string, agency: string) {
    const rid = Buffer.from(recordDigest(options.searchKey, id))
    const [latest] = await options.sql<{ seq: number }[]>`select seq from version where rid = ${rid} and erased_at is null
      order by latest desc, seq desc limit 1`
    if (latest === undefined) throw new Fault('record_unknown', {})
    const [record] = await readStoredRecords(options.sql, options.keystore, [latest.seq])
    if (record === undefined) throw new Fault('record_erased', {})
    const decision = decideShare({
      record: {
        kind: record.kind,
        from: record.fromParty,
        agency: record.agency,
        envelope: record.envelope as unknown as ShareRequest['record']['envelope'],
      },
      self: options.party,
      toAgency: agency,
      consented: await isConsented(record.rid, record.fromParty, agency),
      agencies: options.agencies,
    })
    return { record, decision }
  }

  async function share({ id, agency, reason, actor }: { id: string; agency: string; reason: string; actor: Pick<Actor, 'user'> }) {
    const { record, decision } = await decide(id, agency)
    if (decision.outcome === 'withhold') {
      throw new Fault('body_invalid', {}, { problems: [{ field: '/agency', code: decision.reason }] })
    }
    return await options.writer.transact(async ({ sql, append }) => {
      const at = options.now()
      const document = canonicalBytes({ at: at.toISOString(), by: actor.user, reason, to_agency: agency, version: record.seq })
      const [seq] = await append(options.journalId, [{ type: 'share', at, body: { agency: record.agency, key: 'day', items: [document] } }])
      await sql`insert into share (rid, agency, decision_seq) values (${record.rid as Buffer}, ${agency}, ${seq as number}) on conflict do nothing`
      return { seq: seq as number }
    })
  }

  return { share, decide }
}
