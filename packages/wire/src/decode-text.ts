import { fromUtf8 } from '@enlace/core'

const windows1252 = new TextDecoder('windows-1252')

/**
 * The text of a published file: UTF-8 when the bytes are UTF-8 throughout, otherwise Windows-1252, which is what offices mean when they say
 * "latin1" (curly quotes lie at 0x93 and 0x94). A byte order mark is dropped. Every byte has a reading, so this never fails.
 */
export function decodeText(bytes: Uint8Array): string {
  const text = fromUtf8(bytes) ?? windows1252.decode(bytes)
  return text.startsWith('\uFEFF') ? text.slice(1) : text
}

/**
 * A cell or a JSON string as it may be stored: U+0000 and lone surrogates, which no store holds, are taken out, and white space that came from
 * column widths and line breaks is made single. Letters, accents, case and punctuation stay as the source wrote them.
 */
export function cleanText(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '').replaceAll(/\s+/g, ' ').trim()
}
