import { cleanText } from '../decode-text.ts'
import type { Edition, ListEntryFact } from '../facts.ts'
import { fold, tableRows } from '../table.ts'
import { countStored, reportRow, type Tally } from '../tally.ts'
import { daysIn, isoDay } from './days.ts'

const number = 'Número y fecha de oficio global de definitivos SAT'
const published = 'Publicación página SAT definitivos'
const gazetted = 'Publicación DOF definitivos'
const headings = ['RFC', 'Nombre del Contribuyente', 'Situación del contribuyente', number, published, gazetted]
// A real one has twelve or thirteen; a slip of the pen is kept as written, a cell that swallowed its neighbours is not a key.
const maxRfc = 30
const allDays = ['Publicación página SAT presuntos', 'Publicación DOF presuntos', published, gazetted]
const spanishMonths = [
  'enero',
  'febrero',
  'marzo',
  'abril',
  'mayo',
  'junio',
  'julio',
  'agosto',
  'septiembre',
  'octubre',
  'noviembre',
  'diciembre',
]

/**
 * Reads Mexico's article 69-B list of taxpayers (SAT): only entries whose status is definitive become facts; the presumed, the cleared and
 * those with a favourable judgment are reported as out of scope. Names struck out by a court (RFC of X) are never read. A taxpayer can stand on
 * the list twice under two official letters, so an entry's key is RFC and letter. The edition's date is what a line above the headings says
 * ("actualizada al ..."), otherwise the latest publication day in the file.
 */
export function readSat69b(
  tally: Tally,
  file: string,
  bytes: Uint8Array,
): { readonly edition: Edition; readonly facts: readonly ListEntryFact[] } {
  const facts: ListEntryFact[] = []
  const seen = new Set<string>()
  let stated: string | undefined
  let latest = ''
  const onPreamble = (text: string) => {
    stated ??= statedDay(text)
  }
  for (const row of tableRows(tally, file, bytes, [...headings, ...allDays], onPreamble)) {
    latest = [latest, ...allDays.flatMap((heading) => daysIn(row.cell(heading)))].sort().at(-1) ?? ''
    const rfc = cleanText(row.cell('RFC')).toUpperCase()
    const [name = '', ...remarks] = cleanText(row.cell('Nombre del Contribuyente'))
      .split('//')
      .map((part) => part.trim())
    const letter = /\d{3}(?:-\d{1,8}){2,5}/.exec(row.cell(number))?.[0] ?? ''
    const key = `${rfc} ${letter}`.trim()
    const listedOn = daysIn(row.cell(published)).at(-1) ?? daysIn(row.cell(gazetted)).at(-1)
    if (fold(row.cell('Situación del contribuyente')) !== 'definitivo') reportRow(tally, file, row.line, 'not_definitive')
    else if (/^X{6,}$/.test(rfc)) reportRow(tally, file, row.line, 'name_suppressed_by_court')
    else if (rfc === '') reportRow(tally, file, row.line, 'key_missing')
    else if (rfc.length > maxRfc) reportRow(tally, file, row.line, 'key_not_read')
    else if (name === '') reportRow(tally, file, row.line, 'name_missing')
    else if (seen.has(key)) reportRow(tally, file, row.line, 'duplicate_entry')
    else {
      seen.add(key)
      countStored(tally, file)
      facts.push({
        key,
        // Mexican law: twelve characters name a company, thirteen a person.
        subject: rfc.length === 13 ? 'person' : rfc.length === 12 ? 'organization' : 'unknown',
        name,
        programmes: ['69-b-definitivo'],
        identifiers: [{ type: 'rfc', value: rfc }],
        ...(listedOn === undefined ? {} : { listedOn }),
        ...(remarks.length === 0 ? {} : { remarks: remarks.join(' ') }),
      })
    }
  }
  const asOf = stated ?? (latest === '' ? '1970-01-01' : latest)
  return { edition: { asOf, name: asOf }, facts }
}

/** "... actualizada al 31 de julio de 2024" or "al 31/07/2024". */
function statedDay(text: string): string | undefined {
  const words = /\bal (\d{1,2}) de ([a-z]+) (?:de|del) (\d{4})/.exec(fold(text))
  if (words === null) return daysIn(text).at(-1)
  return isoDay(Number(words[3]), spanishMonths.indexOf(words[2] ?? '') + 1, Number(words[1]))
}
