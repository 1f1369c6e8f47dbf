import { isJsonObject, type Json, type JsonObject } from '@enlace/core'
import { type LadderRecords, smallBelow, stateOfEvidence } from '@enlace/policy'
import { kinds, readField } from '@enlace/records'
import type { Contest, Indicator, Milestone, Value, Words } from '@enlace/site'
import { fieldsOf } from '../store/case-records.ts'
import { isAboutEarlier } from '../store/earlier-version.ts'
import type { StoredRecord } from '../store/stored-records.ts'
import { foldContest, wordOf } from './fold-contest.ts'
import { titled, wordsIn } from './public-pages.ts'
import type { PublicSeal } from './public-seals.ts'
import { slugOf } from './public-timeline.ts'
import type { Cell } from './public-withheld.ts'
import { ownersOf } from './show-evidence.ts'

/** Units in which small numbers may tell of single persons or events; kilograms, shares and hours do not. */
const countedUnits: ReadonlySet<string> = new Set([
  'count',
  'counts',
  'events',
  'event',
  'persons',
  'person',
  'cases',
  'case_files',
  'items',
  'item',
  'deaths',
  'crimes',
  'alerts',
  'records',
  'firearms',
  'labs',
  'requests',
])
/** What counts events or persons, whatever its unit is called. */
const counted: ReadonlySet<string> = new Set(['event', 'item', 'person'])

const valueKind = kinds.get('indicator-value')

/** What an indicator is shown with: what is withheld, all public seals, the parties of this node and the instant as of which it is told. */
type ShownWith = {
  readonly withheld: ReadonlySet<string>
  readonly seals: readonly PublicSeal[]
  readonly parties: readonly string[]
  readonly at: Date
}

/**
 * An indicator as the public reads it: its card, and every value that each party gives, with what it said before a revision. Small counts are withheld together with what would give
 * them away: over all periods, classes, parties and revisions of the indicator at once.
 */
export function showIndicator(
  card: StoredRecord,
  said: readonly StoredRecord[],
  { withheld, seals: known, parties, at }: ShownWith,
): Indicator {
  const { text, list } = fieldsOf(card)
  const isCount = countsSingly(card)
  const here = new Set(said.map(({ object }) => slugOf(String(object.id))))
  // A seal is withheld with the value that it seals, or for what it tells itself. Of counts it stands beside a value or nowhere.
  const isWithheld = ({ value, rungs }: PublicSeal) =>
    rungs.some(({ id }) => withheld.has(id)) || (value === undefined ? isCount : withheld.has(value))
  const seals = known.filter((one) => here.has(one.shown.id) && !isWithheld(one))
  const values = said.filter(({ kind }) => kind === 'indicator-value').map((record) => showValue(record, said, seals, { card, isCount }))
  return {
    title: titled(wordsIn(card, 'title'), card),
    definition: wordsIn(card, 'definition'),
    unit: text('unit') ?? '',
    level: text('level') ?? null,
    direction: text('direction') ?? null,
    attribution: text('attribution') ?? null,
    rule: wordsIn(card, 'counting_rule'),
    baselines: list('baselines').map((one) => showMilestone(one, isCount, 'period_end', 'source')),
    targets: list('targets').map((one) => showMilestone(one, false, 'due_on', 'set_by')),
    limits: wordsIn(card, 'limits'),
    mechanism: wordsIn(card, 'mechanism'),
    rivals: list('rivals').map(textsIn),
    confirmer: text('confirmer') ?? null,
    source: text('source') ?? null,
    values: values.map(({ id, ...value }) => (withheld.has(id) ? { ...value, ...silent } : value)),
    seals: seals.map(({ shown }) => shown),
    contests: showContests(said, { withheld, parties, at, isCount }),
  }
}

