import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { askList } from '../api/list-questions.ts'
import { formatDay } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { EditionHistory } from '../lists/edition-history.tsx'
import { EntryTable } from '../lists/entry-table.tsx'
import { useListTitle } from '../lists/list-title.ts'
import { SourceCard } from '../lists/source-card.tsx'
import { Standing } from '../lists/standing.tsx'
import { Breadcrumbs } from '../parts/breadcrumbs.tsx'
import { Notice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { Answered } from '../parts/page-state.tsx'
import { Tabs } from '../parts/tabs.tsx'

const route = getRouteApi('/desk/lists/$list')

/** One official list: as of when, its entries, its editions beside each other, and where it comes from. */
export function ListPage() {
  const text = useText()
  const navigate = useNavigate()
  const { list } = route.useParams()
  const { show, ...filter } = route.useSearch()
  const title = useListTitle()(list)
  const question = useQuery(askList(list, filter.edition))
  const tabs = (['entries', 'history', 'source'] as const).map((name) => ({
    name,
    to: `/lists/${encodeURIComponent(list)}?show=${name}`,
    current: name === (show ?? 'entries'),
    label: text(`lists.tab.${name}`),
  }))
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
                <>
                  <Notice tone="info" title={text('lists.heldElsewhere', { agency: (detail.heldBy ?? '').toUpperCase() })} />
                  <SourceCard list={list} run={detail.lastRun} />
                </>
              ) : (
                <>
                  <p className="soft">{text('lists.lead')}</p>
                  <Tabs label={title} tabs={tabs} />
                  {show === 'history' ? (
                    <EditionHistory list={list} history={detail.history} shown={edition} />
                  ) : show === 'source' ? (
                    <SourceCard list={list} run={detail.lastRun} />
                  ) : (
                    <EntryTable
                      list={list}
                      detail={detail}
                      filter={filter}
                      onFilter={(change) => navigate({ to: '/lists/$list', params: { list }, search: { ...filter, ...change } })}
                    />
                  )}
                </>
              )}
            </div>
          )}
        </Answered>
      </Page>
    </div>
  )
}
