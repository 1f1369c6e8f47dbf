import { Button } from '@mantine/core'
import { formatInstant } from '../language/format.ts'
import { useText } from '../language/text.ts'
import type { RecordNews } from './news.ts'
import classes from './record-news.module.css'

/** One quiet line: what came since the reader last looked, and the way to see it. */
export function RecordNewsLine({ news, onCompare }: { readonly news: RecordNews; readonly onCompare: (from: number) => void }) {
  const text = useText()
  const { compareFrom } = news
  const parts = [
    news.versions === 0 ? [] : text('record.news.versions', { count: news.versions }),
    news.relations.size === 0 ? [] : text('record.news.relations', { count: news.relations.size }),
    news.releases === 0 ? [] : text('record.news.releases', { count: news.releases }),
    news.receipts === 0 ? [] : text('record.news.receipts', { count: news.receipts }),
  ].flat()
  return (
    <p className={classes.line}>
      <span>
        {text('record.news.title', { when: formatInstant(news.at, text.tag) })}: <strong>{parts.join(', ')}</strong>
      </span>
      {compareFrom === undefined ? null : (
        <Button size="compact-sm" variant="subtle" onClick={() => onCompare(compareFrom)} data-no-print>
          {text('record.news.compare')}
        </Button>
      )}
    </p>
  )
}