/** A baseline that is a small count is not told. */
function showMilestone(one: JsonObject, isCount: boolean, day: string, source: string): Milestone {
  const text = (value: Json | undefined) => (typeof value === 'string' ? value : null)
  const { side, value, none_because: none } = one
  const isSmall = isCount && typeof value === 'number' && value > 0 && value < smallBelow
  return {
    side: text(side) ?? 'all',
    value: typeof value !== 'number' ? null : isSmall ? '✕' : value,
    ...{ day: text(one[day]), source: text(one[source]) },
    none: isJsonObject(none)
      ? Object.fromEntries(Object.entries(none).flatMap(([tag, words]) => (typeof words === 'string' ? [[tag, words]] : [])))
      : {},
  }
}

/** The words of a text by language, as a list holds it. */
function textsIn(one: JsonObject): Words {
  return Object.fromEntries(Object.entries(one).flatMap(([tag, words]) => (typeof words === 'string' ? [[tag, words]] : [])))
}

/** What is told of a withheld value, whatever it is: nothing that tells a small one from another. */
const silent = {
  value: null,
  low: null,
  high: null,
  missing: 'suppressed',
  level: 'asserted',
  held: [],
  revised: null,
  reason: {},
  sealed: null,
  why: {},
  reporters: null,
}

/** Whether the values of a card count events or persons: kilograms, shares and hours do not. */
export function countsSingly(card: StoredRecord): boolean {
  const { text } = fieldsOf(card)
  return counted.has(text('counting') ?? '') || countedUnits.has(text('unit') ?? '')
}

/** A value as disclosure control reads it. */
export function toCell(record: StoredRecord, isCount: boolean): Cell {
  const { text } = fieldsOf(record)
  const number = (name: string) => {
    const value = readField(valueKind, record.object, name)
    return typeof value === 'number' ? value : null
  }
  const classes = readField(valueKind, record.object, 'breakdown')
  return {
    id: String(record.object.id),
    party: text('side') ?? record.fromParty,
    ...{ start: text('period_start') ?? '', end: text('period_end') ?? '', revises: text('revises_ref') },
    ...{ value: number('value'), low: number('value_low'), high: number('value_high'), of: number('of_count') },
    isCount,
    isShare: text('unit') === '%' || text('unit') === 'share' || text('unit') === 'percent',
    classes: isJsonObject(classes)
      ? Object.fromEntries(Object.entries(classes).flatMap(([name, one]) => (typeof one === 'string' ? [[name, one]] : [])))
      : {},
  }
}

function showValue(
  record: StoredRecord,
  said: readonly StoredRecord[],
  seals: readonly PublicSeal[],
  { card, isCount }: { readonly card: StoredRecord; readonly isCount: boolean },
): Value & { readonly id: string } {
  const { text, codes } = fieldsOf(record)
  const { id, party, start, end, value, classes } = toCell(record, false)
  const seal = seals.find((one) => one.value === id)
  const bound = (name: string) => {
    const found = readField(valueKind, record.object, name)
    return typeof found === 'number' ? found : null
  }
  const [reported, of, missing] = [bound('reporters'), bound('reporters_of'), codes('missing_reporters')]
  const founded = evidenceOf(record, said, value, { seal, card })
  return {
    ...{ id, party, value, classes },
    period: periodOf({ start, end }),
    ...{ low: bound('value_low'), high: bound('value_high') },
    missing: text('not_available') ?? null,
    level: founded.level,
    held: founded.figures.slice(1).map(({ by, figure }) => ({ by, figure: toldFigure(figure, isCount) })),
    asOf: text('as_of') ?? null,
    ...{ revised: text('revision_reason') ?? null, reason: wordsIn(record, 'revision_note') },
    isRestated: said.some((one) => one.kind === 'indicator-value' && fieldsOf(one).text('revises_ref') === id),
    by: record.fromParty,
    ...{ sourceName: text('source') ?? null, source: text('source_url') ?? null, why: wordsIn(record, 'confidence_why') },
    sealed: seal?.shown.id ?? null,
    reporters: of === null && missing.length === 0 ? null : { reported, of, missing },
  }
}

