export type MarkedRun = { readonly isMarked: boolean; readonly words: string }

/** A text cut where given words stand in it, whatever their case, each whole; joined, the runs are the text again. Of words inside longer ones the longer is marked. */
export function markWords(text: string, marked: readonly string[]): readonly MarkedRun[] {
  const forms = [...new Set(marked.map((one) => one.trim()).filter((one) => one !== ''))].sort((a, b) => b.length - a.length)
  if (text === '') return []
  if (forms.length === 0) return [{ isMarked: false, words: text }]
  const escaped = forms.map((form) => form.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(/\s+/g, '\\s+'))
  const found = new RegExp(`(?<![\\p{L}\\p{N}])(?:${escaped.join('|')})(?![\\p{L}\\p{N}])`, 'giu')
  const runs: MarkedRun[] = []
  let end = 0
  for (const match of text.matchAll(found)) {
    if (match.index > end) runs.push({ isMarked: false, words: text.slice(end, match.index) })
    runs.push({ isMarked: true, words: match[0] })
    end = match.index + match[0].length
  }
  return end < text.length ? [...runs, { isMarked: false, words: text.slice(end) }] : runs
}
