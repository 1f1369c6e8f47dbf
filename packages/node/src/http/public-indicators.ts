import { isJsonObject } from '@enlace/core'
import { type CountTable, type LadderRecords, smallBelow, stateOfEvidence, suppress } from '@enlace/policy'
import { kinds, readField } from '@enlace/records'
import type { Indicator, Value } from '@enlace/site'
import { fieldsOf } from '../store/case-records.ts'
import type { StoredRecord } from '../store/stored-records.ts'
import { titled, wordsIn } from './public-pages.ts'

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

/** What disclosure control reads of a value. */
export type Cell = {
  readonly id: string
  readonly party: string
  readonly start: string
  readonly end: string
  readonly value: number | null
  readonly classes: Readonly<Record<string, string>>
  readonly revises: string | undefined
  /** Cases behind a share or a median. */
  readonly of: number | null
}

/**
 * An indicator as the public reads it: its card, and every value that each party gives, with what it said before a revision. Small counts are withheld together with what would give
 * them away: over all periods, classes, parties and revisions of the indicator at once.
 */
export function showIndicator(card: StoredRecord, said: readonly StoredRecord[], withheld: ReadonlySet<string>): Indicator {
  const { text, list } = fieldsOf(card)
  const values = said.filter(({ kind }) => kind === 'indicator-value').map((record) => showValue(record, said))
  const first = (name: string) => {
    const words = wordsIn(card, name)
    return Object.values(words)[0] ?? null
  }
  const target = list('targets')[0]
  const baseline = list('baselines')[0]
  return {
    title: titled(wordsIn(card, 'title'), card),
    definition: wordsIn(card, 'definition'),
    unit: text('unit') ?? '',
    level: text('level') ?? null,
    direction: text('direction') ?? null,
    attribution: text('attribution') ?? null,
    rule: first('counting_rule'),
    baseline: baseline === undefined ? null : sayPart(baseline.value, baseline.period_end, baseline.source),
    target: target === undefined ? null : sayPart(target.value, target.due_on, target.set_by),
    limits: first('limits'),
    source: text('source') ?? null,
    values: values.map(({ id, ...value }) => (withheld.has(id) ? { ...value, ...silent } : value)),
  }
}

/** What is told of a withheld value, whatever it is: nothing that tells a small one from another. */
const silent = { value: null, low: null, high: null, missing: 'suppressed', level: 'asserted', reason: null, sealed: null }

/** Whether the values of a card count events or persons: kilograms, shares and hours do not. */
export function countsSingly(card: StoredRecord): boolean {
  const { text } = fieldsOf(card)
  return counted.has(text('counting') ?? '') || countedUnits.has(text('unit') ?? '')
}

/** A value as disclosure control reads it. */
export function toCell(record: StoredRecord): Cell {
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
    ...{ value: number('value'), of: number('of_count') },
    classes: isJsonObject(classes)
      ? Object.fromEntries(Object.entries(classes).flatMap(([name, one]) => (typeof one === 'string' ? [[name, one]] : [])))
      : {},
  }
}

function showValue(record: StoredRecord, said: readonly StoredRecord[]): Value & { readonly id: string } {
  const { text } = fieldsOf(record)
  const { id, party, start, end, value, classes } = toCell(record)
  const bound = (name: string) => {
    const found = readField(valueKind, record.object, name)
    return typeof found === 'number' ? found : null
  }
  return {
    ...{ id, party, value, classes },
    period: start.slice(0, 7) === end.slice(0, 7) ? start.slice(0, 7) : `${start.slice(0, 7)} – ${end.slice(0, 7)}`,
    ...{ low: bound('value_low'), high: bound('value_high') },
    missing: text('not_available') ?? null,
    level: levelOf(record, said, value),
    asOf: text('as_of') ?? null,
    reason: Object.values(wordsIn(record, 'revision_note'))[0] ?? null,
    isRestated: said.some((one) => one.kind === 'indicator-value' && fieldsOf(one).text('revises_ref') === id),
    source: text('source_url') ?? null,
    sealed: null,
  }
}

/** How well a value is founded, by the judgements that are public. A seal counts on its own page, where it can be checked. */
function levelOf(record: StoredRecord, said: readonly StoredRecord[], value: number | null): string {
  const id = String(record.object.id)
  const at = (one: StoredRecord) => String(one.object.created ?? one.addedAt.toISOString())
  const judgements = said
    .filter((one) => one.kind === 'value-judgement')
    .flatMap((one): LadderRecords['judgements'] => {
      const { text } = fieldsOf(one)
      const says = text('says')
      if (text('of_ref') !== id || (says !== 'confirms' && says !== 'disputes')) return []
      return [
        {
          id: String(one.object.id),
          from: one.fromParty,
          at: at(one),
          of: id,
          says,
          body: text('body'),
          figure: text('other_figure'),
        },
      ]
    })
  return stateOfEvidence({
    value: {
      id,
      from: record.fromParty,
      figure: String(value ?? ''),
      hasReference: fieldsOf(record).codes('evidence_refs').length > 0,
      confirmers: [],
    },
    seals: [],
    judgements,
  }).level
}

