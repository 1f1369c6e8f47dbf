import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { Suspense, useState } from 'react'
import { askNode, askSession } from '../api/questions.ts'
import type { RecordDetail } from '../api/shapes.ts'
import { useMay } from '../api/use-may.ts'
import { useText } from '../language/text.ts'
import { IconClipboardText, IconDownload, IconEyeOff, IconFileCertificate, IconLink, IconLock, IconSend, IconX } from '../parts/icon.tsx'
import { late } from '../parts/late.tsx'
import { Menu, type MenuItem } from '../parts/menu.tsx'
import { useParties } from '../parts/party.ts'
import { showToast } from '../parts/toast.ts'
import { useKeys } from '../parts/use-keys.ts'
import { useTellWhyNot } from '../people/why-not.ts'
import { askAnswers } from '../recall/ask-recalls.ts'

const PrintDialog = late(() => import('./print-dialog.tsx'))
const ShareDialog = late(() => import('./share-dialog.tsx'))
const EraseDialog = late(() => import('./erase-dialog.tsx'))
const RecallDialog = late(() => import('../recall/recall-dialog.tsx'))
const HoldDialog = late(() => import('../recall/hold-dialog.tsx'))
const RelateDialog = late(() => import('./relate-dialog.tsx'))

type Deed = 'print' | 'relate' | 'share' | 'erase' | 'recall' | 'hold' | 'lift'

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
  const shown = detail.view !== 'hidden'
  const { data: answers } = useQuery({ ...askAnswers(detail.id), enabled: may('record.hold') })
  const held = answers?.hold !== undefined && answers.hold !== null
  const mayCorrect = shown && may('record.create') && whyNotCorrect === undefined
  const mayRelate = shown && may('record.create') && kindCanRelate(detail.kind)
  useKeys({
    ...(shown ? { p: () => (may('record.print') ? setDeed('print') : tellWhyNot('record.print')) } : {}),
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
      {shown && may('record.print') ? (
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
          ...when(shown && may('record.create') && !mayCorrect, {
            id: 'correct',
            label: text('record.act.correct'),
            why: whyNotCorrect,
            onSelect: correct,
          }),
          ...when(may('evidence.make'), {
            id: 'evidence',
            label: text('record.act.evidence'),
            icon: <IconFileCertificate size={16} />,
            onSelect: () => router.history.push(`/evidence?record=${encodeURIComponent(detail.id)}`),
          }),
          ...when(shown && may('record.share'), {
            id: 'share',
            label: text('record.act.share'),
            icon: <IconSend size={16} />,
            why: notHolder,
            onSelect: () => setDeed('share'),
          }),
          ...when(own && may('record.recall'), {
            id: 'recall',
            label: text('recall.act'),
            icon: <IconEyeOff size={16} />,
            grave: true,
            why: notHolder,
            onSelect: () => setDeed('recall'),
          }),
          ...when(may('record.hold'), {
            id: 'hold',
            label: text(held ? 'recall.hold.lift' : 'recall.hold.place'),
            icon: <IconLock size={16} />,
            why: notHolder ?? (answers?.hold?.waits === true ? text('recall.hold.waits') : undefined),
            onSelect: () => setDeed(held ? 'lift' : 'hold'),
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
        {deed === 'recall' ? <RecallDialog detail={detail} onClose={close} /> : null}
        {deed === 'hold' || deed === 'lift' ? <HoldDialog id={detail.id} lift={deed === 'lift'} onClose={close} /> : null}
        {deed === 'erase' ? <EraseDialog detail={detail} onClose={close} /> : null}
      </Suspense>
    </>
  )
}

/** STIX relates domain objects and observables; a relationship, a bundle or a marking has no place at its end. */
function kindCanRelate(kind: string): boolean {
  return !['relationship', 'sighting', 'marking-definition', 'language-content', 'extension-definition', 'unknown'].includes(kind)
}
