import type { JsonObject } from '@enlace/core'
import { isJsonObject } from '@enlace/core'
import { cleanText } from '../decode-text.ts'
import type { AddressFact, AliasFact, Edition, ListEntryFact } from '../facts.ts'
import { plainRows } from '../table.ts'
import { countStored, reportRow, type Tally } from '../tally.ts'
import { countryCode } from './country-code.ts'
import { isoDay } from './days.ts'
import { jsonEntries, textOf, textsOf } from './json-list.ts'

/** The programmes that are imported: narcotics (two legal bases) and transnational criminal organizations. */
export const ofacProgrammes: readonly string[] = ['ILLICIT-DRUGS-EO14059', 'SDNTK', 'TCO']

type NamedBytes = { readonly file: string; readonly bytes: Uint8Array }

/**
 * Reads the U.S. Treasury's list of Specially Designated Nationals: the JSON edition gives the entries and their other names, the raw ADD file
 * the addresses, the raw ALT file a second witness of the other names; all three share OFAC's own number (uid, ent_num). The raw files carry no
 * date and can be older than the JSON: an address joins when the entry still stands, a name only when the JSON still has it.
 */
export function readOfac(
  tally: Tally,
  list: NamedBytes,
  addresses: NamedBytes | undefined,
  aliases: NamedBytes | undefined,
): { readonly edition: Edition; readonly facts: readonly ListEntryFact[] } {
  const chosen = new Map<string, JsonObject>()
  const others = new Set<string>()
  const entries = jsonEntries(tally, list.file, list.bytes, (root) => (isJsonObject(root) ? root.entries : undefined))
  let next = entries.next()
  for (; next.done !== true; next = entries.next()) {
    const { entry, line } = next.value
    const uid = uidOf(entry)
    if (uid === undefined) reportRow(tally, list.file, line, 'key_missing')
    else if (chosen.has(uid) || others.has(uid)) reportRow(tally, list.file, line, 'duplicate_entry')
    else if (!textsOf(entry, 'programs').some((code) => ofacProgrammes.includes(code))) {
      others.add(uid)
      reportRow(tally, list.file, line, 'programme_not_selected')
    } else if (textOf(entry, 'name') === '') reportRow(tally, list.file, line, 'name_missing')
    else {
      chosen.set(uid, entry)
      countStored(tally, list.file)
    }
  }
  const places = addresses === undefined ? new Map<string, AddressFact[]>() : readAddresses(tally, addresses, chosen, others)
  const former = aliases === undefined ? new Map<string, Relation>() : readAliases(tally, aliases, chosen, others)
  return { edition: editionOf(next.value), facts: [...chosen].map(([uid, entry]) => toFact(uid, entry, places.get(uid), former)) }
}

type Relation = AliasFact['relation']

function toFact(
  uid: string,
  entry: JsonObject,
  addresses: readonly AddressFact[] | undefined,
  former: ReadonlyMap<string, Relation>,
): ListEntryFact {
  const name = textOf(entry, 'name')
  const aliases = textsOf(entry, 'alternateNames')
    .filter((alias) => alias !== name)
    .map((alias) => {
      const relation = former.get(`${uid} ${alias}`)
      return relation === undefined ? { name: alias } : { name: alias, relation }
    })
  return {
    key: uid,
    subject: subjects[textOf(entry, 'type')] ?? 'unknown',
    name,
    programmes: textsOf(entry, 'programs'),
    ...(aliases.length === 0 ? {} : { aliases }),
    ...(addresses === undefined ? {} : { addresses }),
  }
}

const subjects: Readonly<Record<string, ListEntryFact['subject']>> = {
  individual: 'person',
  entity: 'organization',
  vessel: 'vessel',
  aircraft: 'aircraft',
}

function uidOf(entry: JsonObject): string | undefined {
  const uid = entry.uid
  return typeof uid === 'number' && Number.isSafeInteger(uid) && uid > 0 ? String(uid) : undefined
}

function editionOf(root: JsonObject): Edition {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})/.exec(textOf(root, 'published')) ?? []
  const asOf = isoDay(Number(year), Number(month), Number(day)) ?? '1970-01-01'
  return { asOf, name: asOf }
}

/** OFAC writes "-0-" for nothing. */
function cellText(cell: string): string {
  const text = cleanText(cell)
  return text === '-0-' ? '' : text
}

type Chosen = ReadonlyMap<string, JsonObject>

function readAddresses(tally: Tally, from: NamedBytes, chosen: Chosen, others: ReadonlySet<string>): Map<string, AddressFact[]> {
  const found = new Map<string, AddressFact[]>()
  const { file } = from
  for (const row of plainRows(tally, file, from.bytes, ['ent_num', 'add_num', 'address', 'city', 'country', 'remarks'])) {
    const uid = cleanText(row.cell('ent_num'))
    const country = cellText(row.cell('country'))
    const code = countryCode(country)
    const parts = [cellText(row.cell('address')), cellText(row.cell('city')), code === undefined ? country : ''].filter(
      (part) => part !== '',
    )
    if (!/^\d{1,15}$/.test(uid)) reportRow(tally, file, row.line, 'key_missing')
    else if (others.has(uid)) reportRow(tally, file, row.line, 'address_of_other_entry')
    else if (!chosen.has(uid)) reportRow(tally, file, row.line, 'address_without_entry')
    else if (parts.length === 0 && code === undefined) reportRow(tally, file, row.line, 'nothing_published')
    else {
      countStored(tally, file)
      const address = { ...(parts.length === 0 ? {} : { text: parts.join(', ') }), ...(code === undefined ? {} : { country: code }) }
      found.set(uid, [...(found.get(uid) ?? []), address])
    }
  }
  return found
}

/** Counts the raw file's names, and finds those that are former or new names rather than other ones. */
function readAliases(tally: Tally, from: NamedBytes, chosen: Chosen, others: ReadonlySet<string>): Map<string, Relation> {
  const found = new Map<string, Relation>()
  const { file } = from
  for (const row of plainRows(tally, file, from.bytes, ['ent_num', 'alt_num', 'alt_type', 'alt_name', 'alt_remarks'])) {
    const uid = cleanText(row.cell('ent_num'))
    const entry = chosen.get(uid)
    const name = cellText(row.cell('alt_name'))
    if (!/^\d{1,15}$/.test(uid)) reportRow(tally, file, row.line, 'key_missing')
    else if (others.has(uid)) reportRow(tally, file, row.line, 'alias_of_other_entry')
    else if (entry === undefined) reportRow(tally, file, row.line, 'alias_without_entry')
    else if (!textsOf(entry, 'alternateNames').includes(name)) reportRow(tally, file, row.line, 'alias_not_current')
    else {
      countStored(tally, file)
      const type = cleanText(row.cell('alt_type'))
      if (type === 'fka' || type === 'nka') found.set(`${uid} ${name}`, type)
    }
  }
  return found
}
