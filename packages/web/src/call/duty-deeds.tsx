import type { InboxEntry } from '@enlace/api'
import type { JsonObject } from '@enlace/core'
import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Suspense, useState } from 'react'
import { send } from '../api/send.ts'
import type { RecordDetail } from '../api/shapes.ts'
import { useText } from '../language/text.ts'
import { late } from '../parts/late.tsx'
import { ProblemNotice } from '../parts/notice.tsx'
import { Become } from './become.tsx'
import { type Becoming, becoming } from './becoming.ts'
import type { Written } from './quick-form.tsx'

const ReportDialog = late(() => import('./report-dialog.tsx'))
const FeedbackDialog = late(() => import('./feedback-dialog.tsx'))

/** What no officer ticks off: a session that is held ends it. */
const byRecordAlone: readonly string[] = ['body_meets', 'body_missed']

/** What can be done about what the agency owes: write the report, give the feedback, turn the call into what was promised, or say it is done. */
export function DutyDeeds({ entry, onFinish }: { readonly entry: InboxEntry; readonly onFinish: () => void }) {
  const text = useText()
  const [report, setReport] = useState<Becoming>()
  const [become, setBecome] = useState<Written>()
  const [judges, setJudges] = useState(false)
  const id = entry.record?.id ?? ''
  const read = async () => (await send<RecordDetail>('GET', `/records/${encodeURIComponent(id)}`)).object as JsonObject
  const opening = useMutation({
    mutationFn: async (what: 'report' | 'become') => {
      const object = await read()
      if (what === 'become') setBecome({ id, object })
      else setReport(await becoming(object, 'call-record', 'contact-report'))
    },
  })
  return (
    <>
      {entry.state === 'contact_report' ? (
        <Button loading={opening.isPending} onClick={() => opening.mutate('report')}>
          {text('inbox.duty.report')}
        </Button>
      ) : null}
      {entry.state === 'follow_up' ? (
        <Button loading={opening.isPending} onClick={() => opening.mutate('become')}>
          {text('inbox.duty.become')}
        </Button>
      ) : null}
      {entry.state === 'feedback' ? <Button onClick={() => setJudges(true)}>{text('inbox.duty.feedback')}</Button> : null}
      {byRecordAlone.includes(entry.state) ? null : (
        <Button variant="default" onClick={onFinish}>
          {text('inbox.duty.done')}
        </Button>
      )}
      {opening.isError ? <ProblemNotice problem={opening.error} /> : null}
      <Suspense fallback={null}>
        {report === undefined ? null : <ReportDialog becoming={report} onClose={() => setReport(undefined)} />}
        {become === undefined ? null : <Become written={become} kind="call-record" onClose={() => setBecome(undefined)} />}
        {judges && entry.record !== null ? <FeedbackDialog record={entry.record} onClose={() => setJudges(false)} /> : null}
      </Suspense>
    </>
  )
}
