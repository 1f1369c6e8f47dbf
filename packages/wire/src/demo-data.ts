import { isJsonObject, type Json, type JsonObject, parseJson, utf8 } from '@enlace/core'
import { countLines } from './csv-rows.ts'
import { decodeText } from './decode-text.ts'
import type { AddressFact, AliasFact, Edition, FigureFact, ListEntryFact } from './facts.ts'
import { isoDayText } from './lists/days.ts'
import { maxFileBytes, reportFile } from './table.ts'
import { countRead, countStored, fileTally, reportRow, type Tally } from './tally.ts'

/** First member of the first line of every file; see docs/formats/demo-data.md. */
export const demoFormat = 'enlace-demo-data/1'

/** What the first line of a demo file says. */
export type DemoHead = {
  readonly list: string
  readonly edition: Edition
  /** Publisher, address and terms, for people. */
  readonly source: Readonly<Record<string, string>>
}

export type DemoFacts = { readonly head: DemoHead; readonly entries: readonly ListEntryFact[]; readonly figures: readonly FigureFact[] }

/**
 * Reads a file of published facts in the project's own format: a head line, then one JSON object a line. A line that cannot be read is reported
 * and the rest go on; undefined when the head cannot be read or names another list, which is reported too. Never throws.
 */
export function readDemoFacts(tally: Tally, file: string, bytes: Uint8Array, list: string): DemoFacts | undefined {
  const counting = fileTally(tally, file)
  const text = bytes.length > maxFileBytes ? '' : decodeText(bytes)
  const lines = text.split('\n')
  const head = readHead(lineObject(lines[0] ?? ''))
  counting.lines = Math.max(1, countLines(text))
  if (head === undefined || head.list !== list) {
    const reason = bytes.length > maxFileBytes ? 'file_too_large' : head === undefined ? 'heading_not_found' : 'list_differs'
    reportFile(tally, file, reason, counting.lines)
    return undefined
  }
  counting.heading = 1
  const entries: ListEntryFact[] = []
  const figures: FigureFact[] = []
  for (let index = 1; index < counting.lines; index++) {
    const line = lines[index] ?? ''
    if (line.trim() === '') {
      counting.blank++
      continue
    }
    countRead(tally, file, 1)
    const object = lineObject(line)
    const entry = object === undefined ? undefined : readEntry(object)
    const found = object === undefined ? [] : readFigures(object)
    if (entry === undefined && found.length === 0) reportRow(tally, file, index + 1, 'line_not_read')
    else countStored(tally, file)
    if (entry !== undefined) entries.push(entry)
    figures.push(...found)
  }
  return { head, entries, figures }
}

/** Writes facts as a demo file: the inverse of `readDemoFacts`. Figures of one series and measure share a line. */
export function writeDemoFacts(facts: DemoFacts): Uint8Array {
  const { head } = facts
  const first = {
    format: demoFormat,
    list: head.list,
    as_of: head.edition.asOf,
    edition: head.edition.name,
    ...missingOf(head.edition),
    source: head.source,
  }
  const series = new Map<string, FigureFact[]>()
  for (const figure of facts.figures) {
    const key = JSON.stringify([figure.series, figure.measure])
    series.set(key, [...(series.get(key) ?? []), figure])
  }
  const lines = [first, ...facts.entries.map(entryLine), ...[...series.values()].map(seriesLine)]
  return utf8(`${lines.map((line) => JSON.stringify(line)).join('\n')}\n`)
}

function missingOf({ missing = [] }: Edition): { readonly missing?: readonly string[] } {
  return missing.length === 0 ? {} : { missing }
}

function entryLine({ listedOn, ...entry }: ListEntryFact): object {
  return { ...entry, ...(listedOn === undefined ? {} : { listed_on: listedOn }) }
}

function seriesLine(figures: readonly FigureFact[]): object {
  const { series, measure } = figures[0]!
  const provisional = figures.filter((figure) => figure.provisional === true).map(({ period }) => period)
  const values = Object.fromEntries(figures.map(({ period, value }) => [period, value]))
  return { series, measure, values, ...(provisional.length === 0 ? {} : { provisional }) }
}

function lineObject(line: string): JsonObject | undefined {
  const parsed = parseJson(utf8(line.toWellFormed()))
  return parsed.ok && isJsonObject(parsed.value.value) ? parsed.value.value : undefined
}

