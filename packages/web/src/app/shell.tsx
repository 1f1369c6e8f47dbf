import { useQuery } from '@tanstack/react-query'
import { Link, Outlet, useNavigate } from '@tanstack/react-router'
import { Suspense, useEffect, useState } from 'react'
import { askProposals } from '../api/people-questions.ts'
import { askNode, askReleaseTasks, askSession } from '../api/questions.ts'
import { useMay } from '../api/use-may.ts'
import { askInboxCounts } from '../inbox/inbox-questions.ts'
import { useText } from '../language/text.ts'
import { useLive } from '../live/use-live.ts'
import { type Command, useCommands } from '../parts/commands.ts'
import { late } from '../parts/late.tsx'
import { useParties } from '../parts/party.ts'
import { Toaster } from '../parts/toaster.tsx'
import { commitWhenLeaving } from '../parts/undo.ts'
import { useKeys } from '../parts/use-keys.ts'
import { useTellWhyNot } from '../people/why-not.ts'
import { TourShown } from '../tour/tour-shown.tsx'
import { AccountMenu } from './account-menu.tsx'
import { ConnectionMark } from './connection-mark.tsx'
import { HeaderSearch } from './header-search.tsx'
import { KeyMapDialog } from './key-map.tsx'
import { NodeBanner } from './node-banner.tsx'
import { Notices } from './notices.tsx'
import { PrintFrame } from './print-frame.tsx'
import { useSameAccount } from './same-account.ts'
import classes from './shell.module.css'
import { type Counts, NewLink, TaskBar, TaskNav } from './task-nav.tsx'
import { tasks } from './tasks.ts'

const loadPalette = () => import('./command-palette.tsx')
const CommandPalette = late(loadPalette)
const loadCall = () => import('../call/call-dialog.tsx')
const CallDialog = late(loadCall)

const OutboxMark = late(() => import('../forms/outbox-mark.tsx'), 'rest')

/** The frame of every page behind the sign-in: whose node, what domain, what can be done, whether the news flows. */
export function Shell() {
  useSameAccount()
  const text = useText()
  const navigate = useNavigate()
  const [sheet, setSheet] = useState<'keys' | 'palette' | 'call'>()
  const { data: node } = useQuery(askNode)
  const { data: session } = useQuery(askSession)
  const parties = useParties()
  const may = useMay()
  const tellWhyNot = useTellWhyNot()
  const counts = useCounts()
  const writes = may('record.create')
  useLive(session?.account.party)
  useEffect(commitWhenLeaving, [])
  // Fetched while nobody waits, so that what is typed right after its key is not lost.
  useEffect(() => {
    const timer = setTimeout(() => {
      loadPalette()
      loadCall()
    }, 1500)
    return () => clearTimeout(timer)
  }, [])

  useKeys({
    'Ctrl+k': () => setSheet(sheet === 'palette' ? undefined : 'palette'),
    ...Object.fromEntries(
      tasks.flatMap(({ key, to, may: needs }) =>
        key === undefined ? [] : [[`g ${key}`, () => (needs === undefined || may(needs) ? navigate({ to }) : tellWhyNot(needs))]],
      ),
    ),
    // A key that the role does not have says so; what is offered below has its own.
    ...(writes ? {} : { n: () => tellWhyNot('record.create'), c: () => tellWhyNot('record.create') }),
    ...(may('search') ? {} : { '/': () => tellWhyNot('search') }),
  })
  const everywhere: readonly Command[] = [
    ...(writes ? [{ id: 'new', label: text('nav.new'), keys: 'n', run: () => navigate({ to: '/new' }) }] : []),
    ...(writes ? [{ id: 'call', label: text('inbox.key.call'), keys: 'c', run: () => setSheet('call') }] : []),
    { id: 'keys', label: text('shell.do.keys'), keys: '?', run: () => setSheet('keys') },
    { id: 'print', label: text('shell.do.print'), run: () => print() },
  ]
  useCommands(everywhere)

  return (
    <div className={classes.frame} data-party-hue={node === undefined ? 0 : parties.hueOf(node.party)}>
      <a href="#content" className={classes.skip}>
        {text('shell.skip')}
      </a>
      <NodeBanner node={node} />
      <header className={classes.top}>
        <Link to="/" className={classes.brand} aria-label={text('shell.home')}>
          <img src="/mark.svg" alt="" width="30" height="30" />
          <span className={classes.brandName}>Enlace</span>
        </Link>
        <span className={classes.party}>
          <span className={classes.partyCode} aria-hidden="true">
            {node?.party.toUpperCase()}
          </span>
          <span className={classes.partyName}>{text.of(node?.name)}</span>
        </span>
        {may('search') ? <HeaderSearch /> : <span className={classes.push} />}
        <span className={classes.end}>
          <ConnectionMark />
          <AccountMenu onKeys={() => setSheet('keys')} onPalette={() => setSheet('palette')} />
        </span>
      </header>
      <Notices />
      <nav className={classes.nav} aria-label={text('shell.navigation')}>
        <div className={classes.stay} data-tour="tasks">
          {writes ? <NewLink /> : null}
          <TaskNav counts={counts} />
        </div>
      </nav>
      <TaskBar counts={counts} writes={writes} />
      <main id="content" className={classes.main} tabIndex={-1}>
        <Suspense fallback={null}>
          <OutboxMark />
        </Suspense>
        <Outlet />
      </main>
      <PrintFrame />
      <Toaster />
      <TourShown />
      {sheet === 'keys' ? <KeyMapDialog onClose={() => setSheet(undefined)} /> : null}
      {sheet === 'call' ? (
        <Suspense>
          <CallDialog onClose={() => setSheet(undefined)} />
        </Suspense>
      ) : null}
      {sheet === 'palette' ? (
        <Suspense>
          <CommandPalette onClose={() => setSheet(undefined)} />
        </Suspense>
      ) : null}
    </div>
  )
}

/** How much waits, where the role may ask. */
function useCounts(): Counts {
  const may = useMay()
  const inbox = useQuery({ ...askInboxCounts({ show: 'open', group: 'clock' }), enabled: may('inbox.count') })
  const tasksWaiting = useQuery({ ...askReleaseTasks, enabled: may('release_task.decide') })
  const proposals = useQuery({ ...askProposals, enabled: may('proposal.decide') })
  return {
    '/inbox': inbox.data?.shows.waiting,
    '/release': tasksWaiting.data?.filter((one) => one.waitsForOther !== true).length,
    '/proposals': proposals.data?.filter((one) => one.mayDecide).length,
  }
}
