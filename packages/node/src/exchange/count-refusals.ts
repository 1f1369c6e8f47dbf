/** What one partner sent that was refused, under one name. */
export type Refused = { readonly status: number; readonly code: string; readonly count: number; readonly lastAt: Date }

export type Refusals = {
  /** Counts an answer that refuses; every other answer is nothing to count. */
  note(reply: { readonly status: number; readonly body?: Uint8Array | string }): void
  /** Whole seconds until this partner is heard again, 0 when it is heard now: asked before its bytes are read. */
  waitSeconds(): number
  /** What was refused since this node started, the most frequent first. */
  list(): readonly Refused[]
}

/** So many refusals in one window, and the partner waits for the next: an honest one in trouble retries some twenty times a minute. */
const maxRefusalsPerWindow = 240
const windowMs = 60_000
/** Names of ours are few; whatever else an answer may hold is counted under its status alone. */
const maxNames = 64
/** Answers of the protocol that refuse nothing: a size that differs, a frozen log, a partner that is busy or held. */
const ordinary: ReadonlySet<number> = new Set([409, 423, 429, 503])

/** Counts by name what a partner sends that is refused, and makes one that sends nothing else wait. `nowMs` is a monotonic clock. */
export function countRefusals(options: { readonly now: () => Date; readonly nowMs?: () => number }): Refusals {
  const nowMs = options.nowMs ?? (() => performance.now())
  const counts = new Map<string, { status: number; code: string; count: number; lastAt: Date }>()
  let window = { endsAt: Number.NEGATIVE_INFINITY, refused: 0 }

  return {
    note: ({ status, body }) => {
      if (status < 400 || ordinary.has(status)) return
      if (nowMs() >= window.endsAt) window = { endsAt: nowMs() + windowMs, refused: 0 }
      window.refused++
      const name = nameOf(body)
      const key = counts.size < maxNames || counts.has(`${status} ${name}`) ? `${status} ${name}` : `${status} `
      const known = counts.get(key)
      if (known === undefined) counts.set(key, { status, code: key.slice(4), count: 1, lastAt: options.now() })
      else Object.assign(known, { count: known.count + 1, lastAt: options.now() })
    },
    waitSeconds: () => {
      const left = window.endsAt - nowMs()
      return left > 0 && window.refused >= maxRefusalsPerWindow ? Math.ceil(left / 1000) : 0
    },
    list: () => [...counts.values()].map((each) => ({ ...each })).toSorted((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1)),
  }
}

/** The name by which an answer of ours refuses; empty for one that has none. */
function nameOf(body: Uint8Array | string | undefined): string {
  const text = typeof body === 'string' ? body : ''
  return /^([a-z][a-z0-9_]{1,39})\n$/.exec(text)?.[1] ?? ''
}
