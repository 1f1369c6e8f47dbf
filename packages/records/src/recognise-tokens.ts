/** A run of letters and digits in a text, with what stands between it and the run before. */
export type Token = {
  readonly raw: string
  /** Lower case without accents, same length as `raw`. */
  readonly word: string
  readonly start: number
  readonly end: number
  /** The characters since the previous token; `…` when there are more than three. */
  readonly glue: string
}

/** Most UTF-16 units of a message that are read; what follows is left alone. */
export const maxRecognisedText = 65_536

/** Cuts a text into tokens in one pass. */
export function toTokens(text: string): readonly Token[] {
  const read = text.slice(0, maxRecognisedText)
  const tokens: Token[] = []
  let end = 0
  for (let at = 0; at < read.length; ) {
    if (foldCharacter(read[at]!) === '') {
      at++
      continue
    }
    const start = at
    let word = ''
    for (let folded = foldCharacter(read[at]!); folded !== ''; folded = at < read.length ? foldCharacter(read[at]!) : '') {
      word += folded
      at++
    }
    tokens.push({ raw: read.slice(start, at), word, start, end: at, glue: start - end > 3 ? '…' : read.slice(end, start) })
    end = at
  }
  return tokens
}

const folds = new Map<string, string>()

/** One lower-case letter or digit without its accent; empty for anything else. Always one unit or none, so positions stay true. */
function foldCharacter(character: string): string {
  const known = folds.get(character)
  if (known !== undefined) return known
  const isWord = /[\p{L}\p{N}]/u.test(character)
  const base = character.normalize('NFKD')[0]?.toLowerCase() ?? ''
  const folded = !isWord ? '' : base.length === 1 ? base : character
  if (folds.size < 4096) folds.set(character, folded)
  return folded
}
