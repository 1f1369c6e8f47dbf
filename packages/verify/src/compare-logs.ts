import { equalBytes } from '@enlace/core'

/** How two copies of one log differ: what the sender wrote and what the receiver holds. */
export type LogComparison = {
  readonly same: number
  /** Entries that only the first copy has at its end: sent and not yet held. */
  readonly onlyFirst: number
  /** Entries that only the second copy has at its end: a sender that lost its log, or a forger. */
  readonly onlySecond: number
  /** First position whose bytes differ, or null. Any value means a fork. */
  readonly firstDifference: number | null
}

/** Compares two copies of a log leaf by leaf, byte by byte. */
export function compareLogs(first: Iterable<Uint8Array>, second: Iterable<Uint8Array>): LogComparison {
  const [a, b] = [first[Symbol.iterator](), second[Symbol.iterator]()]
  const count = { same: 0, onlyFirst: 0, onlySecond: 0 }
  let firstDifference: number | null = null
  for (let at = 0; ; at++) {
    const [left, right] = [a.next(), b.next()]
    if (left.done && right.done) return { ...count, firstDifference }
    if (left.done) count.onlySecond++
    else if (right.done) count.onlyFirst++
    else if (equalBytes(left.value, right.value)) count.same++
    else firstDifference ??= at
  }
}
