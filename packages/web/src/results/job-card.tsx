import type { CountJob } from '@enlace/api'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { nodeNow } from '../api/node-clock.ts'
import { useText } from '../language/text.ts'
import { Notice } from '../parts/notice.tsx'
import { Progress } from '../parts/progress.tsx'
import { askJob } from './ask-results.ts'

/** A count that runs on the node: how far it is, and then what `children` makes of what it came to. */
export function JobCard({
  job,
  label,
  children,
}: {
  readonly job: string
  readonly label: string
  readonly children: (job: CountJob) => React.ReactNode
}) {
  const text = useText()
  const client = useQueryClient()
  const [startedAt] = useState(() => nodeNow().toISOString())
  const { data } = useQuery(askJob(job))
  // What a node has counted itself opens from then on.
  const changes = data?.state === 'done' && (data.written !== null || data.recounted !== null)
  useEffect(() => {
    if (changes) void client.invalidateQueries({ queryKey: ['record'] })
  }, [changes, client])
  if (data === undefined || data.state === 'running') {
    return (
      <Progress
        label={label}
        done={data?.done ?? 0}
        total={data === undefined || data.of === 0 ? undefined : data.of}
        startedAt={startedAt}
      />
    )
  }
  if (data.state === 'failed') return <Notice tone="bad" title={data.faultWords ?? text('results.failed')} />
  return children(data)
}
