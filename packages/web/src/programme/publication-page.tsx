import type { PublicQuestionList } from '@enlace/api'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useMay } from '../api/use-may.ts'
import { formatInstant } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { Page } from '../parts/page.tsx'
import { Answered, Empty } from '../parts/page-state.tsx'
import { Tag } from '../parts/tag.tsx'
import { AnswerQuestionDialog } from './answer-question-dialog.tsx'
import { askPublications, askQuestions } from './ask-publication.ts'
import { PublicationActs } from './publication-acts.tsx'

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
              <PublicationActs
                rows={items}
                site={site}
                empty={<Empty title={text('programme.publication.none')}>{text('programme.publication.none.detail')}</Empty>}
              />
            </Card>
            {may('publication.list_questions') ? <Questions site={site} /> : null}
          </div>
        )}
      </Answered>
    </Page>
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
