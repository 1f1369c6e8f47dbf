import { canonicalBytes, Fault, type JsonObject } from '@enlace/core'
import { type Actor, type Change, type ChangeFacts, maySecond, needsSecond, proposalHours, type SecondReason } from '@enlace/policy'
import type { Sql } from 'postgres'
import type { Keystore } from '../store/keystore.ts'
import type { LogWriter, Writing } from '../store/log-writer.ts'
import {
  closeProposal,
  findProposal,
  insertProposal,
  isProposed,
  listProposals,
  type ProposalRow,
  readProposalText,
} from '../store/proposals.ts'
import { applyAccountChange, type FreshPassword, givesPassword, makePassword, readAccountFacts } from './change-accounts.ts'

/** What became of a change that somebody asked for. */
export type Asked = {
  /** Why a second person is needed; null: one was enough, and it is done. */
  readonly why: SecondReason | null
  readonly proposal: { readonly id: number; readonly expiresAt: Date } | null
  /** A new password, shown this once and kept nowhere. */
  readonly password: string | null
  /** Journal entry of what was done or proposed; null when it was only asked what would happen. */
  readonly seq: number | null
}

/** A proposal with what it asks, for those who may read it. */
export type ShownProposal = ProposalRow & { readonly change: Change | undefined; readonly reason: string; readonly mayDecide: boolean }

/** Changes that other parts of the node carry out. Each may be asked twice for the same change and then does nothing more. */
export type Effects = {
  readonly holdLink: (writing: Writing, change: Extract<Change, { what: 'link_hold' }>, by: Decider) => Promise<number>
  readonly erase: (change: Extract<Change, { what: 'erase' }>, by: Decider) => Promise<number>
  readonly liftHold: (writing: Writing, change: Extract<Change, { what: 'hold_lift' }>, by: Decider) => Promise<number>
  readonly setRetention: (writing: Writing, change: Extract<Change, { what: 'retention' }>, by: Decider) => Promise<number>
  readonly openEpoch: (writing: Writing, change: Extract<Change, { what: 'new_epoch' }>, by: Decider) => Promise<number>
  readonly certifyRelease: (change: Extract<Change, { what: 'joint_release' }>, by: Decider) => Promise<number>
  readonly acceptAgreement: (change: Extract<Change, { what: 'agreement' }>, by: Decider) => Promise<number>
  readonly publish: (change: Extract<Change, { what: 'publish' }>, by: Decider) => Promise<number>
}

/** On whose word a change is made: the one who acts last, and the one who asked for it where two were needed. */
export type Decider = {
  readonly actor: Actor
  readonly proposedBy: string
  readonly reason: string
  readonly at: Date
  readonly since: Date
}

/**
 * Dangerous changes wait for a second person (`needsSecond`); others are made at once. Each proposal, confirmation and refusal is a journal
 * entry whose reason lies sealed; rows keep codes, account names and times.
 */
