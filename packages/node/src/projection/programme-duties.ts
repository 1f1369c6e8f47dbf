import { beatOfMechanism, endOfDate, stateOfSession } from '@enlace/policy'
import { kinds, readField } from '@enlace/records'
import type { Sql, TransactionSql } from 'postgres'
import { fieldsOf } from '../store/case-records.ts'
import { dropDuty, finishDuty, openDuty } from '../store/duties.ts'
import { readPosition, savePosition } from '../store/followers.ts'
import { recordDigest } from '../store/keyed-digest.ts'
import type { Keystore } from '../store/keystore.ts'
import type { Passing, PickyFollower } from '../store/pass-by.ts'
import { findLastStatuses, findProgressRequests } from '../store/progress-requests.ts'
import { readHeld } from '../store/read-held.ts'
import { mechanismWish, readSessions, toSessionAccount } from '../store/read-sessions.ts'
import { readStoredRecords, type StoredRecord } from '../store/stored-records.ts'

const follower = { name: 'programme-duties', version: 1 }
const batchSize = 512
const dayMs = 86_400_000
/** Kinds that move the beat of a body, and kinds that ask for progress or give it. */
const beatKinds = ['mechanism', 'session']
const progressKinds = ['progress-request', 'commitment-status']

/**
 * The projection of what the programme asks of an agency: that a body which it keeps meets within the days agreed, and that it says how its party stands
 * with what another party asked about. Both are counted from all that is known, so nothing hangs on the order in which records came.
 */
export function createProgrammeDuties(options: {
  readonly sql: Sql
  readonly keystore: Keystore
  readonly searchKey: Uint8Array
  readonly party: string
  readonly now: () => Date
  readonly onChange: (agency: string) => void
}): { step(): Promise<boolean>; readonly follower: PickyFollower } {
  const { sql, keystore, party } = options
  const digest = (id: string) => recordDigest(options.searchKey, id)

  async function step(): Promise<boolean> {
    const position = await readPosition(sql, follower.name, follower.version)
    const rows = await sql<{ seq: number; kind: string; agency: string }[]>`select seq, kind, agency from version
      where seq > ${position} order by seq limit ${batchSize}`
    const last = rows.at(-1)?.seq
    if (last === undefined) return false
    const asked = await readStoredRecords(
      sql,
      keystore,
      rows.filter(({ kind }) => progressKinds.includes(kind)).map(({ seq }) => seq),
    )
    const keepers = new Set(rows.filter(({ kind }) => beatKinds.includes(kind)).map(({ agency }) => agency))
    await sql.begin(async (tx) => {
      for (const agency of keepers) await settleBeats(tx, agency)
      const found = await findProgressRequests(
        tx,
        asked.filter(({ kind, fromParty }) => kind === 'commitment-status' && fromParty === party).flatMap(named),
      )
      const again = await readStoredRecords(tx, keystore, [...found])
      const requests = [...asked.filter(({ kind }) => kind === 'progress-request'), ...again]
      for (const request of requests) await settleProgress(tx, request)
      await savePosition(tx, follower.name, follower.version, position, last)
    })
    for (const agency of new Set([...keepers, ...asked.map((record) => record.agency)])) options.onChange(agency)
    return rows.length === batchSize
  }

  /** Each body of an agency with a cadence owes its next session by the day that the last one held gives. */
  async function settleBeats(tx: TransactionSql, agency: string): Promise<void> {
    const stores = { sql: tx as unknown as Sql, keystore }
    const { items: bodies } = await readHeld(stores, agency, mechanismWish)
    const own = bodies.filter(({ record }) => record.agency === agency)
    if (own.length === 0) return
    const { items: sessions } = await readSessions(stores, agency)
    const today = options.now().toISOString().slice(0, 10)
    for (const { record } of own) {
      const everyDays = readField(kinds.get('mechanism'), record.object, 'cadence_days')
      const held = sessions.filter(({ accounts }) =>
        accounts.some((one) => fieldsOf(one.record).text('mechanism_ref') === record.object.id),
      )
      const beat =
        typeof everyDays !== 'number'
          ? undefined
          : beatOfMechanism(
              { everyDays, from: fieldsOf(record).text('from') },
              held.map(({ accounts }) => stateOfSession(accounts.map(toSessionAccount), today)),
              today,
            )
      await settleBeat(tx, record, beat?.dueBy ?? undefined, beat?.everyDays ?? 0)
    }
  }

  async function settleBeat(tx: TransactionSql, body: StoredRecord, dueBy: string | undefined, everyDays: number): Promise<void> {
    const { rid, agency, fromParty, kind: recordKind, seq } = body
    // The last day itself is in time.
    const dueAt = dueBy === undefined ? undefined : new Date(Date.parse(dueBy) + dayMs)
    const [open] = await tx<{ dueAt: Date }[]>`select due_at as "dueAt" from duty
      where rid = ${rid as Buffer} and duty = 'body_meets' and done_at is null`
    if (open !== undefined && open.dueAt.getTime() === dueAt?.getTime()) return
    // A session held begins another count: what was put aside of the one before comes back.
    await dropDuty(tx, rid, 'body_meets')
    if (dueAt === undefined) return
    const startedAt = new Date(dueAt.getTime() - (everyDays + 1) * dayMs)
    await openDuty(tx, { rid, duty: 'body_meets', agency, fromParty, recordKind, startedAt, dueAt, seq })
  }

  /** A request for progress is owed until the party asked has said, since it was asked, how it stands with every commitment that it names. */
  async function settleProgress(tx: TransactionSql, request: StoredRecord): Promise<void> {
    const { rid, agency, fromParty, kind: recordKind, seq, addedAt } = request
    const { text } = fieldsOf(request)
    const end = endOfDate(text('by_when') ?? '')
    if (request.revoked || text('of_party') !== party || end === null) return await dropDuty(tx, rid, 'progress')
    const dueAt = new Date(Date.parse(end) + dayMs)
    await openDuty(tx, { rid, duty: 'progress', agency, fromParty, recordKind, startedAt: addedAt, dueAt, seq })
    const commitments = named(request)
    const said = await findLastStatuses(tx, party, commitments)
    const answers = commitments.map((one) => said.get(Buffer.from(one).toString('hex'))).filter((one) => one !== undefined && one.seq > seq)
    if (answers.length < commitments.length) return
    await finishDuty(tx, rid, 'progress', agency, new Date(Math.max(...answers.map((one) => one?.at.getTime() ?? 0))))
  }

  function named(record: StoredRecord): Uint8Array[] {
    const { object_refs: refs } = record.object
    return Array.isArray(refs) ? refs.flatMap((id) => (typeof id === 'string' ? [digest(id)] : [])) : []
  }

  const wants = ({ kind }: Passing) => beatKinds.includes(kind) || progressKinds.includes(kind)
  return { step, follower: { ...follower, wants } }
}
