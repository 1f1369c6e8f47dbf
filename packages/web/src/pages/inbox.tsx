import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useRef } from 'react'
import { askInbox } from '../api/questions.ts'
import type { WorkItem } from '../api/shapes.ts'
import type { Step } from '../inbox/next-steps.ts'
import { isShown, orderWork, parseShow, type Show, shows, urgencyOf } from '../inbox/order-work.ts'
import { useSteps } from '../inbox/step-buttons.tsx'
import { WorkRow } from '../inbox/work-row.tsx'
import { useText } from '../language/text.ts'
import { useNow } from '../live/now.ts'
import { IconInbox } from '../parts/icon.tsx'
import { ProblemNotice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { Answered, Empty } from '../parts/page-state.tsx'
import { Tabs } from '../parts/tabs.tsx'
import { useKeys } from '../parts/use-keys.ts'
import classes from './inbox.module.css'

const route = getRouteApi('/desk/inbox')

/** Everything that waits, by clock, live; the whole of it by keyboard. */
export function Inbox() {
  const text = useText()
  const show = parseShow(route.useSearch().show)
  const inbox = useQuery(askInbox)
  return (
    <Page title={text('inbox.title')} lead={text('inbox.lead')}>
      <Answered question={inbox}>{(items) => <Work items={items} show={show} />}</Answered>
    </Page>
  )
}

function Work({ items, show }: { readonly items: readonly WorkItem[]; readonly show: Show }) {
  const text = useText()
  const now = useNow()
  const list = useRef<HTMLDivElement>(null)
  const { start, saying, respond } = useSteps()
  const shown = orderWork(
    items.filter((item) => isShown(item, show)),
    now,
  )
  const over = shown.filter((item) => urgencyOf(item, now) === 'over')
  const rest = shown.filter((item) => urgencyOf(item, now) !== 'over')

  const links = () => [...(list.current?.querySelectorAll<HTMLAnchorElement>('a[data-work]') ?? [])]
  const walk = (by: 1 | -1) => {
    const all = links()
    const at = all.findIndex((link) => link.closest('li')?.contains(document.activeElement))
    const next = all[at < 0 ? (by === 1 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + by))]
    next?.focus()
    next?.scrollIntoView({ block: 'nearest' })
  }
  const step = (name: Step) => () => {
    const id = links().find((link) => link.closest('li')?.contains(document.activeElement))?.dataset.work
    const item = shown.find(({ record }) => record.id === id)
    if (item !== undefined) start(item, name)
  }
  useKeys({ j: () => walk(1), k: () => walk(-1), a: step('acknowledged'), t: step('acting'), x: step('cannot_act'), o: step('outcome') })

  return (
    <div className="stack" ref={list}>
      <Tabs
        label={text('inbox.filter')}
        tabs={shows.map((name) => ({
          name,
          to: name === 'open' ? '/inbox' : `/inbox?show=${name}`,
          current: name === show,
          label: text(`inbox.show.${name}`),
          count: items.filter((item) => isShown(item, name)).length,
        }))}
      />
      {respond.isError ? <ProblemNotice problem={respond.error} /> : null}
      {shown.length === 0 ? (
        <div className="card">
          <Empty icon={<IconInbox size={32} />} title={text(show === 'closed' ? 'inbox.empty.closed' : 'inbox.empty')}>
            {text('inbox.empty.detail')}
          </Empty>
        </div>
      ) : null}
      {over.length > 0 ? <Group title={text('inbox.over', { count: over.length })} tone="bad" items={over} /> : null}
      {rest.length > 0 ? (
        <Group title={text(show === 'closed' ? 'inbox.closed' : 'inbox.running', { count: rest.length })} items={rest} />
      ) : null}
      <p className={classes.hint}>
        <kbd>j</kbd> <kbd>k</kbd> {text('inbox.hint.walk')} · <kbd>Enter</kbd> {text('inbox.hint.open')} · <kbd>a</kbd>{' '}
        {text('inbox.hint.acknowledge')} · <kbd>?</kbd> {text('inbox.hint.all')}
      </p>
      {saying}
    </div>
  )
}

function Group({ title, items, tone }: { readonly title: string; readonly items: readonly WorkItem[]; readonly tone?: 'bad' }) {
  return (
    <section className="stack-tight" aria-label={title}>
      <h2 className={classes.group} data-tone={tone}>
        {title}
      </h2>
      <ul className="card">
        {items.map((item) => (
          <WorkRow key={`${item.record.id}${item.direction}`} item={item} />
        ))}
      </ul>
    </section>
  )
}
