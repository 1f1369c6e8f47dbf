import { useText } from '../language/text.ts'
import { IconCheck, IconCircleDashed } from '../parts/icon.tsx'
import { Time } from '../parts/time.tsx'
import classes from './recall-steps.module.css'

export type RecallStep = {
  readonly id:
    | 'told'
    | 'asked'
    | 'received'
    | 'hidden'
    | 'countersigned'
    | 'purged'
    | 'held'
    | 'objected'
    | 'already_erased'
    | 'never_received'
    | 'never_readable'
  /** When it was done; null while it is still to come. */
  readonly at: string | null
}

/** Steps of a recall in their order, each with its time or still open. */
export function StepList({ steps }: { readonly steps: readonly RecallStep[] }) {
  const text = useText()
  return (
    <ol className={classes.steps}>
      {steps.map(({ id, at }) => (
        <li key={id} data-done={at !== null}>
          {at === null ? <IconCircleDashed size={16} aria-hidden="true" /> : <IconCheck size={16} aria-hidden="true" />}
          <span>
            {text(`recall.step.${id}`)} {at === null ? <span className="small">{text('recall.step.open')}</span> : <Time at={at} seconds />}
          </span>
        </li>
      ))}
    </ol>
  )
}
