import type { NoteRow } from '@enlace/api'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useMay } from '../api/use-may.ts'
import { formatDay } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { askNotes } from '../notes/ask-notes.ts'
import { RepliedBy } from '../notes/replied-by.tsx'
import { useNoteWords } from '../notes/say-note.ts'
import { IconFileCertificate } from '../parts/icon.tsx'
import { Page } from '../parts/page.tsx'
import { Answered, Empty } from '../parts/page-state.tsx'
import { PartyMark } from '../parts/party-mark.tsx'
import { PrintList } from '../parts/print-list.tsx'
import { Tabs } from '../parts/tabs.tsx'
import { Tag } from '../parts/tag.tsx'
import classes from './list.module.css'

const route = getRouteApi('/desk/notes')
const shows = ['all', 'received', 'sent'] as const

/** Diplomatic notes in and out: those that wait for a reply first, by its day. */
export function Notes() {
  const text = useText()
  const may = useMay()
  const search = route.useSearch()
  const show = shows.find((name) => name === search.show) ?? 'all'
  const narrowed = show === 'all' ? '' : `?direction=${show}`
  const question = useQuery(askNotes(narrowed))
  return (
    <Page
      title={text('notes.title')}
      lead={text('notes.lead')}
      actions={
        <>
          <PrintList list="notes" of={narrowed} />
          {may('record.create') ? <Button renderRoot={(props) => <Link to="/notes/new" {...props} />}>{text('notes.new')}</Button> : null}
        </>
      }
    >
      <Tabs
        label={text('notes.tabs')}
        tabs={shows.map((name) => ({ name, to: `/notes?show=${name}`, current: name === show, label: text(`notes.tab.${name}`) }))}
      />
      <Answered question={question} shape="rows">
        {({ items }) =>
          items.length === 0 ? (
            <div className="card">
              <Empty icon={<IconFileCertificate size={32} />} title={text('notes.empty')} />
            </div>
          ) : (
            <ul className="card">
              {items.map((note) => (
                <Row key={note.record.id} note={note} />
              ))}
            </ul>
          )
        }
      </Answered>
    </Page>
  )
}

function Row({ note }: { readonly note: NoteRow }) {
  const text = useText()
  const words = useNoteWords()
  return (
    <li className={classes.row}>
      <div className="stack-tight">
        <Link to="/notes/$id" params={{ id: note.record.id }} className={classes.title}>
          {note.number} · {note.record.title}
        </Link>
        <span className={classes.meta}>
          <span className="soft">{words.choice('purpose_class', note.purposeClass)}</span>
          <span className="soft">
            {note.fromOffice} → {note.toOffice}
          </span>
          <PartyMark party={note.record.from} />
        </span>
      </div>
      <span>
        <Tag tone={note.state === 'answered' ? 'good' : 'info'}>{words.state(note.state)}</Tag>
      </span>
      <span className="small">
        {note.replyDue === null ? (
          text('notes.noReply')
        ) : (
          <>
            {note.replyLate ? <Tag tone="bad">{text('notes.replyLate')}</Tag> : words.label('reply_due')}{' '}
            <span className={classes.day}>{formatDay(note.replyDue, text.tag)}</span>
          </>
        )}{' '}
        {note.repliedBy == null ? null : <RepliedBy reply={note.repliedBy} />}
      </span>
    </li>
  )
}
