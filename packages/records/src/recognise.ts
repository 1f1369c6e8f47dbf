import { type Finding, type Found, isFree, rawOf, startFinding, take } from './recognise-found.ts'
import { findIdentifiers } from './recognise-identifiers.ts'
import { findTimes } from './recognise-times.ts'
import { toTokens } from './recognise-tokens.ts'
import {
  actionPhrases,
  crossingNames,
  crossingWords,
  followingPhrases,
  nearCrossingNames,
  numberedBridges,
  phraseAt,
  plainPhrases,
  requestPhrases,
  unitPhrases,
} from './recognise-words.ts'

/**
 * Reads a pasted duty message, in Spanish or English, and lists what it recognises, in the order of the text. Only a proposal: nothing is
 * altered, and a wrong check digit is listed with its warning. Reads the first 65,536 units, lists at most 500 findings, and never throws.
 * One pass per family over tokens with bounded look-ahead, so time grows with length alone. `locale` decides only between day and month.
 */
export function recognise(text: string, options: { readonly locale?: string } = {}): readonly Found[] {
  const finding = startFinding(text, toTokens(text))
  findIdentifiers(finding)
  findTimes(finding, options.locale ?? 'es')
  for (let i = 0; i < finding.tokens.length; i++) findQuantity(finding, i)
  const said = ` ${finding.tokens.map((token) => token.word).join(' ')} `
  const bridges = numberedBridges.filter((one) => one.cities.some((city) => said.includes(city)))
  for (let i = 0; i < finding.tokens.length; i++) findCrossing(finding, i, bridges)
  for (let i = 0; i < finding.tokens.length; i++) findAction(finding, i)
  // Before the plain words, which would break a place's name into pieces.
  for (let i = 0; i < finding.tokens.length; i++) findFollowing(finding, i)
  for (let i = 0; i < finding.tokens.length; i++) {
    const phrase = phraseAt(plainPhrases, finding.tokens, i)
    if (phrase !== undefined) take(finding, i, phrase.next, { type: phrase.type, canonical: phrase.code })
  }
  return finding.found.sort((a, b) => a.start - b.start)
}

// "1,200.5 kg", "500kg": es-MX and en-US write numbers alike.
function findQuantity(finding: Finding, at: number): void {
  const { tokens } = finding
  const glued = /^([0-9]{1,9})([a-z]{1,4})$/.exec(tokens[at]!.word)
  const unitOf = (word: string) => unitPhrases.get(word)?.find((phrase) => phrase.words.length === 1)?.code
  if (glued !== null) {
    const unit = unitOf(glued[2]!)
    if (unit !== undefined && unit !== 'piece' && unit !== 'round')
      take(finding, at, at + 1, { type: 'quantity', canonical: `${Number(glued[1])} ${unit}` })
    return
  }
  if (!/^[0-9]{1,9}$/.test(tokens[at]!.word) || /^[.,]$/.test(tokens[at]!.glue)) return
  let to = at + 1
  let written = tokens[at]!.word
  while (to < tokens.length && to - at < 5 && tokens[to]!.glue === ',' && /^[0-9]{3}$/.test(tokens[to]!.word)) written += tokens[to++]!.word
  if (tokens[to]?.glue === '.' && /^[0-9]{1,6}$/.test(tokens[to]!.word)) written += `.${tokens[to++]!.word}`
  const unit = tokens[to]?.glue === ' ' ? unitOf(tokens[to]!.word) : undefined
  if (unit === undefined) return
  // In "12 rifles" the word is the cargo too, so only the number is taken.
  const counted = unit === 'piece' || unit === 'round'
  take(finding, at, counted ? to : to + 1, { type: 'quantity', canonical: `${Number(written)} ${unit}` })
}

function findCrossing(finding: Finding, at: number, bridges: typeof numberedBridges): void {
  const { tokens } = finding
  if (!isFree(finding, at, at + 1)) return
  const word = phraseAt(crossingWords, tokens, at)
  if (word !== undefined) {
    const next = ['de', 'del', 'la', 'las', 'internacional', 'of'].includes(tokens[word.next]?.word ?? '') ? word.next + 1 : word.next
    const named = [word.next, next]
      .map((start) => phraseAt(nearCrossingNames, tokens, start) ?? phraseAt(crossingNames, tokens, start))
      .find((name) => name !== undefined)
    if (
      named !== undefined &&
      tokens[word.next]?.glue === ' ' &&
      take(finding, at, named.next, { type: 'crossing', canonical: named.code })
    )
      return
    const number = tokens[word.next]
    const numbered = number?.glue === ' ' ? bridges.find((one) => one.word === number.word) : undefined
    if (numbered !== undefined && take(finding, at, word.next + 1, { type: 'crossing', canonical: numbered.code })) return
  }
  const near = phraseAt(nearCrossingNames, tokens, at)
  const after = near === undefined ? undefined : phraseAt(crossingWords, tokens, near.next)
  if (
    near !== undefined &&
    after !== undefined &&
    tokens[near.next]?.glue === ' ' &&
    take(finding, at, after.next, { type: 'crossing', canonical: near.code })
  )
    return
  const name = phraseAt(crossingNames, tokens, at)
  if (name !== undefined) take(finding, at, name.next, { type: 'crossing', canonical: name.code })
}

// Only when asked for: "we could not stop it" asks for nothing.
function findAction(finding: Finding, at: number): void {
  const { tokens } = finding
  const action = phraseAt(actionPhrases, tokens, at)
  if (action === undefined) return
  for (let i = Math.max(0, at - 4); i < at; i++) {
    if (phraseAt(requestPhrases, tokens, i) !== undefined) {
      take(finding, at, action.next, { type: 'action', canonical: action.code })
      return
    }
  }
}

// "last seen at <place>", "con destino a <place>": up to six words, as far as the sentence goes.
function findFollowing(finding: Finding, at: number): void {
  const { tokens } = finding
  const lead = phraseAt(followingPhrases, tokens, at)
  if (lead === undefined || !isFree(finding, at, lead.next)) return
  // "rumbo a mexico" is a direction.
  if (phraseAt(plainPhrases, tokens, at)?.type === 'direction') return
  let to = lead.next
  while (
    to < tokens.length &&
    to - lead.next < 6 &&
    isFree(finding, to, to + 1) &&
    tokens[to]!.glue.length === 1 &&
    !/[\n.;:,()]/.test(tokens[to]!.glue)
  ) {
    if (to > lead.next && phraseAt(plainPhrases, tokens, to) !== undefined) break
    to++
  }
  if (to === lead.next) return
  // The lead belongs to the place, so that no shorter lead inside it starts again.
  finding.taken.fill(1, at, lead.next)
  take(finding, lead.next, to, { type: lead.code, canonical: rawOf(finding, lead.next, to) })
}

export { type Found, maxFound } from './recognise-found.ts'
export { maxRecognisedText } from './recognise-tokens.ts'
