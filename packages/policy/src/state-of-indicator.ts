import { type AttributionClass, dayAfter, type Frequency, isPeriodOf, nextPeriodStart, periodOf, type YearType } from '@enlace/records'
import { endOfDate } from './end-of-date.ts'
import { type Rates, ratesOf, type Span } from './indicator-rates.ts'

export type DirectionOfGood = 'up' | 'down' | 'ambiguous'
export type IndicatorLevel = 'input' | 'output' | 'outcome' | 'impact'

/** What is marked on a card or one of its values (docs/formats/indicators.md). */
export type IndicatorMark =
  | 'foreign_version'
  | 'changed_inside_period'
  | 'target_changed_inside_period'
  | 'came_late'
  | 'publication_missed'
  | 'ended'
  | 'wrong_unit'
  | 'odd_period'
  | 'older_than_card'
  | 'foreign_revision'
  | 'unknown_revision'
  | 'changed_in_place'
  | 'rival_of_itself'
  | 'no_why'

/** A record: its id, the party whose node wrote it, when it says it was made (RFC 3339 with milliseconds and Z), and the day on which this node first saw it. */
type Word = { readonly id: string; readonly from: string; readonly at: string; readonly seenOn: string | undefined }

export type CardBaseline = {
  readonly side: string
  readonly value: number | undefined
  /** Last day of its period. */
  readonly on: string | undefined
  readonly source: string | undefined
  readonly isNone: boolean
}

export type CardTarget = {
  readonly side: string
  readonly value: number | undefined
  readonly threshold: number | undefined
  readonly dueOn: string | undefined
  readonly setBy: string | undefined
  readonly isNone: boolean
}

/** One version of a card; an amended record is one more of the same id. */
export type CardVersion = Word & {
  /** Names of the fields that hold something. */
  readonly filled: readonly string[]
  readonly unit: string
  readonly direction: DirectionOfGood | undefined
  readonly level: IndicatorLevel | undefined
  readonly attribution: AttributionClass | undefined
  readonly frequency: Frequency | undefined
  readonly yearType: YearType
  readonly appliesFrom: string | undefined
  readonly baselines: readonly CardBaseline[]
  readonly targets: readonly CardTarget[]
  readonly owners: readonly string[]
  /** A day, a month or a year. */
  readonly nextPublication: string | undefined
  readonly sunset: string | undefined
}

/** One value; an amended record is one more of the same id. */
export type IndicatorValue = Word & {
  readonly side: string
  readonly start: string
  readonly end: string
  /** A number, or the ends of a range. */
  readonly span: Span | undefined
  readonly notAvailable: string | undefined
  readonly unit: string
  /** Classes of a part, by name; empty: the whole. */
  readonly breakdown: Readonly<Record<string, string>>
  readonly asOf: string
  readonly revises: string | undefined
  readonly reason: string | undefined
  readonly source: string
  readonly confidence: string | undefined
  readonly hasWhy: boolean
}

/** What belongs to one indicator. */
export type IndicatorRecords<V extends IndicatorValue = IndicatorValue> = {
  /** The id of the first version, and the party that wrote it. */
  readonly id: string
  readonly author: string
  readonly cards: readonly CardVersion[]
  readonly answers: readonly (Word & { readonly says: 'agrees' | 'objects' })[]
  readonly values: readonly V[]
}

export type VersionState = {
  readonly id: string
  readonly at: string
  readonly from: string
  /** First day of the periods that it governs. */
  readonly since: string
  readonly standing: 'in_force' | 'past' | 'to_come' | 'proposed'
}

export type SideTarget = {
  readonly side: string
  readonly baseline: CardBaseline | undefined
  readonly target: CardTarget | undefined
  /** The record that set both, as it stood at an instant. */
  readonly setIn: { readonly id: string; readonly at: string }
  readonly agreedBy: readonly string[]
  readonly notAgreedBy: readonly string[]
  /** A later target that counts from a day to come. */
  readonly later: { readonly target: CardTarget; readonly from: string } | undefined
}

/** The current figure of one line and period, with what it restated, oldest first. */
export type Entry<V extends IndicatorValue = IndicatorValue> = {
  readonly current: V
  readonly earlier: readonly V[]
  readonly marks: readonly IndicatorMark[]
  /** Shown in charts and rates. */
  readonly counts: boolean
}

export type Line<V extends IndicatorValue = IndicatorValue> = {
  readonly side: string
  readonly from: string
  readonly source: string
  readonly breakdown: Readonly<Record<string, string>>
  /** Of the party whose side it is. */
  readonly isOwn: boolean
  readonly entries: readonly Entry<V>[]
  readonly rates: Rates | undefined
}

