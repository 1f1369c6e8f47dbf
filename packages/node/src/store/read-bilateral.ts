import { isJsonObject, type JsonObject, parseJson } from '@enlace/core'
import { parseLeaf } from '@enlace/proof/node'
import type { Sql } from 'postgres'
import { openBody } from './bodies.ts'
import type { Keystore } from './keystore.ts'
import { listLogs } from './logs.ts'

/** A log between two parties up to a size that both hold. */
export type BilateralLog = { readonly logId: number; readonly origin: string; readonly size: number }

/** A record as an entry of such a log holds it; undefined object: its body was erased, or cannot be read. */
export type BilateralEntry = {
  /** Place of its log in the list. */
  readonly log: number
  readonly seq: number
  readonly from: string
  readonly kind: string
  readonly object: JsonObject | undefined
}

/** Rows fetched at a time: what is held in memory beside the counts. */
const batch = 500

/**
 * The logs between the node and a partner, ascending by origin, each as far as both hold it: ours as far as it is receipted, theirs as far as we receipted and
 * applied it. Empty ones are left out.
 */
export async function listBilateral(sql: Sql, partner: string): Promise<BilateralLog[]> {
  const logs = (await listLogs(sql)).filter((log) => log.partner === partner && log.role !== 'journal')
  return logs
    .map((log) => ({
      logId: log.logId,
      origin: log.origin,
      size: log.role === 'out' ? log.receiptedSize : Math.min(log.checkpointSize, log.appliedSize),
    }))
    .filter(({ size }) => size > 0)
    .toSorted((a, b) => (a.origin < b.origin ? -1 : 1))
}

/** How many entries of these kinds lie in the logs. */
export async function countBilateral(sql: Sql, logs: readonly BilateralLog[], kinds: readonly string[]): Promise<number> {
  const [row] = await sql<{ n: number }[]>`select count(*)::int as n from ${placed(sql, logs)} join version v on v.seq = p.seq
    where v.kind = any(${kinds as string[]})`
  return row?.n ?? 0
}

/** The entries of the logs that hold records of these kinds, in batches of some hundred and in no order. */
export async function* readBilateral(
  { sql, keystore }: { readonly sql: Sql; readonly keystore: Keystore },
  logs: readonly BilateralLog[],
  kinds: readonly string[],
): AsyncGenerator<readonly BilateralEntry[]> {
  type Row = { ord: number; seq: number; kind: string; from: string; slot: number | null; sealed: Uint8Array | null }
  const rows = sql<Row[]>`select l.ord::int as ord, p.log_seq as seq, v.kind, v.from_party as "from", b.slot, b.sealed
    from ${placed(sql, logs)} join version v on v.seq = p.seq
    left join body b on b.log_id = p.log_id and b.seq = p.log_seq
    where v.kind = any(${kinds as string[]})`.cursor(batch)
  for await (const part of rows) {
    yield part.map(({ ord, seq, kind, from, slot, sealed }) => {
      const body = openBody(keystore, (logs[ord - 1] as BilateralLog).origin, { seq, slot, sealed })
      return { log: ord - 1, seq, from, kind, object: typeof body === 'string' ? undefined : objectOf(body.items[0]?.bytes) }
    })
  }
}

/** Ids of records that were taken back from the partner and not given again, within the logs; told by the notices in them. */
export async function readTakenBack(
  { sql, keystore }: { readonly sql: Sql; readonly keystore: Keystore },
  logs: readonly BilateralLog[],
): Promise<ReadonlySet<string>> {
  const back = new Map<string, boolean>()
  for (const { logId, origin, size } of logs) {
    const rows = await sql<{ seq: number; leaf: Uint8Array; slot: number | null; sealed: Uint8Array | null }[]>`
      select e.seq, e.leaf, b.slot, b.sealed from entry e left join body b on b.log_id = e.log_id and b.seq = e.seq
      where e.log_id = ${logId} and e.seq < ${size} and position('"t":"recall"'::bytea in e.leaf) > 0 order by e.seq`
    for (const { seq, leaf, slot, sealed } of rows) {
      const read = parseLeaf(leaf)
      if (!read.ok || read.value.ct !== 'enlace-recall') continue
      const body = openBody(keystore, origin, { seq, slot, sealed })
      const notice = typeof body === 'string' ? undefined : objectOf(body.items[0]?.bytes)
      if (typeof notice?.id === 'string') back.set(notice.id, notice.act === 'recall')
    }
  }
  return new Set([...back].filter(([, isBack]) => isBack).map(([id]) => id))
}

function placed(sql: Sql, logs: readonly BilateralLog[]) {
  return sql`unnest(${logs.map(({ logId }) => logId)}::int[], ${logs.map(({ size }) => size)}::bigint[]) with ordinality as l (log_id, size, ord)
    join position p on p.log_id = l.log_id and p.log_seq < l.size`
}

function objectOf(bytes: Uint8Array | undefined): JsonObject | undefined {
  const parsed = bytes === undefined ? undefined : parseJson(bytes, { maxBytes: bytes.length, maxDepth: 32 })
  return parsed?.ok === true && isJsonObject(parsed.value.value) ? parsed.value.value : undefined
}
