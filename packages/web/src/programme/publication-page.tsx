import type { PublicationList, PublicationRow, PublicQuestionList } from '@enlace/api'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { send } from '../api/send.ts'
import { useMay } from '../api/use-may.ts'
import { formatInstant } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { type Column, DataTable } from '../parts/data-table.tsx'
import { Page } from '../parts/page.tsx'
import { Answered, Empty } from '../parts/page-state.tsx'

const askPublications = queryOptions({
  queryKey: ['record', 'publications'],
  queryFn: ({ signal }) => send<PublicationList>('GET', '/programme/publications', { signal }),
})
const askQuestions = queryOptions({
  queryKey: ['record', 'public-questions'],
  queryFn: ({ signal }) => send<PublicQuestionList>('GET', '/programme/questions', { signal }),
})

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
            {may('publication.list_questions') ? <Questions /> : null}
          </div>
        )}
      </Answered>
    </Page>
  )
}

function Acts({ rows, site }: { readonly rows: readonly PublicationRow[]; readonly site: string | null }) {
  const text = useText()
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
      cell: ({ state }) => text(`programme.publication.state.${state}`),
    },
    { id: 'at', header: text('programme.publication.at'), cell: ({ publishAt }) => formatInstant(publishAt, text.tag) },
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
  ]
  return <DataTable caption={text('programme.publication.acts')} rows={rows} keyOf={({ id }) => id} columns={columns} />
}

function Questions() {
  const text = useText()
  const question = useQuery(askQuestions)
  return (
    <Card title={text('programme.publication.questions')}>
      <Answered question={question}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="soft">{text('programme.publication.questions.none')}</p>
          ) : (
            <ul>
              {items.map(({ number, at, words, answer }) => (
                <li key={number} className="stack-tight">
                  <span className="soft small">{formatInstant(at, text.tag)}</span>
                  <span>{words ?? text('programme.publication.erased')}</span>
                  {answer === null ? null : <span className="soft">{text.of(answer)}</span>}
                </li>
              ))}
            </ul>
          )
        }
      </Answered>
    </Card>
  )
}
