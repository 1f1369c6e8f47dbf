import { readFileSync } from 'node:fs'
import { exampleOf, kinds, wordsOf } from '@enlace/records'
import type { PrintedRecord } from './record-document.ts'
import type { Words } from './words.ts'

/** Words straight from the locale packs, for tests: blanks are filled in, plurals are not chosen. */
export function wordsIn(language: 'en' | 'es'): Words {
  const read = (area: string, tongue: string = language): Record<string, string> => {
    try {
      return JSON.parse(readFileSync(new URL(`../../../packs/locales/${tongue}/${area}.json`, import.meta.url), 'utf8'))
    } catch {
      return {}
    }
  }
  const [documents, labels] = [read('documents'), read('kinds')]
  const fill = (sentence: string, values: Readonly<Record<string, string | number>> = {}) =>
    sentence.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
  return {
    tag: language === 'es' ? 'es-MX' : 'en-US',
    zone: 'America/Mexico_City',
    say: (key, values) => fill(documents[key] ?? key, values),
    sayIn: (other, key, values) => {
      const sentence = read('documents', other)[key]
      return sentence === undefined ? undefined : fill(sentence, values)
    },
    find: (area, key, values) => {
      const sentence = read(area)[key]
      return sentence === undefined ? undefined : fill(sentence, values)
    },
    label: (label) => wordsOf(label, language === 'es' ? labels : {}),
    pick: (both) => both?.[language],
    partyName: (party) => party.toUpperCase(),
    agencyName: (agency) => agency.toUpperCase(),
  }
}

/** The example of a kind as a record to print; fictional. */
export function exampleRecord(kindName: string, change: Partial<PrintedRecord> = {}): PrintedRecord {
  const kind = kinds.get(kindName)
  if (kind === undefined) throw new Error(kindName)
  const { object, envelope } = exampleOf(kind)
  return {
    id: String(object.id),
    kind: kindName,
    object,
    envelope: { author_agency: 'sspc', tlp: 'amber', ...envelope },
    from: 'mx',
    agency: 'sspc',
    addedAt: '2026-01-15T12:00:02.000Z',
    modified: '2026-01-15T12:00:00.000Z',
    flags: [],
    sha256: 'ab'.repeat(32),
    position: { origin: 'example.org/mx/journal', seq: 41 },
    versions: [{ modified: '2026-01-15T12:00:00.000Z', seq: 41, from: 'mx' }],
    relations: [],
    releases: [],
    printedBy: 'FICTIONAL officer, SSPC',
    printedAt: new Date('2026-01-16T09:30:00.000Z'),
    ...change,
  }
}
