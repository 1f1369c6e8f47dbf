import { randomUUID } from 'node:crypto'
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Fault } from '@enlace/core'

/** Held until released or until the process that holds it is gone. */
export type ProcessLock = { readonly release: () => Promise<void> }

const attempts = 6

/**
 * Takes the lock named `file`, so that two processes never own the same thing. Whoever wants it lays down a claim `file.UUID` and then looks
 * for others: of two, the later to look sees the earlier, so both can fail but never both succeed. Claims of dead processes are removed;
 * a claim names its process by pid, start time and boot, so a reused pid is not mistaken for it. After meeting a living claim it tries
 * again for a quarter of a second, then throws Fault `store_in_use`.
 * Processes in different pid namespaces do not see each other: never share a data folder between running containers.
 */
export async function holdProcessLock(file: string): Promise<ProcessLock> {
  for (let attempt = 1; ; attempt++) {
    const claim = await layClaim(file)
    const rival = await findRival(file, claim)
    if (rival === undefined) return { release: () => rm(claim, { force: true }) }
    await rm(claim, { force: true })
    if (attempt === attempts) throw new Fault('store_in_use', { pid: rival.pid })
    await pause(10 + Math.random() * 60)
  }
}

// Renamed into place, so that nobody ever reads half a claim and takes it for a dead one.
async function layClaim(file: string): Promise<string> {
  const claim = `${file}.${randomUUID()}`
  const draft = `${claim}.draft`
  await writeFile(draft, JSON.stringify(await describeProcess(process.pid)), { mode: 0o600, flag: 'wx' })
  await rename(draft, claim)
  return claim
}

const claimPattern = /^\.[0-9a-f-]{36}$/

async function findRival(file: string, mine: string): Promise<Holder | undefined> {
  const folder = dirname(file)
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    if (!name.startsWith(basename(file)) || !claimPattern.test(name.slice(basename(file).length)) || path === mine) continue
    const holder = parseHolder((await readIfThere(path)) ?? '')
    if (holder !== undefined && (await isAlive(holder))) return holder
    await rm(path, { force: true })
  }
  return undefined
}

type Holder = { readonly pid: number; readonly start: string; readonly boot: string }

async function describeProcess(pid: number): Promise<Holder> {
  return { pid, start: (await startTicks(pid)) ?? '', boot: (await readIfThere('/proc/sys/kernel/random/boot_id'))?.trim() ?? '' }
}

async function isAlive(holder: Holder): Promise<boolean> {
  const now = await describeProcess(holder.pid)
  if (now.boot !== holder.boot) return false
  if (now.boot !== '') return now.start !== '' && now.start === holder.start
  return answersSignal(holder.pid)
}

// Without /proc only the pid can be asked; a reused pid then keeps the lock, which errs on the safe side.
function answersSignal(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function parseHolder(text: string): Holder | undefined {
  try {
    const value = JSON.parse(text) as Partial<Holder> | null
    const { pid, start, boot } = value ?? {}
    return Number.isSafeInteger(pid) && typeof start === 'string' && typeof boot === 'string' ? (value as Holder) : undefined
  } catch {
    return undefined
  }
}

// Field 22 of /proc/PID/stat, counted after the command name, which may itself hold spaces and parentheses.
async function startTicks(pid: number): Promise<string | undefined> {
  const stat = await readIfThere(`/proc/${pid}/stat`)
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOENT' || code === 'ESRCH') return undefined
    throw error
  }
}
