import { Fault } from '@enlace/core'
import { kinds, readField } from '@enlace/records'
import type { Sql } from 'postgres'
import { readPosition, savePosition } from '../store/followers.ts'
import { recordDigest } from '../store/keyed-digest.ts'
import type { Keystore } from '../store/keystore.ts'
import type { PickyFollower } from '../store/pass-by.ts'
import { requestOf } from '../store/read-request.ts'
import { readStoredRecords, type StoredRecord } from '../store/stored-records.ts'
import type { createShare } from './share.ts'

const follower = { name: 'delegations', version: 1 }
const batchSize = 512

/** A note of the own party that gives a request to another of its agencies: which request, and to whom. Undefined for any other note. */
export function delegationOf({ object }: Pick<StoredRecord, 'object'>): { readonly request: string; readonly agency: string } | undefined {
  const field = (name: string) => readField(kinds.get('request-note'), object, name)
  const [request, agency] = [requestOf(object), field('agency')]
  return field('about') === 'delegated' && request !== undefined && typeof agency === 'string' ? { request, agency } : undefined
}

/**
 * Shares a request with the agency that it was given to: the request with its steps, which its page reads, and no other record. Follows own notes, so a crash
 * loses none; only the agency that holds the request gives it on, and a share that stands is not made again.
 */
export function createShareDelegated(options: {
  readonly sql: Sql
  readonly keystore: Keystore
  readonly searchKey: Uint8Array
  readonly party: string
  readonly share: ReturnType<typeof createShare>['share']
  readonly onChange: (agency: string) => void
}): { step(): Promise<boolean>; readonly follower: PickyFollower } {
  const { sql } = options

  async function give(note: StoredRecord, author: string): Promise<void> {
    const given = delegationOf(note)
    if (given === undefined || note.revoked) return
    const rid = Buffer.from(recordDigest(options.searchKey, given.request))
    const [held] = await sql`select from version v where v.rid = ${rid} and v.kind = 'request' and v.latest and v.agency = ${note.agency}
      and not exists (select from share s where s.rid = v.rid and s.agency = ${given.agency})`
    if (held === undefined) return
    try {
      await options.share({ id: given.request, agency: given.agency, reason: `delegated: ${note.object.id}`, actor: { user: author } })
      options.onChange(given.agency)
    } catch (cause) {
      // Its author took the request back or set limits since: the note stays, and nothing is shared.
      if (!(cause instanceof Fault)) throw cause
    }
  }

  return {
    follower: { ...follower, wants: ({ kind, fromParty }) => fromParty === options.party && kind === 'request-note' },
    step: async () => {
      const position = await readPosition(sql, follower.name, follower.version)
      const rows = await sql<{ seq: number; kind: string; own: boolean; author: string | null }[]>`select seq, kind,
        from_party = ${options.party} as own, author from version where seq > ${position} order by seq limit ${batchSize}`
      const last = rows.at(-1)?.seq
      if (last === undefined) return false
      const notes = rows.filter(({ kind, own }) => own && kind === 'request-note')
      const records = await readStoredRecords(
        sql,
        options.keystore,
        notes.map(({ seq }) => seq),
      )
      for (const record of records) await give(record, notes.find(({ seq }) => seq === record.seq)?.author ?? record.agency)
      await savePosition(sql, follower.name, follower.version, position, last)
      return rows.length === batchSize
    },
  }
}
