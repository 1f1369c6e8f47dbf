import { readdirSync, readFileSync } from 'node:fs'
import { cpus } from 'node:os'

// Ticks of /proc are hundredths of a second on every Linux that Node runs on (proc(5), USER_HZ).
const ticksPerSecond = 100

type Stat = { readonly parent: number; readonly own: number; readonly reaped: number }

function readStat(pid: number | string): Stat | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ').map(Number)
    return { parent: fields[1]!, own: fields[11]! + fields[12]!, reaped: fields[13]! + fields[14]! }
  } catch {
    return undefined
  }
}

function childrenOf(pid: number): string[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name) && readStat(name)?.parent === pid)
}

/** CPU seconds that a process took, its own only. */
export function cpuSecondsOf(pid: number): number {
  return (readStat(pid)?.own ?? 0) / ticksPerSecond
}

/** CPU seconds of a database server: the postmaster, its living children, and those that have ended. */
export function databaseCpuSeconds(postmaster: number): number {
  const { own = 0, reaped = 0 } = readStat(postmaster) ?? {}
  const living = childrenOf(postmaster).reduce((sum, pid) => sum + (readStat(pid)?.own ?? 0), 0)
  return (own + reaped + living) / ticksPerSecond
}

/** Proportional set size of a process in bytes: its own memory, and its share of what it has in common with others (proc(5), smaps_rollup). */
export function pssBytes(pid: number | string): number {
  try {
    return Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0) * 1024
  } catch {
    return 0
  }
}

/** The same of a database server with all its processes. */
export function databasePssBytes(postmaster: number): number {
  return [String(postmaster), ...childrenOf(postmaster)].reduce((sum, pid) => sum + pssBytes(pid), 0)
}

/** The machine in a few words, and how busy it is: figures of a busy machine say less. */
export function describeMachine(): string {
  const [first] = cpus()
  const load = readFileSync('/proc/loadavg', 'utf8').split(' ').slice(0, 3).join(' ')
  return `${cpus().length} × ${first?.model.trim() ?? 'unknown processor'}, Node ${process.versions.node}, load ${load}`
}
