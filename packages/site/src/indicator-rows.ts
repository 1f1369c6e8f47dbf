import { type Html, html, outward, textOf } from './html.ts'
import type { Value } from './model.ts'
import { type Context, day, nameOf, numeral, words } from './page-frame.ts'

/** One row of the table: a value, the earlier days on which the same was said already, and whether others give another figure for the same. */
export type ValueRow = { readonly value: Value; readonly sameOn: readonly string[]; readonly isRival: boolean }

/**
 * The rows of a table of values, the newest period first, by side, what was restated after what counts now. An edition that only repeats a figure is told in the row of the newest, and figures of
 * several speakers or sources for one side and period are called rivals, each with who gives it.
 */
export function foldRows(values: readonly Value[]): readonly ValueRow[] {
  const inOrder = values.toSorted(
    (a, b) =>
      b.period.localeCompare(a.period) ||
      Object.keys(a.classes).length - Object.keys(b.classes).length ||
      classesOf(a).localeCompare(classesOf(b)) ||
      a.party.localeCompare(b.party) ||
      Number(a.isRestated) - Number(b.isRestated) ||
      (b.asOf ?? '').localeCompare(a.asOf ?? ''),
  )
  return [...Map.groupBy(inOrder, (one) => JSON.stringify([one.period, one.party, classesOf(one)])).values()].flatMap((cell) => {
    const isRival = cell.filter(({ isRestated }) => !isRestated).length > 1
    return [...Map.groupBy(cell, ({ by, sourceName }) => JSON.stringify([by, sourceName])).values()].flatMap((line) => {
      const repeated = new Set(line.filter((one) => one.isRestated && line.some((other) => !other.isRestated && isSame(one, other))))
      return line
        .filter((one) => !repeated.has(one))
        .map((value) => ({
          value,
          sameOn: value.isRestated ? [] : [...repeated].flatMap(({ asOf }) => asOf ?? []).sort(),
          isRival: isRival && !value.isRestated,
        }))
    })
  })
}

function classesOf({ classes }: Value): string {
  return JSON.stringify(Object.entries(classes).sort())
}

/** Withheld values say nothing of being the same. */
function isSame(a: Value, b: Value): boolean {
  return a.missing === null && a.value === b.value && a.low === b.low && a.high === b.high && b.missing === null
}

/** What is told of a value beside its figure: who gives it, as of when, why it changed, who had not reported, its source. */
export function notesOf(context: Context, { value, sameOn, isRival }: ValueRow): readonly Html[] {
  const { language, say } = context
  const { reporters, sourceName, source, revised, asOf } = value
  const reported = reporters?.reported ?? null
  const of = reporters?.of ?? null
  const told = [
    isRival || value.by !== value.party ? say('indicator.given', { who: nameOf(context, value.by) }) : null,
    ...value.held.map(({ by, figure: other }) => say('indicator.held', { by: nameOf(context, by), figure: other })),
    value.isRestated ? say('indicator.restated') : null,
    revised === null ? null : say(`revised.${revised}`),
    Object.keys(value.reason).length === 0 ? null : words(context, value.reason),
    asOf === null ? null : say('as_of', { day: day(asOf, language) }),
    ...sameOn.map((on) => say('indicator.same', { day: day(on, language) })),
    Object.keys(value.why).length === 0 ? null : words(context, value.why),
    reported === null || of === null ? null : say('indicator.reporters', { reported, of }),
    reporters === null || reporters.missing.length === 0 ? null : say('indicator.not_reported', { who: reporters.missing.join(', ') }),
    source === null && sourceName === null
      ? null
      : html`${say('source')}: ${source === null ? (sourceName ?? '') : outward(source, sourceName ?? source)}`,
  ]
  return told.filter((one) => one !== null).map((one) => html`${one}`)
}

/** A row of the table of values. What stands in `shared` is said of all of them at once, above. */
export function valueRow(
  context: Context,
  row: ValueRow,
  { dimensions, unit, shared }: { readonly dimensions: readonly string[]; readonly unit: string; readonly shared: ReadonlySet<string> },
): Html {
  const { language, say } = context
  const { value } = row
  const notes = notesOf(context, row).filter((note) => !shared.has(textOf(note)))
  const cell = (name: string, content: Html | string, more = '') =>
    html`<td role="cell" class="${more}" data-head="${name}">${content}</td>`
  return html`<tr role="row"><th role="rowheader" scope="row">${periodIn(value.period, language)}</th>${dimensions.map((name) =>
    cell(dimensionOf(context, name), value.classes[name] ?? say('indicator.total')),
  )}${cell(say('party'), sideOf(context, value.party))}${cell(`${say('indicator.value')}, ${unit}`, figure(context, value), 'n')}${cell(
    say('indicator.founded'),
    html`<span class="${value.level === 'disputed' ? 'disputed' : ''}">${say(`level.${value.level}`)}</span>${notes.map((note) => html`<br><small>${note}</small>`)}${
      value.sealed === null ? '' : html`<br><a href="#r-${value.sealed}">${say('sealed.title')}</a>`
    }`,
  )}</tr>`
}

/** What is said alike of every row, once: nothing where there are few. */
export function sharedNotes(context: Context, rows: readonly ValueRow[]): readonly Html[] {
  if (rows.length < 3) return []
  const all = rows.map((row) => notesOf(context, row))
  const told = all.map((notes) => new Set(notes.map(textOf)))
  return (all[0] ?? []).filter((note) => told.every((one) => one.has(textOf(note))))
}

/** Months and days of a period in words, both ends. */
export function periodIn(period: string, language: Context['language']): string {
  return period
    .split(' – ')
    .map((end) => day(end, language))
    .join(' – ')
}

/** A party by its name, or all of them together. */
export function sideOf(context: Context, party: string): string {
  return party === 'all' ? context.say('indicator.side.all') : nameOf(context, party)
}

/** What a table is broken down by, in words; a name that nobody wrote words for stays. */
export function dimensionOf({ say }: Pick<Context, 'say'>, name: string): string {
  return found(say(`dimension.${name}`), `dimension.${name}`) ?? name
}

/** A unit by its name: “pounds (lb)”; a code without words stays. */
export function unitOf({ say }: Pick<Context, 'say'>, unit: string): string {
  return found(say(`units.${unit}`), `units.${unit}`) ?? unit
}

/** A figure with its unit: “3 steps”, “36.4 kg”. */
export function amountOf({ say }: Pick<Context, 'say'>, amount: string, unit: string): string {
  return found(say(`unit.${unit}`, { n: amount }), `unit.${unit}`) ?? `${amount} ${unit}`
}

/** Words, unless there are none: then what is said is the key itself. */
function found(said: string, key: string): string | undefined {
  return said === key ? undefined : said
}

/** A value as it is said: a number, a range, or why there is none. A withheld one is shown by one sign, whatever it is. */
export function figure({ language, say }: Context, { value, low, high, missing }: Value): Html {
  if (value !== null) return html`${numeral(value, language)}`
  if (low !== null && high !== null) return html`${numeral(low, language)}–${numeral(high, language)}`
  return html`<abbr title="${say(`missing.${missing ?? 'none'}`)}">${missing === 'suppressed' ? '✕' : '–'}</abbr>`
}
