import { lstat, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A token met where it should not be: the file, how it was written there, and at which byte. */
export type FoundToken = { readonly token: string; readonly file: string; readonly form: string; readonly at: number }

/**
 * Looks for tokens in every file under `folder`, as text in any of the cases given, lower or upper, and as UTF-16, hexadecimal and Base 64
 * at each alignment. A token has at least 6 characters. For tests of what a store gives away; compressed bytes are not opened.
 */
export async function findTokens(folder: string, tokens: readonly string[]): Promise<FoundToken[]> {
  const needles = tokens.flatMap(formsOf)
  const found: FoundToken[] = []
  for (const entry of await readdir(folder, { recursive: true })) {
    const file = join(folder, entry)
    // A server at work removes files as we read.
    const bytes = (await lstat(file).catch(() => undefined))?.isFile() ? await readFile(file).catch(() => Buffer.alloc(0)) : Buffer.alloc(0)
    for (const { token, form, at } of search(bytes, needles)) found.push({ token, file, form, at })
  }
  return found
}

/** The same in one text, such as a row as the database prints it or a line of a log file. */
export function findTokensInText(text: string, tokens: readonly string[]): string[] {
  return [...new Set([...search(Buffer.from(text), tokens.flatMap(formsOf))].map(({ token }) => token))]
}

type Needle = { readonly token: string; readonly form: string; readonly bytes: Buffer }

function formsOf(token: string): Needle[] {
  if (token.length < 6) throw new RangeError('a token this short is met by chance')
  const utf8 = Buffer.from(token)
  const texts: [string, string][] = [
    ['text', token],
    ['lower case', token.toLowerCase()],
    ['upper case', token.toUpperCase()],
    ['hexadecimal', utf8.toString('hex')],
    ['hexadecimal, upper case', utf8.toString('hex').toUpperCase()],
    ...[0, 1, 2].map((offset): [string, string] => [`Base 64 at ${offset}`, innerBase64(utf8, offset)]),
  ]
  const needles = new Map(texts.map(([form, text]) => [text, { token, form, bytes: Buffer.from(text) }]))
  return [...needles.values(), { token, form: 'UTF-16', bytes: Buffer.from(token, 'utf16le') }]
}

// The part of the Base 64 text that depends on the token alone, whatever stands before and after it.
function innerBase64(bytes: Buffer, offset: number): string {
  const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64')
  const whole = Math.floor((offset + bytes.length) / 3) * 4
  return text.slice(offset === 0 ? 0 : 4, whole)
}

// One pass over the bytes for all needles: the first four bytes of each are looked up, the rest compared.
function* search(bytes: Buffer, needles: readonly Needle[]): Generator<{ token: string; form: string; at: number }> {
  const starts = Map.groupBy(needles, ({ bytes: needle }) => needle.readInt32LE(0))
  const possible = new Uint8Array(65_536)
  for (const { bytes: needle } of needles) possible[needle.readUInt16LE(0)] = 1
  for (let at = 0; at + 4 <= bytes.length; at++) {
    if (possible[bytes[at]! | (bytes[at + 1]! << 8)] === 0) continue
    for (const { token, form, bytes: needle } of starts.get(bytes.readInt32LE(at)) ?? []) {
      if (bytes.compare(needle, 0, needle.length, at, Math.min(at + needle.length, bytes.length)) === 0) yield { token, form, at }
    }
  }
}