export function createChanges(options: {
  readonly sql: Sql
  readonly writer: LogWriter
  readonly keystore: Keystore
  readonly journalId: number
  /** The changes for which this party wants two persons. */
  readonly twoPersons: readonly Change['what'][]
  readonly effects: Effects
  readonly now: () => Date
}) {
  const { sql, writer, keystore, journalId, effects, now } = options

  async function ask(request: { change: Change; reason: string; actor: Actor; dryRun?: boolean }): Promise<Asked> {
    const { change, reason, actor } = request
    const facts: ChangeFacts = 'user' in change ? await readAccountFacts(sql, change, now()) : {}
    // What a partner relies on is no party's own choice: a log never ends on one person's word. Nor does anything become public on one.
    const always: readonly Change['what'][] = ['new_epoch', 'publish', 'joint_release']
    const wantsTwo = always.includes(change.what) || options.twoPersons.includes(change.what)
    const why = wantsTwo ? (needsSecond(change, facts) ?? null) : null
    if (request.dryRun === true) return { why, proposal: null, password: null, seq: null }
    if (why !== null) return await propose(change, why, reason, actor)
    const at = now()
    const done = await carryOut(change, { actor, proposedBy: actor.user, reason, at, since: at }, undefined)
    return { why: null, proposal: null, ...done }
  }

  async function propose(change: Change, why: SecondReason, reason: string, actor: Actor): Promise<Asked> {
    const at = now()
    const expiresAt = new Date(at.getTime() + proposalHours * 3_600_000)
    const subject = subjectOf(change)
    // An erasure is asked for by who holds the record, which is not always the asker's own compartment.
    const agency = 'agency' in change ? change.agency : actor.agency
    return await writer.transact(async (writing) => {
      if (subject !== null && (await isProposed(writing.sql, change.what, subject, at))) throw new Fault('proposal_waits', {})
      const document = canonicalBytes({
        at: at.toISOString(),
        by: actor.user,
        change: { ...change },
        expires_at: expiresAt.toISOString(),
        proposal: 'made',
        reason,
      })
      const [seq] = await writing.append(journalId, [{ type: 'proposal', at, body: { agency, key: 'day', items: [document] } }])
      const row = { what: change.what, agency, subject, why, proposedBy: actor.user, proposedAt: at, expiresAt, seq: seq as number }
      const id = await insertProposal(writing.sql, row)
      return { why, proposal: { id, expiresAt }, password: null, seq: seq as number }
    })
  }

  async function decide(request: {
    readonly id: number
    readonly outcome: 'confirmed' | 'refused' | 'withdrawn'
    readonly reason: string
    readonly actor: Actor
  }): Promise<{ readonly password: string | null; readonly seq: number }> {
    const { id, outcome, actor } = request
    const row = await findProposal(sql, id)
    const text = row === undefined ? undefined : await readProposalText(sql, keystore, row.seq)
    if (row === undefined || text === undefined) throw new Fault('proposal_unknown', {})
    refuseUnless(row, text.change, outcome, actor)
    refuseIfOver(row)
    if (outcome !== 'confirmed') return { password: null, seq: await writer.transact((writing) => close(writing, row, request)) }
    const by: Decider = { actor, proposedBy: row.proposedBy, reason: text.reason, at: now(), since: row.proposedAt }
    // What may have changed since it was proposed is looked at again: the account may be closed, or taken.
    if ('user' in text.change) await readAccountFacts(sql, text.change, now())
    const done = await carryOut(text.change, by, (writing) => close(writing, row, request))
    return { password: done.password, seq: done.seq }
  }

  async function close(
    writing: Writing,
    row: ProposalRow,
    end: { readonly outcome: 'confirmed' | 'refused' | 'withdrawn'; readonly reason: string; readonly actor: Actor },
  ): Promise<number> {
    const held = await findProposal(writing.sql, row.id, { hold: true })
    refuseIfOver(held ?? row)
    const at = now()
    const { outcome, reason, actor } = end
    const document = canonicalBytes({ at: at.toISOString(), by: actor.user, made: row.seq, proposal: outcome, reason })
    const [seq] = await writing.append(journalId, [{ type: 'proposal', at, body: { agency: row.agency, key: 'day', items: [document] } }])
    await closeProposal(writing.sql, row.id, { outcome, by: actor.user, at, seq: seq as number })
    return seq as number
  }

  function refuseIfOver(row: ProposalRow): void {
    if (row.outcome !== null) throw new Fault('proposal_decided', {})
    if (row.expiresAt <= now()) throw new Fault('proposal_expired', {})
  }

  /** Makes the change; `closing` is the end of its proposal, in the same transaction wherever the change fits into one. */
  async function carryOut(
    change: Change,
    by: Decider,
    closing: ((writing: Writing) => Promise<number>) | undefined,
  ): Promise<{ readonly password: string | null; readonly seq: number }> {
    if (change.what === 'erase' || change.what === 'agreement' || change.what === 'publish' || change.what === 'joint_release') {
      // Keys are overwritten, and a file is written, before any row says so: the proposal closes last, and closing twice is refused.
      const seq = await carryOutFirst(change, by)
      if (closing !== undefined) await writer.transact(closing)
      return { password: null, seq }
    }
    const fresh: FreshPassword | undefined = givesPassword(change) ? await makePassword() : undefined
    const seq = await writer.transact(async (writing) => {
      await closing?.(writing)
      if (change.what === 'link_hold') return await effects.holdLink(writing, change, by)
      if (change.what === 'hold_lift') return await effects.liftHold(writing, change, by)
      if (change.what === 'new_epoch') return await effects.openEpoch(writing, change, by)
      if (change.what === 'retention') return await effects.setRetention(writing, change, by)
      const second: JsonObject = closing === undefined ? {} : { proposed_by: by.proposedBy }
      const word = { user: by.actor.user, agency: by.actor.agency, at: by.at, more: { reason: by.reason, ...second } }
      return await applyAccountChange(writing, journalId, change, word, fresh)
    })
    return { password: fresh?.password ?? null, seq }
  }

  async function carryOutFirst(
    change: Extract<Change, { what: 'erase' | 'agreement' | 'publish' | 'joint_release' }>,
    by: Decider,
  ): Promise<number> {
    if (change.what === 'erase') return await effects.erase(change, by)
    if (change.what === 'publish') return await effects.publish(change, by)
    return change.what === 'agreement' ? await effects.acceptAgreement(change, by) : await effects.certifyRelease(change, by)
  }

  /** What waits for an account: every open proposal that it may confirm or refuse, oldest first. The inbox lists it. */
  async function waitingFor(actor: Actor): Promise<ShownProposal[]> {
    const shown = await show(actor, await listProposals(sql, { now: now(), open: true }))
    return shown.filter((one) => one.mayDecide).reverse()
  }

  /** Proposals that an account may see: those it made or may decide, and for an inspector those of the own agency. Newest first. */
  async function list(actor: Actor, open: boolean): Promise<ShownProposal[]> {
    return await show(actor, await listProposals(sql, { now: now(), open }))
  }

  async function show(actor: Actor, rows: readonly ProposalRow[]): Promise<ShownProposal[]> {
    const shown = await Promise.all(
      rows.map(async (row): Promise<ShownProposal | undefined> => {
        // Who may decide is known from the row alone, so that nothing sealed is opened for somebody who may not see it.
        const may = maySecond(actor, { change: standIn(row), agency: row.agency, proposedBy: row.proposedBy }).allowed
        const looksOn = actor.role === 'inspector' && actor.agency === row.agency
        if (!may && !looksOn && row.proposedBy !== actor.user) return undefined
        const text = await readProposalText(sql, keystore, row.seq)
        const waits = row.outcome === null && row.expiresAt > now()
        return { ...row, change: text?.change, reason: text?.reason ?? '', mayDecide: may && waits && text !== undefined }
      }),
    )
    return shown.filter((one) => one !== undefined)
  }

  return { ask, decide, waitingFor, list }
}

