import type { ExchangeStatus, PartnerStatus } from '@enlace/api'
import { compareLogs, verifyRecord } from '@enlace/verify'
import { type ExportedLog, exportLog } from './export-log.ts'
import type { Submission } from './make-record.ts'
import type { FleetNode } from './start-fleet.ts'

/** What became of the records that one node wrote for another; everything but `written` and the entries should be 0. */
export type ExchangeCount = {
  readonly written: number
  /** Entries in the sender's outbound logs of both lanes as the verifier read them. */
  readonly entries: number
  /** Problems that the verifier found in either copy of either log, and differences between the copies. */
  readonly logProblems: number
  /** Written, and not with the partner. */
  readonly lost: number
  /** Offered twice in the log, or held twice by the partner. */
  readonly doubled: number
  /** Neighbours that stand the other way round at the partner. */
  readonly misplaced: number
  /** Held with other bytes than were written, at either end. */
  readonly differing: number
  /** Of the proofs looked at, those that do not show a receipt (sender) or custody (receiver). */
  readonly unproved: number
}

const proofsLookedAt = 16

/**
 * Counts what an exchange lost or doubled from outside both nodes: their logs are exported, verified and compared by the verifier, and the bytes
 * of every record are fetched from both ends and compared with what was written. Settle the fleet first.
 */
export async function countExchange(from: FleetNode, to: FleetNode, written: readonly Submission[]): Promise<ExchangeCount> {
  const known = await listLogs(from, to.party)
  const logs = await Promise.all(
    known.map(async (log) => ({ ...log, copies: await Promise.all([exportLog(from, log.origin), exportLog(to, log.origin)]) })),
  )
  const sent = logs.filter(({ direction }) => direction === 'out').map(({ copies }) => copies[0])
  const offers = sent.reduce((sum, log) => sum + (log?.verdict.types.offer ?? 0), 0)
  const here = await listIds(from, from.party)
  const there = await listIds(to, from.party)
  const wanted = written.map(({ object }) => object.id)
  const asked = new Set(wanted)
  const arrived = there.filter((id) => asked.has(id))
  const inOrder = here.filter((id) => asked.has(id))
  return {
    written: written.length,
    entries: sent.reduce((sum, log) => sum + (log?.verdict.size ?? 0), 0),
    logProblems: logs.reduce((sum, { copies, next }) => sum + problemsOf(copies, next?.size ?? undefined), 0),
    lost: wanted.length - new Set(arrived).size,
    doubled: arrived.length - new Set(arrived).size + Math.max(0, offers - here.length) + (await countVersions(to, wanted)),
    misplaced: inOrder.filter((id, i) => arrived[i] !== id).length,
    differing: await countDiffering(from, to, written),
    unproved: await countUnproved(from, to, written),
  }
}

/** The logs between two nodes as the first one names them, of all lanes and epochs. */
async function listLogs(node: FleetNode, partner: string): Promise<PartnerStatus['logs']> {
  const { body } = await node.call('GET', '/api/v1/exchange')
  return (body as ExchangeStatus).partners.find(({ party }) => party === partner)?.logs ?? []
}

/** `end`: what a log that ended says of its size; what one side holds beyond it went again. */
function problemsOf([sent, held]: readonly (ExportedLog | undefined)[], end?: number): number {
  if (sent === undefined || held === undefined) return sent === held ? 0 : 1
  const { onlyFirst, onlySecond, firstDifference } = compareLogs(sent.leaves.slice(0, end), held.leaves.slice(0, end))
  return sent.verdict.problemCount + held.verdict.problemCount + onlyFirst + onlySecond + (firstDifference === null ? 0 : 1)
}

/** Ids of the records of one party at a node, in the order in which the node came to know them. */
async function listIds(node: FleetNode, from: string): Promise<string[]> {
  const ids: string[] = []
  let next: string | null = ''
  while (next !== null) {
    const { status, body } = await node.call('GET', `/api/v1/records?from=${from}&limit=200${next === '' ? '' : `&cursor=${next}`}`)
    if (status !== 200) throw new Error(`${node.party} lists its records with ${status}`)
    const page = body as { readonly items: readonly { readonly id: string }[]; readonly next: string | null }
    ids.push(...page.items.map((item) => item.id))
    next = page.next
  }
  return ids.reverse()
}

/** How many versions a node holds beyond one of each record. */
async function countVersions(node: FleetNode, ids: readonly string[]): Promise<number> {
  const extra = await eachOf(ids, async (id) => {
    const { body } = await node.call('GET', `/api/v1/records/${id}`)
    return ((body as { readonly versions?: readonly unknown[] }).versions?.length ?? 1) - 1
  })
  return extra.reduce((sum, count) => sum + count, 0)
}

async function countDiffering(from: FleetNode, to: FleetNode, written: readonly Submission[]): Promise<number> {
  const differing = await eachOf(written, async ({ object }) => {
    const bytes = Buffer.from(JSON.stringify(object))
    const ends = await Promise.all([from, to].map((node) => rawBytes(node, object.id)))
    return ends.every((end) => end?.equals(bytes) === true)
  })
  return differing.filter((same) => !same).length
}

/** The exact bytes of a record at a node; undefined when it does not answer with any. */
export async function rawBytes(node: FleetNode, id: string): Promise<Buffer | undefined> {
  const response = await node.fetch('GET', `/api/v1/records/${id}/raw`)
  const bytes = Buffer.from(await response.arrayBuffer())
  return response.status === 200 ? bytes : undefined
}

async function countUnproved(from: FleetNode, to: FleetNode, written: readonly Submission[]): Promise<number> {
  const every = Math.max(1, Math.floor(written.length / proofsLookedAt))
  const looked = written.filter((_, i) => i % every === 0)
  const failing = await eachOf(looked, async (one) => (await proves(from, one)) === 'receipted' && (await proves(to, one)) === 'held')
  return failing.filter((proved) => !proved).length
}

/** What the verifier says that a node's proof of a record shows. */
export async function proves(node: FleetNode, { object }: Submission): Promise<string> {
  const { body } = await node.call('GET', `/api/v1/records/${object.id}/proof`)
  const verdict = verifyRecord(body, { items: new Map([[0, Buffer.from(JSON.stringify(object))]]) })
  return verdict.ok ? verdict.value.proves.code : verdict.reason
}

const atOnce = 8

async function eachOf<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  for (let start = 0; start < items.length; start += atOnce)
    results.push(...(await Promise.all(items.slice(start, start + atOnce).map(work))))
  return results
}
