/**
 * What stands in both languages at once, as «español / English», by its half in the language of the page. Anything else, also two names or codes
 * beside each other, stays whole.
 */
export function halfIn(words: string, language: string): string {
  const halves = words.split(' / ')
  const [es, en] = halves
  if (halves.length !== 2 || es === undefined || en === undefined) return words
  const isSentence = (half: string) => half.trim().includes(' ')
  if (!isSentence(es) || !isSentence(en)) return words
  return language === 'es' ? es.trim() : language === 'en' ? en.trim() : words
}
