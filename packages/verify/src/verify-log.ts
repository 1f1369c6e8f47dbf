import { equalBytes, fromBase64Url, toBase64, toBase64Url } from '@enlace/core'
import {
  appendLeafHashes,
  type Body,
  commitItem,
  commitmentRoot,
  emptyFrontier,
  frontierRoot,
  type Leaf,
  leafHash,
  parseBody,
  parseLeaf,
  parsePolicy,
  releaseCommitment,
  viewThroughPolicy,
} from '@enlace/proof/node'

/** A whole log as it lies on a disk or came out of a node: its leaves in order, its newest checkpoint, whom to believe. */
export type LogToVerify = {
  readonly leaves: Iterable<Uint8Array>
  /** Signed checkpoint, cosignature lines included. */
  readonly checkpoint: string
  /** C2SP tlog-policy text: the log's keys, and its receipt or witness keys if receipts must be there. */
  readonly policy: string
  /** Body bytes of a position, where they are at hand and not erased. */
  readonly findBody?: (seq: number) => Uint8Array | undefined
}

export type LogProblemCode =
  | 'policy_invalid'
  | 'checkpoint_invalid'
  | 'quorum_missing'
  | 'leaf_invalid'
  | 'seq_differs'
  | 'mid_repeated'
  | 'leaves_missing'
  | 'root_differs'
  | 'body_malformed'
  | 'body_differs'
  | 'release_differs'

export type LogProblem = {
  readonly code: LogProblemCode
  readonly seq: number | null
  readonly values: Readonly<Record<string, string | number>>
}

export type LogVerdict = {
  readonly ok: boolean
  readonly origin: string | null
  /** Size that the checkpoint signs, and leaves that were given; leaves beyond the signed size are counted, not judged. */
  readonly size: number | null
  readonly leaves: number
  /** Root over the signed size as recomputed, base64. */
  readonly root: string | null
  /** How many leaves of each type, and how many positions had a body that matched. */
  readonly types: Readonly<Record<string, number>>
  readonly bodies: number
  readonly signatures: readonly { readonly name: string; readonly role: 'log' | 'witness'; readonly time: number | null }[]
  /** The first hundred problems; `problemCount` counts all. */
  readonly problems: readonly LogProblem[]
  readonly problemCount: number
}

const problemsShown = 100

/**
 * Recomputes a log from its leaves alone: every leaf hash and the root, every leaf's canonical form, position and uniqueness, every
 * body against its commitments, every signature under the policy. It shares no state with the node that wrote the log. Never throws.
 */
export function verifyLog(log: LogToVerify): LogVerdict {
  // What concerns the whole log is told first and never crowded out by single entries.
  const whole: LogProblem[] = []
  const single: LogProblem[] = []
  let problemCount = 0
  const report = (code: LogProblemCode, seq: number | null, values: LogProblem['values'] = {}): void => {
    problemCount++
    if (seq === null) whole.push({ code, seq, values })
    else if (single.length < problemsShown) single.push({ code, seq, values })
  }
  const signed = readCheckpoint(log, report)
  const tally = tallyLeaves(log, signed?.checkpoint.size ?? Number.POSITIVE_INFINITY, report)
  const root = tally.judged === 0 && signed === undefined ? null : frontierRoot(tally.frontier)
  if (signed !== undefined) {
    if (tally.judged < signed.checkpoint.size) report('leaves_missing', null, { size: signed.checkpoint.size, leaves: tally.judged })
    else if (!equalBytes(frontierRoot(tally.frontier), signed.checkpoint.root))
      report('root_differs', null, { size: signed.checkpoint.size })
  }
  return {
    ok: problemCount === 0,
    origin: signed?.checkpoint.origin ?? null,
    size: signed?.checkpoint.size ?? null,
    leaves: tally.leaves,
    root: root === null ? null : toBase64(root),
    types: Object.fromEntries([...tally.types].toSorted(([a], [b]) => (a < b ? -1 : 1))),
    bodies: tally.bodies,
    signatures: [
      ...(signed?.log ?? []).map(({ name, time }) => ({ name, role: 'log' as const, time })),
      ...(signed?.witnesses ?? []).map(({ name, time }) => ({ name, role: 'witness' as const, time })),
    ],
    problems: [...whole, ...single].slice(0, problemsShown),
    problemCount,
  }
}

type Report = (code: LogProblemCode, seq: number | null, values?: LogProblem['values']) => void

function readCheckpoint(log: LogToVerify, report: Report) {
  const policy = parsePolicy(log.policy)
  if (!policy.ok) {
    report('policy_invalid', null, { reason: policy.reason, line: Number(policy.detail?.line ?? 0) })
    return undefined
  }
  const view = viewThroughPolicy(policy.value, log.checkpoint)
  if (!view.ok) {
    report('checkpoint_invalid', null, { reason: view.reason })
    return undefined
  }
  if (!view.value.quorum) report('quorum_missing', null, { quorum: policy.value.quorum })
  return view.value
}

function tallyLeaves(log: LogToVerify, signedSize: number, report: Report) {
  const types = new Map<string, number>()
  const mids = new Set<string>()
  let frontier = emptyFrontier
  let pending: Uint8Array[] = []
  let [leaves, judged, bodies, drift] = [0, 0, 0, 0]
  for (const bytes of log.leaves) {
    const seq = leaves++
    if (seq >= signedSize) continue
    judged++
    pending.push(leafHash(bytes))
    if (pending.length === 4096) {
      frontier = appendLeafHashes(frontier, pending)
      pending = []
    }
    const leaf = parseLeaf(bytes)
    if (!leaf.ok) {
      report('leaf_invalid', seq, { reason: leaf.reason })
      continue
    }
    types.set(leaf.value.t, (types.get(leaf.value.t) ?? 0) + 1)
    // One lost leaf shifts all that follow: only where the shift changes is something wrong.
    if (leaf.value.seq - seq !== drift) report('seq_differs', seq, { says: leaf.value.seq })
    drift = leaf.value.seq - seq
    if (mids.has(leaf.value.mid)) report('mid_repeated', seq, { mid: leaf.value.mid })
    mids.add(leaf.value.mid)
    const body = log.findBody?.(seq)
    if (body !== undefined && bodyMatches(leaf.value, body, seq, report)) bodies++
  }
  return { frontier: appendLeafHashes(frontier, pending), leaves, judged, types, bodies }
}

function bodyMatches(leaf: Leaf, bytes: Uint8Array, seq: number, report: Report): boolean {
  const body = parseBody(bytes)
  if (!body.ok) {
    report('body_malformed', seq, { reason: body.reason })
    return false
  }
  if (!itemsMatch(leaf, body.value)) {
    report('body_differs', seq)
    return false
  }
  const { release } = body.value
  const expected = release === null ? undefined : toBase64Url(releaseCommitment(release.salt, release.bytes))
  if (leaf.rel !== expected) {
    report('release_differs', seq)
    return false
  }
  return true
}

function itemsMatch(leaf: Leaf, { items }: Body): boolean {
  if (leaf.n !== items.length || leaf.c === undefined || leaf.k !== 1) return leaf.n === 0 && items.length === 0
  const length = items.reduce((sum, item) => sum + item.bytes.length, 0)
  const root = commitmentRoot(items.map((item) => commitItem(item.salt, item.bytes)))
  return leaf.len === length && equalBytes(root, fromBase64Url(leaf.c)!)
}
