import type { InboxEntry } from '@enlace/api'
import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { Suspense, useEffect, useRef, useState } from 'react'
import { askSession } from '../api/questions.ts'
import { useMay } from '../api/use-may.ts'
import { BatchBar } from '../inbox/batch-bar.tsx'
import { FilterBar } from '../inbox/filter-bar.tsx'
import { HandoverNotes } from '../inbox/handover-notes.tsx'
import { InboxList, type ListHandle } from '../inbox/inbox-list.tsx'
import { askInboxCounts, askInboxWindow, askViews, windowSize } from '../inbox/inbox-questions.ts'
import { type InboxSearch, isNarrowed, toFilter } from '../inbox/inbox-search.ts'
import type { Step } from '../inbox/next-steps.ts'
import { useEntryTitle } from '../inbox/say-entry.ts'
import { useSteps } from '../inbox/step-buttons.tsx'
import { isAcknowledgeable, useAcknowledge } from '../inbox/use-acknowledge.ts'
import { useMarks } from '../inbox/use-marks.ts'
import { useOpened } from '../inbox/use-opened.ts'
import { withWords } from '../language/language.ts'
import { useText } from '../language/text.ts'
import { runCommand } from '../parts/commands.ts'
import { IconInbox } from '../parts/icon.tsx'
import { KeyHint } from '../parts/key-hint.tsx'
import { late } from '../parts/late.tsx'
import { ProblemNotice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { Answered, Empty, Loading } from '../parts/page-state.tsx'
import { PrintList } from '../parts/print-list.tsx'
import { SplitView } from '../parts/split-view.tsx'
import { useKeys } from '../parts/use-keys.ts'
import { useTellWhyNot } from '../people/why-not.ts'
import classes from './inbox.module.css'

const ItemPanel = late(() => import('../inbox/item-panel.tsx'))
const SnoozeDialog = late(() => import('../inbox/snooze-dialog.tsx'))
const AssignDialog = late(() => import('../inbox/assign-dialog.tsx'))
const LateAnswers = late(withWords('requests', () => import('../inbox/late-answers.tsx')))
const HandoverDialog = late(() => import('../inbox/handover-dialog.tsx'))
const route = getRouteApi('/desk/inbox')
const most = 500

type Asking = { readonly what: 'snooze' | 'assign'; readonly entries: readonly InboxEntry[] } | { readonly what: 'handover' }

/** Everything that waits, from every source, by clock, live; the whole of a day by keyboard. */
export function Inbox() {
  const text = useText()
  const search = route.useSearch()
  const navigate = useNavigate()
  const client = useQueryClient()
  const may = useMay()
  const tellWhyNot = useTellWhyNot()
  const { data: session } = useQuery(askSession)
  const titleOf = useEntryTitle()
  const filter = toFilter(search)
  const counts = useQuery(askInboxCounts(filter))
  const { data: views = [] } = useQuery({ ...askViews, enabled: may('inbox.list_views') })
  const handle = useRef<ListHandle>(null)
  const words = useRef<HTMLInputElement>(null)
  const anchor = useRef<number | undefined>(undefined)
  /** The item that a walk is about to open: until it stands there, keys mean it and not the one before. */
  const walkingTo = useRef<string | undefined>(undefined)
  const [selected, setSelected] = useState<ReadonlyMap<string, InboxEntry>>(new Map())
  const [asking, setAsking] = useState<Asking>()
  const { pending, batch, acknowledge } = useAcknowledge()
  const { start, saying, respond } = useSteps()
  const marks = useMarks()
  const mayMark = may('inbox.mark')

  const view = JSON.stringify(filter)
  // Another view is another list: nothing of the last one stays chosen unseen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the view is what it follows
  useEffect(() => setSelected(new Map()), [view])

  const go = (change: Partial<InboxSearch>) =>
    navigate({ to: '/inbox', search: { ...search, ...change }, resetScroll: false, replace: true })
  const opened = useOpened(search.item, filter, counts.data?.total ?? 0)

  const select = async (index: number, { shiftKey }: { readonly shiftKey: boolean }) => {
    const from = shiftKey ? (anchor.current ?? index) : index
    anchor.current = index
    const entries = await fetchRange(Math.min(from, index), Math.max(from, index))
    setSelected((before) => {
      const next = new Map(before)
      const [only] = entries
      if (!shiftKey && only !== undefined && next.delete(only.key)) return next
      for (const entry of entries) if (next.size < most) next.set(entry.key, entry)
      return next
    })
  }
  const fetchRange = async (from: number, to: number): Promise<InboxEntry[]> => {
    const last = Math.min(to, from + most - 1)
    const [first, end] = [Math.floor(from / windowSize), Math.floor(last / windowSize)]
    const windows = Array.from({ length: end - first + 1 }, (_, i) => first + i)
    const pages = await Promise.all(windows.map((window) => client.fetchQuery({ ...askInboxWindow(filter, window), staleTime: 60_000 })))
    return pages.flatMap((page) => page.items).slice(from - first * windowSize, last - first * windowSize + 1)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever was opened, the walk is over
  useEffect(() => {
    walkingTo.current = undefined
  }, [search.item])
  /** What a key is about: the selection, else the item that is open beside the list, else the one that the focus is on. */
  const subjects = (): readonly InboxEntry[] => {
    if (selected.size > 0) return [...selected.values()]
    const focused = handle.current?.current()?.entry
    // What was answered may move away below the focus; its panel stays, and the next key is still about it.
    const current = walkingTo.current === undefined ? (opened ?? focused) : (focused ?? opened)
    return current === undefined ? [] : [current]
  }
  const done = () => {
    handle.current?.stay()
    setSelected(new Map())
  }
  const step = (name: Step) => () => {
    if (!may('record.create')) return tellWhyNot('record.create')
    const [entry, more] = subjects()
    if (entry === undefined) return
    if (name === 'acknowledged' && (more !== undefined || selected.size > 0)) {
      acknowledge(subjects())
      done()
    } else if (entry.work !== null) {
      handle.current?.stay()
      start(entry.work, name)
    }
  }
  const ask = (what: 'snooze' | 'assign') => () => {
    const entries = subjects()
    if (!mayMark) tellWhyNot('inbox.mark')
    else if (entries.length > 0) setAsking({ what, entries })
  }
  const toMe = () => {
    const entries = subjects()
    if (!mayMark) return tellWhyNot('inbox.mark')
    if (session == null || entries.length === 0) return
    marks.assign(entries, session.account.user)
    done()
  }
  const walk = (by: number, extend = false) => {
    const before = handle.current?.current()
    const next = handle.current?.walk(by)
    if (next === undefined) return
    if (extend) {
      anchor.current ??= before?.index ?? next
      select(next, { shiftKey: true })
    }
    // Beside the list the next one opens at once: nobody leaves it to read on.
    if (search.item !== undefined) {
      const entry = handle.current?.entryAt(next)
      if (entry !== undefined) {
        if (entry.key !== search.item) walkingTo.current = entry.key
        go({ item: entry.key })
      }
    }
  }
  const close = () => {
    go({ item: undefined })
    handle.current?.focus()
  }
  useKeys({
    j: () => walk(1),
    k: () => walk(-1),
    J: () => walk(1, true),
    K: () => walk(-1, true),
    x: () => {
      const current = handle.current?.current()
      if (current !== undefined) select(current.index, { shiftKey: false })
    },
    a: step('acknowledged'),
    t: step('acting'),
    d: step('cannot_act'),
    o: step('outcome'),
    s: ask('snooze'),
    e: ask('assign'),
    m: toMe,
    h: () => (may('handover.give') ? setAsking({ what: 'handover' }) : tellWhyNot('handover.give')),
    f: () => words.current?.focus(),
    // The side panel closes first; it listens for itself.
    Escape: () => {
      if (search.item === undefined) setSelected(new Map())
    },
  })

  const chosen = [...selected.values()]
  const list = (
    <div className="stack">
      <BatchBar
        selected={chosen}
        total={counts.data?.total ?? 0}
        acknowledgeable={may('record.create') ? chosen.filter(isAcknowledgeable).length : 0}
        finishable={chosen.filter((entry) => entry.source === 'duty' && entry.open).length}
        batch={batch}
        marks={mayMark}
        onSelectAll={() => {
          fetchRange(0, Math.min(counts.data?.total ?? 0, most) - 1).then((entries) =>
            setSelected(new Map(entries.map((entry) => [entry.key, entry]))),
          )
        }}
        onClear={() => setSelected(new Map())}
        onAcknowledge={step('acknowledged')}
        onAssign={ask('assign')}
        onMine={toMe}
        onSnooze={ask('snooze')}
        onFinish={() => {
          marks.finish(chosen.filter((entry) => entry.source === 'duty'))
          done()
        }}
      />
      <Answered question={counts}>
        {(counted) =>
          counted.total === 0 ? (
            <div className="card">
              <Empty icon={<IconInbox size={32} />} title={text(emptyOf(search))}>
                {text(isNarrowed(search) ? 'inbox.empty.narrowed.detail' : 'inbox.empty.detail')}
              </Empty>
            </div>
          ) : (
            <InboxList
              key={view}
              handle={handle}
              search={search}
              filter={filter}
              counts={counted}
              selected={selected}
              pending={pending}
              onSelect={select}
            />
          )
        }
      </Answered>
      <p className={classes.hint} data-no-print>
        <KeyHint keys="j k" /> {text('inbox.hint.walk')} · <KeyHint keys="Enter" /> {text('inbox.hint.open')} · <KeyHint keys="x" />{' '}
        {text('inbox.hint.select')} · <KeyHint keys="a" /> {text('inbox.hint.acknowledge')} · <KeyHint keys="s" />{' '}
        {text('inbox.hint.snooze')} · <KeyHint keys="?" /> {text('inbox.hint.all')}
      </p>
    </div>
  )
  return (
    <Page
      title={text('inbox.title')}
      lead={text('inbox.lead')}
      actions={
        <>
          {may('record.create') ? (
            <Button variant="default" onClick={() => runCommand('call')} rightSection={<KeyHint keys="c" />}>
              {text('inbox.call.log')}
            </Button>
          ) : null}
          <PrintList list="inbox" of={new URLSearchParams(filter).toString()} />
          {may('handover.give') ? (
            <Button variant="default" onClick={() => setAsking({ what: 'handover' })} rightSection={<KeyHint keys="h" />}>
              {text('inbox.handover')}
            </Button>
          ) : null}
        </>
      }
    >
      <div className="stack">
        {/* On a telephone what is opened is a page of its own. */}
        <div className={classes.above} data-open={search.item !== undefined || undefined}>
          <HandoverNotes />
          {may('record.create') && (counts.data?.shows.late ?? 0) > 0 ? (
            <Suspense fallback={null}>
              <LateAnswers />
            </Suspense>
          ) : null}
          <FilterBar search={search} counts={counts.data} views={views} words={words} />
        </div>
        {respond.isError ? <ProblemNotice problem={respond.error} /> : null}
        <SplitView
          list={list}
          title={opened === undefined ? text('inbox.item') : titleOf(opened)}
          onClose={close}
          panel={
            search.item === undefined ? undefined : opened === undefined ? (
              <Empty title={text('inbox.item.gone')}>{text('inbox.item.gone.detail')}</Empty>
            ) : (
              <Suspense fallback={<Loading />}>
                <ItemPanel
                  key={opened.key}
                  entry={opened}
                  onFinish={() => {
                    marks.finish([opened])
                    done()
                  }}
                />
              </Suspense>
            )
          }
        />
      </div>
      {saying}
      <Suspense fallback={null}>
        {asking?.what === 'snooze' ? (
          <SnoozeDialog
            count={asking.entries.length}
            onClose={() => setAsking(undefined)}
            onChoose={(until) => {
              marks.snooze(asking.entries, until)
              done()
            }}
          />
        ) : null}
        {asking?.what === 'assign' ? (
          <AssignDialog
            count={asking.entries.length}
            onClose={() => setAsking(undefined)}
            onChoose={(user) => {
              marks.assign(asking.entries, user)
              done()
            }}
          />
        ) : null}
        {asking?.what === 'handover' ? (
          <HandoverDialog
            selected={chosen}
            mine={counts.data?.shows.mine ?? 0}
            waiting={counts.data?.shows.waiting ?? 0}
            onClose={() => setAsking(undefined)}
          />
        ) : null}
      </Suspense>
    </Page>
  )
}

function emptyOf(search: InboxSearch) {
  if (isNarrowed(search)) return 'inbox.empty.narrowed' as const
  return search.show === 'closed' ? ('inbox.empty.closed' as const) : ('inbox.empty' as const)
}
