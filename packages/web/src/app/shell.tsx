import { useQuery } from '@tanstack/react-query'
import { Link, Outlet, useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { askInbox, askNode, askReleaseTasks, askSession } from '../api/questions.ts'
import { useMay } from '../api/use-may.ts'
import { waitsForMe } from '../inbox/order-work.ts'
import { useText } from '../language/text.ts'
import { useLive } from '../live/use-live.ts'
import { IconPlus } from '../parts/icon.tsx'
import { useParties } from '../parts/party.ts'
import { Toaster } from '../parts/toaster.tsx'
import { commitWhenLeaving } from '../parts/undo.ts'
import { useKeys } from '../parts/use-keys.ts'
import { AccountMenu } from './account-menu.tsx'
import { ConnectionMark } from './connection-mark.tsx'
import { KeyMapDialog } from './key-map.tsx'
import { NodeBanner } from './node-banner.tsx'
import classes from './shell.module.css'
import { type Task, taskGroups, tasks, tasksOf } from './tasks.ts'

/** The frame of every page behind the sign-in: whose node, what domain, what can be done, whether the news flows. */
export function Shell() {
  const text = useText()
  const navigate = useNavigate()
  const [showsKeys, setShowsKeys] = useState(false)
  const { data: node } = useQuery(askNode)
  const { data: session } = useQuery(askSession)
  const parties = useParties()
  const counts = useCounts(session?.account.role)
  const may = useMay()
  const writes = may('record.create')
  useLive(session?.account.party)
  useEffect(commitWhenLeaving, [])

  useKeys({
    n: () => navigate({ to: '/new' }),
    '/': () => navigate({ to: '/search' }),
    '?': () => setShowsKeys(true),
    ...Object.fromEntries(tasks.flatMap((task) => (task.key === undefined ? [] : [[`g ${task.key}`, () => navigate({ to: task.to })]]))),
  })

  return (
    <div className={classes.frame} data-party-hue={node === undefined ? 0 : parties.hueOf(node.party)}>
      <a href="#content" className={classes.skip}>
        {text('shell.skip')}
      </a>
      <NodeBanner node={node} />
      <header className={classes.top}>
        <Link to="/" className={classes.brand}>
          <img src="/mark.svg" alt="" width="30" height="30" />
          <span className={classes.brandName}>Enlace</span>
        </Link>
        <span className={classes.party}>
          <span className={classes.partyCode} aria-hidden="true">
            {node?.party.toUpperCase()}
          </span>
          <span className={classes.partyName}>{text.of(node?.name)}</span>
        </span>
        <span className={classes.push} />
        <ConnectionMark />
        <AccountMenu onKeys={() => setShowsKeys(true)} />
      </header>
      <nav className={classes.nav} aria-label={text('shell.navigation')}>
        <div className={classes.stay}>
          {writes ? (
            <Link to="/new" className={classes.primary} activeProps={{ 'aria-current': 'page' }}>
              <IconPlus size={18} aria-hidden="true" />
              <span className={classes.long}>{text('nav.new')}</span>
              <span className={classes.brief}>{text('nav.new.brief')}</span>
              <span className={classes.key} aria-hidden="true">
                n
              </span>
            </Link>
          ) : null}
          {taskGroups.map((group) => {
            const shown = tasksOf(group, may)
            if (shown.length === 0) return null
            return (
              <section key={group} className={classes.group} aria-labelledby={`nav-${group}`}>
                <h2 id={`nav-${group}`}>{text(`shell.group.${group}`)}</h2>
                <ul>
                  {shown.map((task) => (
                    <TaskLink key={task.to} task={task} count={counts[task.to]} />
                  ))}
                </ul>
              </section>
            )
          })}
        </div>
      </nav>
      <main id="content" className={classes.main} tabIndex={-1}>
        <Outlet />
      </main>
      <Toaster />
      {showsKeys ? <KeyMapDialog onClose={() => setShowsKeys(false)} /> : null}
    </div>
  )
}

function TaskLink({ task, count }: { readonly task: Task; readonly count: number | undefined }) {
  const text = useText()
  return (
    <li>
      <Link to={task.to} className={classes.link} activeProps={{ 'aria-current': 'page' }}>
        <task.Icon size={18} aria-hidden="true" />
        <span>{text(task.label)}</span>
        {count === undefined || count === 0 ? null : (
          <span className={classes.count}>
            <span aria-hidden="true">{count}</span>
            <span className="unseen">{text('nav.waiting', { count })}</span>
          </span>
        )}
      </Link>
    </li>
  )
}

/** How much waits, where the role may ask. */
function useCounts(role: string | undefined): { readonly [path: string]: number | undefined } {
  const reads = role !== undefined && role !== 'administrator'
  const inbox = useQuery({ ...askInbox, enabled: reads })
  const tasksWaiting = useQuery({ ...askReleaseTasks, enabled: role === 'releasing-officer' })
  return { '/inbox': inbox.data?.filter(waitsForMe).length, '/release': tasksWaiting.data?.length }
}
