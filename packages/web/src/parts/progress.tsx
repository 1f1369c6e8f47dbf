import { useId } from 'react'
import { formatDuration, formatNumber } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { useNow } from '../live/now.ts'
import { estimateProgress } from './estimate-progress.ts'
import classes from './progress.module.css'

/** How far a long work has come: done of how many, how fast, how long still; what cannot be said yet is not said. */
export function Progress({
  label,
  done,
  total,
  startedAt,
}: {
  readonly label: string
  readonly done: number
  /** Undefined while nobody knows. */
  readonly total: number | undefined
  /** Instant at which it began. */
  readonly startedAt: string
}) {
  const text = useText()
  const id = useId()
  const nowMs = useNow()
  const { part, perSecond, leftMs } = estimateProgress({ done, total, startedAtMs: Date.parse(startedAt), nowMs })
  const number = (value: number) => formatNumber(value, text.tag, { maximumFractionDigits: value < 10 ? 1 : 0 })
  return (
    <div className={classes.progress}>
      <label htmlFor={id}>{label}</label>
      <progress id={id} {...(part === undefined ? {} : { value: part, max: 1 })} />
      <span className={classes.facts}>
        <span>
          {total === undefined
            ? text('parts.progress.done', { done: number(done) })
            : text('parts.progress.of', { done: number(done), total: number(total) })}
        </span>
        {perSecond === undefined ? null : <span>{text('parts.progress.rate', { rate: number(perSecond) })}</span>}
        <span>
          {leftMs === undefined
            ? part === 1
              ? null
              : text('parts.progress.unknown')
            : text('parts.progress.left', { time: formatDuration(Math.ceil(leftMs / 1000) * 1000, text.tag) })}
        </span>
      </span>
    </div>
  )
}
