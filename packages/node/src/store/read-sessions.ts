import type { JsonObject } from '@enlace/core'
import { type DueSession, type SaidState, type SessionAccount, stateOfSession } from '@enlace/policy'
import type { Sql } from 'postgres'
import { fieldsOf } from './case-records.ts'
import type { Keystore } from './keystore.ts'
import { wordOf } from './read-commitments.ts'
import { type HeldRecord, type HeldWish, readHeld } from './read-held.ts'
import type { StoredRecord } from './stored-records.ts'

const bounds = { most: 2000, mostSaid: 20_000 }
const sessionWish: HeldWish = { kind: 'session', saidKinds: ['session-item'], ...bounds }

/** What is read of programmes, bodies and terms of office. */
export const programmeWish: HeldWish = { kind: 'programme', saidKinds: [], ...bounds }
export const mechanismWish: HeldWish = { kind: 'mechanism', saidKinds: [], ...bounds }
export const officeTermWish: HeldWish = { kind: 'office-term', saidKinds: [], ...bounds }

/** A session: its first record, every account of it (that one included) in the order in which they came, and its items. */
export type HeldSession = { readonly root: HeldRecord; readonly accounts: readonly HeldRecord[]; readonly items: readonly StoredRecord[] }

/** The sessions that an agency may see, each with its accounts and items. An account of a session that is not here stands for it. */
export async function readSessions(
  stores: { readonly sql: Sql; readonly keystore: Keystore },
  agency: string,
): Promise<{ readonly items: readonly HeldSession[]; readonly more: boolean }> {
  const { items, more } = await readHeld(stores, agency, sessionWish)
  const byId = new Map(items.map((held) => [String(held.record.object.id), held]))
  const rootOf = (held: HeldRecord): HeldRecord => {
    const seen = new Set<HeldRecord>()
    for (let at: HeldRecord | undefined = held; at !== undefined && !seen.has(at); ) {
      seen.add(at)
      const above: HeldRecord | undefined = byId.get(fieldsOf(at.record).text('account_of_ref') ?? '')
      if (above === undefined) return at
      at = above
    }
    return held
  }
  const sessions = Map.groupBy(items, rootOf)
  return {
    items: [...sessions].map(([root, accounts]) => {
      const found = accounts.flatMap(({ said }) => said.filter((one) => accounts.some(({ record }) => isOf(one, record.object))))
      return { root, accounts, items: [...new Map(found.map((one) => [one.seq, one])).values()] }
    }),
    more,
  }
}

/** A session by which something is due, with its first record. */
export type NamedDueSession = DueSession & { readonly root: HeldRecord }

/** The sessions by which some of these records are due, folded as of a day, by the id of every account of them. Where none names one, none is read. */
export async function readDueSessions(
  stores: { readonly sql: Sql; readonly keystore: Keystore },
  agency: string,
  commitments: readonly Pick<HeldRecord, 'record'>[],
  on: string,
): Promise<ReadonlyMap<string, NamedDueSession>> {
  if (!commitments.some(({ record }) => fieldsOf(record).text('due_by_ref') !== undefined)) return new Map()
  return dueSessionsOf((await readSessions(stores, agency)).items, on)
}

/** The same of sessions that were read already. */
export function dueSessionsOf(sessions: readonly HeldSession[], on: string): ReadonlyMap<string, NamedDueSession> {
  return new Map(
    sessions.flatMap(({ root, accounts }) => {
      const { standing, lastDay } = stateOfSession(accounts.map(toSessionAccount), on)
      const due = { lastDay, isHeld: standing === 'held', root }
      return accounts.map(({ record }) => [String(record.object.id), due] as const)
    }),
  )
}

function isOf(item: StoredRecord, session: JsonObject): boolean {
  return fieldsOf(item).text('session_ref') === session.id
}

/** What the fold reads of an account. */
export function toSessionAccount({ record }: Pick<HeldRecord, 'record'>): SessionAccount {
  const { text, list } = fieldsOf(record)
  return {
    ...wordOf(record),
    state: stateOf(text('state')),
    day: text('held_on'),
    postponedTo: text('postponed_to'),
    place: text('place'),
    hasEvidence: list('evidence').length > 0,
  }
}

function stateOf(code: string | undefined): SaidState {
  return code === 'held' || code === 'postponed' || code === 'cancelled' ? code : 'planned'
}
