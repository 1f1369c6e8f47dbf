import type { SeriesList as Series } from '@enlace/api'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { askSeriesList } from '../api/list-questions.ts'
import { formatDay, formatNumber } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { useListTitle } from '../lists/list-title.ts'
import classes from '../lists/lists.module.css'
import { sources } from '../lists/sources.ts'
import { IconChartLine } from '../parts/icon.tsx'
import { Page } from '../parts/page.tsx'
import { Answered, Empty } from '../parts/page-state.tsx'

/** Every published series that the reader may see: what it counts, from when to when, and in which editions. */
export function SeriesList() {
  const text = useText()
  const series = useQuery(askSeriesList)
  return (
    <Page title={text('lists.series.title')} lead={text('lists.series.lead')}>
      <Answered question={series}>
        {(items) =>
          items.length === 0 ? (
            <div className="card">
              <Empty icon={<IconChartLine size={32} />} title={text('lists.series.empty')}>
                {text('lists.series.empty.detail')}
              </Empty>
            </div>
          ) : (
            <ul className={classes.shelf}>
              {items.map((item) => (
                <SeriesItem key={item.series} item={item} />
              ))}
            </ul>
          )
        }
      </Answered>
    </Page>
  )
}

function SeriesItem({ item }: { readonly item: Series['items'][number] }) {
  const text = useText()
  const title = useListTitle()
  const number = (value: number) => formatNumber(value, text.tag)
  const newest = item.editions.at(-1)
  return (
    <li className={classes.item}>
      <div className="stack-tight">
        <h2>
          <Link to="/series/$series" params={{ series: item.series }} className={classes.name}>
            {title(item.series)}
          </Link>
        </h2>
        <span>{sources.get(item.series)?.publisher}</span>
        <span className="soft small">{item.measures.map((measure) => text.find(`lists.measure.${measure}`) ?? measure).join(' · ')}</span>
      </div>
      <div className={classes.figures}>
        <strong>
          {text('lists.series.range', { from: formatDay(item.from.slice(0, 7), text.tag), to: formatDay(item.to.slice(0, 7), text.tag) })}
        </strong>
        <span>
          {text('lists.series.values', { count: item.values, shown: number(item.values) })} ·{' '}
          {text('lists.series.lines', { count: item.lines, shown: number(item.lines) })}
        </span>
        {newest === undefined ? null : (
          <span className="soft">
            {text('lists.series.newest')}: {formatDay(newest, text.tag)} ·{' '}
            {text('lists.editions', { count: item.editions.length, shown: number(item.editions.length) })}
          </span>
        )}
      </div>
    </li>
  )
}