export type Changes = ReturnType<typeof createChanges>

function refuseUnless(row: ProposalRow, change: Change, outcome: string, actor: Actor): void {
  if (outcome === 'withdrawn') {
    if (row.proposedBy !== actor.user) throw new Fault('not_permitted', { reason: 'may_not_wrong_role', role: actor.role })
    return
  }
  const permission = maySecond(actor, { change, agency: row.agency, proposedBy: row.proposedBy })
  if (!permission.allowed) throw new Fault('not_permitted', { reason: `may_not_${permission.reason}`, role: actor.role })
}

/** What a row tells of a change without unsealing it: enough to say who may decide. */
function standIn(row: ProposalRow): Change {
  const agency = row.agency
  const subject = row.subject ?? ''
  if (row.what === 'link_hold') return { what: 'link_hold', party: subject, hours: 0 }
  if (row.what === 'erase' || row.what === 'hold_lift') return { what: row.what, id: '', agency }
  if (row.what === 'retention') return { what: 'retention', rule: '', agency, days: null, atEnd: 'review', wouldErase: 0 }
  if (row.what === 'new_epoch') return { what: 'new_epoch', party: '', origin: subject, code: 'yearly' }
  if (row.what === 'publish') return { what: 'publish', does: 'publish', agency, items: [], publishAt: '', announced: null, said: null }
  if (row.what === 'joint_release') return { what: 'joint_release', draft: '', sha256: subject, at: '', embargo: '', agency }
  if (row.what === 'agreement') return { what: 'agreement', agreement: subject, party: '', note: '' }
  return { what: 'account_disable', user: subject, agency }
}

function subjectOf(change: Change): string | null {
  if ('user' in change) return change.user
  if (change.what === 'link_hold') return change.party
  if (change.what === 'new_epoch') return change.origin
  if (change.what === 'joint_release') return change.sha256
  if (change.what === 'retention') return `${change.agency}/${change.rule}`
  return change.what === 'agreement' ? change.agreement : null
}
