import { readdir, readlink, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/**
 * The pids of every PostgreSQL process that works in `dataFolder`: its server and the server's children. A server's working folder is its
 * data folder, so the two are compared by device and inode, and a reused pid or another server is never mistaken for ours.
 */
export async function findServerProcesses(dataFolder: string): Promise<readonly number[]> {
  const wanted = await stat(dataFolder).catch(() => undefined)
  if (wanted === undefined) return []
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const found = await Promise.all(pids.map(async (pid) => ((await worksIn(pid, wanted)) ? [Number(pid)] : [])))
  return found.flat()
}

/**
 * Ends what is left of a server whose node is gone: asks `postmaster` (its pid, if it still runs) for a fast shutdown, which writes a
 * checkpoint; then, past each limit, asks harder. Children whose server was killed leave by themselves. Returns when none remains.
 */
export async function endServerProcesses(dataFolder: string, postmaster: number | undefined): Promise<void> {
  const steps = [
    { signal: 'SIGINT', limitMs: 20_000 },
    { signal: 'SIGQUIT', limitMs: 5_000 },
    { signal: 'SIGKILL', limitMs: 5_000 },
  ] as const
  for (const { signal, limitMs } of steps) {
    const running = await findServerProcesses(dataFolder)
    if (running.length === 0) return
    const leader = running.find((pid) => pid === postmaster)
    if (leader !== undefined && signal !== 'SIGKILL') signalIfThere(leader, signal)
    else if (signal !== 'SIGINT') for (const pid of running) signalIfThere(pid, signal)
    if (await allGone(dataFolder, leader === undefined ? Math.min(limitMs, 5_000) : limitMs)) return
  }
  throw new Error('a PostgreSQL process outlived SIGKILL')
}

async function allGone(dataFolder: string, limitMs: number): Promise<boolean> {
  const deadline = Date.now() + limitMs
  while (Date.now() < deadline) {
    if ((await findServerProcesses(dataFolder)).length === 0) return true
    await pause(20)
  }
  return false
}

async function worksIn(pid: string, folder: { readonly dev: number; readonly ino: number }): Promise<boolean> {
  try {
    const at = await stat(`/proc/${pid}/cwd`)
    if (at.dev !== folder.dev || at.ino !== folder.ino) return false
    return basename(await readlink(`/proc/${pid}/exe`)).startsWith('postgres')
  } catch {
    // Gone meanwhile, or another user's: neither is a server of ours.
    return false
  }
}

function signalIfThere(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