/**
 * The values that are withheld from the public, by the ids of their records: small counts, and what would give them away over all sides, periods, classes and revisions, and over
 * every state in which the page was ever public. Taken in the order in which they became public, so what was shown stays shown and what was withheld stays withheld. Cells are
 * sides, periods and classes; a value for `all` is the total of the sides, one without classes the total over them, where the parts add up.
 */
export function findWithheld(values: readonly (Cell & { readonly from: string })[]): ReadonlySet<string> {
  const whole = values.filter((one) => one.value !== null && Number.isInteger(one.value) && one.value >= 0)
  const byId = new Map(whole.map((one) => [one.id, one]))
  const depth = (one: Cell, seen = 0): number => {
    const before = one.revises === undefined ? undefined : byId.get(one.revises)
    return before === undefined || seen > 50 ? 0 : 1 + depth(before, seen + 1)
  }
  const stages = [...Map.groupBy(whole, (one) => `${one.from} ${String(depth(one)).padStart(3, '0')}`)].toSorted(([a], [b]) =>
    a < b ? -1 : 1,
  )
  const latest = new Map<string, Cell>()
  const withheld = new Set(values.flatMap(({ id, of }) => (of !== null && of > 0 && of < smallBelow ? [id] : [])))
  let out: readonly CountTable[] = []
  for (const [edition, [, fresh]] of stages.entries()) {
    for (const one of fresh) latest.set(cellOf(one), one)
    const cells = new Map([...latest].map(([id, one]) => [id, one.value ?? 0]))
    const table = {
      id: 'values',
      edition,
      cells: [...cells].map(([id, count]) => ({ id, count })),
      sums: sumsOf([...latest.values()], cells),
    }
    const { tables, exposed } = suppress([...out, table])
    const hidden = new Set(tables.at(-1)?.cells.flatMap(({ id, count }) => (count === null || exposed.length > 0 ? [id] : [])))
    for (const one of fresh) if (hidden.has(cellOf(one))) withheld.add(one.id)
    out = [...out, { ...table, withheld: hidden }]
  }
  return withheld
}

function cellOf({ party, start, end, classes }: Cell): string {
  const of = Object.entries(classes).toSorted(([a], [b]) => a.localeCompare(b))
  return JSON.stringify([party, start, end, of])
}

/** Sums that hold among cells: sides to `all`, classes to the cell without that class, periods to the period that they fill. Only those that add up are sums. */
function sumsOf(values: readonly Cell[], cells: ReadonlyMap<string, number>): CountTable['sums'] {
  const sums: { total: string; parts: string[] }[] = []
  const add = (total: Cell, parts: readonly Cell[]) => {
    const made = parts.reduce((all, part) => all + (part.value ?? 0), 0)
    if (parts.length > 1 && made === total.value && cells.has(cellOf(total))) sums.push({ total: cellOf(total), parts: parts.map(cellOf) })
  }
  const sameClasses = (a: Cell, b: Cell) =>
    JSON.stringify(Object.entries(a.classes).sort()) === JSON.stringify(Object.entries(b.classes).sort())
  for (const total of values) {
    const inPeriod = values.filter((one) => one !== total && one.start === total.start && one.end === total.end)
    if (total.party === 'all')
      add(
        total,
        inPeriod.filter((one) => one.party !== 'all' && sameClasses(one, total)),
      )
    const more = Map.groupBy(
      inPeriod.filter(
        (one) => one.party === total.party && Object.entries(total.classes).every(([name, value]) => one.classes[name] === value),
      ),
      (one) =>
        Object.keys(one.classes)
          .filter((name) => total.classes[name] === undefined)
          .sort()
          .join(' '),
    )
    for (const [names, parts] of more) if (names !== '') add(total, parts)
    const inside = values.filter(
      (one) => one !== total && one.party === total.party && sameClasses(one, total) && one.start >= total.start && one.end <= total.end,
    )
    for (const parts of Map.groupBy(inside, (one) => Math.round((Date.parse(one.end) - Date.parse(one.start)) / 2_592_000_000)).values())
      add(total, parts)
  }
  return sums
}

function sayPart(...parts: readonly unknown[]): string | null {
  const said = parts.filter((part) => typeof part === 'string' || typeof part === 'number')
  return said.length === 0 ? null : said.join(' · ')
}
