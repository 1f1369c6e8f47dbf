import { isJsonObject, type JsonObject, parseJson } from '@enlace/core'
import type { Change } from '@enlace/policy'
import { openBody } from './bodies.ts'
import type { Keystore } from './keystore.ts'
import type { Querier } from './logs.ts'

/** A change that waits, or waited, for a second person. */
export type ProposalRow = {
  readonly id: number
  readonly what: Change['what']
  readonly agency: string
  /** The account, party or agreement that it is about; null for a record, whose id stands only in the sealed text. */
  readonly subject: string | null
  /** Why one person was not enough. */
  readonly why: string
  readonly proposedBy: string
  readonly proposedAt: Date
  readonly expiresAt: Date
  /** Journal entry with the sealed text. */
  readonly seq: number
  readonly outcome: 'confirmed' | 'refused' | 'withdrawn' | null
  readonly decidedBy: string | null
  readonly decidedAt: Date | null
}

/** What was asked for and why, as the journal keeps it. */
export type ProposalText = { readonly change: Change; readonly reason: string }

const columns = (sql: Querier) => sql`select proposal_id as id, what, agency, subject, reason_code as why, proposed_by as "proposedBy",
  proposed_at as "proposedAt", expires_at as "expiresAt", seq, outcome, decided_by as "decidedBy", decided_at as "decidedAt" from proposal`

/** Most proposals listed at once. */
const maxListed = 200

/** Proposals of the whole party, newest first: those that still wait at `now`, or all. Whoever lists them asks `maySecond` of each. */
export async function listProposals(sql: Querier, options: { readonly now: Date; readonly open: boolean }): Promise<ProposalRow[]> {
  return await sql<ProposalRow[]>`${columns(sql)} ${options.open ? sql`where outcome is null and expires_at > ${options.now}` : sql``}
    order by proposal_id desc limit ${maxListed}`
}

/** One proposal; with `hold`, nobody else decides it until the transaction ends. */
export async function findProposal(sql: Querier, id: number, options: { readonly hold?: boolean } = {}): Promise<ProposalRow | undefined> {
  const [row] = await sql<ProposalRow[]>`${columns(sql)} where proposal_id = ${id} ${options.hold === true ? sql`for update` : sql``}`
  return row
}

/** Whether the same change already waits. */
export async function isProposed(sql: Querier, what: string, subject: string, now: Date): Promise<boolean> {
  const rows = await sql`select 1 from proposal where what = ${what} and subject = ${subject} and outcome is null and expires_at > ${now}`
  return rows.length > 0
}

/** Writes a proposal down; answers its number. */
export async function insertProposal(sql: Querier, row: Omit<ProposalRow, 'id' | 'outcome' | 'decidedBy' | 'decidedAt'>): Promise<number> {
  const [made] = await sql<{ id: number }[]>`
    insert into proposal (what, agency, subject, reason_code, proposed_by, proposed_at, expires_at, seq)
    values (${row.what}, ${row.agency}, ${row.subject}, ${row.why}, ${row.proposedBy}, ${row.proposedAt}, ${row.expiresAt}, ${row.seq})
    returning proposal_id as id`
  return (made as { id: number }).id
}

/** Closes a proposal. */
export async function closeProposal(
  sql: Querier,
  id: number,
  end: { readonly outcome: 'confirmed' | 'refused' | 'withdrawn'; readonly by: string; readonly at: Date; readonly seq: number },
): Promise<void> {
  await sql`update proposal set outcome = ${end.outcome}, decided_by = ${end.by}, decided_at = ${end.at}, decided_seq = ${end.seq}
    where proposal_id = ${id}`
}

/** The sealed text of a proposal; undefined when its key is gone. */
export async function readProposalText(sql: Querier, keystore: Keystore, seq: number): Promise<ProposalText | undefined> {
  const document = await readJournalDocument(sql, keystore, seq)
  const change = document?.change
  if (document === undefined || !isJsonObject(change) || typeof document.reason !== 'string') return undefined
  // Written by this node alone, from a value of this type, and bound to its place by the seal.
  return { change: change as unknown as Change, reason: document.reason }
}

/** The first item of a journal entry, as the JSON object that it is; undefined when it cannot be unsealed. */
export async function readJournalDocument(sql: Querier, keystore: Keystore, seq: number): Promise<JsonObject | undefined> {
  const [row] = await sql<{ seq: number; slot: number | null; sealed: Uint8Array | null; origin: string }[]>`
    select body.seq, body.slot, body.sealed, log.origin from body join log using (log_id) where log.role = 'journal' and body.seq = ${seq}`
  if (row === undefined) return undefined
  const body = openBody(keystore, row.origin, row)
  const parsed = typeof body === 'string' || body.items[0] === undefined ? undefined : parseJson(body.items[0].bytes)
  return parsed?.ok === true && isJsonObject(parsed.value.value) ? parsed.value.value : undefined
}

/** Whether somebody already asked that the legal hold on this record be lifted; the record's id stands only in the sealed text. */
export async function isHoldLiftProposed(sql: Querier, keystore: Keystore, id: string, now: Date): Promise<boolean> {
  const open = (await listProposals(sql, { now, open: true })).filter((row) => row.what === 'hold_lift')
  const texts = await Promise.all(open.map(async (row) => await readProposalText(sql, keystore, row.seq)))
  return texts.some((text) => text?.change.what === 'hold_lift' && text.change.id === id)
}
