import { hash } from 'node:crypto'
import { foldWords } from './lexemes.ts'

/** Lengths of the beginnings that are kept of a word. What is typed between two of them is looked up by the shorter and checked in the text. */
const lengths = [3, 4, 5, 6, 8] as const
const maxWords = 300
const maxRemembered = 50_000

/**
 * Keyed 32-bit hashes of how the words of names begin and how they sound, each once. They only narrow: two words may meet by chance (one in four
 * thousand million), so whoever uses them looks into the text.
 */
export function nameKeysOf(searchKey: Uint8Array, names: readonly string[]): number[] {
  const keys = new Set<number>()
  const remembered = rememberedFor(searchKey)
  for (const word of wordsOfNames(names)) {
    let known = remembered.get(word)
    if (known === undefined) {
      const begins = lengths.filter((length) => word.length >= length).map((length) => keyOf(searchKey, 'begins', word.slice(0, length)))
      const sound = soundOf(word)
      known = sound === undefined ? begins : [...begins, keyOf(searchKey, 'sounds', sound)]
      // Dropped whole when full, like the memory of lexemes.
      if (remembered.size >= maxRemembered) remembered.clear()
      remembered.set(word, known)
    }
    for (const key of known) keys.add(key)
  }
  return [...keys]
}

/** The key under which words that begin like this are found; undefined for fewer than three letters. */
export function beginningKey(searchKey: Uint8Array, folded: string): number | undefined {
  const length = lengths.findLast((each) => each <= folded.length)
  return length === undefined ? undefined : keyOf(searchKey, 'begins', folded.slice(0, length))
}

/** The key under which words that sound like this are found; undefined where nothing can be said about a sound. */
export function soundKey(searchKey: Uint8Array, folded: string): number | undefined {
  const sound = soundOf(folded)
  return sound === undefined ? undefined : keyOf(searchKey, 'sounds', sound)
}

/**
 * The words of names, folded, each once; an identifier or a short form that punctuation cuts (`45-AB-7C`, `S.A.`) also as one word. Words of one
 * or two letters begin nothing.
 */
export function wordsOfNames(names: readonly string[]): Set<string> {
  const words = new Set<string>()
  for (const name of names) {
    const parts = foldWords(name)
    const joined = parts.join('')
    for (const word of /\s/.test(name.trim()) || joined.length > 40 ? parts : [...parts, joined]) {
      if (words.size >= maxWords) return words
      if (word.length >= 3) words.add(word.slice(0, 40))
    }
  }
  return words
}

/**
 * How a folded word sounds where Spanish and English spellings of names part: b and v, s and z, ll and y, silent h, doubled letters. A coarse
 * rule of thumb for «did you mean», never a match of identities.
 */
export function soundOf(folded: string): string | undefined {
  if (folded.length < 4 || !/^[a-z]+$/.test(folded)) return undefined
  const sound = folded
    .replaceAll('ph', 'f')
    .replaceAll('ck', 'k')
    .replaceAll(/ll(?=[aeiou])/g, 'y')
    .replaceAll(/(?<!c)h/g, '')
    .replaceAll(/c(?=[eiy])/g, 's')
    .replaceAll(/g(?=[eiy])/g, 'j')
    .replaceAll(/qu(?=[ei])|c(?!h)|q/g, 'k')
    .replaceAll('v', 'b')
    .replaceAll('z', 's')
    .replaceAll('x', 'j')
    .replaceAll('w', 'u')
    .replaceAll('y', 'i')
    .replaceAll(/(.)\1+/g, '$1')
  return sound.length < 3 ? undefined : sound
}

const memories = new WeakMap<Uint8Array, Map<string, readonly number[]>>()

function rememberedFor(searchKey: Uint8Array): Map<string, readonly number[]> {
  const found = memories.get(searchKey)
  if (found !== undefined) return found
  const made = new Map<string, readonly number[]>()
  memories.set(searchKey, made)
  return made
}

// Under the search key, as the digests of identifiers are (keyed-digest.ts); four bytes, so that an index of beginnings stays small.
function keyOf(searchKey: Uint8Array, purpose: 'begins' | 'sounds', word: string): number {
  return hash('sha256', Buffer.concat([searchKey, Buffer.from(`${purpose}\0${word}`)]), 'buffer').readInt32BE(0)
}