export type IndicatorState<V extends IndicatorValue = IndicatorValue> = {
  /** Oldest first. */
  readonly versions: readonly VersionState[]
  /** The version in force today, or the first one while none is. */
  readonly card: CardVersion
  /** Fields that a card needs and this one has not: then it is not verifiable. */
  readonly missing: readonly string[]
  readonly sides: readonly SideTarget[]
  readonly lines: readonly Line<V>[]
  readonly marks: readonly { readonly code: IndicatorMark; readonly of: readonly string[] }[]
}

const required = [
  'title',
  'definition',
  'unit',
  'counting',
  'population',
  'baselines',
  'targets',
  'period_type',
  'frequency',
  'source',
  'computation',
  'disaggregation',
  'direction',
  'level',
  'attribution',
  'limits',
  'confidence_level',
  'owners',
  'confirmer',
  'disclosure',
  'revision_policy',
  'sunset',
]

/** What a card lacks to be verifiable, by the names of its fields. */
export function missingOf(card: CardVersion): readonly string[] {
  const has = new Set(card.filled)
  if (has.has('query') || has.has('series')) has.add('computation')
  const whole = (name: string, all: boolean) => (all ? [] : [name])
  return [
    ...required.filter((name) => !has.has(name)),
    ...whole(
      'baselines',
      !has.has('baselines') ||
        card.baselines.every((one) => one.isNone || (one.value !== undefined && one.on !== undefined && one.source !== undefined)),
    ),
    ...whole(
      'targets',
      !has.has('targets') ||
        card.targets.every((one) => one.isNone || (one.value !== undefined && one.dueOn !== undefined && one.setBy !== undefined)),
    ),
    ...whole('mechanism', card.attribution !== 'contribution' || has.has('mechanism')),
    ...whole('rivals', (card.attribution !== 'contribution' && card.attribution !== 'correlated') || has.has('rivals')),
  ]
}

/**
 * Where an indicator stands on a day (YYYY-MM-DD): a function of the set of its records, in whatever order they came, so both nodes say the same (but for
 * `came_late`). No version counts in a period that had begun, nothing replaces a figure but its author's own revision, and figures are never averaged.
 * `undefined` while the first version of the card is not here.
 */
export function stateOfIndicator<V extends IndicatorValue>(records: IndicatorRecords<V>, today: string): IndicatorState<V> | undefined {
  const all = inOrder(records.cards)
  const own = all.filter(({ from }) => from === records.author)
  const [first] = own
  if (first === undefined) return undefined
  const versions = own.map((card) => ({ card, since: sinceOf(card) }))
  const inForce = versions.findLast(({ since }) => since <= today)?.card ?? first
  const { sides, moved } = sidesOf(versions, records, today)
  const governs = (start: string) => versions.findLast(({ since }) => since <= start)?.card
  const lines = linesOf(records, governs, inForce).map((line) => ({ ...line, rates: ratesOfLine(line, sides, inForce, today) }))
  const latest = lines
    .flatMap(({ entries }) => entries.map(({ current }) => current.asOf))
    .toSorted()
    .at(-1)
  const due = inForce.nextPublication === undefined ? null : endOfDate(inForce.nextPublication)
  const ends = inForce.sunset === undefined ? null : endOfDate(inForce.sunset)
  const foreign = all.filter(({ from }) => from !== records.author)
  return {
    versions: all.map((card) => ({
      id: card.id,
      at: card.at,
      from: card.from,
      since: sinceOf(card),
      standing: card.from !== records.author ? 'proposed' : card === inForce ? 'in_force' : sinceOf(card) > today ? 'to_come' : 'past',
    })),
    card: inForce,
    missing: missingOf(inForce),
    sides,
    lines,
    marks: [
      ...mark('foreign_version', foreign),
      ...mark(
        'changed_inside_period',
        own.filter((card) => card.appliesFrom !== undefined && card.appliesFrom <= madeOn(card)),
      ),
      ...mark('target_changed_inside_period', moved),
      ...mark(
        'came_late',
        own.filter(
          (card) => card.seenOn !== undefined && card.seenOn > madeOn(card) && sinceOf({ ...card, appliesFrom: undefined }) <= card.seenOn,
        ),
      ),
      // A figure as of the month that was named, or a later one, keeps the promise.
      ...mark('publication_missed', due !== null && due < today && (latest === undefined || latest < due.slice(0, 7)) ? [inForce] : []),
      ...mark('ended', ends !== null && ends < today ? [inForce] : []),
    ],
  }
}

function madeOn({ at }: Word): string {
  return at.slice(0, 10)
}

