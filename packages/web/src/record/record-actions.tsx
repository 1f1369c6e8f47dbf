import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { Suspense, useState } from 'react'
import { askNode, askSession } from '../api/questions.ts'
import type { RecordDetail } from '../api/shapes.ts'
import { useMay } from '../api/use-may.ts'
import { useText } from '../language/text.ts'
import { IconClipboardText, IconDownload, IconLink, IconSend, IconX } from '../parts/icon.tsx'
import { late } from '../parts/late.tsx'
import { Menu, type MenuItem } from '../parts/menu.tsx'
import { useParties } from '../parts/party.ts'
import { showToast } from '../parts/toast.ts'
import { useKeys } from '../parts/use-keys.ts'
import { useTellWhyNot } from '../people/why-not.ts'

const PrintDialog = late(() => import('./print-dialog.tsx'))
const ShareDialog = late(() => import('./share-dialog.tsx'))
const EraseDialog = late(() => import('./erase-dialog.tsx'))
const RelateDialog = late(() => import('./relate-dialog.tsx'))

type Deed = 'print' | 'relate' | 'share' | 'erase'

/** What can be done with a record by this role: what the role never may is not there, what only others may now says who. */
export function RecordActions({ detail }: { readonly detail: RecordDetail }) {
  const text = useText()
  const may = useMay()
  const tellWhyNot = useTellWhyNot()
  const router = useRouter()
  const parties = useParties()
  const [deed, setDeed] = useState<Deed>()
  const { data: node } = useQuery(askNode)
  const { data: session } = useQuery(askSession)
  const own = detail.from === node?.party
  const holds = detail.agency === session?.account.agency
  const notHolder = holds ? undefined : text('record.act.why.holder', { agency: parties.agencyName(detail.agency) })
  const notAuthor = own ? notHolder : text('record.act.why.author', { party: parties.nameOf(detail.from) })
  const whyNotCorrect = notAuthor ?? (detail.flags.includes('revoked') ? text('record.act.why.revoked') : undefined)
  const correct = () => router.history.push(`/records/${encodeURIComponent(detail.id)}/edit`)
  const close = () => setDeed(undefined)
  const mayCorrect = may('record.create') && whyNotCorrect === undefined
  const mayRelate = may('record.create') && kindCanRelate(detail.kind)
  useKeys({
    p: () => (may('record.print') ? setDeed('print') : tellWhyNot('record.print')),
    e: () => {
      if (mayCorrect) correct()
      else if (!may('record.create')) tellWhyNot('record.create')
      else if (whyNotCorrect !== undefined) showToast(whyNotCorrect)
    },
    ...(mayRelate ? { l: () => setDeed('relate') } : may('record.create') ? {} : { l: () => tellWhyNot('record.create') }),
  })
  const copyId = async () => {
    try {
      await navigator.clipboard.writeText(detail.id)
      showToast(text('record.act.copied'), { tone: 'good' })
    } catch {
      showToast(text('record.raw.notCopied'), { tone: 'bad' })
    }
  }
  const when = (shown: boolean, item: MenuItem): readonly MenuItem[] => (shown ? [item] : [])
  return (
    <>
      {mayCorrect ? (
        <Button variant="default" onClick={correct} data-no-print>
          {text('record.act.correct')}
        </Button>
      ) : null}
      {may('record.print') ? (
        <Button variant="default" leftSection={<IconDownload size={16} />} onClick={() => setDeed('print')} data-no-print>
          {text('record.act.print')}
        </Button>
      ) : null}
      <Menu
        label={text('record.act.more')}
        items={[
          ...when(mayRelate, {
            id: 'relate',
            label: text('record.act.relate'),
            icon: <IconLink size={16} />,
            keys: 'l',
            onSelect: () => setDeed('relate'),
          }),
          ...when(may('record.create') && !mayCorrect, {
            id: 'correct',
            label: text('record.act.correct'),
            why: whyNotCorrect,
            onSelect: correct,
          }),
          ...when(may('record.share'), {
            id: 'share',
            label: text('record.act.share'),
            icon: <IconSend size={16} />,
            why: notHolder,
            onSelect: () => setDeed('share'),
          }),
          { id: 'copy', label: text('record.act.copyId'), icon: <IconClipboardText size={16} />, onSelect: copyId },
          ...when(may('record.erase'), {
            id: 'erase',
            label: text('record.act.erase'),
            icon: <IconX size={16} />,
            grave: true,
            why: notHolder,
            onSelect: () => setDeed('erase'),
          }),
        ]}
      />
      <Suspense fallback={null}>
        {deed === 'print' ? <PrintDialog id={detail.id} kind={detail.kind} onClose={close} /> : null}
        {deed === 'relate' ? <RelateDialog detail={detail} onClose={close} /> : null}
        {deed === 'share' ? <ShareDialog detail={detail} onClose={close} /> : null}
        {deed === 'erase' ? <EraseDialog detail={detail} onClose={close} /> : null}
      </Suspense>
    </>
  )
}

/** STIX relates domain objects and observables; a relationship, a bundle or a marking has no place at its end. */
function kindCanRelate(kind: string): boolean {
  return !['relationship', 'sighting', 'marking-definition', 'language-content', 'extension-definition', 'unknown'].includes(kind)
}
