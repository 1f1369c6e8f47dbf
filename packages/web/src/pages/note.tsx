import type { NoteDetail } from '@enlace/api'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { askNode, askSession } from '../api/questions.ts'
import { useMay } from '../api/use-may.ts'
import { FillReport } from '../call/fill-report.tsx'
import { useUsualEnvelope } from '../call/use-usual-envelope.ts'
import { ClearancesCard } from '../clearance/clearances-card.tsx'
import { formatDay } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { askNote } from '../notes/ask-notes.ts'
import { BothTexts } from '../notes/both-texts.tsx'
import { RepliedBy } from '../notes/replied-by.tsx'
import { useNoteWords } from '../notes/say-note.ts'
import { StampDialog } from '../notes/stamp-dialog.tsx'
import { Card } from '../parts/card.tsx'
import { DefinitionList } from '../parts/definition-list.tsx'
import { Notice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { Answered } from '../parts/page-state.tsx'
import { PartyMark } from '../parts/party-mark.tsx'
import { Tag } from '../parts/tag.tsx'
import { Time } from '../parts/time.tsx'
import { Timeline } from '../parts/timeline.tsx'

const route = getRouteApi('/desk/notes/$id')
const states = ['drafted', 'cleared', 'sealed', 'sent', 'received', 'answered']

/** One diplomatic note: both languages, where it stands, who stamped it, what may be stamped now and why the rest may not. */
export function NotePage() {
  const text = useText()
  const words = useNoteWords()
  const { id } = route.useParams()
  const question = useQuery(askNote(id))
  const detail = question.data
  return (
    <Page
      title={detail === undefined ? text('notes.one') : text('notes.numbered', { number: detail.number })}
      trail={[{ label: text('notes.title'), to: '/notes' }]}
      lead={
        detail === undefined ? undefined : (
          <span className="cluster">
            <span>{detail.subject}</span>
            <Tag tone={detail.state === 'answered' ? 'good' : 'info'}>{words.state(detail.state)}</Tag>
            <span className="small">
              <PartyMark party={detail.record.from} /> → <PartyMark party={detail.to} />
            </span>
          </span>
        )
      }
      actions={
        <>
          <FillReport id={id} kind="diplomatic-note" />
          <Button variant="default" renderRoot={(props) => <Link to="/records/$id" params={{ id }} {...props} />}>
            {text('requests.record')}
          </Button>
        </>
      }
    >
      <Answered question={question}>{(found) => <Whole detail={found} />}</Answered>
    </Page>
  )
}

function Whole({ detail }: { readonly detail: NoteDetail }) {
  const text = useText()
  return (
    <div className="stack">
      <Course detail={detail} />
      <Card title={text('notes.text')}>
        <BothTexts detail={detail} />
      </Card>
      <Facts detail={detail} />
      <Enclosures detail={detail} />
      <Stamps detail={detail} />
      {detail.direction === 'sent' ? <ClearancesCard id={detail.record.id} /> : null}
      <Answers detail={detail} />
    </div>
  )
}

/** The states in their order, and the stamps: open ones as buttons, the others with the reason why not. */
function Course({ detail }: { readonly detail: NoteDetail }) {
  const text = useText()
  const may = useMay()
  const words = useNoteWords()
  const { data: node } = useQuery(askNode)
  const { data: session } = useQuery(askSession)
  const usual = useUsualEnvelope({ home: false })
  const [chosen, setChosen] = useState<string>()
  const writes = may('record.create')
  const open = writes ? detail.moves.filter(({ refused }) => refused === null) : []
  const reached = states.indexOf(detail.state)
  const closed = detail.moves.filter(({ refused, from }) => refused !== null && refused !== 'other_side' && states.indexOf(from) >= reached)
  const passages = detail.direction === 'sent' ? (detail.open ?? []) : []
  return (
    <Card title={text('notes.course')}>
      <div className="stack">
        <ol className="cluster">
          {states.map((state, i) => (
            <li key={state} aria-current={i === reached ? 'step' : undefined}>
              <Tag tone={i < reached ? 'good' : i === reached ? 'info' : 'plain'}>{words.state(state)}</Tag>
            </li>
          ))}
        </ol>
        {open.length === 0 ? (
          <p className="soft">{text(writes ? 'notes.stamps.none' : 'notes.stamps.role')}</p>
        ) : (
          <div className="cluster">
            {open.map(({ stamp }) => (
              <Button key={stamp} onClick={() => setChosen(stamp)} disabled={usual === undefined}>
                {words.put(stamp)}
              </Button>
            ))}
            {detail.direction === 'received' ? (
              <Button variant="default" renderRoot={(props) => <Link to="/notes/new" search={{ answers: detail.record.id }} {...props} />}>
                {text('notes.answer')}
              </Button>
            ) : null}
          </div>
        )}
        {passages.length === 0 ? null : (
          <Notice tone="warn" title={text('notes.open', { count: passages.length })}>
            <div className="stack-tight">
              <span>{text('notes.open.detail')}</span>
              <Link to="/records/$id/edit" params={{ id: detail.record.id }}>
                {text('notes.open.edit')}
              </Link>
            </div>
          </Notice>
        )}
        {closed.length === 0 ? null : (
          <ul className="small">
            {closed.map((move) => (
              <li key={move.stamp}>
                <strong>{words.put(move.stamp)}</strong> {words.whyNot(move)}
              </li>
            ))}
          </ul>
        )}
      </div>
      {chosen === undefined || usual === undefined || node === undefined || session == null ? null : (
        <StampDialog
          detail={detail}
          stamp={chosen}
          party={node.party}
          user={session.account.user}
          usual={usual}
          onClose={() => setChosen(undefined)}
        />
      )}
    </Card>
  )
}

const coded = ['series', 'purpose_class', 'channel', 'legalisation']
const shown = [
  ...['number', 'series', 'purpose_class', 'from_office', 'to_office', 'channel', 'seal', 'initialled_by', 'written_at', 'reply_due'],
  ...['legalisation', 'legalisation_number', 'legalisation_office', 'legalised_on'],
]

function Facts({ detail }: { readonly detail: NoteDetail }) {
  const text = useText()
  const words = useNoteWords()
  const say = (name: string, value: string) => {
    if (coded.includes(name)) return words.choice(name, value)
    if (name === 'written_at') return <Time at={value} />
    return name === 'reply_due' || name === 'legalised_on' ? formatDay(value, text.tag) : value
  }
  const items = shown.flatMap((name) => {
    const value = detail.fields[name]
    if (value === undefined) return []
    return [
      {
        term: words.label(name),
        detail: (
          <>
            {say(name, value)} {name === 'reply_due' && detail.replyLate ? <Tag tone="bad">{text('notes.replyLate')}</Tag> : null}
            {name === 'reply_due' && detail.repliedBy != null ? <RepliedBy reply={detail.repliedBy} /> : null}
          </>
        ),
      },
    ]
  })
  const linked = detail.request
  return (
    <Card title={text('notes.facts')}>
      <DefinitionList
        items={[
          ...items,
          ...(linked === null
            ? []
            : [
                {
                  term: words.label('request_ref'),
                  detail: (
                    <Link to="/requests/$id" params={{ id: linked }}>
                      {text('notes.request')}
                    </Link>
                  ),
                },
              ]),
        ]}
      />
    </Card>
  )
}

function Enclosures({ detail }: { readonly detail: NoteDetail }) {
  const text = useText()
  const words = useNoteWords()
  if (detail.enclosures.length === 0) return null
  return (
    <Card title={words.label('enclosures')}>
      <ol className="stack-tight">
        {detail.enclosures.map(({ title, pages, sha256 }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: enclosures of a note never change their place
          <li key={i} className="stack-tight">
            <span>
              {i + 1}. {title} {pages === null ? null : <span className="soft">{text('notes.pages', { pages })}</span>}
            </span>
            {sha256 === null ? null : <code className="small mono">{sha256}</code>}
          </li>
        ))}
      </ol>
    </Card>
  )
}

function Stamps({ detail }: { readonly detail: NoteDetail }) {
  const text = useText()
  const words = useNoteWords()
  return (
    <Card title={text('notes.stamps')} lead={text('notes.stamps.lead')}>
      <Timeline
        events={[
          { id: 'written', at: detail.record.addedAt, title: text('notes.here'), by: <PartyMark party={detail.record.from} /> },
          ...detail.stamps.map((stamp) => ({
            id: stamp.id,
            at: stamp.at,
            title: words.stamp(stamp.stamp),
            by: <PartyMark party={stamp.by} />,
            status: stamp.counts ? ('plain' as const) : ('warn' as const),
            detail: (
              <span className="small" dir="auto">
                {[stamp.stampedBy, stamp.registerNumber, stamp.content].filter((said) => said !== '').join(' · ')}
                {stamp.counts ? null : <Tag tone="warn">{text(stamp.withdrawn ? 'notes.stamp.withdrawn' : 'notes.stamp.aside')}</Tag>}
              </span>
            ),
          })),
        ]}
      />
    </Card>
  )
}

function Answers({ detail }: { readonly detail: NoteDetail }) {
  const text = useText()
  const words = useNoteWords()
  const { answers, replies } = detail
  if (answers === null && replies.length === 0) return null
  const links = [
    ...(answers === null ? [] : [{ ...answers, term: words.label('answers_ref') }]),
    ...replies.map((reply) => ({ ...reply, term: text('notes.reply') })),
  ]
  return (
    <Card title={text('notes.answers')}>
      <ul className="stack-tight">
        {links.map(({ id, title, term }) => (
          <li key={id}>
            <span className="soft">{term}:</span>{' '}
            <Link to="/notes/$id" params={{ id }}>
              {title || text('notes.one')}
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  )
}
