export type DiffRun = { readonly kind: 'same' | 'added' | 'removed'; readonly text: string }

/** Beyond this many words on either side texts are shown whole, one removed and one added: comparing takes their product. */
const mostWords = 1500

/** The difference of two texts word by word: joined without `added` the runs are `before`, without `removed` they are `after`. */
export function diffWords(before: string, after: string): readonly DiffRun[] {
  if (before === after) return before === '' ? [] : [{ kind: 'same', text: before }]
  const [a, b] = [split(before), split(after)]
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let end = 0
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++
  const middle = diffMiddle(a.slice(start, a.length - end), b.slice(start, b.length - end))
  return join([same(a.slice(0, start)), ...middle, same(a.slice(a.length - end))])
}

function diffMiddle(a: readonly string[], b: readonly string[]): readonly DiffRun[] {
  if (a.length > mostWords || b.length > mostWords || a.length === 0 || b.length === 0) {
    return [
      { kind: 'removed', text: a.join('') },
      { kind: 'added', text: b.join('') },
    ]
  }
  // lengths[i][j] is the longest common subsequence of a from i and b from j.
  const width = b.length + 1
  const lengths = new Uint16Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        a[i] === b[j] ? lengths[(i + 1) * width + j + 1]! + 1 : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!)
    }
  }
  const runs: DiffRun[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      runs.push({ kind: 'same', text: a[i]! })
      i++
      j++
    } else if (j >= b.length || (i < a.length && lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!)) {
      runs.push({ kind: 'removed', text: a[i]! })
      i++
    } else {
      runs.push({ kind: 'added', text: b[j]! })
      j++
    }
  }
  return runs
}

/** Words, spaces and marks, each a piece; joined they are the text again. */
function split(text: string): readonly string[] {
  return text.match(/[\p{L}\p{N}]+|\s+|[^\p{L}\p{N}\s]/gu) ?? []
}

function same(words: readonly string[]): DiffRun {
  return { kind: 'same', text: words.join('') }
}

function join(runs: readonly DiffRun[]): readonly DiffRun[] {
  const joined: DiffRun[] = []
  for (const run of runs) {
    const last = joined.at(-1)
    if (run.text === '') continue
    if (last?.kind === run.kind) joined[joined.length - 1] = { kind: run.kind, text: last.text + run.text }
    else joined.push(run)
  }
  return joined
}
