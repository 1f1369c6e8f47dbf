import { accept, type Json, parseJson, type Result, refuse, utf8 } from '@enlace/core'
import type { Sql } from 'postgres'
import type { Keystore } from './keystore.ts'
import { seal, unseal } from './seal.ts'

/** Whose drafts: an account while it belongs to an agency. One that moves to another agency leaves its drafts behind. */
export type DraftOwner = { readonly account: string; readonly agency: string }

/** A draft as its writer left it. `body` is the form's own; the node never looks inside. */
export type StoredDraft = {
  readonly id: string
  readonly kind: string
  /** Counts up with each saving, from 1. */
  readonly revision: number
  readonly changedAt: Date
  readonly body: Json
}

/** Most drafts of one account, and how long one that nobody touches is kept. */
export const maxDrafts = 100
export const draftDays = 30

type Row = Omit<StoredDraft, 'body'> & { readonly slot: number; readonly sealed: Uint8Array }

/** The drafts of an owner, last changed first. One whose key is gone is passed over. */
export async function listDrafts(sql: Sql, keystore: Keystore, owner: DraftOwner): Promise<StoredDraft[]> {
  const rows = await sql<Row[]>`select id, kind, revision, changed_at as "changedAt", slot, sealed from draft
    where account = ${owner.account} and agency = ${owner.agency} order by changed_at desc limit ${maxDrafts}`
  return rows.flatMap((row) => open(keystore, owner, row) ?? [])
}

/** One draft of an owner, or undefined. */
export async function findDraft(sql: Sql, keystore: Keystore, owner: DraftOwner, id: string): Promise<StoredDraft | undefined> {
  const [row] = await sql<Row[]>`select id, kind, revision, changed_at as "changedAt", slot, sealed from draft
    where account = ${owner.account} and agency = ${owner.agency} and id = ${id}`
  return row === undefined ? undefined : open(keystore, owner, row)
}

/**
 * Saves a draft over the revision that its writer last saw (0: there is none yet), so that two browsers never overwrite each other unseen.
 * Saving what is saved already gives the same revision again. The key is durable before the row commits.
 */
export async function saveDraft(
  sql: Sql,
  keystore: Keystore,
  owner: DraftOwner,
  draft: { readonly id: string; readonly kind: string; readonly revision: number; readonly bytes: Uint8Array; readonly at: Date },
): Promise<Result<{ readonly revision: number }, 'draft_changed' | 'too_many_drafts'>> {
  return await sql.begin(async (tx) => {
    // One account's savings stand in a row: a count and an insert cannot pass each other.
    await tx`select pg_advisory_xact_lock(hashtextextended(${`draft/${owner.account}`}, 0))`
    const [held] = await tx<Row[]>`select id, kind, revision, changed_at as "changedAt", slot, sealed from draft
      where account = ${owner.account} and id = ${draft.id}`
    const revision = held?.revision ?? 0
    const key = held === undefined ? undefined : keystore.read(held.slot)
    if (held !== undefined && key !== undefined && revision !== draft.revision) {
      const opened = unseal(key.key, held.sealed, place(owner, draft.id))
      const same = opened.ok && Buffer.from(opened.value).equals(draft.bytes)
      return same ? accept({ revision }) : refuse('draft_changed')
    }
    if (held !== undefined && key !== undefined && key.agency === owner.agency) {
      const sealed = Buffer.from(seal(key.key, draft.bytes, place(owner, draft.id)))
      await tx`update draft set kind = ${draft.kind}, revision = ${revision + 1}, sealed = ${sealed}, changed_at = ${draft.at}
        where account = ${owner.account} and id = ${draft.id}`
      return accept({ revision: revision + 1 })
    }
    const [count] = await tx<{ n: number }[]>`select count(*)::int as n from draft where account = ${owner.account}`
    if (held === undefined && (count?.n ?? 0) >= maxDrafts) return refuse('too_many_drafts')
    const [fresh] = await keystore.allocate(owner.agency, 1)
    if (fresh === undefined) return refuse('draft_changed')
    const sealed = Buffer.from(seal(fresh.key, draft.bytes, place(owner, draft.id)))
    await tx`insert into draft (account, id, agency, kind, revision, slot, sealed, changed_at)
      values (${owner.account}, ${draft.id}, ${owner.agency}, ${draft.kind}, ${revision + 1}, ${fresh.slot}, ${sealed}, ${draft.at})
      on conflict (account, id) do update set agency = excluded.agency, kind = excluded.kind, revision = excluded.revision,
        slot = excluded.slot, sealed = excluded.sealed, changed_at = excluded.changed_at`
    return accept({ revision: revision + 1 })
  })
}

/** Erases a draft: its key first, so that no copy of the database opens it. False: there is none. */
export async function eraseDraft(sql: Sql, keystore: Keystore, owner: DraftOwner, id: string): Promise<boolean> {
  const rows = await sql<
    { slot: number }[]
  >`select slot from draft where account = ${owner.account} and agency = ${owner.agency} and id = ${id}`
  if (rows.length === 0) return false
  await keystore.erase(rows.map((row) => row.slot))
  await sql`delete from draft where account = ${owner.account} and id = ${id}`
  return true
}

/** Erases drafts that nobody has changed since `before`. Returns how many. */
export async function eraseOldDrafts(sql: Sql, keystore: Keystore, before: Date): Promise<number> {
  const rows = await sql<
    { account: string; id: string; slot: number }[]
  >`select account, id, slot from draft where changed_at < ${before} limit 1000`
  if (rows.length === 0) return 0
  await keystore.erase(rows.map((row) => row.slot))
  await sql`delete from draft where changed_at < ${before} and slot = any(${rows.map((row) => row.slot)})`
  return rows.length
}

/** What binds a sealed draft to its place, so that a database owner cannot hand one person's to another. */
function place(owner: DraftOwner, id: string): Uint8Array {
  return utf8(`draft\n${owner.account}\n${id}`)
}

function open(keystore: Keystore, owner: DraftOwner, { slot, sealed, ...row }: Row): StoredDraft | undefined {
  const key = keystore.read(slot)
  const opened = key === undefined ? undefined : unseal(key.key, sealed, place(owner, row.id))
  const parsed = opened?.ok === true ? parseJson(opened.value, { maxBytes: 8_388_608, maxDepth: 64 }) : undefined
  return parsed?.ok === true ? { ...row, body: parsed.value.value } : undefined
}
