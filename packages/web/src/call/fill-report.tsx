import type { JsonObject } from '@enlace/core'
import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Suspense, useState } from 'react'
import { askNode } from '../api/questions.ts'
import { send } from '../api/send.ts'
import type { RecordDetail } from '../api/shapes.ts'
import { useMay } from '../api/use-may.ts'
import { useText } from '../language/text.ts'
import { late } from '../parts/late.tsx'
import { ProblemNotice } from '../parts/notice.tsx'
import { type Becoming, becoming } from './becoming.ts'

const ReportDialog = late(() => import('./report-dialog.tsx'))

/** One press from a logged contact to its report, filled in. */
export function FillReport({ id, kind }: { readonly id: string; readonly kind: string }) {
  const text = useText()
  const may = useMay()
  const { data: node } = useQuery(askNode)
  const [report, setReport] = useState<Becoming>()
  const opening = useMutation({
    mutationFn: async () => {
      const { object } = await send<RecordDetail>('GET', `/records/${encodeURIComponent(id)}`)
      setReport(await becoming(object as JsonObject, kind, 'contact-report', node?.party))
    },
  })
  if (!may('record.create')) return null
  return (
    <>
      <Button variant="default" loading={opening.isPending} onClick={() => opening.mutate()}>
        {text('inbox.report.fill')}
      </Button>
      {opening.isError ? <ProblemNotice problem={opening.error} /> : null}
      <Suspense fallback={null}>
        {report === undefined ? null : <ReportDialog becoming={report} onClose={() => setReport(undefined)} />}
      </Suspense>
    </>
  )
}
