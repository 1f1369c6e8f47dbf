import { findKind, purposeLabel, titleLabel } from '@enlace/records'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, Navigate, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { askSession } from '../api/questions.ts'
import { useMay } from '../api/use-may.ts'
import { listDrafts } from '../forms/drafts/list-drafts.ts'
import { KindChooser } from '../forms/kind-chooser.tsx'
import { OpenForm } from '../forms/open-form.tsx'
import { SentRecord } from '../forms/sent-record.tsx'
import { useKindWords } from '../kinds/kind-words.ts'
import { formatInstant } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { IconFileText } from '../parts/icon.tsx'
import { Notice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { Loading } from '../parts/page-state.tsx'
import { useKeys } from '../parts/use-keys.ts'

/** What the desk is opened for most often: «we see a load that we cannot stop». */
const usualKind = 'mirror-alert'

/** A new record of any kind; without a choice it is the mirror alert: paste, look, send; under a minute by keyboard. */
export function NewRecord() {
  const text = useText()
  const say = useKindWords()
  const may = useMay()
  const navigate = useNavigate()
  const { kind: asked } = useParams({ strict: false })
  const search = useSearch({ strict: false })
  const draftId = typeof search.draft === 'string' ? search.draft : undefined
  const { data: session } = useQuery(askSession)
  // In the address, so that the way to a new record leads to a new one from here too, and a reload shows the same.
  const sent = typeof search.sent === 'string' ? search.sent : undefined
  const [chooses, setChooses] = useState(false)
  const [round, setRound] = useState(0)
  const began = useRef<string>(undefined)
  const [shown, setShown] = useState(draftId)
  // The draft that this form began stands in the address from its first change; the form stays. An address without it is a form anew.
  if (shown !== draftId) {
    if (draftId === undefined || draftId !== began.current) setRound(round + 1)
    setShown(draftId)
  }
  const current = draftId === began.current ? undefined : draftId
  useKeys({ k: () => setChooses(true) })

  const kind = findKind(asked ?? usualKind)
  if (session === undefined || say === undefined) return <Loading />
  // What a request needs stands in its form, which that page knows.
  if (kind?.name === 'request') return <Navigate to="/requests/new" search={{ draft: draftId }} replace />
  if (kind === undefined) {
    return (
      <Page title={text('forms.new')}>
        <Notice tone="warn" title={text('forms.kindUnknown', { name: asked ?? '' })}>
          <Link to="/new" search={{ draft: undefined }}>
            {text('alert.title')}
          </Link>
        </Notice>
      </Page>
    )
  }
  const usual = kind.name === usualKind
  const again = () => {
    began.current = undefined
    setRound(round + 1)
    go({})
  }
  const go = (to: { readonly draft?: string; readonly sent?: string }, replace = false) =>
    asked === undefined
      ? navigate({ to: '/new', search: to, replace, resetScroll: false })
      : navigate({ to: '/new/$kind', params: { kind: asked }, search: to, replace, resetScroll: false })
  return (
    <Page
      title={usual ? text('alert.title') : text('forms.newOf', { kind: say(titleLabel(kind)) })}
      lead={usual ? text('alert.lead') : say(purposeLabel(kind))}
      actions={
        <>
          <Button variant="default" leftSection={<IconFileText size={18} />} onClick={() => setChooses(true)} aria-keyshortcuts="k">
            {text('forms.choose.other')}
          </Button>
          <Button variant="subtle" component={Link} to="/drafts">
            {text('forms.drafts')}
          </Button>
        </>
      }
    >
      {!may('record.create') ? (
        <Notice tone="warn" title={text('alert.notYourRole')}>
          {text('alert.notYourRole.detail')}
        </Notice>
      ) : sent !== undefined ? (
        <SentRecord id={sent} again={again} />
      ) : (
        <>
          {draftId === undefined ? <Unfinished kind={kind.name} /> : null}
          <OpenForm
            key={`${kind.name}/${round}`}
            kind={kind}
            draftId={current}
            onBegun={(id) => {
              began.current = id
              go({ draft: id }, true)
            }}
            onSent={(id) => {
              began.current = undefined
              go({ sent: id }, true)
            }}
            onDiscarded={again}
          />
        </>
      )}
      {chooses ? <KindChooser say={say} onClose={() => setChooses(false)} /> : null}
    </Page>
  )
}

/** A draft of this kind that somebody left: one line, never in the way. */
function Unfinished({ kind }: { readonly kind: string }) {
  const text = useText()
  const { data: session } = useQuery(askSession)
  const who = session == null ? '' : `${session.account.party}.${session.account.user}`
  const { data } = useQuery({ queryKey: ['drafts', who], queryFn: () => listDrafts(who), enabled: who !== '', staleTime: 0 })
  const left = data?.items.find((one) => one.draft.kind === kind && one.draft.base === null && one.waiting === undefined)
  if (left === undefined) return null
  return (
    <p className="cluster">
      <span className="soft">{text('forms.unfinished', { at: formatInstant(left.changedAt, text.tag), title: left.title })}</span>
      <Link to="/new/$kind" params={{ kind }} search={{ draft: left.draft.id }}>
        {text('forms.unfinished.go')}
      </Link>
    </p>
  )
}