/** First day that a version governs: the first period that begins after the day on which it was made, or a later one that it names. */
function sinceOf(card: CardVersion): string {
  const frequency = card.frequency ?? 'day'
  const next = nextPeriodStart(madeOn(card), frequency, card.yearType)
  if (card.appliesFrom === undefined || card.appliesFrom <= next) return next
  const named = periodOf(card.appliesFrom, frequency, card.yearType)
  return named.start === card.appliesFrom ? named.start : dayAfter(named.end)
}

type Dated = { readonly card: CardVersion; readonly since: string }
type Milestones = {
  readonly target: CardTarget | undefined
  readonly baseline: CardBaseline | undefined
  readonly card: CardVersion
  readonly from: string
}

/** Baseline and target of each side as they count today, and the versions that would have moved them before their day. */
function sidesOf(versions: readonly Dated[], records: IndicatorRecords, today: string) {
  const names = [...new Set(versions.flatMap(({ card }) => [...card.baselines, ...card.targets].map(({ side }) => side)))].toSorted()
  const moved = new Set<CardVersion>()
  const sides = names.map((side): SideTarget => {
    let current: Milestones | undefined
    let later: Milestones | undefined
    for (const { card, since } of versions) {
      const next: Milestones = {
        target: card.targets.find((one) => one.side === side),
        baseline: card.baselines.find((one) => one.side === side),
        card,
        from: since,
      }
      // What was to come has come before this version was made.
      if (later !== undefined && later.from <= madeOn(card)) [current, later] = [later, undefined]
      if (current === undefined) current = next
      else if (!isSame(current, next)) {
        const until = current.target?.value === undefined ? undefined : current.target.dueOn
        if (until !== undefined && madeOn(card) <= until) {
          moved.add(card)
          const free = dayAfter(until)
          later = { ...next, from: free > since ? free : since }
        } else if (until === undefined && since > today) later = next
        else [current, later] = [next, undefined]
      } else if (later !== undefined) later = undefined
    }
    if (later !== undefined && later.from <= today) [current, later] = [later, undefined]
    const held = current as Milestones
    const owners = held.card.owners
    const agreedBy = owners.filter((party) => party === records.author || agrees(party, held, versions, records, side))
    return {
      side,
      baseline: held.baseline,
      target: held.target,
      setIn: { id: held.card.id, at: held.card.at },
      agreedBy,
      notAgreedBy: owners.filter((party) => !agreedBy.includes(party)),
      later: later?.target === undefined ? undefined : { target: later.target, from: later.from },
    }
  })
  return { sides, moved: [...moved] }
}

/** An answer is to the words that stood when it was given: a change of them afterwards is not agreed by it. */
function agrees(party: string, held: Milestones, versions: readonly Dated[], records: IndicatorRecords, side: string): boolean {
  const changed = versions.find(
    ({ card }) =>
      card.at > held.card.at &&
      !isSame(held, { target: card.targets.find((one) => one.side === side), baseline: card.baselines.find((one) => one.side === side) }),
  )
  return (
    inOrder(records.answers).findLast(
      ({ from, at }) => from === party && at >= held.card.at && (changed === undefined || at < changed.card.at),
    )?.says === 'agrees'
  )
}

function isSame(a: Pick<Milestones, 'target' | 'baseline'>, b: Pick<Milestones, 'target' | 'baseline'>): boolean {
  return (
    a.target?.value === b.target?.value &&
    a.target?.threshold === b.target?.threshold &&
    a.target?.dueOn === b.target?.dueOn &&
    a.baseline?.value === b.baseline?.value &&
    a.baseline?.on === b.baseline?.on
  )
}

function linesOf<V extends IndicatorValue>(
  records: IndicatorRecords<V>,
  governs: (start: string) => CardVersion | undefined,
  inForce: CardVersion,
): readonly Omit<Line<V>, 'rates'>[] {
  const chains = chainsOf(inOrder(records.values))
  const lines = new Map<string, { head: V; entries: Entry<V>[] }>()
  for (const { values, marks } of chains) {
    const current = values.at(-1) as V
    const card = governs(current.start) ?? inForce
    const isOdd = card.frequency !== undefined && !isPeriodOf(current, card.frequency, card.yearType)
    const found: IndicatorMark[] = [
      ...marks,
      ...(current.unit === card.unit ? [] : ['wrong_unit' as const]),
      ...(isOdd ? ['odd_period' as const] : []),
      ...(governs(current.start) === undefined ? ['older_than_card' as const] : []),
      ...(current.confidence !== undefined && !current.hasWhy ? ['no_why' as const] : []),
    ]
    // A chain stays on the line of the figure that it began with, whatever its revisions call their source.
    const head = values[0] as V
    const key = lineOf(head)
    const line = lines.get(key) ?? { head, entries: [] }
    line.entries.push({ current, earlier: values.slice(0, -1), marks: found, counts: current.unit === card.unit && !isOdd })
    lines.set(key, line)
  }
  return [...lines.entries()]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { head, entries }]) => ({
      side: head.side,
      from: head.from,
      source: head.source,
      breakdown: head.breakdown,
      isOwn: head.from === head.side || (head.side === 'all' && inForce.owners.includes(head.from)),
      entries: twiceMarked(entries).toSorted((a, b) => (cellOf(a.current) < cellOf(b.current) ? -1 : 1)),
    }))
}

