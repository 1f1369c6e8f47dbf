import { Button } from '@mantine/core'
import { formatNumber } from '../language/format.ts'
import { useText } from '../language/text.ts'

/** The foot of a list that is read page by page: how many are shown, of how many where that is known, and the way to more. */
export function LoadMore({
  shown,
  total,
  hasMore,
  loading,
  onMore,
}: {
  readonly shown: number
  readonly total?: number | undefined
  readonly hasMore: boolean
  readonly loading: boolean
  readonly onMore: () => void
}) {
  const text = useText()
  const number = (value: number) => formatNumber(value, text.tag)
  return (
    <div className="spread">
      <span className="soft small" role="status">
        {total === undefined
          ? text('parts.more.shown', { shown: number(shown) })
          : text('parts.more.of', { shown: number(shown), total: number(total) })}
        {hasMore ? '' : ` ${text('parts.more.all')}`}
      </span>
      {hasMore ? (
        <Button variant="default" onClick={onMore} loading={loading}>
          {text('records.more')}
        </Button>
      ) : null}
    </div>
  )
}
