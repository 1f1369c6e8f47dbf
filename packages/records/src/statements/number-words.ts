/** A number in a text: its value, and the words as they stand. */
export type NumberFound = { readonly value: number; readonly words: string; readonly start: number; readonly end: number }

const scales: Readonly<Record<string, number>> = {
  thousand: 1e3,
  million: 1e6,
  billion: 1e9,
  trillion: 1e12,
  mil: 1e3,
  'mil millones': 1e9,
  millón: 1e6,
  millones: 1e6,
  billones: 1e12,
  k: 1e3,
}

const small: Readonly<Record<string, number>> = {
  two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11, twelve: 12, twenty: 20, thirty: 30,
  dos: 2, tres: 3, cuatro: 4, cinco: 5, seis: 6, siete: 7, ocho: 8, nueve: 9, diez: 10, once: 11, doce: 12, veinte: 20, treinta: 30,
} // biome-ignore format: a table

const numeral =
  /(?<![\p{L}\p{N}.,])(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?:\s?(mil millones|thousand|million|billion|trillion|millón|millones|billones|mil)(?!\p{L}))?(?![\p{L}\p{N}])/giu
const word = new RegExp(`(?<!\\p{L})(?:${Object.keys(small).join('|')})(?!\\p{L})`, 'giu')

/**
 * The numbers of a text as Mexico and the United States both write them (1,000.5), scales counted in: `2 mil millones` and `2 billion` are one value. With
 * `spelled`, small numbers in words as well.
 */
export function numbersIn(text: string, spelled = false): readonly NumberFound[] {
  const found = [...text.matchAll(numeral)].map((match): NumberFound => {
    const plain = Number(String(match[1]).replaceAll(',', ''))
    const value = plain * (scales[match[2]?.toLowerCase() ?? ''] ?? 1)
    return { value, words: match[0], start: match.index, end: match.index + match[0].length }
  })
  if (!spelled) return found
  const inWords = [...text.matchAll(word)].map((match): NumberFound => {
    return { value: small[match[0].toLowerCase()] ?? 0, words: match[0], start: match.index, end: match.index + match[0].length }
  })
  return [...found, ...inWords].toSorted((a, b) => a.start - b.start)
}
