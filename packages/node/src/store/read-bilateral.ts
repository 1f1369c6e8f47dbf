import { setImmediate as pause } from 'node:timers/promises'
import { fromUtf8, isJsonObject, type JsonObject } from '@enlace/core'
import { parseLeaf } from '@enlace/proof/node'
import type { Sql } from 'postgres'
import { openBodies, openBody } from './bodies.ts'
import type { Keystore } from './keystore.ts'
import { listLogs } from './logs.ts'

/** A log between two parties up to a size that both hold. */
export type BilateralLog = { readonly logId: number; readonly origin: string; readonly size: number }

/** A record as an entry of such a log holds it; undefined object: its body was erased, or cannot be read. */
export type BilateralEntry = {
  /** Place of its log in the list. */
  readonly log: number
  readonly seq: number
  /** Its version, by the journal's position. */
  readonly version: number
  readonly from: string
  readonly kind: string
  readonly object: JsonObject | undefined
}

/** Entries opened between two pauses, and positions of the journal that one question covers: what others wait for, and what is held in memory beside the counts. */
const slice = 200
const span = 2000

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

/**
 * The entries of the logs that hold records of these kinds, some hundred at a time, in the order of the journal; with how much of the journal was looked through, of how much. The
 * node answers others between two parts, and the next ones are fetched while these are worked on.
 */
export async function* readBilateral(
  store: { readonly sql: Sql; readonly keystore: Keystore },
  logs: readonly BilateralLog[],
  kinds: readonly string[],
): AsyncGenerator<{ readonly entries: readonly BilateralEntry[]; readonly done: number; readonly of: number }> {
  const [last] = await store.sql<{ end: number | null }[]>`select max(seq) + 1 as "end" from position`
  const of = last?.end ?? 0
  let next = readSpan(store.sql, logs, kinds, 0)
  for (let from = 0; from < of; from += span) {
    const rows = await next
    const done = Math.min(of, from + span)
    next = done < of ? readSpan(store.sql, logs, kinds, done) : Promise.resolve([])
    // Whoever stops early leaves a question behind that nobody waits for.
    next.catch(() => undefined)
    for (let at = 0; at < rows.length; at += slice) {
      yield {
        entries: openRows(store.keystore, logs, rows.slice(at, at + slice)),
        done: from + Math.floor(((done - from) * at) / rows.length),
        of,
      }
      await pause()
    }
    yield { entries: [], done, of }
  }
}

type Row = {
  readonly ord: number
  readonly seq: number
  readonly version: number
  readonly kind: string
  readonly from: string
  readonly slot: number | null
  readonly sealed: Uint8Array | null
}

async function readSpan(sql: Sql, logs: readonly BilateralLog[], kinds: readonly string[], from: number): Promise<readonly Row[]> {
  return await sql<Row[]>`select l.ord::int as ord, p.log_seq as seq, p.seq as version, v.kind, v.from_party as "from", b.slot, b.sealed
    from position p
    join unnest(${logs.map(({ logId }) => logId)}::int[], ${logs.map(({ size }) => size)}::bigint[]) with ordinality as l (log_id, size, ord)
      on p.log_id = l.log_id and p.log_seq < l.size
    join version v on v.seq = p.seq
    left join body b on b.log_id = p.log_id and b.seq = p.log_seq
    where p.seq >= ${from} and p.seq < ${from + span} and v.kind = any(${kinds as string[]}) order by p.seq`
}

function openRows(keystore: Keystore, logs: readonly BilateralLog[], rows: readonly Row[]): readonly BilateralEntry[] {
  const bodies = openBodies(
    keystore,
    rows.map(({ ord, seq, slot, sealed }) => ({ origin: (logs[ord - 1] as BilateralLog).origin, seq, slot, sealed })),
  )
  return rows.map(({ ord, seq, version, kind, from }, i) => {
    const body = bodies[i]
    const bytes = body === undefined || typeof body === 'string' ? undefined : body.items[0]?.bytes
    return { log: ord - 1, seq, version, from, kind, object: objectOf(bytes) }
  })
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

/** What lies in a log was read strictly before it became a record, and nobody can have altered it under its seal: here it is only read again. */
function objectOf(bytes: Uint8Array | undefined): JsonObject | undefined {
  const text = bytes === undefined ? undefined : fromUtf8(bytes)
  try {
    const value: unknown = text === undefined ? undefined : JSON.parse(text)
    return isJsonObject(value) ? value : undefined
  } catch {
    return undefined
  }
}
