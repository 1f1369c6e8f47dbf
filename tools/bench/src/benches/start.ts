import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '@enlace/fleet'
import type { BenchResult } from '../figure.ts'

const demo = join(import.meta.dirname, '../../../demo/src/main.ts')
const limitMs = 170_000

/** How long the demonstration takes until both nodes are live and its ready-file stands, the first time and the second. */
export async function benchStart(): Promise<BenchResult> {
  const root = await mkdtemp(join(tmpdir(), 'enlace-start-'))
  try {
    const first = await startOnce(root)
    const second = await startOnce(root)
    const bare = await timeBareNode()
    const floor = { name: 'two empty Node processes, one after the other', value: (2 * bare) / 1000 }
    return {
      bench: 'start',
      figures: [
        { name: 'second start of the demonstration, both nodes live', value: second, unit: 's', bar: { is: 'at most', value: 20 }, floor },
        { name: 'first start, filled with its data', value: first, unit: 's', floor },
      ],
    }
  } finally {
    await rm(root, { recursive: true, force: true })
  }
}

async function startOnce(root: string): Promise<number> {
  const ready = join(root, 'ready.json')
  const startedAt = performance.now()
  const child: ChildProcess = spawn(
    process.execPath,
    [demo, '--no-story', '--data-dir', join(root, 'demo'), '--ready-file', ready, '--port-base', String(await freeBase())],
    { stdio: 'ignore' },
  )
  try {
    while (!existsSync(ready)) {
      if (child.exitCode !== null) throw new Error('the demonstration ended while starting')
      if (performance.now() - startedAt > limitMs) throw new Error('the demonstration took too long to start')
      await pause(20)
    }
    return (performance.now() - startedAt) / 1000
  } finally {
    if (child.exitCode === null) {
      child.kill('SIGTERM')
      await once(child, 'exit')
    }
  }
}

/** The first of four ports in a row, probably free: the demonstration refuses ports that are not. */
async function freeBase(): Promise<number> {
  return Math.min(65_000, (await freePort()) + 4)
}

async function timeBareNode(): Promise<number> {
  const startedAt = performance.now()
  await once(spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' }), 'exit')
  return performance.now() - startedAt
}
