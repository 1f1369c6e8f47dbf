import type { SearchResults } from '@enlace/api'
import { Link } from '@tanstack/react-router'
import type { SearchChoice } from '../api/search-questions.ts'
import { formatNumber } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { IconX } from '../parts/icon.tsx'
import { choiceOf, type FacetName, facets, useFacetWords } from './say-facet.ts'
import classes from './search.module.css'

type Counts = NonNullable<SearchResults['facets']>['counts']

const mostValues = 12

/** How the hits divide. Each value is a link that narrows to what it counted; one that narrows already leads back. */
export function FacetPanel({ q, choice, counts }: { readonly q: string; readonly choice: SearchChoice; readonly counts: Counts }) {
  const text = useText()
  const say = useFacetWords()
  const groups = facets
    .map((facet) => ({ facet, values: counts.filter((one) => one.facet === facet).slice(0, mostValues) }))
    .filter(({ facet, values }) => values.length > 1 || (values.length === 1 && (facet === 'list' || facet === 'flag')))
    .filter(({ facet }) => choice[choiceOf(facet)] === undefined)
  if (groups.length === 0) return null
  return (
    <nav aria-label={text('search.narrow')} className={classes.facets}>
      {groups.map(({ facet, values }) => (
        <section key={facet} aria-labelledby={`facet-${facet}`}>
          <h2 id={`facet-${facet}`}>{text(`search.facet.${facet}`)}</h2>
          <ul>
            {values.map(({ value, count }) => (
              <li key={value}>
                <Link to="/search" search={{ q, ...choice, [choiceOf(facet)]: value }} className={classes.facet}>
                  <span>{say(facet, value)}</span>
                  <span className={classes.count}>
                    <span aria-hidden="true">{formatNumber(count, text.tag)}</span>
                    <span className="unseen">{text('search.hits', { count })}</span>
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  )
}

/** What a search is narrowed to, each to be taken back alone. */
export function Narrowed({ q, choice }: { readonly q: string; readonly choice: SearchChoice }) {
  const text = useText()
  const say = useFacetWords()
  const chosen = facets.flatMap((facet): { facet: FacetName; value: string }[] => {
    const value = choice[choiceOf(facet)]
    return value === undefined ? [] : [{ facet, value }]
  })
  if (chosen.length === 0) return null
  return (
    <div className={classes.narrowed}>
      <span className="soft">{text('search.narrowed')}</span>
      {chosen.map(({ facet, value }) => (
        <Link key={facet} to="/search" search={{ q, ...choice, [choiceOf(facet)]: undefined }} className={classes.chip}>
          <span>
            {text(`search.facet.${facet}`)}: {say(facet, value)}
          </span>
          <IconX size={14} aria-hidden="true" />
          <span className="unseen">{text('search.narrow.remove', { name: say(facet, value) })}</span>
        </Link>
      ))}
      <Link to="/search" search={{ q }}>
        {text('search.narrow.clear')}
      </Link>
    </div>
  )
}
