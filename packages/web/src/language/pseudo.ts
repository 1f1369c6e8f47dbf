import type { Messages } from '@lingui/core'

const accented: Readonly<Record<string, string>> = {
  a: 'á',
  e: 'ë',
  i: 'ï',
  o: 'ø',
  u: 'ü',
  A: 'Å',
  E: 'Ê',
  I: 'Ï',
  O: 'Ø',
  U: 'Ü',
  n: 'ñ',
  c: 'ç',
  y: 'ý',
}

let shown = false

/** Says whether the made-up language is shown now. */
export function setPseudo(next: boolean): void {
  shown = next
}

/** Words that come from another shelf than the catalogues (a pack, a kind), as the language shown now has them. */
export function asShown(words: string): string {
  return shown && words !== '' ? `[${stretch(words)}]` : words
}

/**
 * A made-up language: every message accented, a third longer and in brackets, so that text that never went through a catalogue, and a
 * layout that only fits English, stand out. Placeholders and plural rules are kept.
 */
export function toPseudo(messages: Messages): Messages {
  return Object.fromEntries(Object.entries(messages).map(([key, message]) => [key, wrap(message)]))
}

function wrap(message: Messages[string]): Messages[string] {
  if (typeof message === 'string') return `[${stretch(message)}]`
  return ['[', ...message.map(inside), ']']
}

function inside<T>(token: T): T {
  if (typeof token === 'string') return stretch(token) as T
  if (!Array.isArray(token)) return token
  const [name, type, choices] = token
  if (typeof choices !== 'object' || choices === null) return token
  const branches = Object.entries(choices).map(([branch, value]) => [branch, Array.isArray(value) ? value.map(inside) : value])
  return [name, type, Object.fromEntries(branches)] as T
}

function stretch(text: string): string {
  const changed = [...text].map((letter) => accented[letter] ?? letter).join('')
  return text.trim().length > 3 ? `${changed}${'~'.repeat(Math.ceil(text.length / 4))}` : changed
}
