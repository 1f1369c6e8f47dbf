import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { waitUntil } from '../wait-until.ts'

/** One system call that fails: its `when`-th in each thread or process from now on. */
export type SyscallError = {
  readonly syscall: 'fsync' | 'fdatasync' | 'write' | 'pwrite64' | 'rename'
  readonly error: 'EIO' | 'ENOSPC'
  readonly when: number
}

export type Injection = {
  /** How many calls have failed so far because of it. */
  readonly hits: () => number
  /** Lets the processes go on as they are. */
  readonly end: () => Promise<void>
}

const attachLimitMs = 10_000

/**
 * Makes a system call of running processes fail, by strace (Debian's, 6.1): the kernel never sees the call, the program sees the error. `file`
 * takes the trace. Throws when strace cannot attach.
 */
export async function injectError(pids: readonly number[], { syscall, error, when }: SyscallError, file: string): Promise<Injection> {
  const names = syscall === 'rename' ? 'rename,renameat,renameat2' : syscall
  const traced = pids.flatMap((pid) => ['-p', String(pid)])
  const strace = spawn(
    'strace',
    ['-f', '-o', file, '-e', `trace=${names}`, '-e', `inject=${names}:error=${error}:when=${when}`, ...traced],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  )
  let said = ''
  strace.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  const ended = once(strace, 'exit')
  const attached = async () => strace.exitCode !== null || said.includes('attached')
  await waitUntil('strace is attached', attached, attachLimitMs)
  if (strace.exitCode !== null && !said.includes('attached')) throw new Error(`strace cannot attach: ${said}`)
  return {
    hits: () => (existsSync(file) ? readFileSync(file, 'latin1').split('(INJECTED)').length - 1 : 0),
    end: async () => {
      if (strace.exitCode === null) strace.kill('SIGINT')
      await ended
    },
  }
}

/** A process and all that it started: the backends of a database server do the writing. */
export async function withChildren(pid: number): Promise<readonly number[]> {
  const all = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const children = await Promise.all(all.map(async (one) => ((await parentOf(one)) === pid ? [one] : [])))
  return [pid, ...children.flat()]
}

// Field 4 of /proc/PID/stat, after the command name in parentheses.
async function parentOf(pid: number): Promise<number | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => undefined)
  const found = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[1]
  return found === undefined ? undefined : Number(found)
}
