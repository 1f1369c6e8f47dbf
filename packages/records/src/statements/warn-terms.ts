import pack from '../../../../packs/terms/pairs.json' with { type: 'json' }
import { datesIn } from './dates-in.ts'
import { bindsAlike, strongestModality } from './modality.ts'
import { numbersIn } from './number-words.ts'

/**
 * One difference in meaning between the two versions of a passage, for a person to judge. `es` and `en` hold the words found in each, null where there are
 * none. `family` of `term`: which family of `packs/terms/pairs.json`.
 */
export type TermWarning = {
  readonly code: 'term' | 'number' | 'date' | 'unit' | 'negation' | 'modality' | 'missing'
  readonly family?: string
  readonly es: string | null
  readonly en: string | null
}

type Senses = Readonly<Record<string, Readonly<Record<'es' | 'en', readonly string[]>>>>

const families = Object.entries(pack.families as Readonly<Record<string, Senses>>)

/**
 * What the Spanish and the English version of one passage say differently: terms that one law tells apart, numbers, dates, units, negation and how strongly
 * they bind. Pure and cheap enough for every keystroke. It corrects nothing, and silence is no proof of equal meaning.
 */
export function warnTerms(es: string, en: string): readonly TermWarning[] {
  const [spanish, english] = [es.trim(), en.trim()]
  if (spanish === '' && english === '') return []
  if (spanish === '' || english === '')
    return [{ code: 'missing', es: spanish === '' ? null : spanish, en: english === '' ? null : english }]
  return [
    ...warnOfTerms(spanish, english),
    ...warnOfNumbers(spanish, english),
    ...warnOfDates(spanish, english),
    ...warnOfSets('unit', unitsIn(spanish, 'es'), unitsIn(english, 'en')),
    ...warnOfSets('negation', presenceOf(spanish, negations.es), presenceOf(english, negations.en)),
    ...warnOfModality(spanish, english),
  ]
}

/** The senses of a family that a text says, each with the words that say it; of words inside longer ones only the longer count. */
export function sensesIn(text: string, language: 'es' | 'en', family: Senses): ReadonlyMap<string, string> {
  const folded = fold(text)
  const found = Object.entries(family).flatMap(([sense, words]) =>
    words[language].flatMap((form) => {
      const at: { sense: string; form: string; start: number; end: number }[] = []
      const looked = fold(form)
      for (let start = folded.indexOf(looked); start >= 0; start = folded.indexOf(looked, start + 1)) {
        // The spaces at both ends are no part of the words, so that neighbours do not overlap.
        at.push({ sense, form, start: start + 1, end: start + looked.length - 1 })
      }
      return at
    }),
  )
  const whole = found.filter(
    (one) => !found.some((other) => other.start <= one.start && other.end >= one.end && other.end - other.start > one.end - one.start),
  )
  return new Map(whole.toSorted((a, b) => a.start - b.start).map(({ sense, form }) => [sense, form]))
}

/** The families of `packs/terms/pairs.json` by name. */
export const termFamilies: ReadonlyMap<string, Senses> = new Map(families)

function warnOfTerms(es: string, en: string): TermWarning[] {
  return families.flatMap(([family, senses]) => {
    const [inEs, inEn] = [sensesIn(es, 'es', senses), sensesIn(en, 'en', senses)]
    const onlyEs = [...inEs].filter(([sense]) => !inEn.has(sense)).map(([, words]) => words)
    const onlyEn = [...inEn].filter(([sense]) => !inEs.has(sense)).map(([, words]) => words)
    if (onlyEs.length === 0 && onlyEn.length === 0) return []
    // Where one side says nothing of its own, what stands against it is what it says of the family at all.
    const against = (only: readonly string[], all: ReadonlyMap<string, string>) =>
      [...(only.length === 0 ? all.values() : only)].join(', ') || null
    return [{ code: 'term', family, es: against(onlyEs, inEs), en: against(onlyEn, inEn) }]
  })
}

function warnOfNumbers(es: string, en: string): TermWarning[] {
  const [cutEs, cutEn] = [withoutDates(es, 'es'), withoutDates(en, 'en')]
  // A number in figures may stand in words on the other side; two numbers in words that differ are shown as well.
  const only = (one: string, other: string) => {
    const known = new Set(numbersIn(other, true).map(({ value }) => value))
    return [
      ...new Set(
        numbersIn(one, true)
          .filter(({ value }) => !known.has(value))
          .map(({ words }) => words),
      ),
    ]
  }
  const [onlyEs, onlyEn] = [only(cutEs, cutEn), only(cutEn, cutEs)]
  return onlyEs.length + onlyEn.length === 0 ? [] : [{ code: 'number', es: onlyEs.join(', ') || null, en: onlyEn.join(', ') || null }]
}

// Any day will do: only what both versions hang on the same one is compared.
const sameDay = '2000-01-01'

function warnOfDates(es: string, en: string): TermWarning[] {
  const of = (text: string, language: 'es' | 'en') =>
    new Map(datesIn(text, language, sameDay).map(({ value, words }) => [value ?? figuresOf(words), words]))
  return warnOfSets('date', of(es, 'es'), of(en, 'en'))
}

