import { identify } from './identifiers/identify.ts'
import type { Token } from './recognise-tokens.ts'

/**
 * One thing recognised in a text. `type` is an identifier type, or direction, vehicle, object, cargo, safety, action, quantity, crossing,
 * eta, time, date, day, instant, destination, place. `start` and `end` are UTF-16 positions; `raw` is what stands between them.
 */
export type Found = {
  readonly type: string
  readonly raw: string
  readonly canonical: string
  readonly valid: boolean | null
  readonly reason: string | null
  readonly start: number
  readonly end: number
}

/** Most things listed for one text. */
export const maxFound = 500

/** Collects what is found. A token belongs to at most one finding, and the first that asks gets it. */
export type Finding = {
  readonly text: string
  readonly tokens: readonly Token[]
  readonly taken: Uint8Array
  readonly found: Found[]
}

/** A new collection over a text. */
export function startFinding(text: string, tokens: readonly Token[]): Finding {
  return { text, tokens, taken: new Uint8Array(tokens.length), found: [] }
}

/** True when no token from `from` up to `to` belongs to something already found. */
export function isFree({ tokens, taken }: Finding, from: number, to: number): boolean {
  if (to > tokens.length) return false
  for (let i = from; i < to; i++) if (taken[i] !== 0) return false
  return true
}

/** What is written from token `from` up to token `to`. */
export function rawOf({ text, tokens }: Finding, from: number, to: number): string {
  return text.slice(tokens[from]!.start, tokens[to - 1]!.end)
}

/** Lists tokens `from` up to `to` as found, unless one of them is taken. `earlier` widens the span to the left (a plus sign, a bracket). */
export function take(
  finding: Finding,
  from: number,
  to: number,
  what: {
    readonly type: string
    readonly canonical?: string
    readonly valid?: boolean | null
    readonly reason?: string | null
    readonly earlier?: number
  },
): boolean {
  if (finding.found.length >= maxFound || !isFree(finding, from, to)) return false
  const start = finding.tokens[from]!.start - (what.earlier ?? 0)
  const end = finding.tokens[to - 1]!.end
  const raw = finding.text.slice(start, end)
  finding.taken.fill(1, from, to)
  finding.found.push({
    type: what.type,
    raw,
    canonical: what.canonical ?? raw,
    valid: what.valid ?? null,
    reason: what.reason ?? null,
    start,
    end,
  })
  return true
}

/** Lists tokens as an identifier, with the verdict of its own rules. */
export function takeIdentifier(finding: Finding, type: string, from: number, to: number, earlier = 0): boolean {
  const raw = finding.text.slice(finding.tokens[from]!.start - earlier, finding.tokens[to - 1]!.end)
  const { canonical, valid, reason } = identify(type, raw)
  return take(finding, from, to, { type, canonical, valid, reason, earlier })
}
