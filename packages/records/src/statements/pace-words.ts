const pace: Readonly<Record<string, RegExp>> = {
  en: /(?<!\p{L})(?:accelerat\p{L}*|speed(?:ing)? up|expedit(?:e|es|ed|ing)|hasten\p{L}*|faster|more (?:quickly|rapidly|swiftly))(?!\p{L})/iu,
  es: /(?<!\p{L})(?:aceler|agiliz|apresur)\p{L}*|(?<!\p{L})(?:más rápid[oa]s?|más rápidamente|con mayor (?:rapidez|celeridad|prontitud))(?!\p{L})/iu,
}

/**
 * Whether a text in either language promises another pace («accelerate», «acelerar»): a promise that nobody can verify without the pace that it starts from, whatever whoever enters it
 * says of it (DOMAIN B13).
 */
export function promisesPace(words: Readonly<Record<string, string>>): boolean {
  return Object.entries(words).some(([tag, text]) => pace[tag]?.test(text) === true)
}