/** A day that does not exist has no value: its figures tell it from another, whatever their order. */
function figuresOf(words: string): string {
  return words.match(/\d+/g)?.toSorted().join(' ') ?? words
}

function withoutDates(text: string, language: 'es' | 'en'): string {
  return datesIn(text, language, sameDay).reduceRight((rest, { start, end }) => `${rest.slice(0, start)} ${rest.slice(end)}`, text)
}

const units: readonly (readonly [string, Readonly<Record<'es' | 'en', RegExp>>])[] = [
  ['percentage_point', { es: /puntos? porcentual(?:es)?/iu, en: /percentage points?/iu }],
  ['percent', { es: /%|por ciento|porcentaje/iu, en: /%|per ?cent\b|percentage(?! point)/iu }],
  ['kilometre', { es: /(?<!\p{L})(?:kil[óo]metros?|km)(?!\p{L})/iu, en: /\b(?:kilomet(?:er|re)s?|km)\b/iu }],
  ['mile', { es: /(?<!\p{L})millas?(?!\p{L})/iu, en: /\bmiles?\b/iu }],
  ['kilogram', { es: /(?<!\p{L})(?:kilogramos?|kilos?|kg)(?!\p{L})/iu, en: /\b(?:kilograms?|kilos?|kg)\b/iu }],
  ['pound', { es: /(?<!\p{L})libras?(?!\p{L})/iu, en: /\b(?:pounds?|lbs?)\b/iu }],
  ['ton', { es: /(?<!\p{L})toneladas?(?!\p{L})/iu, en: /\b(?:tons?|tonnes?)\b/iu }],
  ['litre', { es: /(?<!\p{L})litros?(?!\p{L})/iu, en: /\b(?:lit(?:er|re)s?)\b/iu }],
  ['gallon', { es: /(?<!\p{L})galones(?!\p{L})/iu, en: /\bgallons?\b/iu }],
  ['hour', { es: /(?<!\p{L})horas?(?!\p{L})/iu, en: /\bhours?\b/iu }],
  ['working_day', { es: /días? hábil(?:es)?/iu, en: /\b(?:working|business) days?\b/iu }],
  ['day', { es: /(?<!\p{L})días?(?! hábil)(?!\p{L})/iu, en: /(?<!(?:working|business) )\bdays?\b/iu }],
  ['week', { es: /(?<!\p{L})semanas?(?!\p{L})/iu, en: /\bweeks?\b/iu }],
  ['month', { es: /(?<!\p{L})mes(?:es)?(?!\p{L})|mensual/iu, en: /\bmonths?\b|\bmonthly\b/iu }],
  ['year', { es: /(?<!\p{L})años?(?!\p{L})|anual/iu, en: /\byears?\b|\bannual(?:ly)?\b|\byearly\b/iu }],
  ['dollar', { es: /(?<!\p{L})dólares|USD|\$/iu, en: /\bdollars?\b|USD|\$/iu }],
  ['peso', { es: /(?<!\p{L})pesos?(?!\p{L})|MXN/iu, en: /\bpesos?\b|MXN/iu }],
]

function unitsIn(text: string, language: 'es' | 'en'): ReadonlyMap<string, string> {
  return new Map(
    units.flatMap(([unit, pattern]) => {
      const found = pattern[language].exec(text)
      return found === null ? [] : [[unit, found[0]] as const]
    }),
  )
}

// «No later than» sets a limit, as «a más tardar» does, and denies nothing.
const negations = {
  es: /(?<!\p{L})(?:no(?! (?:más|menos|mayor(?:es)?|menor(?:es)?) (?:tarde )?(?:de|que|a)(?!\p{L}))|ni|nunca|jamás|sin|ningun[oa]s?|ningún|nadie|tampoco|inaceptable)(?!\p{L})/iu,
  en: /\b(?:not?(?! (?:later|earlier|sooner|more|less|fewer|longer) than\b)|nor|never|without|neither|none|nobody|cannot|unacceptable)\b|n[’']t\b/iu,
} as const

function presenceOf(text: string, pattern: RegExp): ReadonlyMap<string, string> {
  const found = pattern.exec(text)
  return found === null ? new Map() : new Map([['present', found[0]]])
}

function warnOfSets(code: 'unit' | 'negation' | 'date', es: ReadonlyMap<string, string>, en: ReadonlyMap<string, string>): TermWarning[] {
  const only = (one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>) =>
    [...one].filter(([key]) => !other.has(key)).map(([, words]) => words)
  const [onlyEs, onlyEn] = [only(es, en), only(en, es)]
  return onlyEs.length + onlyEn.length === 0 ? [] : [{ code, es: onlyEs.join(', ') || null, en: onlyEn.join(', ') || null }]
}

function warnOfModality(es: string, en: string): TermWarning[] {
  const [inEs, inEn] = [strongestModality(es, 'es'), strongestModality(en, 'en')]
  return bindsAlike(inEs, inEn) ? [] : [{ code: 'modality', es: inEs?.words ?? null, en: inEn?.words ?? null }]
}

/** Lower case, one space between and around words, marks gone; accents stay, for Spanish tells words apart by them. */
function fold(text: string): string {
  return ` ${(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(' ')} `
}
