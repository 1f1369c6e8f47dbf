import type { OfficialList } from '@enlace/api'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { askLists } from '../api/list-questions.ts'
import { formatDay, formatNumber } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { useListTitle } from '../lists/list-title.ts'
import classes from '../lists/lists.module.css'
import { sayRows } from '../lists/source-card.tsx'
import { sources } from '../lists/sources.ts'
import { Standing } from '../lists/standing.tsx'
import { IconListDetails } from '../parts/icon.tsx'
import { Page } from '../parts/page.tsx'
import { Answered, Empty } from '../parts/page-state.tsx'

/** Every official list that this node has read: as of when, whose, how many, and what it is not. */
export function Lists() {
  const text = useText()
  const lists = useQuery(askLists)
  return (
    <Page title={text('lists.title')} lead={text('lists.lead')}>
      <Answered question={lists}>
        {(items) =>
          items.length === 0 ? (
            <div className="card">
              <Empty icon={<IconListDetails size={32} />} title={text('lists.empty')}>
                {text('lists.empty.detail')}
              </Empty>
            </div>
          ) : (
            <ul className={classes.shelf}>
              {items.map((item) => (
                <ListItem key={item.list} item={item} />
              ))}
            </ul>
          )
        }
      </Answered>
    </Page>
  )
}

function ListItem({ item }: { readonly item: OfficialList }) {
  const text = useText()
  const title = useListTitle()
  const source = sources.get(item.list)
  const number = (value: number) => formatNumber(value, text.tag)
  return (
    <li className={classes.item}>
      <div className="stack-tight">
        <h2>
          <Link to="/lists/$list" params={{ list: item.list }} className={classes.name}>
            {title(item.list)}
          </Link>
        </h2>
        <span>{source?.publisher}</span>
        {item.edition === null && item.heldBy !== null ? (
          <p className="soft">{text('lists.heldElsewhere', { agency: item.heldBy.toUpperCase() })}</p>
        ) : null}
        {item.lastRun === null ? null : <span className="soft small">{sayRows(item.lastRun, text)}</span>}
      </div>
      <div className={classes.figures}>
        {item.edition === null ? null : (
          <>
            <strong>{text('lists.asOf', { day: formatDay(item.edition, text.tag) })}</strong>
            <span>{text('lists.entries', { count: item.entries, shown: number(item.entries) })}</span>
            <span className="soft">{text('lists.editions', { count: item.editions, shown: number(item.editions) })}</span>
            <Standing statuses={item.statuses} />
          </>
        )}
      </div>
    </li>
  )
}
