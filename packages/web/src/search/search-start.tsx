import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { IconClock, IconSearch } from '../parts/icon.tsx'
import { forgetSearches, useRecentSearches } from './recent-searches.ts'
import classes from './search.module.css'

/** Before anything is searched: how to search, and what was searched for in this tab. */
export function SearchStart() {
  const text = useText()
  const recent = useRecentSearches()
  return (
    <div className={classes.start}>
      {recent.length === 0 ? null : (
        <Card
          title={text('search.recent')}
          actions={
            <Button variant="subtle" size="xs" onClick={forgetSearches}>
              {text('search.recent.forget')}
            </Button>
          }
        >
          <ul className="stack-tight">
            {recent.map((words) => (
              <li key={words} className="cluster">
                <IconClock size={16} aria-hidden="true" />
                <Link to="/search" search={{ q: words }} className={classes.again}>
                  {words}
                </Link>
              </li>
            ))}
          </ul>
        </Card>
      )}
      <Card title={text('search.tips.title')}>
        <ul className="stack-tight">
          {(['words', 'identifier', 'name', 'seen'] as const).map((tip) => (
            <li key={tip} className={classes.tip}>
              <IconSearch size={16} aria-hidden="true" />
              <span>{text(`search.tips.${tip}`)}</span>
            </li>
          ))}
        </ul>
      </Card>
    </div>
  )
}
