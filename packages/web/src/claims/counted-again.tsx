import type { LedgerShape } from '@enlace/api'
import { Link } from '@tanstack/react-router'
import { useKindTitle } from '../kinds/kind-title.ts'
import { formatDay, formatNumber } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Tag, type Tone } from '../parts/tag.tsx'

type Recount = NonNullable<LedgerShape['points'][number]['denials'][number]['recount']>

const tones: Readonly<Record<Recount['verdict'], Tone>> = { holds: 'good', does_not_hold: 'bad', cannot_be_computed: 'warn' }

/** What becomes of a superlative or an ordinal when it is counted again: the verdict, what is missing, and the list behind it. */
export function CountedAgain({ recount }: { readonly recount: Recount }) {
  const text = useText()
  const kindTitle = useKindTitle()
  const day = (value: string | null) => (value === null ? '' : formatDay(value, text.tag))
  const { verdict, order, rank, claimed, missing, items } = recount
  return (
    <div className="stack-tight">
      <p>
        <Tag tone={tones[verdict]}>{text(`claims.recount.${verdict}`)}</Tag>{' '}
        <span className="small">
          {text('claims.recount.what', {
            kind: kindTitle(recount.kind),
            order: text(`claims.recount.order.${order}`),
            claimed,
            count: recount.counted,
            from: day(recount.from) || '…',
            until: day(recount.until) || '…',
          })}
          {rank === null ? null : ` ${text('claims.recount.rank', { rank })}`}
        </span>
      </p>
      {missing.length === 0 ? null : (
        <ul>
          {missing.map(({ why, count }) => (
            <li key={why}>{text(`claims.recount.missing.${why}`, { count })}</li>
          ))}
        </ul>
      )}
      {items.length === 0 ? null : (
        <details>
          <summary>{text('claims.recount.list')}</summary>
          <ol>
            {items.map((item) => (
              <li key={item.id}>
                <Link to="/records/$id" params={{ id: item.id }}>
                  {item.title}
                </Link>{' '}
                <span className="soft small">
                  {[day(item.day), item.measure === null ? '' : formatNumber(item.measure, text.tag)]
                    .filter((part) => part !== '')
                    .join(' · ')}
                  {item.id === recount.subject ? ` · ${text('claims.recount.subject')}` : ''}
                </span>
              </li>
            ))}
          </ol>
        </details>
      )}
    </div>
  )
}
