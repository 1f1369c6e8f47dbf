import { createHmac } from 'node:crypto'
import anyAscii from 'any-ascii'
import { newStemmer } from 'snowball-stemmers'

const maxWords = 15_000
const maxWordLength = 64
const maxQueryWords = 32
const maxRemembered = 50_000

/**
 * The keyed lexemes of texts, each once: every word folded (accents, case, script), then as it stands and by its Spanish and its
 * English stem, hashed under the search key to 13 letters and digits that a `tsvector` takes unquoted. Words of one character and the
 * commonest function words are left out: they find nothing, and their frequency would betray which hash they are.
 * At most 15,000 distinct words count, and 64 characters of each.
 */
export function lexemesOf(searchKey: Uint8Array, texts: readonly string[]): string[] {
  const remembered = rememberedFor(searchKey)
  const lexemes = new Set<string>()
  for (const word of foldedWords(texts, maxWords)) for (const lexeme of lexemesOfWord(searchKey, remembered, word)) lexemes.add(lexeme)
  return [...lexemes]
}

/** What a query asks of `lexemesOf`: every inner list must be met, by any of its lexemes. Empty when no word of it can be searched. At most 32 words count. */
export function queryLexemes(searchKey: Uint8Array, query: string): string[][] {
  const remembered = rememberedFor(searchKey)
  return [...foldedWords([query], maxQueryWords)].map((word) => [...lexemesOfWord(searchKey, remembered, word)])
}

/** The text of a `tsquery` for `queryLexemes`, to be cast with `::tsquery` (never parsed by `to_tsquery`). Undefined when nothing is asked. */
export function toTsquery(required: readonly (readonly string[])[]): string | undefined {
  if (required.length === 0) return undefined
  return required.map((alternatives) => `(${alternatives.join('|')})`).join('&')
}

/** A word as search compares it: ASCII, lower case. One text may fold into several words. */
export function foldWords(text: string): string[] {
  const ascii = /^[\0-\x7f]*$/.test(text) ? text : anyAscii(text.normalize('NFC'))
  return ascii.toLowerCase().match(/[a-z0-9]+/g) ?? []
}

function foldedWords(texts: readonly string[], most: number): Set<string> {
  const words = new Set<string>()
  for (const text of texts) {
    for (const word of foldWords(text)) {
      if (words.size >= most) return words
      if (word.length >= 2 && !functionWords.has(word)) words.add(word.slice(0, maxWordLength))
    }
  }
  return words
}

const spanish = newStemmer('spanish')
const english = newStemmer('english')

function lexemesOfWord(searchKey: Uint8Array, remembered: Map<string, readonly string[]>, word: string): readonly string[] {
  const known = remembered.get(word)
  if (known !== undefined) return known
  const forms = new Set([word, spanishStem(word), english.stem(word)])
  const lexemes = [...forms].map((form) => hashWord(searchKey, form))
  // Words come in no order worth tracking, so the whole memory is dropped when full: simple, bounded, refilled in a second.
  if (remembered.size >= maxRemembered) remembered.clear()
  remembered.set(word, lexemes)
  return lexemes
}

// The stemmer knows -ción and -sión by their accent, which folding took away; without it "investigacion" and "investigaciones" part.
function spanishStem(word: string): string {
  return anyAscii(spanish.stem(word.replace(/([cs])ion$/, '$1ión')))
}

const memories = new WeakMap<Uint8Array, Map<string, readonly string[]>>()

function rememberedFor(searchKey: Uint8Array): Map<string, readonly string[]> {
  const found = memories.get(searchKey)
  if (found !== undefined) return found
  const made = new Map<string, readonly string[]>()
  memories.set(searchKey, made)
  return made
}

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'

// 65 bits of HMAC-SHA-256: among a million distinct words a chance meeting has odds of one in seventy million.
function hashWord(searchKey: Uint8Array, word: string): string {
  const digest = createHmac('sha256', searchKey).update(`word\0${word}`).digest()
  let text = ''
  for (let i = 0; i < 13; i++) text += alphabet[digest[i]! & 31]!
  return text
}

const functionWords = new Set(
  (
    'al ante aquel aquella como con contra cual cuando de del desde donde e el ella ellas ellos en entre era es esa ese eso esta este esto ' +
    'fue ha han hasta la las le les lo los mas me mi muy ni no nos o os otra otro para pero por porque que se ser si sin sobre son su sus ' +
    'tambien te tu un una uno unos unas ya yo ' +
    'an and are as at be been but by for from had has have he her him his if in into is it its not of on or our she that the their them ' +
    'then there these they this those to was we were which who will with would you your'
  ).split(' '),
)
