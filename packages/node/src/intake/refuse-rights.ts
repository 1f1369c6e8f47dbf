import { Fault, type FieldProblem } from '@enlace/core'
import { mayDo, type Role } from '@enlace/policy'
import { kinds, readField, referencesOf } from '@enlace/records'
import type { Sql } from 'postgres'
import { recordDigest } from '../store/keyed-digest.ts'
import type { RecordDraft } from '../store/record-draft.ts'
import { findFlag, rightsFlagKind } from '../store/rights-flags.ts'

/**
 * Says why a rights flag of the own party may not be written so, or undefined where it may: it names records that its agency may read, only an officer who
 * may answers it and nobody answers their own, and until then nobody takes it back or turns it to other records. Anything else passes.
 */
export function createRightsCheck(options: {
  readonly sql: Sql
  readonly searchKey: Uint8Array
  readonly party: string
}): (draft: RecordDraft) => Promise<Fault | undefined> {
  const { sql, searchKey, party } = options

  return async (draft) => {
    if (draft.kind !== rightsFlagKind || draft.fromParty !== party) return undefined
    const rid = recordDigest(searchKey, draft.id)
    const flag = await findFlag(sql, rid)
    const isAnswered = say(draft, 'state') === 'answered'
    if (draft.revoked) return flag === undefined || flag.state === 'go' ? undefined : new Fault('rights_flag_open')
    const targets = targetsOf(draft, searchKey)
    const unread = await findUnread(targets, draft.agency)
    if (unread !== undefined) return invalid([{ field: `/object/object_refs/${unread}`, code: 'rights_flagged_unknown' }])
    if (flag === undefined) return isAnswered ? invalid([{ field: fieldOf('state'), code: 'rights_answer_elsewhere' }]) : undefined
    if (!(await namesAll(rid, targets))) return invalid([{ field: '/object/object_refs', code: 'rights_flagged_changed' }])
    if (!isAnswered) return flag.state === 'open' ? undefined : new Fault('rights_flag_answered')
    return await refuseAnswer(draft, flag.raisedBy)
  }

  async function refuseAnswer(draft: RecordDraft, raisedBy: string | null): Promise<Fault | undefined> {
    const user = draft.author ?? ''
    const [account] = await sql<{ role: Role; agency: string }[]>`select role, agency from account where name = ${user}`
    const actor = account === undefined ? undefined : { party, user, ...account }
    if (actor === undefined || !mayDo(actor, 'rights.answer', { agency: draft.agency }).allowed) {
      return new Fault('not_permitted', { reason: 'may_not_wrong_role' })
    }
    if (raisedBy === user) return new Fault('not_permitted', { reason: 'may_not_answer_own_flag' })
    return say(draft, 'answered_by') === user ? undefined : invalid([{ field: fieldOf('answered_by'), code: 'rights_answer_elsewhere' }])
  }

  /** The place of the first record that this agency cannot read; undefined when there is none. */
  async function findUnread(targets: readonly Uint8Array[], agency: string): Promise<number | undefined> {
    const wanted = targets.map((target) => Buffer.from(target))
    const rows = await sql<{ rid: Buffer }[]>`select distinct v.rid from version v where v.rid = any(${sql.array(wanted, 17)}::bytea[])
      and (v.agency = ${agency} or exists (select from share s where s.rid = v.rid and s.agency = ${agency}))`
    const found = new Set(rows.map((row) => row.rid.toString('hex')))
    const place = wanted.findIndex((target) => !found.has(target.toString('hex')))
    return place < 0 ? undefined : place
  }

  async function namesAll(flag: Uint8Array, targets: readonly Uint8Array[]): Promise<boolean> {
    const rows = await sql<{ target: Buffer }[]>`select target from rights_flag_target where flag = ${flag as Buffer}`
    const named = new Set(targets.map((target) => Buffer.from(target).toString('hex')))
    return rows.every(({ target }) => named.has(target.toString('hex')))
  }
}

function targetsOf({ object }: RecordDraft, searchKey: Uint8Array): Uint8Array[] {
  return referencesOf(object)
    .filter(({ relation }) => relation === 'object_refs')
    .map(({ target }) => recordDigest(searchKey, target))
}

function say({ object }: RecordDraft, name: string): unknown {
  return readField(kinds.get(rightsFlagKind), object, name)
}

function fieldOf(name: string): string {
  return `/object/extensions/${kinds.get(rightsFlagKind)?.extension}/${name}`
}

function invalid(problems: readonly FieldProblem[]): Fault {
  return new Fault('body_invalid', {}, { problems })
}
