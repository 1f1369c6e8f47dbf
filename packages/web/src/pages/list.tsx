import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { askList } from '../api/list-questions.ts'
import { formatDay } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { EditionHistory } from '../lists/edition-history.tsx'
import { EntryTable } from '../lists/entry-table.tsx'
import { useListTitle } from '../lists/list-title.ts'
import classes from '../lists/lists.module.css'
import { SourceCard } from '../lists/source-card.tsx'
import { Standing } from '../lists/standing.tsx'
import { Breadcrumbs } from '../parts/breadcrumbs.tsx'
import { Notice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { Answered } from '../parts/page-state.tsx'

const route = getRouteApi('/desk/lists/$list')

/** One official list: as of when, its entries, its editions beside each other, and where it comes from. */
export function ListPage() {
  const text = useText()
  const navigate = useNavigate()
  const { list } = route.useParams()
  const filter = route.useSearch()
  const title = useListTitle()(list)
  const question = useQuery(askList(list, filter.edition))
  const edition = filter.edition ?? question.data?.edition ?? undefined
  return (
    <div className="stack">
      <Breadcrumbs trail={[{ label: text('lists.title'), to: '/lists' }]} here={title} />
      <Page
        title={title}
        lead={
          question.data === undefined || edition === undefined ? null : (
            <span className="cluster">
              <strong>{text('lists.asOf', { day: formatDay(edition, text.tag) })}</strong>
              <Standing statuses={question.data.statuses} />
            </span>
          )
        }
      >
        <Answered question={question}>
          {(detail) => (
            <div className="stack">
              {edition === undefined ? (
                <Notice tone="info" title={text('lists.heldElsewhere', { agency: (detail.heldBy ?? '').toUpperCase() })} />
              ) : (
                <>
                  <p className="soft">{text('lists.lead')}</p>
                  <EntryTable
                    list={list}
                    detail={detail}
                    filter={filter}
                    onFilter={(change) => navigate({ to: '/lists/$list', params: { list }, search: { ...filter, ...change } })}
                  />
                  <EditionHistory list={list} history={detail.history} shown={edition} />
                </>
              )}
              <div className={classes.two}>
                <SourceCard list={list} run={detail.lastRun} />
              </div>
            </div>
          )}
        </Answered>
      </Page>
    </div>
  )
}
