import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Problem } from '../api/problem.ts'
import { useText } from '../language/text.ts'
import { IconLock } from './icon.tsx'
import { ProblemNotice } from './notice.tsx'
import classes from './page-state.module.css'

/** Grey shapes where content will stand, as high as it will be; one polite sentence for those who listen. */
export function Loading({ lines = 6, shape = 'lines' }: { readonly lines?: number; readonly shape?: 'lines' | 'rows' | 'cards' }) {
  const text = useText()
  return (
    <div className={classes.loading} data-shape={shape} role="status">
      <span className="unseen">{text('state.loading')}</span>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are alike and never move
        <span key={line} className={classes.line} aria-hidden="true" />
      ))}
    </div>
  )
}

/** Nothing here, said so, with why and what next. */
export function Empty({
  icon,
  title,
  action,
  children,
}: {
  readonly icon?: ReactNode
  readonly title: string
  /** What to do about it. */
  readonly action?: ReactNode
  readonly children?: ReactNode
}) {
  return (
    <div className={classes.empty}>
      {icon === undefined ? null : (
        <span className={classes.icon} aria-hidden="true">
          {icon}
        </span>
      )}
      <strong>{title}</strong>
      {children === undefined ? null : <div className="soft">{children}</div>}
      {action === undefined ? null : <div className={classes.action}>{action}</div>}
    </div>
  )
}

/** «You cannot see this because …»: the node's own sentence, and who could. Nothing here failed. */
export function NoPermission({ problem, children }: { readonly problem: Problem; readonly children?: ReactNode }) {
  const text = useText()
  return (
    <div className={classes.empty} role="alert">
      <span className={classes.icon} aria-hidden="true">
        <IconLock size={32} />
      </span>
      <strong>{problem.title || text('parts.noPermission')}</strong>
      <div className="soft">{problem.detail || text('problem.notPermitted.detail')}</div>
      {children === undefined ? null : <div className={classes.action}>{children}</div>}
    </div>
  )
}

/** The states that every question has, drawn alike everywhere: loading, failed (with what is known still shown), refused, answered. */
export function Answered<T>({
  question,
  children,
  lines,
  shape,
}: {
  readonly question: UseQueryResult<T>
  readonly children: (data: T) => ReactNode
  readonly lines?: number
  readonly shape?: 'lines' | 'rows' | 'cards'
}) {
  const retry = () => {
    question.refetch()
  }
  if (question.data === undefined) {
    if (!question.isError) return <Loading {...(lines === undefined ? {} : { lines })} {...(shape === undefined ? {} : { shape })} />
    const { error } = question
    if (error instanceof Problem && error.status === 403) {
      return (
        <div className="card">
          <NoPermission problem={error} />
        </div>
      )
    }
    return <ProblemNotice problem={error} retry={retry} />
  }
  return (
    <>
      {question.isError ? <ProblemNotice problem={question.error} retry={retry} /> : null}
      {children(question.data)}
    </>
  )
}
