import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { fetchHits } from '../api/questions.ts'
import type { Summary } from '../api/shapes.ts'
import { useKindTitle } from '../kinds/kind-title.ts'
import { useText } from '../language/text.ts'
import classes from './relate-dialog.module.css'

const mostHits = 6

/** Finds one record among those that this officer may see, but for those in `not` and for relationships. */
export function FindRecord({
  label,
  not,
  onChoose,
}: {
  readonly label: string
  readonly not: readonly string[]
  readonly onChoose: (record: Summary) => void
}) {
  const text = useText()
  const kindTitle = useKindTitle()
  const [words, setWords] = useState('')
  const q = useDeferredValue(words.trim())
  const { data } = useQuery({
    queryKey: ['search', 'relate', q],
    queryFn: ({ signal }) => fetchHits({ q }, signal),
    enabled: q.length > 1,
    placeholderData: (before) => before,
  })
  // A relationship joins things, not other relationships (STIX 2.1 section 5).
  const hits =
    q.length < 2 ? [] : (data?.items ?? []).filter(({ id, kind }) => !not.includes(id) && kind !== 'relationship').slice(0, mostHits)
  return (
    <div className="stack-tight">
      <TextInput
        label={label}
        description={text('record.relate.find.help')}
        type="search"
        value={words}
        maxLength={400}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <ul className={classes.hits}>
        {hits.map((hit) => (
          <li key={hit.id}>
            <button type="button" onClick={() => onChoose(hit)}>
              <span>{hit.title || kindTitle(hit.kind)}</span>
              <span className="soft small">{kindTitle(hit.kind)}</span>
            </button>
          </li>
        ))}
      </ul>
      <p role="status" className="soft small">
        {q.length > 1 && data !== undefined && hits.length === 0 ? text('record.relate.none') : ''}
      </p>
    </div>
  )
}
