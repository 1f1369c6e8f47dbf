import type { LinkState } from './bad-link.ts'
import type { SyscallError } from './inject-error.ts'

/** One thing that goes wrong at one node, or on the wire to it. */
export type Fault = { readonly party: string } & (
  | { readonly what: 'syscall'; readonly of: 'node' | 'database'; readonly error: SyscallError }
  | { readonly what: 'kill'; readonly of: 'node' | 'database'; readonly afterMs: number }
  | { readonly what: 'link'; readonly state: LinkState }
  | { readonly what: 'clock'; readonly offset: '+1h' | '-1h' }
)

/** A node writes its keystore by pwrite64 and fdatasync, and tells its threads by write; PostgreSQL writes by pwrite64 and flushes by both. */
const calls = {
  node: ['fdatasync', 'pwrite64', 'write', 'rename', 'fsync'],
  database: ['fdatasync', 'pwrite64', 'fsync', 'rename', 'write'],
} as const

const links: readonly LinkState[] = [
  { does: 'drop' },
  { does: 'delay', ms: 400 },
  { does: 'truncate', bytes: 3000 },
  { does: 'truncate', bytes: 20_000 },
]

/** Every fault at every node, in an order that depends on `random` alone: whoever stops early has seen some of each. */
export function planFaults(parties: readonly string[], random: () => number): readonly Fault[] {
  const faults: Fault[] = []
  for (const party of parties) {
    for (const target of ['node', 'database'] as const) {
      for (const syscall of calls[target]) {
        for (const error of ['EIO', 'ENOSPC'] as const) {
          for (const when of [1, 2, 7]) faults.push({ party, what: 'syscall', of: target, error: { syscall, error, when } })
        }
      }
      for (let i = 0; i < 4; i++) faults.push({ party, what: 'kill', of: target, afterMs: Math.floor(random() * 400) })
    }
    for (const state of links) faults.push({ party, what: 'link', state })
    for (const offset of ['+1h', '-1h'] as const) faults.push({ party, what: 'clock', offset })
  }
  return interleave(faults, random)
}

/** Kinds of fault take turns, each in random order. */
function interleave(faults: readonly Fault[], random: () => number): readonly Fault[] {
  const drawn = faults.map((fault) => ({ fault, at: random() })).sort((a, b) => a.at - b.at)
  const byKind = [...Map.groupBy(drawn, ({ fault }) => nameOf(fault)).values()]
  const longest = Math.max(...byKind.map((kind) => kind.length))
  const rounds = Array.from({ length: longest }, (_, round) => byKind.flatMap((kind) => kind[round] ?? []))
  return rounds.flat().map(({ fault }) => fault)
}

/** What a summary calls a fault. */
export function nameOf(fault: Fault): string {
  if (fault.what === 'syscall') return `${fault.of} ${fault.error.syscall}`
  if (fault.what === 'kill') return `${fault.of} killed`
  return fault.what === 'link' ? `link ${fault.state.does}` : `clock ${fault.offset}`
}
