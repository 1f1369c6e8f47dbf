import { useText } from '../language/text.ts'
import { markWords } from './mark-words.ts'

/** A text with the words marked in which its two languages differ, also for those who listen. */
export function MarkedText({ words, marked }: { readonly words: string; readonly marked: readonly string[] }) {
  const text = useText()
  let at = 0
  return markWords(words, marked).map(({ isMarked, words: part }) => {
    const key = at
    at += part.length + 1
    return isMarked ? (
      <mark key={key}>
        <span className="unseen" lang={text.language}>
          {text('joint.marked')}{' '}
        </span>
        {part}
      </mark>
    ) : (
      <span key={key}>{part}</span>
    )
  })
}
