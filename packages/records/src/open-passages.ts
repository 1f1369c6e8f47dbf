/** What stands around a passage that is still to be written or translated. */
const opens = '[['
const closes = ']]'
/** A gap of a formula: what nobody knew when it was filled in. */
export const gap = '[…]'

/** Marks a passage of a note as one to be put into the other language; `words` say so in that language. */
export function markUntranslated(passage: string, words: string): string {
  return `${opens}${words}: ${passage}${closes}`
}

/** The passages of a text that are marked as open, and its gaps, in their order; a mark that nobody closed reaches to the end of the text. */
export function openPassages(text: string): readonly string[] {
  return text.match(/\[\[[\s\S]*?(?:\]\]|$)|\[…\]/g) ?? []
}
