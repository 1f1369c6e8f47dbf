/** Something that one party asked of another: an alert or a request, with every word said to it (RFC 3339 instants). */
export type AskedOf = {
  /** Form of a request, or the kind where it has none. */
  readonly what: string
  readonly askedBy: string
  readonly at: string
  readonly said: readonly { readonly by: string; readonly at: string; readonly step: string; readonly ground: string | undefined }[]
  /** What its answer was worth, or of an alert what it was worth to who got it. */
  readonly verdicts: readonly string[]
}

export type Counted = { readonly code: string; readonly count: number }

export type ReciprocitySide = {
  readonly party: string
  readonly asked: number
  readonly answered: number
  readonly refused: number
  readonly open: number
  readonly grounds: readonly Counted[]
  /** Hours until the first word of another, of those that got one: the middle one, and the one that nineteen of twenty do not exceed. */
  readonly hours: { readonly p50: number; readonly p95: number; readonly of: number } | null
  readonly verdicts: readonly Counted[]
}

/** What was asked of one sort, by every party: those that asked nothing stand there too. */
export type Reciprocity = { readonly what: string; readonly sides: readonly ReciprocitySide[] }

const refusals: readonly string[] = ['cannot_act', 'refuse', 'decline_prosecution']
const answers: readonly string[] = [
  'acknowledged',
  'acting',
  'outcome',
  'answer',
  'partial_answer',
  'grant',
  'surrender',
  'formal_received',
  'arrest',
]

/**
 * Who asked, who answered, who refused and why, how fast, and how useful it was (DOMAIN, Q2 and Q4): the same rule for every party, every party in every
 * row, in the order given. Of refused and answered the later word counts; silence is open, never refused.
 */
export function reciprocity(all: readonly AskedOf[], parties: readonly string[]): readonly Reciprocity[] {
  const sorts = [...new Set(all.map(({ what }) => what))].toSorted()
  return sorts.map((what) => ({
    what,
    sides: parties.map((party) =>
      sideOf(
        party,
        all.filter((one) => one.what === what && one.askedBy === party),
      ),
    ),
  }))
}

function sideOf(party: string, asked: readonly AskedOf[]): ReciprocitySide {
  const ends = asked.map((one) => {
    const heard = one.said.filter(({ by }) => by !== one.askedBy).toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))
    const last = heard.findLast(({ step }) => refusals.includes(step) || answers.includes(step))
    const first = heard[0]
    return {
      end: last === undefined ? 'open' : refusals.includes(last.step) ? 'refused' : 'answered',
      ground: last !== undefined && refusals.includes(last.step) ? (last.ground ?? 'unstated') : undefined,
      hours: first === undefined ? undefined : Math.max(0, Date.parse(first.at) - Date.parse(one.at)) / 3_600_000,
    }
  })
  const count = (end: string) => ends.filter((one) => one.end === end).length
  const hours = ends.flatMap((one) => one.hours ?? []).toSorted((a, b) => a - b)
  return {
    party,
    asked: asked.length,
    answered: count('answered'),
    refused: count('refused'),
    open: count('open'),
    grounds: tally(ends.flatMap(({ ground }) => ground ?? [])),
    hours: hours.length === 0 ? null : { p50: quantile(hours, 0.5), p95: quantile(hours, 0.95), of: hours.length },
    verdicts: tally(asked.flatMap(({ verdicts }) => verdicts)),
  }
}

/** The smallest value that at least this share of them does not exceed (nearest rank). */
function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0
}

function tally(codes: readonly string[]): readonly Counted[] {
  return [...Map.groupBy(codes, (code) => code)]
    .map(([code, same]) => ({ code, count: same.length }))
    .toSorted((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1))
}
