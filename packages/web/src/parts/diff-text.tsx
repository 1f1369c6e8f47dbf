import { useText } from '../language/text.ts'
import classes from './diff-text.module.css'
import { type DiffRun, diffWords } from './diff-words.ts'

/** What changed between two texts: removed struck through, added underlined, each also said to those who listen. */
export function DiffText({ before, after }: { readonly before: string; readonly after: string }) {
  return <DiffRuns runs={diffWords(before, after)} />
}

/** The same from runs made elsewhere. */
export function DiffRuns({ runs }: { readonly runs: readonly DiffRun[] }) {
  const text = useText()
  return (
    <span className={classes.text} dir="auto">
      {runs.map((run, place) => {
        // biome-ignore lint/suspicious/noArrayIndexKey: runs have no identity but their place
        if (run.kind === 'same') return <span key={place}>{run.text}</span>
        const Mark = run.kind === 'added' ? 'ins' : 'del'
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: runs have no identity but their place
          <Mark key={place}>
            <span className="unseen">{text(run.kind === 'added' ? 'parts.diff.added' : 'parts.diff.removed')} </span>
            {run.text}
          </Mark>
        )
      })}
    </span>
  )
}
