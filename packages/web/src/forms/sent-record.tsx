import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { askRecord } from '../api/questions.ts'
import { useText } from '../language/text.ts'
import { Notice, ProblemNotice } from '../parts/notice.tsx'
import { Loading } from '../parts/page-state.tsx'
import { ReleasesCard } from '../record/releases-card.tsx'
import { Timeline } from '../record/timeline.tsx'

/** The record just sent, live: whether it left, was receipted, acknowledged. */
export function SentRecord({ id, again }: { readonly id: string; readonly again: () => void }) {
  const text = useText()
  const record = useQuery(askRecord(id))
  const heading = useRef<HTMLDivElement>(null)
  useEffect(() => heading.current?.focus(), [])
  if (record.isError) return <ProblemNotice problem={record.error} retry={() => record.refetch()} />
  return (
    <div className="stack">
      <div ref={heading} tabIndex={-1}>
        <Notice tone="good" title={text('alert.sent')}>
          {text('alert.sent.detail')}
        </Notice>
      </div>
      {record.data === undefined ? <Loading lines={4} /> : null}
      {record.data?.work === undefined ? null : <Timeline work={record.data.work} relations={record.data.relations} />}
      {record.data === undefined ? null : <ReleasesCard id={id} releases={record.data.releases} kind={record.data.kind} readable />}
      <div className="cluster">
        <Button component={Link} to={`/records/${encodeURIComponent(id)}`}>
          {text('alert.open')}
        </Button>
        <Button variant="default" onClick={again}>
          {text('alert.another')}
        </Button>
        <Button variant="default" component={Link} to="/inbox">
          {text('nav.inbox')}
        </Button>
      </div>
    </div>
  )
}
