import { type CustodyEvent, inCaseOrder, type NoticeSaid } from './case-records.ts'

/** One person who is owed a word about one event of custody, or had it. */
export type Notice = {
  /** The reference that the agency keeps the person under. */
  readonly person: string
  /** The custody event. */
  readonly event: string
  readonly state: 'to_tell' | 'told' | 'refused'
  /** The record by which the person asked; null when they ask no more. */
  readonly asked: string | null
  /** The record that says that they were told or did not want to hear; null while nobody did. */
  readonly done: string | null
  readonly by: string
}

export type Notices = {
  /** Persons who ask to be told now. */
  readonly asking: readonly {
    readonly person: string
    readonly by: string
    readonly about: readonly string[]
    readonly askedOn: string | null
  }[]
  /** By event in the order in which they happened, then by person. */
  readonly owed: readonly Notice[]
}

/** What an event of custody is to whoever asked to be told. One that is the other side of another (received) is told once. */
const topics: Readonly<Record<string, string>> = {
  moved: 'custody',
  handed_over: 'custody',
  lent: 'custody',
  returned: 'custody',
  released: 'release',
  escaped: 'escape',
  died: 'death',
}

/**
 * Who is to be told of which change of custody. A person who asked is owed every event they named from the day they asked; each party answers
 * for those who asked it. A function of the set of records, in whatever order they came.
 */
export function noticesOf(said: readonly NoticeSaid[], custody: readonly CustodyEvent[]): Notices {
  const asks = new Map<string, NoticeSaid[]>()
  const done = new Map<string, NoticeSaid>()
  for (const notice of inCaseOrder(said, ({ at, step }) => [at, step === 'withdrawn' ? 1 : 0])) {
    const person = JSON.stringify([notice.by, notice.person])
    if (notice.step === 'asked') asks.set(person, [...(asks.get(person) ?? []), notice])
    else if (notice.step === 'withdrawn') asks.delete(person)
    else if (notice.event !== undefined) done.set(JSON.stringify([notice.by, notice.person, notice.event]), notice)
  }
  const standing = [...asks.values()]
  const owed = inCaseOrder(custody, ({ happenedAt }) => [happenedAt]).flatMap((event) => {
    const topic = topics[event.event]
    const hears = standing.flatMap((ones) => ones.find((ask) => topic !== undefined && isAbout(ask, topic, event)) ?? [])
    const answered = [...done.values()].filter(({ event: of }) => of === event.id)
    const persons = new Map([...answered, ...hears].map((one) => [JSON.stringify([one.by, one.person]), one]))
    return [...persons.values()]
      .map(({ by, person }): Notice => {
        const answer = done.get(JSON.stringify([by, person, event.id]))
        const ask = hears.find((one) => one.by === by && one.person === person)
        const state = answer === undefined ? 'to_tell' : answer.step === 'refused' ? 'refused' : 'told'
        return { person, event: event.id, state, asked: ask?.id ?? null, done: answer?.id ?? null, by }
      })
      .sort((a, b) => (a.person < b.person ? -1 : a.person > b.person ? 1 : a.by < b.by ? -1 : 1))
  })
  const asking = standing.flatMap((ones) => {
    const [first] = ones
    const since = ones.flatMap(({ askedOn }) => askedOn ?? []).sort()[0] ?? null
    return first === undefined
      ? []
      : [{ person: first.person, by: first.by, about: [...new Set(ones.flatMap((one) => one.about))], askedOn: since }]
  })
  return { asking, owed }
}

/** An event of which only the month is known counts when it may have been after the day of asking. */
function isAbout({ about, askedOn }: NoticeSaid, topic: string, { happenedAt, precision }: CustodyEvent): boolean {
  const length = precision === 'month' ? 7 : 10
  return about.includes(topic) && (askedOn === undefined || happenedAt.slice(0, length) >= askedOn.slice(0, length))
}
