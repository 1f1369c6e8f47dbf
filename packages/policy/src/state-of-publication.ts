/** One act of publishing, as its record says it. Instants are RFC 3339 in UTC. */
export type PublicationWord = {
  readonly id: string
  readonly of: string
  readonly modified: string
  readonly does: 'publish' | 'correct' | 'withdraw'
  readonly publishAt: string
  /** When two persons had agreed: nothing is public before. */
  readonly agreedAt: string
}

/** One version as the public knew or knows it; `n` is its number in permanent links. */
export type PublicVersion = {
  readonly n: number
  readonly id: string
  readonly modified: string
  readonly does: 'publish' | 'correct'
  readonly from: string
  /** Whether it is what the page shows now. */
  readonly isCurrent: boolean
  /** Whether a withdrawal came after it: it is shown nowhere, also where the page is public again. */
  readonly isGone: boolean
}

export type PublicState = {
  readonly versions: readonly PublicVersion[]
  /** What will be public and when, soonest first. */
  readonly planned: readonly {
    readonly id: string
    readonly modified: string
    readonly does: PublicationWord['does']
    readonly at: string
  }[]
  readonly withdrawn: { readonly id: string; readonly at: string } | null
  /** The next instant at which this changes by itself; null: never. */
  readonly changesAt: string | null
}

/**
 * What is public of one record at an instant, from the acts about it in any order. An act counts from its instant, but never before two persons had agreed. A withdrawal takes
 * away everything that is out and everything that was planned before it; what is published after it counts on, and numbers are never used twice.
 */
export function stateOfPublication(words: readonly PublicationWord[], now: string): PublicState {
  const acts = words
    .map((word) => ({ ...word, at: later(word.publishAt, word.agreedAt) }))
    .toSorted((a, b) => compare(a.at, b.at) || compare(a.agreedAt, b.agreedAt) || (a.id < b.id ? -1 : 1))
  const withdrawals = acts.filter(({ does }) => does === 'withdraw')
  const isCancelled = (act: (typeof acts)[number]) =>
    withdrawals.some((one) => compare(one.at, act.at) <= 0 && compare(act.agreedAt, one.agreedAt) < 0 && one.id !== act.id)
  const counting = acts.filter((act) => act.does === 'withdraw' || !isCancelled(act))
  const done = counting.filter(({ at }) => compare(at, now) <= 0)
  const last = done.at(-1)
  const out = done.filter((act): act is typeof act & { does: 'publish' | 'correct' } => act.does !== 'withdraw')
  const lastWithdrawal = done.findLastIndex(({ does }) => does === 'withdraw')
  const planned = counting.filter(({ at }) => compare(at, now) > 0)
  return {
    versions: out.map((act, i) => {
      const { id, modified, does, at } = act
      return { n: i + 1, id, modified, does, from: at, isCurrent: last?.id === id, isGone: done.indexOf(act) < lastWithdrawal }
    }),
    planned: planned.map(({ id, modified, does, at }) => ({ id, modified, does, at })),
    withdrawn: last?.does === 'withdraw' && out.length > 0 ? { id: last.id, at: last.at } : null,
    changesAt: planned[0]?.at ?? null,
  }
}

function later(a: string, b: string): string {
  return new Date(Math.max(Date.parse(a), Date.parse(b))).toISOString()
}

function compare(a: string, b: string): number {
  return Date.parse(a) - Date.parse(b)
}
