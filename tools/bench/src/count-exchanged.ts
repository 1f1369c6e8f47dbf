import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type FleetNode, launcher } from '@enlace/fleet'
import { type Leaf, parseLeaf } from '@enlace/proof/node'
import { readStoredLog, verifyLog } from '@enlace/verify'

/** What the independent verifier counts: entries that carry a record in the sender's receipted log, and what the receiver's journal says of each. */
export type Exchanged = { readonly sent: number; readonly applied: number; readonly lost: number; readonly doubled: number }

const run = promisify(execFile)

/**
 * Exports the sender's outbound log and the receiver's journal with `enlace export-log`, verifies both (every leaf, root, signature, and for the
 * outbound log the partner's receipt), and matches them entry by entry. Throws when either does not verify.
 */
export async function countExchanged(from: FleetNode, to: FleetNode): Promise<Exchanged> {
  const folder = await mkdtemp(join(tmpdir(), 'enlace-count-'))
  try {
    const origin = `node.${from.party}.sig.example/out/${to.party}/1`
    const out = await exportAndVerify(from, origin, join(folder, 'out'))
    const journal = await exportAndVerify(to, `node.${to.party}.sig.example/journal/1`, join(folder, 'journal'))
    const sent = out.filter((leaf) => leaf.n > 0).map((leaf) => leaf.seq)
    const times = new Map<number, number>()
    for (const leaf of journal) {
      if (leaf.t !== 'received' || leaf.re_origin !== origin) continue
      times.set(leaf.re_seq ?? -1, (times.get(leaf.re_seq ?? -1) ?? 0) + 1)
    }
    return {
      sent: sent.length,
      applied: [...times.values()].reduce((sum, count) => sum + count, 0),
      lost: sent.filter((seq) => !times.has(seq)).length,
      doubled: [...times.values()].filter((count) => count > 1).length,
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function exportAndVerify(node: FleetNode, origin: string, folder: string): Promise<Leaf[]> {
  await run(process.execPath, [launcher, 'export-log', origin, folder, '--data-dir', node.dataDir])
  const stored = readStoredLog(folder)
  if (!stored.ok) throw new Error(`${origin} was not exported whole: ${stored.reason}`)
  const leaves = [...stored.value.leaves]
  const verdict = verifyLog({ ...stored.value, leaves, policy: stored.value.policy ?? '' })
  if (!verdict.ok) throw new Error(`${origin} does not verify: ${JSON.stringify(verdict.problems.slice(0, 3))}`)
  return leaves.flatMap((bytes) => {
    const leaf = parseLeaf(bytes)
    return leaf.ok ? [leaf.value] : []
  })
}
