import pack from '../../../packs/codes/recognised-words.json' with { type: 'json' }
import { crossings } from './crossings.ts'
import { type Token, toTokens } from './recognise-tokens.ts'

/** A phrase as folded words, and the type and code that it means. */
type Phrase = { readonly words: readonly string[]; readonly type: string; readonly code: string }

/** Phrases by their first word, longest first, so that one look at each token finds the longest. */
export type PhraseIndex = ReadonlyMap<string, readonly Phrase[]>

function index(groups: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>): PhraseIndex {
  const byFirst = new Map<string, Phrase[]>()
  for (const [type, codes] of Object.entries(groups)) {
    for (const [code, phrases] of Object.entries(codes)) {
      for (const phrase of phrases) {
        const words = toTokens(phrase).map((token) => token.word)
        byFirst.set(words[0]!, [...(byFirst.get(words[0]!) ?? []), { words, type, code }])
      }
    }
  }
  for (const phrases of byFirst.values()) phrases.sort((a, b) => b.words.length - a.words.length)
  return byFirst
}

/** The longest phrase that starts at a token, with the index of the token after it. */
export function phraseAt(phrases: PhraseIndex, tokens: readonly Token[], at: number): (Phrase & { readonly next: number }) | undefined {
  for (const phrase of phrases.get(tokens[at]?.word ?? '') ?? []) {
    const fits = phrase.words.every((word, i) => {
      const token = tokens[at + i]
      // A phrase does not run across a line or a sentence.
      return token?.word === word && (i === 0 || /^[ -]{1,2}$/.test(token.glue))
    })
    if (fits) return { ...phrase, next: at + phrase.words.length }
  }
  return undefined
}

const { direction, vehicle, object, cargo, safety, action, label, unit, day, month, issuer } = pack

export const plainPhrases = index({ direction, vehicle, object, cargo, safety, day })
export const actionPhrases = index({ action })
export const requestPhrases = index({ request: { request: pack.request } })
export const labelPhrases = index({ label })
export const unitPhrases = index({ unit })
export const monthPhrases = index({ month })
export const issuerPhrases = index({ issuer })
export const etaPhrases = index({ eta: { eta: pack.eta } })
export const crossingWords = index({ word: { crossing: pack.crossing } })
export const followingPhrases = index({ follows: { destination: pack.destination, place: pack.place } })
export const crossingNames = index({ crossing: Object.fromEntries(crossings.map((one) => [one.code, one.names])) })
export const nearCrossingNames = index({ crossing: Object.fromEntries(crossings.map((one) => [one.code, one.near ?? []])) })

/** Numbered bridges by number: which one it is depends on the city, so each comes with the folded names of both. */
export const numberedBridges: readonly { readonly word: string; readonly code: string; readonly cities: readonly string[] }[] =
  crossings.flatMap(({ code, us, mx, nearInCity }) =>
    (nearInCity ?? []).map((word) => ({ word, code, cities: [us.city, mx.city].map(foldText) })),
  )

/** The folded words of a text with single spaces between and around them. */
export function foldText(text: string): string {
  return ` ${toTokens(text)
    .map((token) => token.word)
    .join(' ')} `
}

export const fillers: ReadonlySet<string> = new Set(pack.filler)
export const connectors: ReadonlySet<string> = new Set(pack.and)
export const hourWords: ReadonlySet<string> = new Set(pack.hours)
export const stateCodes: ReadonlySet<string> = new Set(Object.keys(issuer))
