/** Whose proofs are wanted: one record, it and all that is related, or a period. */
export type Choice = 'record' | 'case' | 'period'

/** What somebody wants of an evidence file, as the page holds it while it is written. */
export type Wish = {
  readonly choice: Choice
  readonly record: string
  /** ISO days, both counted. */
  readonly from: string
  readonly to: string
  /** Only what was exchanged with this party; empty: all. */
  readonly partner: string
  readonly recipient: string
  readonly name: string
  readonly purpose: string
  readonly ground: 'proof_use' | 'court_order'
  readonly order: string
  /** Document and date of each party's consent. */
  readonly consents: Readonly<Record<string, string>>
  readonly notified: readonly string[]
  readonly show: 'record' | 'opening' | 'entry'
}

/** The request that the node decides about. Without a recipient's name or a purpose it can only be planned. */
export function toRequest(wish: Wish): object {
  const { choice, record, from, to, partner, ground, show, notified } = wish
  const chosen =
    choice === 'period'
      ? { period: { from, to, ...(partner === '' ? {} : { partner }) } }
      : choice === 'case'
        ? { case: record }
        : { records: [record] }
  return {
    ...chosen,
    recipient: { code: wish.recipient, name: orDash(wish.name) },
    purpose: orDash(wish.purpose),
    ground,
    ...(ground === 'court_order' ? { order: wish.order } : {}),
    consents: Object.entries(wish.consents).flatMap(([party, reference]) =>
      reference.trim() === '' ? [] : [{ party, reference: reference.trim() }],
    ),
    notified,
    show,
  }
}

function orDash(words: string): string {
  return words.trim() === '' ? '-' : words.trim()
}
