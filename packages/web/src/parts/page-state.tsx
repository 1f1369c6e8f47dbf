import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useText } from '../language/text.ts'
import { ProblemNotice } from './notice.tsx'
import classes from './page-state.module.css'

/** Grey lines where content will stand; one polite sentence for those who listen. */
export function Loading({ lines = 6 }: { readonly lines?: number }) {
  const text = useText()
  return (
    <div className={classes.loading} role="status">
      <span className="unseen">{text('state.loading')}</span>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are alike and never move
        <span key={line} className={classes.line} aria-hidden="true" />
      ))}
    </div>
  )
}

/** Nothing here, said so, with why and what next. */
export function Empty({ icon, title, children }: { readonly icon?: ReactNode; readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className={classes.empty}>
      {icon === undefined ? null : (
        <span className={classes.icon} aria-hidden="true">
          {icon}
        </span>
      )}
      <strong>{title}</strong>
      {children === undefined ? null : <div className="soft">{children}</div>}
    </div>
  )
}

/** The states that every question has, drawn alike everywhere: loading, failed (with what is known still shown), answered. */
export function Answered<T>({
  question,
  children,
  lines,
}: {
  readonly question: UseQueryResult<T>
  readonly children: (data: T) => ReactNode
  readonly lines?: number
}) {
  const retry = () => {
    question.refetch()
  }
  if (question.data === undefined) {
    return question.isError ? (
      <ProblemNotice problem={question.error} retry={retry} />
    ) : (
      <Loading {...(lines === undefined ? {} : { lines })} />
    )
  }
  return (
    <>
      {question.isError ? <ProblemNotice problem={question.error} retry={retry} /> : null}
      {children(question.data)}
    </>
  )
}
