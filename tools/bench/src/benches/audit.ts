import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { toBase64Url } from '@enlace/core'
import {
  appendLeafHashes,
  cosignCheckpoint,
  emptyFrontier,
  encodeEntryBundle,
  encodeLeaf,
  type Frontier,
  formatTilePath,
  formatVkey,
  frontierRoot,
  generateSigner,
  leafHash,
  signCheckpoint,
  vkeyOf,
} from '@enlace/proof/node'
import type { BenchResult } from '../figure.ts'

const origin = 'node.mx.sig.example/out/us/1'
const mirror = 'node.us.sig.example/in/mx'
const bundleWidth = 256
const fullLog = 1_000_000
const limitSeconds = 90

const run = promisify(execFile)

/**
 * An exported log of `count` leaves as long as those of real records, read and judged by the verifier's own command: every leaf, position, hash, the
 * root and both parties' signatures. The bar grows with the count.
 */
export async function benchAudit(count: number = fullLog): Promise<BenchResult> {
  const folder = await mkdtemp(join(tmpdir(), 'enlace-audit-'))
  try {
    const bytes = await writeLog(folder, count)
    const startedAt = performance.now()
    const command = join(import.meta.dirname, '../../../../packages/verify/src/main.ts')
    const { stdout } = await run(process.execPath, [command, 'log', folder, '--json'])
    const seconds = (performance.now() - startedAt) / 1000
    const verdict = JSON.parse(stdout) as { ok: boolean; size: number; leaves: number }
    if (!verdict.ok || verdict.size !== count || verdict.leaves !== count) throw new Error('the audit did not read the whole log')
    return {
      bench: 'audit',
      figures: [
        {
          name: `${count.toLocaleString('en')} leaves audited from disk to verdict`,
          value: seconds,
          unit: 's',
          bar: { is: 'at most', value: (limitSeconds * count) / fullLog },
          floor: { name: 'reading the files and hashing each leaf once', value: await measureFloor(folder, count, bytes) },
          note: `${(bytes / 1_000_000).toFixed(0)} MB of leaves; signatures of both parties, root, order and form of each`,
        },
      ],
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Writes the log as a node exports it; the bytes of its leaves. */
async function writeLog(folder: string, count: number): Promise<number> {
  const log = [generateSigner(origin, 0x01).signer, generateSigner(origin, 0x06).signer]
  const receipt = [generateSigner(mirror, 0x04).signer, generateSigner(mirror, 0x06).signer]
  let [frontier, bytes]: [Frontier, number] = [emptyFrontier, 0]
  for (let start = 0; start < count; start += bundleWidth) {
    const width = Math.min(bundleWidth, count - start)
    const leaves = Array.from({ length: width }, (_, i) => leafOf(start + i))
    frontier = appendLeafHashes(frontier, leaves.map(leafHash))
    bytes += leaves.reduce((sum, leaf) => sum + leaf.length, 0)
    const path = join(folder, formatTilePath({ level: 'entries', index: start / bundleWidth, width }))
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, encodeEntryBundle(leaves))
  }
  const checkpoint = { origin, size: count, root: frontierRoot(frontier) }
  await writeFile(join(folder, 'checkpoint'), signCheckpoint(checkpoint, log, 1) + cosignCheckpoint(checkpoint, receipt, 1))
  const keys = log.map((signer) => `log ${formatVkey(vkeyOf(signer))}\n`).join('')
  const [first] = receipt
  await writeFile(join(folder, 'policy'), `${keys}witness receipt ${formatVkey(vkeyOf(first!))}\nquorum receipt\n`)
  return bytes
}

function leafOf(seq: number): Uint8Array {
  const commitment = toBase64Url(leafHash(Buffer.from(String(seq))))
  const mid = `0193507a-5c83-7000-8000-${String(seq).padStart(12, '0')}`
  const at = new Date(1_763_740_000_000 + seq * 1000).toISOString()
  return encodeLeaf({ v: 1, t: 'offer', seq, at, mid, seen: seq, n: 2, c: commitment, k: 1, len: 1757, ct: 'stix2.1', rel: commitment })
}

/** Seconds for what no audit can do without, on the same files. */
async function measureFloor(folder: string, count: number, bytes: number): Promise<number> {
  const startedAt = performance.now()
  const files = await readdir(join(folder, 'tile/entries'), { recursive: true, withFileTypes: true })
  for (const file of files) if (file.isFile()) await readFile(join(file.parentPath, file.name))
  const leaf = new Uint8Array(Math.round(bytes / count))
  for (let seq = 0; seq < count; seq++) leafHash(leaf)
  return (performance.now() - startedAt) / 1000
}
