import { datesIn } from './dates-in.ts'
import { type Modality, modalWords } from './modality.ts'
import type { Proposal } from './proposal.ts'
import { sentencesOf } from './sentences.ts'

type Language = 'es' | 'en'
type Commitment = Extract<Proposal, { what: 'commitment' }>

/** A clause in one language, and the day on which its text was published (YYYY-MM-DD, or less). */
export type ReadClause = {
  readonly clause: string
  readonly language: Language
  readonly words: string
  readonly publishedOn: string | undefined
}

const publishes: Readonly<Record<Language, RegExp>> = {
  en: /\b(?:will be|to be|shall be) (?:released|published|announced|made public|shared publicly)\b|\bwill (?:publish|release|announce)\b/iu,
  es: /(?<!\p{L})(?:(?:publicar|difundir|anunciar)(?:á|án)|(?:dar|har)(?:á|án) (?:a conocer|públic[oa]s?)|se (?:darán?|harán?) a conocer|se (?:publicarán?|difundirán?|anunciarán?)|serán? (?:publicad|difundid|anunciad|dad)[oa]s?)(?!\p{L})/iu,
}

const changes: Readonly<Record<Language, RegExp>> = {
  en: /\b(?:accelerat|intensif|increas|reduc|strengthen|expand|enhanc|boost|step up|double)\w*/iu,
  es: /(?<!\p{L})(?:aceler|intensific|aument|increment|reduc|reforz|fortale|ampli|potenci|redobl|duplic)\p{L}*/iu,
}

// What a sentence tells of somebody else's act, or of a text or meeting, promises nothing.
const toldOf: Readonly<Record<Language, RegExp>> = {
  en: /^(?:this|that|these|those|it|such)\b|\b(?:according to|reported|lawmakers?|analysts?|media)\b/iu,
  es: /^(?:esto|eso|este|esta|estos|estas)(?!\p{L})|(?<!\p{L})(?:según|reportó|analistas?|medios)(?!\p{L})/iu,
}

const both: Readonly<Record<Language, RegExp>> = {
  en: /\b(?:both|the parties|two (?:countries|nations|governments)|the governments|delegations|the secretaries|we|they|leaders|mexico and the (?:united states|u\.?s\.?)|(?:united states|u\.?s\.?) and mexic(?:o|an)|implementation group|group)\b/iu,
  es: /(?<!\p{L})(?:ambos|ambas|las partes|los (?:dos )?gobiernos|las delegaciones|los secretarios|méxico y (?:los )?estados unidos|estados unidos y méxico|el grupo)(?!\p{L})/iu,
}
const mexico: Readonly<Record<Language, RegExp>> = {
  en: /\bmexico\b(?!['’]s request)|\bmexican (?:government|authorities|delegation|side)\b|\bSRE\b/iu,
  es: /(?<!\p{L})(?:méxico|mexican[oa]s?|SRE|cancillería)(?!\p{L})/iu,
}
const unitedStates: Readonly<Record<Language, RegExp>> = {
  en: /\bunited states\b|\bu\.?s\.?(?!\p{L})|\b(?:state department|department of (?:state|justice|homeland security)|DHS|DOJ|ATF|DEA|CBP|FBI|administration|biden|trump)\b/iu,
  es: /(?<!\p{L})(?:estados unidos|ee\.? ?uu\.?|estadounidenses?|departamento de estado)(?!\p{L})/iu,
}

/** Commitments and promises of publication in one clause: a sentence whose verb binds somebody, with who, how strongly and by when. */
export function proposeCommitments({ clause, language, words, publishedOn }: ReadClause): readonly Commitment[] {
  return sentencesOf(words).flatMap(({ text }) => {
    const isPublication = publishes[language].test(text)
    const [first] = modalWords(text, language)
    if (first === undefined && !isPublication) return []
    const subject = text.slice(0, first?.start ?? text.length)
    const owners = ownersOf(subject, language)
    if (!isPublication && (owners.length === 0 || toldOf[language].test(text.trim()))) return []
    const due = dueOf(text, language, publishedOn)
    const modality: Modality = first?.modality ?? 'intends'
    return [
      {
        what: 'commitment',
        rule: isPublication ? 'promise_of_publication' : 'modal_verb',
        ...{ clause, language, passage: text, modality, owners, isPublication },
        isChange: changes[language].test(text.slice(first?.end ?? 0)),
        ...due,
      },
    ]
  })
}

/** Who a subject names: both parties, one of them, or nobody. */
function ownersOf(subject: string, language: Language): readonly string[] {
  if (both[language].test(subject)) return ['mx', 'us']
  const [hasMexico, hasUnitedStates] = [mexico[language].test(subject), unitedStates[language].test(subject)]
  return [...(hasMexico ? ['mx'] : []), ...(hasUnitedStates ? ['us'] : [])]
}

type Due = Pick<Commitment, 'due' | 'dueWords' | 'dueRule'>

const coming: Readonly<Record<Language, RegExp>> = {
  en: /\b(?:in|over|within) the (?:coming|next) (days|weeks|months)\b|\b(?:within|in) (\d{1,3}) (days|weeks|months|hours)\b/iu,
  es: /(?<!\p{L})en (?:los próximos|las próximas) (días|semanas|meses)(?!\p{L})|(?<!\p{L})en (?:un plazo de )?(\d{1,3}) (días|semanas|meses|horas)(?!\p{L})/iu,
}

/** When a sentence says that it will be done. «Coming» days are 7 days, weeks 28 days, months 3 months: the day after which nobody can call it coming. */
function dueOf(text: string, language: Language, publishedOn: string | undefined): Due {
  const said = coming[language].exec(text)
  // Hours say how fast, not by when: a day that the sentence also names is when it is due.
  const isPace = said !== null && /^(?:hours|horas)$/iu.test(said[3] ?? '')
  const isDay = publishedOn !== undefined && publishedOn.length === 10
  if (said !== null && !isPace) {
    const [words, unit = said[3] ?? '', count] = said
    if (!isDay) return { dueWords: words, due: null, dueRule: 'no_basis' }
    if (/^(?:months|meses)$/iu.test(unit)) {
      const months = count === undefined ? 3 : Number(count)
      const at = new Date(Date.UTC(Number(publishedOn.slice(0, 4)), Number(publishedOn.slice(5, 7)) - 1 + months, 1))
      return { dueWords: words, due: at.toISOString().slice(0, 7), dueRule: count === undefined ? 'months_3' : 'counted' }
    }
    const isWeeks = /^(?:weeks|semanas)$/iu.test(unit)
    const days = count === undefined ? (isWeeks ? 28 : 7) : Number(count) * (isWeeks ? 7 : 1)
    const due = new Date(Date.parse(publishedOn) + days * 86_400_000).toISOString().slice(0, 10)
    return { dueWords: words, due, dueRule: count !== undefined ? 'counted' : isWeeks ? 'weeks_28_days' : 'days_7_days' }
  }
  // A day before the publication is when something was said, not when it is due.
  const dates = datesIn(text, language, publishedOn)
  const later = dates.find(
    ({ value, fault }) => fault === null && value !== null && (!isDay || value >= publishedOn.slice(0, value.length)),
  )
  const impossible = dates.find(({ fault }) => fault === 'no_such_day')
  if (later === undefined && impossible !== undefined) return { dueWords: impossible.words, due: null, dueRule: 'no_such_day' }
  return later === undefined
    ? { dueWords: said?.[0] ?? null, due: null, dueRule: isPace ? 'hours' : null }
    : { dueWords: later.words, due: later.value, dueRule: `date_${later.reading ?? 'written'}` }
}
