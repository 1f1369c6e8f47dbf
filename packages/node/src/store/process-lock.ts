import { randomUUID } from 'node:crypto'
import { link, readFile, rename, unlink, writeFile } from 'node:fs/promises'
import { Fault } from '@enlace/core'

/** Held until released or until the process that holds it is gone. */
export type ProcessLock = { readonly release: () => Promise<void> }

/**
 * Takes the lock that `file` stands for, so that two processes never own the same thing. A lock left by a dead process is taken over:
 * the file names its holder by pid, start time and boot, so a reused pid is not mistaken for it.
 * Throws Fault `store_in_use` while the holder lives. Processes in different pid namespaces do not see each other: never share a data folder between containers.
 */
export async function holdProcessLock(file: string): Promise<ProcessLock> {
  const mine = JSON.stringify(await describeProcess(process.pid))
  const draft = `${file}.${randomUUID()}`
  await writeFile(draft, mine, { mode: 0o600, flag: 'wx' })
  try {
    for (let attempt = 0; attempt < 8; attempt++) {
      if (await linkOnce(draft, file)) return { release: () => releaseLock(file, mine) }
      const holder = await readIfThere(file)
      if (holder === undefined) continue
      if (await isAlive(holder)) throw new Fault('store_in_use', { pid: parseHolder(holder)?.pid ?? 0 })
      await setAside(file, holder)
    }
    throw new Fault('store_in_use', { pid: 0 })
  } finally {
    await unlink(draft)
  }
}

type Holder = { readonly pid: number; readonly start: string; readonly boot: string }

async function describeProcess(pid: number): Promise<Holder> {
  return { pid, start: (await startTicks(pid)) ?? '', boot: (await readIfThere('/proc/sys/kernel/random/boot_id'))?.trim() ?? '' }
}

async function isAlive(text: string): Promise<boolean> {
  const holder = parseHolder(text)
  if (holder === undefined) return false
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

// Two starters may find the same dead lock. Renaming decides who removes it; if what was moved is not the dead lock, it was a
// winner's new one and goes back.
async function setAside(file: string, dead: string): Promise<void> {
  const aside = `${file}.${randomUUID()}`
  try {
    await rename(file, aside)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw error
  }
  if ((await readIfThere(aside)) !== dead) await linkOnce(aside, file)
  await unlink(aside)
}

async function linkOnce(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

async function releaseLock(file: string, mine: string): Promise<void> {
  if ((await readIfThere(file)) === mine) await unlink(file)
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
