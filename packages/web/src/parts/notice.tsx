import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { Problem } from '../api/problem.ts'
import { useText } from '../language/text.ts'
import { IconAlertTriangle, IconCircleCheck, IconCloudOff, IconInfoCircle, IconLock } from './icon.tsx'
import classes from './notice.module.css'

type Tone = 'info' | 'good' | 'warn' | 'bad'

const icons = { info: IconInfoCircle, good: IconCircleCheck, warn: IconAlertTriangle, bad: IconAlertTriangle }

/** A message in the flow of the page; `bad` and `warn` are announced at once. */
export function Notice({
  tone,
  title,
  children,
  icon,
}: {
  readonly tone: Tone
  readonly title: string
  readonly children?: ReactNode
  readonly icon?: ReactNode
}) {
  const Icon = icons[tone]
  return (
    <div className={classes.notice} data-tone={tone} role={tone === 'bad' ? 'alert' : 'status'}>
      <span className={classes.icon} aria-hidden="true">
        {icon ?? <Icon size={20} />}
      </span>
      <div className="stack-tight">
        <strong>{title}</strong>
        {children === undefined ? null : <div>{children}</div>}
      </div>
    </div>
  )
}

/** What went wrong and what to do about it, for any failure of a question or an act. */
export function ProblemNotice({ problem, retry }: { readonly problem: unknown; readonly retry?: (() => void) | undefined }) {
  const text = useText()
  const { title, detail, icon } = explain(problem, text)
  return (
    <Notice tone="bad" title={title} icon={icon}>
      <div className="stack-tight">
        <span>{detail}</span>
        {problem instanceof Problem && problem.fields.some(({ message }) => message !== detail) ? (
          <ul className={classes.fields}>
            {problem.fields.map(({ field, code, message }) => (
              <li key={field + code}>
                {/* A pointer into the request is for machines; its field by name is for people. */}
                {field === '' || field.startsWith('/') ? null : <strong>{field}:</strong>} {message}
              </li>
            ))}
          </ul>
        ) : null}
        {problem instanceof Problem && problem.status === 401 && problem.code !== 'credentials_wrong' ? (
          // Beside, so that what was written here stays.
          <a href="/sign-in" target="_blank" rel="noreferrer">
            {text('problem.signIn.beside')}
          </a>
        ) : null}
        {retry === undefined || !helpsToRetry(problem) ? null : (
          <div>
            <Button variant="default" size="xs" onClick={retry}>
              {text('problem.retry')}
            </Button>
          </div>
        )}
      </div>
    </Notice>
  )
}

/** What stands in the place of a part of the page that was not fetched. */
export function PartMissing({ retry }: { readonly retry: () => void }) {
  const text = useText()
  return (
    <Notice tone="bad" title={text('parts.missing.title')}>
      <div className="stack-tight">
        <span>{text('parts.missing.detail')}</span>
        <div className="cluster">
          <Button size="xs" onClick={() => location.reload()}>
            {text('shell.reload')}
          </Button>
          <Button variant="default" size="xs" onClick={retry}>
            {text('problem.retry')}
          </Button>
        </div>
      </div>
    </Notice>
  )
}

/** A refusal stays a refusal; asking again helps only where the node or the way to it failed. */
function helpsToRetry(problem: unknown): boolean {
  return !(problem instanceof Problem) || problem.status === 0 || problem.status === 429 || problem.status >= 500
}

function explain(
  problem: unknown,
  text: ReturnType<typeof useText>,
): { readonly title: string; readonly detail: string; readonly icon?: ReactNode } {
  if (!(problem instanceof Problem)) return { title: text('problem.page.title'), detail: text('problem.page.detail') }
  if (problem.code === 'offline')
    return { title: text('problem.offline.title'), detail: text('problem.offline.detail'), icon: <IconCloudOff size={20} /> }
  const title = problem.title || text('problem.refused.title')
  const detail = problem.detail !== problem.title ? problem.detail : ''
  if (problem.status === 403) return { title, detail: detail || text('problem.notPermitted.detail'), icon: <IconLock size={20} /> }
  if (problem.status === 401) return { title, detail: detail || text('problem.signIn.detail'), icon: <IconLock size={20} /> }
  if (problem.status >= 500) return { title, detail: detail || text('problem.node.detail') }
  if (problem.reading)
    return { title, detail: detail || text(problem.status === 404 ? 'problem.notThere.detail' : 'problem.reading.detail') }
  return { title, detail: detail || text('problem.refused.detail') }
}
