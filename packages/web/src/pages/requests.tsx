import type { RequestRow } from '@enlace/api'
import { Button, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { nodeNow } from '../api/node-clock.ts'
import { useMay } from '../api/use-may.ts'
import { useText } from '../language/text.ts'
import { IconClipboardText } from '../parts/icon.tsx'
import { Limit } from '../parts/limit.tsx'
import { Page } from '../parts/page.tsx'
import { Answered, Empty } from '../parts/page-state.tsx'
import { useParties } from '../parts/party.ts'
import { PartyMark } from '../parts/party-mark.tsx'
import { PrintList } from '../parts/print-list.tsx'
import { Tabs } from '../parts/tabs.tsx'
import { Tag } from '../parts/tag.tsx'
import { askRequestForms, askRequests } from '../requests/ask-requests.ts'
import { DayTag, Lacking } from '../requests/custody-notice.tsx'
import { useRequestWords } from '../requests/say-request.tsx'
import classes from './list.module.css'

const route = getRouteApi('/desk/requests')
const shows = ['ours', 'theirs', 'open', 'closed'] as const

/** Requests both ways: what waits for us first, by its clock. */
export function Requests() {
  const text = useText()
  const may = useMay()
  const words = useRequestWords()
  const navigate = useNavigate()
  const search = route.useSearch()
  const show = shows.find((name) => name === search.show) ?? 'ours'
  const { data: forms } = useQuery(askRequestForms)
  const question = useQuery(askRequests(queryOf(show, search)))
  const change = (changed: Partial<typeof search>) => navigate({ to: '/requests', search: { ...search, show, ...changed } })
  return (
    <Page
      title={text('requests.title')}
      lead={text('requests.lead')}
      actions={
        <>
          <PrintList list="requests" of={queryOf(show, search)} />
          <Button variant="default" renderRoot={(props) => <Link to="/requests/flow" {...props} />}>
            {text('requests.flow')}
          </Button>
          {may('record.create') ? (
            <Button renderRoot={(props) => <Link to="/requests/new" {...props} />}>{text('requests.new')}</Button>
          ) : null}
        </>
      }
    >
      <Tabs
        label={text('requests.tabs')}
        tabs={shows.map((name) => ({
          name,
          to: `/requests?show=${name}`,
          current: name === show,
          label: text(`requests.tab.${name}`),
        }))}
      />
      <div className={classes.filters}>
        <NativeSelect
          label={text('requests.filter.form')}
          value={search.form ?? ''}
          onChange={(event) => change({ form: event.currentTarget.value || undefined })}
          data={[
            { value: '', label: text('requests.filter.all') },
            ...(forms ?? []).map(({ id, title }) => ({ value: id, label: text.of(title) })),
            { value: 'onward-consent', label: text('requests.form.onward-consent') },
          ]}
        />
        <NativeSelect
          label={text('requests.filter.direction')}
          value={search.direction ?? ''}
          onChange={(event) => change({ direction: event.currentTarget.value || undefined })}
          data={[
            { value: '', label: text('requests.filter.all') },
            { value: 'received', label: text('requests.direction.received') },
            { value: 'sent', label: text('requests.direction.sent') },
          ]}
        />
      </div>
      {search.state === undefined ? null : (
        <p className="cluster">
          <Tag tone="info">{words.state(search.form ?? '', search.state)}</Tag>
          <Button variant="subtle" size="xs" onClick={() => change({ state: undefined })}>
            {text('requests.state.all')}
          </Button>
        </p>
      )}
      <Answered question={question} shape="rows">
        {({ items, total }) =>
          items.length === 0 ? (
            <div className="card">
              <Empty icon={<IconClipboardText size={32} />} title={text(`requests.empty.${show}`)} />
            </div>
          ) : (
            <>
              <ul className="card">
                {items.map((row) => (
                  <Row key={row.record.id} row={row} />
                ))}
              </ul>
              {total > items.length ? <p className="soft small">{text('requests.more', { shown: items.length, total })}</p> : null}
            </>
          )
        }
      </Answered>
    </Page>
  )
}

function Row({ row }: { readonly row: RequestRow }) {
  const text = useText()
  const words = useRequestWords()
  const parties = useParties()
  const { record } = row
  const late = row.dueAt !== null && Date.parse(row.dueAt) < nodeNow().getTime()
  const title = record.title || words.form(row.form)
  return (
    <li className={classes.row}>
      <div className="stack-tight">
        {record.kind === 'request' ? (
          <Link to="/requests/$id" params={{ id: record.id }} className={classes.title}>
            {title}
          </Link>
        ) : (
          <Link to="/records/$id" params={{ id: record.id }} className={classes.title}>
            {title}
          </Link>
        )}
        <span className={classes.meta}>
          <span className="soft">{words.form(row.form)}</span>
          <span className="soft">{text(`requests.direction.${row.direction}`)}</span>
          <PartyMark party={record.from} />
        </span>
      </div>
      <div className="stack-tight">
        <span>
          <Tag tone={row.turn === null || !row.left ? 'plain' : 'info'}>
            {row.left ? words.state(row.form, row.state) : text('requests.notLeft')}
          </Tag>
        </span>
        <span className="small soft">
          {!row.left
            ? text('requests.notLeft.detail')
            : row.turn === null
              ? text('requests.turn.nobody')
              : text('requests.turn', { party: parties.nameOf(row.turn) })}
        </span>
      </div>
      <span className="small">
        {row.custody === null ? null : (
          <span className="stack-tight">
            <span>
              <DayTag custody={row.custody} />
            </span>
            <Lacking custody={row.custody} />
          </span>
        )}
        {row.dueAt === null ? (
          text('requests.noClock')
        ) : (
          <>
            {late ? <Tag tone="bad">{text('requests.late')}</Tag> : null} <Limit at={row.dueAt} lastDay={row.lastDay} />
          </>
        )}
      </span>
    </li>
  )
}

function queryOf(
  show: (typeof shows)[number],
  search: { readonly form?: string | undefined; readonly direction?: string | undefined; readonly state?: string | undefined },
): string {
  const query = new URLSearchParams()
  if (show === 'ours' || show === 'theirs') query.set('turn', show)
  query.set('show', show === 'closed' ? 'closed' : show === 'open' ? 'open' : 'all')
  if (search.form !== undefined) query.set('form', search.form)
  if (search.state !== undefined) query.set('state', search.state)
  if (search.direction !== undefined) query.set('direction', search.direction)
  query.set('limit', '100')
  return `?${query}`
}