/** How well a value is founded, by the seals and judgements that are public: those about the value, and those about its seal. */
function evidenceOf(
  record: StoredRecord,
  said: readonly StoredRecord[],
  value: number | null,
  { seal, card }: { readonly seal: PublicSeal | undefined; readonly card: StoredRecord },
) {
  const id = String(record.object.id)
  const rungs = (seal?.rungs ?? []).filter(({ id: one }) => said.some(({ object }) => object.id === one))
  const judgements = said
    .filter((one) => one.kind === 'value-judgement')
    .flatMap((one): LadderRecords['judgements'] => {
      const { text } = fieldsOf(one)
      const [says, of] = [text('says'), text('of_ref') ?? '']
      if ((of !== id && !rungs.some((rung) => rung.id === of)) || (says !== 'confirms' && says !== 'disputes')) return []
      const isOlder = of === id && isAboutEarlier(one, record)
      return [{ ...wordOf(one), of, says, body: text('body'), figure: text('other_figure'), isOlder }]
    })
  return stateOfEvidence({
    value: {
      id,
      from: record.fromParty,
      figure: String(value ?? ''),
      hasReference: fieldsOf(record).codes('evidence_refs').length > 0,
      confirmers: [fieldsOf(card).text('confirmer') ?? []].flat(),
      owners: ownersOf(card),
    },
    seals: rungs.map((rung) => rung.of(record, card)),
    judgements,
  })
}

/** The contests about values that are public and not withheld, the newest first. */
function showContests(
  said: readonly StoredRecord[],
  {
    withheld,
    parties,
    at,
    isCount,
  }: { readonly withheld: ReadonlySet<string>; readonly parties: readonly string[]; readonly at: Date; readonly isCount: boolean },
): readonly Contest[] {
  const recordOf = new Map(said.map((one) => [String(one.object.id), one]))
  const steps = said.filter(({ kind }) => kind === 'contest-step')
  const contests = said.flatMap((record): readonly Contest[] => {
    const about = record.kind === 'contest' ? recordOf.get(fieldsOf(record).text('of_ref') ?? '') : undefined
    if (about === undefined) return []
    const value = about.kind === 'result-seal' ? recordOf.get(fieldsOf(about).text('value_ref') ?? '') : about
    if (withheld.has(String(about.object.id)) || withheld.has(String(value?.object.id))) return []
    const { from, at: openedAt, reason, state } = foldContest(record, steps, { valueFrom: about.fromParty, parties, now: at })
    const toldBy = ({ party, figure, words }: { readonly party: string; readonly figure: string | null; readonly words: string }) => ({
      ...{ party, words },
      figure: figure === null ? null : toldFigure(figure, isCount),
    })
    const { core, standing, endsAt, endedAt, endedBy } = state
    return [
      {
        period: value?.kind === 'indicator-value' ? periodOf(toCell(value, false)) : null,
        ...{ openedBy: from, openedAt, reason, standing, endsAt, endedAt, endedBy },
        positions: state.positions.map(toldBy),
        core: core === null ? null : toldBy({ ...core, party: core.by }),
        dissents: state.dissents.map(toldBy),
      },
    ]
  })
  return contests.toSorted((a, b) => b.openedAt.localeCompare(a.openedAt))
}

/** A figure that somebody else holds of a count; a small one is not told. */
function toldFigure(figure: string, isCount: boolean): string {
  const number = Number(figure.replaceAll(/[\s,]/g, ''))
  return isCount && number > 0 && number < smallBelow ? '✕' : figure
}

function periodOf({ start, end }: Pick<Cell, 'start' | 'end'>): string {
  return start.slice(0, 7) === end.slice(0, 7) ? start.slice(0, 7) : `${start.slice(0, 7)} – ${end.slice(0, 7)}`
}