function readHead(line: JsonObject | undefined): DemoHead | undefined {
  if (line === undefined || line.format !== demoFormat) return undefined
  const { list, as_of: asOf, edition, source } = line
  if (typeof list !== 'string' || typeof edition !== 'string' || !isDay(asOf)) return undefined
  const said = isJsonObject(source) ? Object.entries(source).filter((pair): pair is [string, string] => typeof pair[1] === 'string') : []
  return {
    list,
    edition: { asOf, name: edition, ...missingOf({ asOf, name: edition, missing: listOf(line.missing, isText) }) },
    source: Object.fromEntries(said),
  }
}

// As long as the record's fields allow; a longer key or identifier is not one.
const maxKey = 100
const maxIdentifier = 200

const subjects: readonly ListEntryFact['subject'][] = ['person', 'organization', 'vessel', 'aircraft', 'unknown']

function readEntry(line: JsonObject): ListEntryFact | undefined {
  const subject = subjects.find((known) => known === line.subject)
  const { key, name, reason, remarks, nationality, listed_on: listedOn, ended, link } = line
  if (!isText(key) || key.length > maxKey || !isText(name) || subject === undefined) return undefined
  const births = listOf(line.births, isDay)
  const programmes = listOf(line.programmes, isText)
  const aliases = listOf(line.aliases, isAlias)
  const addresses = listOf(line.addresses, isAddress)
  const identifiers = listOf(line.identifiers, isIdentifier)
  return {
    key,
    subject,
    name,
    ...(programmes.length === 0 ? {} : { programmes }),
    ...(aliases.length === 0 ? {} : { aliases }),
    ...(addresses.length === 0 ? {} : { addresses }),
    ...(isText(reason) ? { reason } : {}),
    ...(isText(remarks) ? { remarks } : {}),
    ...(identifiers.length === 0 ? {} : { identifiers }),
    ...(births.length === 0 ? {} : { births }),
    ...(isText(nationality) ? { nationality } : {}),
    ...(isDay(listedOn) ? { listedOn } : {}),
    ...(ended === 'captured' ? { ended } : {}),
    ...(isText(link) && /^https?:\/\/[\x21-\x7e]{1,500}$/.test(link) ? { link } : {}),
  }
}

function readFigures(line: JsonObject): readonly FigureFact[] {
  const { series, measure, values, provisional } = line
  if (!Array.isArray(series) || series.length === 0 || !series.every(isText) || !isText(measure) || !isJsonObject(values)) return []
  const early = listOf(provisional, isText)
  const months = Object.entries(values).map(([period, value]) => {
    if (!/^(19|20)\d{2}-(0[1-9]|1[0-2])$/.test(period) || typeof value !== 'number') return undefined
    return { series, measure, period, value, ...(early.includes(period) ? { provisional: true as const } : {}) }
  })
  const read = months.filter((figure) => figure !== undefined)
  return read.length === months.length ? read : []
}

function listOf<T extends Json>(value: Json | undefined, accepts: (item: Json | undefined) => item is T): readonly T[] {
  return Array.isArray(value) ? value.filter((item: Json): item is T => accepts(item)) : []
}

function isText(value: Json | undefined): value is string {
  return typeof value === 'string' && value.trim() !== ''
}

function isShort(value: Json | undefined): value is string {
  return isText(value) && value.length <= maxIdentifier
}

function isDay(value: Json | undefined): value is string {
  return isoDayText(value) !== undefined
}

function isAlias(value: Json | undefined): value is AliasFact & JsonObject {
  return isJsonObject(value) && isText(value.name) && (value.relation === undefined || value.relation === 'fka' || value.relation === 'nka')
}

function isAddress(value: Json | undefined): value is AddressFact & JsonObject {
  if (!isJsonObject(value)) return false
  const { text, country } = value
  if (text !== undefined && !isText(text)) return false
  if (country !== undefined && !(typeof country === 'string' && /^[A-Z]{2}$/.test(country))) return false
  return text !== undefined || country !== undefined
}

function isIdentifier(value: Json | undefined): value is { type: string; value: string } {
  return isJsonObject(value) && isShort(value.type) && isShort(value.value)
}