function twiceMarked<V extends IndicatorValue>(entries: readonly Entry<V>[]): readonly Entry<V>[] {
  const seen = new Map<string, number>()
  for (const { current } of entries) seen.set(periodKey(current), (seen.get(periodKey(current)) ?? 0) + 1)
  return entries.map((entry) =>
    (seen.get(periodKey(entry.current)) ?? 0) > 1 ? { ...entry, marks: [...entry.marks, 'rival_of_itself'], counts: false } : entry,
  )
}

/** Values that revise one another, each chain oldest first with its current one last. */
function chainsOf<V extends IndicatorValue>(values: readonly V[]) {
  const latestOf = new Map<string, V[]>()
  for (const value of values) latestOf.set(value.id, [...(latestOf.get(value.id) ?? []), value])
  const root = new Map<string, string>([...latestOf.keys()].map((id) => [id, id]))
  const find = (id: string): string => {
    const up = root.get(id)
    return up === undefined || up === id ? id : find(up)
  }
  const marksOf = new Map<string, Set<IndicatorMark>>()
  const revised = new Set<string>()
  const markOne = (id: string, code: IndicatorMark) => marksOf.set(id, new Set([...(marksOf.get(id) ?? []), code]))
  for (const [id, stages] of latestOf) {
    const value = stages.at(-1) as V
    if (stages.length > 1) markOne(id, 'changed_in_place')
    if (value.revises === undefined) continue
    const target = latestOf.get(value.revises)?.at(-1)
    if (target === undefined) markOne(id, 'unknown_revision')
    else if (target.from !== value.from) markOne(id, 'foreign_revision')
    else if (cellOf(target) !== cellOf(value)) markOne(id, 'unknown_revision')
    else {
      revised.add(value.revises)
      root.set(find(id), find(value.revises))
    }
  }
  const chains = new Map<string, string[]>()
  for (const id of latestOf.keys()) chains.set(find(id), [...(chains.get(find(id)) ?? []), id])
  return [...chains.values()].map((ids) => {
    const stages = inOrder(ids.flatMap((id) => latestOf.get(id) ?? []))
    // Two that revise each other leave no last one; then the latest is.
    const current = stages.findLast(({ id }) => !revised.has(id)) ?? (stages.at(-1) as V)
    return {
      values: [...stages.filter((one) => one !== current), current],
      marks: [...new Set(ids.flatMap((id) => [...(marksOf.get(id) ?? [])]))].toSorted(),
    }
  })
}

function ratesOfLine(line: Omit<Line, 'rates'>, sides: readonly SideTarget[], card: CardVersion, today: string): Rates | undefined {
  if (!line.isOwn || Object.keys(line.breakdown).length > 0 || card.direction === undefined) return undefined
  const { baseline, target } = sides.find(({ side }) => side === line.side) ?? {}
  const last = line.entries.findLast(
    ({ current, counts, marks }) => counts && !marks.includes('older_than_card') && current.span !== undefined,
  )?.current
  if (baseline?.value === undefined || baseline.on === undefined || target?.value === undefined || target.dueOn === undefined)
    return undefined
  if (last?.span === undefined) return undefined
  return ratesOf(
    { value: baseline.value, on: baseline.on },
    { ...last.span, on: last.end },
    { value: target.value, threshold: target.threshold, dueOn: target.dueOn },
    card.direction,
    today,
  )
}

const classesOf = (value: IndicatorValue) => JSON.stringify(Object.entries(value.breakdown).toSorted(([a], [b]) => (a < b ? -1 : 1)))
const periodKey = (value: IndicatorValue) => `${value.start} ${value.end}`
const cellOf = (value: IndicatorValue) => `${periodKey(value)} ${value.side} ${classesOf(value)}`
// The whole of a side stands before its parts.
const lineOf = (value: IndicatorValue) =>
  JSON.stringify([value.side, value.from !== value.side, Object.keys(value.breakdown).length, classesOf(value), value.from, value.source])

function mark(code: IndicatorMark, of: readonly Word[]): IndicatorState['marks'] {
  return of.length === 0 ? [] : [{ code, of: [...new Set(of.map(({ id }) => id))] }]
}

function inOrder<T extends Word>(words: readonly T[]): readonly T[] {
  return words.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at) || (a.id < b.id ? -1 : 1))
}
