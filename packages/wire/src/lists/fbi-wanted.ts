import type { JsonObject } from '@enlace/core'
import { cleanText } from '../decode-text.ts'
import type { Edition, ListEntryFact } from '../facts.ts'
import { htmlText } from '../html-text.ts'
import { countStored, reportRow, type Tally } from '../tally.ts'
import { dayAfter, isoDay } from './days.ts'
import { jsonEntries, textOf, textsOf } from './json-list.ts'

/** Sections of the site that hold missing persons, victims, unidentified persons and unsolved events: nobody there is wanted. */
const notWanted = new Set(['ecap', 'kidnap', 'seeking-info', 'terrorinfo', 'vicap'])

/**
 * Reads the FBI's wanted list as its public interface gives it. Only named persons and groups who are wanted become facts; victims, missing and
 * unidentified persons and appeals about events are reported as out of scope. Texts lose their HTML; photographs, physical description and
 * race are never read. The file has no date of its own: it is as of the day after its last change.
 */
export function readFbiWanted(
  tally: Tally,
  file: string,
  bytes: Uint8Array,
): { readonly edition: Edition; readonly facts: readonly ListEntryFact[] } {
  const facts: ListEntryFact[] = []
  const seen = new Set<string>()
  let latest = ''
  for (const { line, entry } of jsonEntries(tally, file, bytes, (root) => root)) {
    const uid = textOf(entry, 'uid')
    const name = textOf(entry, 'title')
    const changed = dayOf(textOf(entry, 'modified'))
    if (changed !== undefined && changed > latest) latest = changed
    if (!/^[0-9a-f-]{8,64}$/i.test(uid)) reportRow(tally, file, line, 'key_missing')
    else if (name === '') reportRow(tally, file, line, 'name_missing')
    else if (seen.has(uid)) reportRow(tally, file, line, 'duplicate_entry')
    else if (!isWanted(entry)) reportRow(tally, file, line, 'not_a_wanted_person')
    else if (/\b(unknown|unsub|john doe|jane doe)\b/i.test(name)) reportRow(tally, file, line, 'not_a_named_person')
    else {
      seen.add(uid)
      countStored(tally, file)
      facts.push(toFact(uid, name, entry))
    }
  }
  const asOf = latest === '' ? '1970-01-01' : dayAfter(latest)
  return { edition: { asOf, name: asOf }, facts }
}

function isWanted(entry: JsonObject): boolean {
  const section = textOf(entry, 'path').split('/')[2] ?? ''
  const classification = textOf(entry, 'person_classification')
  return !notWanted.has(section) && (classification === 'Main' || classification === 'Accomplice')
}

function toFact(key: string, name: string, entry: JsonObject): ListEntryFact {
  const births = textsOf(entry, 'dates_of_birth_used')
    .map(writtenDay)
    .filter((day) => day !== undefined)
  const aliases = textsOf(entry, 'aliases')
    .map((alias) => alias.replaceAll(/^["“]+|["”,]+$/g, ''))
    .filter((alias) => alias !== '' && alias !== name)
    .map((alias) => ({ name: alias }))
  const listedOn = dayOf(textOf(entry, 'publication'))
  const allegation = textOf(entry, 'description')
  const remarks = cleanText(htmlText(textOf(entry, 'caution')))
  const nationality = textOf(entry, 'nationality')
  const link = textOf(entry, 'url')
  return {
    key,
    // The list also holds posters of whole groups; a sex or a date of birth is what only a person has.
    subject: textOf(entry, 'sex') !== '' || births.length > 0 ? 'person' : 'unknown',
    name,
    programmes: textsOf(entry, 'subjects'),
    ...(aliases.length === 0 ? {} : { aliases }),
    ...(allegation === '' ? {} : { reason: allegation }),
    ...(remarks === '' ? {} : { remarks }),
    ...(births.length === 0 ? {} : { births }),
    ...(nationality === '' ? {} : { nationality }),
    ...(listedOn === undefined ? {} : { listedOn }),
    ...(textOf(entry, 'status') === 'captured' ? { ended: 'captured' as const } : {}),
    ...(/^https:\/\/www\.fbi\.gov\/[\x21-\x7e]{1,500}$/.test(link) ? { link } : {}),
  }
}

function dayOf(instant: string): string | undefined {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})T/.exec(instant) ?? []
  return isoDay(Number(year), Number(month), Number(day))
}

const monthNames = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]

/** "October 24, 1952" to an ISO day; undefined for anything vaguer. */
function writtenDay(text: string): string | undefined {
  const [, month, day, year] = /^([A-Za-z]+) (\d{1,2}), (\d{4})$/.exec(text) ?? []
  return isoDay(Number(year), monthNames.indexOf((month ?? '').toLowerCase()) + 1, Number(day))
}
