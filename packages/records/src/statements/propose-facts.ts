import { datesIn } from './dates-in.ts'
import { numbersIn } from './number-words.ts'
import type { Proposal } from './proposal.ts'
import type { ReadClause } from './propose-commitments.ts'
import { sentencesOf } from './sentences.ts'

type Dated = Extract<Proposal, { what: 'date' }>
type Figure = Extract<Proposal, { what: 'figure' }>
type Label = Extract<Proposal, { what: 'label' }>

/** The dates of one clause, each with how it is known; a day that does not exist is proposed as such, so that a person sees it. */
export function proposeDates({ clause, language, words, publishedOn }: ReadClause): readonly Dated[] {
  return datesIn(words, language, publishedOn).map(({ words: passage, value, precision, reading, fault }) => ({
    what: 'date',
    rule: reading === 'relative' ? 'date_relative' : 'date_written',
    ...{ clause, language, passage, value, precision, reading, fault },
    basis: reading === 'relative' || reading === 'year_assumed' ? (publishedOn ?? null) : null,
  }))
}

const percent = /(?<![\p{L}\p{N}.,])(\d+(?:\.\d+)?)(?:\s?(?:-|–|to|a|y)\s?(\d+(?:\.\d+)?))?\s?(?:%|per ?cent\b|por ciento)/giu
const baselines: Readonly<Record<'es' | 'en', RegExp>> = {
  en: /\b(?:compared (?:to|with)|relative to|from \d|since|over the same|year[- ]over[- ]year|against|than in|versus)\b[^,.;]{0,80}/iu,
  es: /(?<!\p{L})(?:respecto (?:de|a)l?|en comparación con|comparado con|frente al?|desde|en relación con|contra el mismo|que en)(?!\p{L})[^,.;]{0,80}/iu,
}
const changeWords =
  /\b(?:reduc|increas|declin|drop|fell|fall|rose|rise|grew|grow|decreas|cut|down|up)\w*|(?<!\p{L})(?:reduc|redujo|disminu|aument|increment|baj|sub|creci|descend)\p{L}*/iu

/** Percentages, sums of money and counts of one clause. A change without what it is measured against carries none, so nobody can take it for a value of an indicator. */
export function proposeFigures({ clause, language, words, publishedOn }: ReadClause): readonly Figure[] {
  return sentencesOf(words).flatMap(({ text }) => {
    const dates = datesIn(text, language, publishedOn)
    const baseline = baselines[language].exec(text)?.[0].trim() ?? null
    const isChange = changeWords.test(text)
    const about = { clause, language, passage: text, baseline, isChange }
    const shares = [...text.matchAll(percent)].map((match): Figure & Span => {
      const low = Number(match[1])
      const of = wordsAfter(text, match.index + match[0].length)
      return { what: 'figure', rule: 'percentage', ...about, low, high: Number(match[2] ?? match[1]), unit: 'percent', of, ...span(match) }
    })
    const numbers = numbersIn(text)
      .filter((one) => ![...dates, ...shares].some((other) => one.start < other.end && other.start < one.end))
      .flatMap(({ value, words: said, start, end }): readonly (Figure & Span)[] => {
        const isMoney = text[start - 1] === '$' || /^\s*(?:dollars|pesos|dólares|de (?:dólares|pesos)|USD|MXN)/iu.test(text.slice(end))
        const of = wordsAfter(text, end)
        const isOrdinal =
          /^(?:st|nd|rd|th|[º°])/u.test(text.slice(end)) ||
          /(?:\b(?:Article|artículo|No\.|núm\.|section|page|of|de) )$/iu.test(text.slice(0, start))
        const isYear = /^(?:19|20)\d\d$/.test(said)
        if (isOrdinal || isYear || (!isMoney && of === '')) return []
        const unit = isMoney ? (/pesos|MXN/iu.test(text.slice(end, end + 20)) ? 'MXN' : 'USD') : 'count'
        return [{ what: 'figure', rule: isMoney ? 'money' : 'count', ...about, low: value, high: value, unit, of, start, end }]
      })
    return [...shares, ...numbers].toSorted((a, b) => a.start - b.start).map(({ start: _, end: __, ...figure }) => figure)
  })
}

type Span = { readonly start: number; readonly end: number }

function span(match: RegExpExecArray): Span {
  return { start: match.index, end: match.index + match[0].length }
}

/** What is counted: the words after a number, up to the next mark. */
function wordsAfter(text: string, end: number): string {
  const after = /^\s*((?:[\p{L}’'-]+\s?){1,6})/u.exec(text.slice(end))?.[1]?.trim() ?? ''
  return after
}

const labels: Readonly<Record<'es' | 'en', RegExp>> = {
  en: /\b(?:narco-?terror(?:ist|ists|ism)|terrorist organi[sz]ations?|terrorists?|cartels?|criminals|criminal (?:networks?|organi[sz]ations?|groups?)|fugitives?)\b/giu,
  es: /(?<!\p{L})(?:narcoterror(?:ista|istas|ismo)|organizaci(?:ón|ones) terroristas?|terroristas?|c[áa]rtel(?:es)?|criminales|delincuentes|(?:organizaciones|redes|grupos) (?:criminales|delictiv[oa]s)|prófugos?)(?!\p{L})/giu,
}
const alleged =
  /\b(?:alleged|allegedly|suspected|suspects?|accused)\b|(?<!\p{L})(?:presunt[oa]s?|presuntamente|supuest[oa]s?|imputad[oa]s?|probables?)(?!\p{L})/iu

/** What persons and groups are called in one clause, each label with who speaks: it stays that speaker's word. */
export function proposeLabels({ clause, language, words }: ReadClause, speaker: string | undefined): readonly Label[] {
  const seen = new Set<string>()
  return sentencesOf(words).flatMap(({ text }) =>
    [...text.matchAll(labels[language])].flatMap((match): readonly Label[] => {
      const label = match[0].toLowerCase()
      if (seen.has(label)) return []
      seen.add(label)
      return [
        {
          what: 'label',
          rule: 'label',
          clause,
          language,
          passage: text,
          label: match[0],
          speaker: speaker ?? null,
          isAlleged: alleged.test(text),
        },
      ]
    }),
  )
}
