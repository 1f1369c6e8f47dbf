import { kinds } from '@enlace/records'
import { useMutation } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Suspense, useState } from 'react'
import { beginWith } from '../forms/beginnings.ts'
import choices from '../inbox/choices.module.css'
import { useKindTitle } from '../kinds/kind-title.ts'
import { useText } from '../language/text.ts'
import { Dialog } from '../parts/dialog.tsx'
import { KeyHint } from '../parts/key-hint.tsx'
import { late } from '../parts/late.tsx'
import { ProblemNotice } from '../parts/notice.tsx'
import { type Becoming, becomesOf, becoming } from './becoming.ts'
import type { Written } from './quick-form.tsx'

const ReportDialog = late(() => import('./report-dialog.tsx'))

/** Stored, and what it can become with one press more. */
export function Become({ written, kind, onClose }: { readonly written: Written; readonly kind: string; readonly onClose: () => void }) {
  const text = useText()
  const navigate = useNavigate()
  const kindTitle = useKindTitle()
  const [report, setReport] = useState<Becoming>()
  const offered = becomesOf(kind)
  const start = useMutation({
    mutationFn: (to: string) => becoming(written.object, kind, to),
    onSuccess: (made) => {
      if (made.kind === 'contact-report') return setReport(made)
      beginWith({
        kind: made.kind,
        values: made.values,
        derivedFrom: made.from,
        ...(made.pasted === '' ? {} : { pasted: made.pasted }),
      })
      onClose()
      navigate({ to: '/new/$kind', params: { kind: made.kind }, search: { draft: undefined } })
    },
  })
  if (report !== undefined) {
    return (
      <Suspense fallback={null}>
        <ReportDialog becoming={report} onClose={onClose} />
      </Suspense>
    )
  }
  return (
    <Dialog title={text('inbox.call.saved')} onClose={onClose}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: digits choose among the buttons below */}
      <div
        className="stack"
        onKeyDown={(event) => {
          const to = offered[Number(event.key) - 1]
          if (to !== undefined) start.mutate(to)
        }}
      >
        <p className="soft">{text('inbox.call.becomes')}</p>
        <ul className={choices.choices}>
          {offered.map((to, i) => (
            <li key={to}>
              <button type="button" data-autofocus={i === 0 || undefined} disabled={start.isPending} onClick={() => start.mutate(to)}>
                <KeyHint keys={String(i + 1)} />
                <span>{kindTitle(to)}</span>
                <span className="soft small">{kinds.get(to)?.stixType === 'report' ? text('inbox.call.noContent') : ''}</span>
              </button>
            </li>
          ))}
        </ul>
        {start.isError ? <ProblemNotice problem={start.error} /> : null}
        <Link to="/records/$id" params={{ id: written.id }} onClick={onClose}>
          {text('inbox.call.open')}
        </Link>
      </div>
    </Dialog>
  )
}
