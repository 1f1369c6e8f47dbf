import type { PublicationRow, PublicQuestionList } from '@enlace/api'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useMay } from '../api/use-may.ts'
import { formatInstant } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { type Column, DataTable } from '../parts/data-table.tsx'
import { Page } from '../parts/page.tsx'
import { Answered, Empty } from '../parts/page-state.tsx'
import { Tag } from '../parts/tag.tsx'
import { Time } from '../parts/time.tsx'
import { AmendDialog } from './amend-dialog.tsx'
import { AnswerQuestionDialog } from './answer-question-dialog.tsx'
import { askPublications, askQuestions } from './ask-publication.ts'

/** What this party shows the public and what it planned to, and what the public wrote to it. */
export function PublicationPage() {
  const text = useText()
  const may = useMay()
  const question = useQuery(askPublications)
  return (
    <Page title={text('programme.publication')} lead={text('programme.publication.lead')}>
      <Answered question={question} shape="rows">
        {({ items, site }) => (
          <div className="stack">
            <p>
              {site === null ? (
                text('programme.publication.noSite')
              ) : (
                <>
                  {text('programme.publication.site')} <a href={site}>{site}</a>
                </>
              )}
            </p>
            <Card title={text('programme.publication.acts')} flush>
              {items.length === 0 ? (
                <Empty title={text('programme.publication.none')}>{text('programme.publication.none.detail')}</Empty>
              ) : (
                <Acts rows={items} site={site} />
              )}
            </Card>
            {may('publication.list_questions') ? <Questions site={site} /> : null}
          </div>
        )}
      </Answered>
    </Page>
  )
}

function Acts({ rows, site }: { readonly rows: readonly PublicationRow[]; readonly site: string | null }) {
  const text = useText()
  const may = useMay()
  const [amended, setAmended] = useState<{ readonly row: PublicationRow; readonly does: 'correct' | 'withdraw' }>()
  // Withdrawing takes back all of a record, so it stands beside its public version where there is one.
  const isOut = new Set(rows.flatMap(({ of, state }) => (state === 'public' ? [of] : [])))
  const offer = (row: PublicationRow, does: 'correct' | 'withdraw') => (
    <Button
      variant="default"
      size="xs"
      aria-label={`${text(`programme.publication.${does}`)}: ${row.title}`}
      onClick={() => setAmended({ row, does })}
    >
      {text(`programme.publication.${does}`)}
    </Button>
  )
  const deeds: Column<PublicationRow> = {
    id: 'deeds',
    header: text('programme.publication.deeds'),
    cell: (row) => (
      <span className="cluster">
        {row.state === 'public' ? offer(row, 'correct') : null}
        {row.state === 'public' || (row.state === 'planned' && row.does !== 'withdraw' && !isOut.has(row.of))
          ? offer(row, 'withdraw')
          : null}
      </span>
    ),
  }
  const columns: readonly Column<PublicationRow>[] = [
    {
      id: 'title',
      header: text('programme.publication.what'),
      rowHeader: true,
      cell: ({ of, title }) => (
        <Link to="/records/$id" params={{ id: of }}>
          {title}
        </Link>
      ),
    },
    {
      id: 'state',
      header: text('programme.publication.state'),
      cell: ({ state, reason }) => (
        <span className="stack-tight">
          <span>{text(`programme.publication.state.${state}`)}</span>
          {Object.keys(reason).length === 0 ? null : <span className="soft small">{text.of(reason)}</span>}
        </span>
      ),
    },
    { id: 'at', header: text('programme.publication.at'), cell: ({ publishAt }) => <Time at={publishAt} /> },
    {
      id: 'page',
      header: text('programme.publication.page'),
      cell: ({ path, title }) =>
        path === null || site === null ? null : (
          <a href={`${site}/${text.language}/${path.replace(/^\//, '')}`} aria-label={`${text('programme.publication.open')}: ${title}`}>
            {text('programme.publication.open')}
          </a>
        ),
    },
    ...(may('publication.ask') ? [deeds] : []),
  ]
  return (
    <>
      <DataTable caption={text('programme.publication.acts')} rows={rows} keyOf={({ id }) => id} columns={columns} />
      {amended === undefined ? null : <AmendDialog {...amended} onClose={() => setAmended(undefined)} />}
    </>
  )
}

type Question = PublicQuestionList['items'][number]

function Questions({ site }: { readonly site: string | null }) {
  const text = useText()
  const may = useMay()
  const question = useQuery(askQuestions)
  const [answered, setAnswered] = useState<Question>()
  return (
    <Card title={text('programme.publication.questions')}>
      <Answered question={question}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="soft">{text('programme.publication.questions.none')}</p>
          ) : (
            <ul className="stack">
              {items.map((one) => (
                <li key={one.number} className="stack-tight">
                  <span className="cluster soft small">
                    <span>{text('programme.publication.number', { number: String(one.number) })}</span>
                    <span>{formatInstant(one.at, text.tag)}</span>
                    {site === null ? null : <a href={`${site}/${one.language}${one.about}`}>{text('programme.publication.about')}</a>}
                    {one.isPublic ? <Tag tone="good">{text('programme.publication.answered.public')}</Tag> : null}
                  </span>
                  <span lang={one.language}>{one.words ?? text('programme.publication.erased')}</span>
                  {one.answer === null ? null : <span className="soft">{text.of(one.answer)}</span>}
                  {one.words === null || !may('publication.answer') ? null : (
                    <span>
                      <AnswerButton question={one} onClick={() => setAnswered(one)} />
                    </span>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Answered>
      {answered === undefined ? null : <AnswerQuestionDialog question={answered} onClose={() => setAnswered(undefined)} />}
    </Card>
  )
}

function AnswerButton({ question, onClick }: { readonly question: Question; readonly onClick: () => void }) {
  const text = useText()
  const label = text(question.answer === null ? 'programme.publication.answer' : 'programme.publication.answer.again')
  const number = text('programme.publication.number', { number: String(question.number) })
  return (
    <Button variant="default" size="xs" aria-label={`${label}: ${number}`} onClick={onClick}>
      {label}
    </Button>
  )
}
