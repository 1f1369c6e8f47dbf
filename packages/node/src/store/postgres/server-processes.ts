import { readdir, readFile, readlink, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/**
 * The pids of every PostgreSQL process that works in `dataFolder`: its server and the server's children. A server's working folder is its
 * data folder, so the two are compared by device and inode, and a reused pid or another server is never mistaken for ours.
 * Root in a container may not look at that (it lacks CAP_SYS_PTRACE); then a server of the folder's owner counts whose command line names the
 * socket folder of `socketFile`, which is random and only ours, and the children of that server.
 */
export async function findServerProcesses(dataFolder: string, socketFile: string): Promise<readonly number[]> {
  const wanted = await stat(dataFolder).catch(() => undefined)
  if (wanted === undefined) return []
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const looks = await Promise.all(pids.map(async (pid) => ({ pid, look: await lookAt(pid, wanted) })))
  const seen = looks.filter(({ look }) => look === 'ours').map(({ pid }) => pid)
  const hidden = looks.filter(({ look }) => look === 'hidden').map(({ pid }) => pid)
  const socketFolder = hidden.length === 0 ? undefined : await readFile(socketFile, 'utf8').catch(() => undefined)
  return socketFolder === undefined ? seen : [...seen, ...(await findByCommandLine(hidden, wanted.uid, socketFolder))]
}

/**
 * Ends what is left of a server whose node is gone: asks `postmaster` (its pid, if it still runs) for a fast shutdown, which writes a
 * checkpoint; then, past each limit, asks harder. Children whose server was killed leave by themselves. Returns when none remains.
 */
export async function endServerProcesses(dataFolder: string, postmaster: number | undefined, socketFile: string): Promise<void> {
  const steps = [
    { signal: 'SIGINT', limitMs: 20_000 },
    { signal: 'SIGQUIT', limitMs: 5_000 },
    { signal: 'SIGKILL', limitMs: 5_000 },
  ] as const
  for (const { signal, limitMs } of steps) {
    const running = await findServerProcesses(dataFolder, socketFile)
    if (running.length === 0) return
    const leader = running.find((pid) => pid === postmaster)
    if (leader !== undefined && signal !== 'SIGKILL') signalIfThere(leader, signal)
    else if (signal !== 'SIGINT') for (const pid of running) signalIfThere(pid, signal)
    if (await allGone(dataFolder, socketFile, leader === undefined ? Math.min(limitMs, 5_000) : limitMs)) return
  }
  throw new Error('a PostgreSQL process outlived SIGKILL')
}

async function allGone(dataFolder: string, socketFile: string, limitMs: number): Promise<boolean> {
  const deadline = Date.now() + limitMs
  while (Date.now() < deadline) {
    if ((await findServerProcesses(dataFolder, socketFile)).length === 0) return true
    await pause(20)
  }
  return false
}

async function lookAt(pid: number, folder: { readonly dev: number; readonly ino: number }): Promise<'ours' | 'other' | 'hidden'> {
  try {
    const at = await stat(`/proc/${pid}/cwd`)
    if (at.dev !== folder.dev || at.ino !== folder.ino) return 'other'
    return basename(await readlink(`/proc/${pid}/exe`)).startsWith('postgres') ? 'ours' : 'other'
  } catch (error) {
    // Anything else: it has ended meanwhile.
    return (error as NodeJS.ErrnoException).code === 'EACCES' ? 'hidden' : 'other'
  }
}

async function findByCommandLine(pids: readonly number[], uid: number, socketFolder: string): Promise<number[]> {
  const described = await Promise.all(pids.map(describe))
  const own = described.filter((one) => one !== undefined).filter((one) => one.uid === uid && one.name === 'postgres')
  const servers = own.filter((one) => one.command.includes(`unix_socket_directories=${socketFolder}`)).map((one) => one.pid)
  return own.filter((one) => servers.includes(one.pid) || servers.includes(one.parent)).map((one) => one.pid)
}

async function describe(pid: number) {
  const [status, commandLine] = await Promise.all(
    ['status', 'cmdline'].map((file) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => undefined)),
  )
  const field = (name: string): string => new RegExp(`^${name}:\\s*(\\S+)`, 'm').exec(status ?? '')?.[1] ?? ''
  if (status === undefined || commandLine === undefined) return undefined
  return { pid, uid: Number(field('Uid')), parent: Number(field('PPid')), name: field('Name'), command: commandLine.split('\0') }
}

function signalIfThere(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
