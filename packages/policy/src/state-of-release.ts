/** Beyond this the difference of two clocks is shown, in milliseconds. */
export const clockShownMs = 2_000
/** Beyond this nothing is armed and nothing published. */
export const clockBoundMs = 30_000
/** How long before its instant a release has to be asked for at least: the other side has to hold the certificate too. */
export const releaseLeadMs = 10_000

/** A partner's clock against ours: how far it is ahead, and how sure that is. */
export type ClockDifference = { readonly aheadMs: number; readonly withinMs: number }

/** A certificate as the node holds it; times in milliseconds since 1970 (docs/formats/joint-statement.md). */
export type HeldCertificate = {
  readonly id: string
  /** Whose record it is. */
  readonly from: string
  /** Whether the party's own signature holds over what it says. */
  readonly signed: boolean
  readonly act: 'certifies' | 'withdraws' | 'published'
  readonly sha256: string
  readonly at: number
  readonly made: number
  readonly parties: readonly string[]
  readonly embargo: string
  /** When it came to this node's journal. */
  readonly arrivedAt: number
  /** Of our own: when the last other party receipted it; null while one has not. */
  readonly receiptedAt: number | null
}

export type ReleaseFault = 'unsigned' | 'bytes_differ' | 'instants_differ' | 'parties_differ' | 'clocks_differ'

export type ReleaseState = {
  readonly state: 'none' | 'one_sided' | 'blocked' | 'unconfirmed' | 'armed' | 'withdrawn' | 'lapsed' | 'due' | 'published'
  /** What our own side certified, or where it has not, what another did. */
  readonly at: number | null
  readonly sha256: string | null
  /** The certificate of each party that counts, and whether it was withdrawn. */
  readonly signed: readonly { readonly certificate: HeldCertificate; readonly withdrawn: HeldCertificate | null }[]
  readonly faults: readonly { readonly code: ReleaseFault; readonly of: string }[]
  /** Who says that it published, and how long after the instant. */
  readonly published: readonly { readonly party: string; readonly made: number; readonly lateMs: number }[]
  /** Past the instant: parties of whose publication nothing is known here. */
  readonly unseen: readonly string[]
}

/**
 * Where the release of a text stands at one node: a function of the certificates that it holds. Armed needs every party's certificate over the same bytes and
 * instant, and the others' receipts for ours; who withdrew in time, or signed something else, is told apart from who has not signed.
 */
export function stateOfRelease(facts: {
  readonly own: string
  readonly parties: readonly string[]
  readonly held: readonly HeldCertificate[]
  readonly now: number
  /** By party; none where nothing was measured. */
  readonly clocks: ReadonlyMap<string, ClockDifference>
}): ReleaseState {
  const { own, parties, held, now } = facts
  const unsigned = held.filter(({ signed }) => !signed)
  const good = held.filter(({ signed }) => signed)
  const latest = (party: string) =>
    good.filter(({ from, act }) => from === party && act === 'certifies').toSorted((a, b) => b.made - a.made || (a.id < b.id ? -1 : 1))[0]
  const signed = standing(
    parties.flatMap((party) => {
      const certificate = latest(party)
      return certificate === undefined ? [] : [{ certificate, withdrawn: withdrawalOf(certificate, good) ?? null }]
    }),
    now,
  )
  const [mine] = [...signed.filter(({ certificate }) => certificate.from === own), ...signed].map(({ certificate }) => certificate)
  const ofThis = (one: HeldCertificate) => one.sha256 === mine?.sha256 && one.at === mine.at
  const published = parties.flatMap((party) => {
    const word = good.find((one) => one.from === party && one.act === 'published' && ofThis(one))
    return word === undefined ? [] : [{ party, made: word.made, lateMs: Math.max(0, word.made - word.at) }]
  })
  const others = signed.filter(({ certificate }) => certificate !== mine).map(({ certificate }) => certificate)
  const faults: { code: ReleaseFault; of: string }[] = [
    ...unsigned.map(({ from }) => ({ code: 'unsigned' as const, of: from })),
    ...others.flatMap((one) => (one.sha256 === mine?.sha256 ? [] : [{ code: 'bytes_differ' as const, of: one.from }])),
    ...others.flatMap((one) => (one.at === mine?.at ? [] : [{ code: 'instants_differ' as const, of: one.from }])),
    ...signed.flatMap(({ certificate }) =>
      sameParties(certificate.parties, parties) ? [] : [{ code: 'parties_differ' as const, of: certificate.from }],
    ),
    ...[...facts.clocks].flatMap(([party, clock]) =>
      parties.includes(party) && isBeyond(clock) ? [{ code: 'clocks_differ' as const, of: party }] : [],
    ),
  ]
  const base = { at: mine?.at ?? null, sha256: mine?.sha256 ?? null, signed, faults, published }
  const isPublished = published.some(({ party }) => party === own)
  const unseen = mine !== undefined && now >= mine.at ? parties.filter((party) => !published.some((one) => one.party === party)) : []
  const state = (): ReleaseState['state'] => {
    if (isPublished) return 'published'
    if (mine === undefined) return 'none'
    if (signed.some(({ withdrawn }) => withdrawn !== null)) return 'withdrawn'
    const isOver = now >= mine.at
    if (signed.length < parties.length) return isOver ? 'lapsed' : 'one_sided'
    if (faults.some(({ code }) => code !== 'unsigned')) return 'blocked'
    if (!isOver) return mine.receiptedAt === null ? 'unconfirmed' : 'armed'
    // What was not armed when its instant came is published never: nobody waits for it any more.
    const wasArmed = mine.receiptedAt !== null && mine.receiptedAt < mine.at && others.every(({ arrivedAt }) => arrivedAt < mine.at)
    return wasArmed ? 'due' : 'lapsed'
  }
  const found = state()
  return { ...base, state: found, unseen: found === 'published' || found === 'due' ? unseen : [] }
}

/** Whether two clocks differ by more than the bound, whatever the measure's own doubt. */
export function isBeyond({ aheadMs, withinMs }: ClockDifference): boolean {
  return Math.abs(aheadMs) - withinMs > clockBoundMs
}

/** Leaves out what a newer round has left behind: a certificate taken back, or whose instant passed, once another party has certified anew. */
function standing(signed: ReleaseState['signed'], now: number): ReleaseState['signed'] {
  return signed.filter(
    ({ certificate, withdrawn }) =>
      !signed.some(
        (other) =>
          other.withdrawn === null &&
          other.certificate.from !== certificate.from &&
          (withdrawn === null ? certificate.at <= now && other.certificate.at > now : other.certificate.made > withdrawn.made),
      ),
  )
}

/** The word by which a party took this certificate back, if it came before the instant. */
function withdrawalOf(certificate: HeldCertificate, held: readonly HeldCertificate[]): HeldCertificate | undefined {
  return held.find(
    ({ from, act, sha256, at, made, arrivedAt }) =>
      act === 'withdraws' &&
      from === certificate.from &&
      sha256 === certificate.sha256 &&
      at === certificate.at &&
      made >= certificate.made &&
      arrivedAt < at,
  )
}

function sameParties(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((party) => others.includes(party))
}
