import pack from '../../../packs/codes/source-words.json' with { type: 'json' }

/** The first word of a text that names a source or leads to one (`packs/codes/source-words.json`), accents and case aside; undefined where none does. */
export function sourceWordIn(text: string): string | undefined {
  const folded = ` ${text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `
  return pack.words.find((word) => folded.includes(` ${word} `))
}
