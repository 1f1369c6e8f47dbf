import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useMay } from '../api/use-may.ts'
import { useText } from '../language/text.ts'
import { Dialog } from '../parts/dialog.tsx'
import { IconDots, IconPlus } from '../parts/icon.tsx'
import { KeyHint } from '../parts/key-hint.tsx'
import classes from './task-nav.module.css'
import { barOf, type Task, taskGroups, tasksOf } from './tasks.ts'

export type Counts = { readonly [path: string]: number | undefined }

/** The navigation at the side: by task, and only what the role may do. */
export function TaskNav({ counts, onChoose }: { readonly counts: Counts; readonly onChoose?: () => void }) {
  const text = useText()
  const may = useMay()
  return (
    <>
      {taskGroups.map((group) => {
        const shown = tasksOf(group, may)
        if (shown.length === 0) return null
        return (
          <section key={group} className={classes.group} aria-label={text(`shell.group.${group}`)}>
            {shown.length === 1 ? null : <h2>{text(`shell.group.${group}`)}</h2>}
            <ul>
              {shown.map((task) => (
                <li key={task.to}>
                  <TaskLink task={task} count={counts[task.to]} onChoose={onChoose} />
                </li>
              ))}
            </ul>
          </section>
        )
      })}
    </>
  )
}

/** The deed that cannot wait, always first. */
export function NewLink({ brief = false }: { readonly brief?: boolean }) {
  const text = useText()
  return (
    <Link to="/new" className={brief ? classes.barPrimary : classes.primary} activeProps={{ 'aria-current': 'page' }} data-tour="new">
      <IconPlus size={brief ? 20 : 18} aria-hidden="true" />
      <span>{text(brief ? 'nav.new.brief' : 'nav.new')}</span>
      {brief ? null : (
        <span className={classes.key}>
          <KeyHint keys="n" />
        </span>
      )}
    </Link>
  )
}

/** The same at the foot of a telephone: what a shift needs most under the thumb, the rest one touch further. */
export function TaskBar({ counts, writes }: { readonly counts: Counts; readonly writes: boolean }) {
  const text = useText()
  const may = useMay()
  const [more, setMore] = useState(false)
  return (
    <nav className={classes.bar} aria-label={text('shell.bar')} data-tour="tasks">
      {writes ? <NewLink brief /> : null}
      {barOf(may, writes ? 3 : 4).map((task) => (
        <TaskLink key={task.to} task={task} count={counts[task.to]} bar />
      ))}
      <button type="button" className={classes.barLink} aria-haspopup="dialog" onClick={() => setMore(true)}>
        <IconDots size={20} aria-hidden="true" />
        <span>{text('shell.more')}</span>
      </button>
      {more ? (
        <Dialog title={text('shell.navigation')} onClose={() => setMore(false)}>
          <TaskNav counts={counts} onChoose={() => setMore(false)} />
        </Dialog>
      ) : null}
    </nav>
  )
}

function TaskLink({
  task,
  count,
  bar = false,
  onChoose,
}: {
  readonly task: Task
  readonly count: number | undefined
  readonly bar?: boolean
  readonly onChoose?: (() => void) | undefined
}) {
  const text = useText()
  return (
    <Link
      to={task.to}
      className={bar ? classes.barLink : classes.link}
      activeProps={{ 'aria-current': 'page' }}
      data-tour={task.to}
      {...(onChoose === undefined ? {} : { onClick: onChoose })}
    >
      <task.Icon size={bar ? 20 : 18} aria-hidden="true" />
      <span>{text(task.label)}</span>
      {count === undefined || count === 0 ? null : (
        <span className={classes.count}>
          <span aria-hidden="true">{count > 999 ? '999+' : count}</span>
          <span className="unseen">{text('nav.waiting', { count })}</span>
        </span>
      )}
    </Link>
  )
}
