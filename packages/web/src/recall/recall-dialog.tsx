import { recallDefaultHours, recallReasons } from '@enlace/records'
import { Checkbox, NativeSelect, Textarea } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { nodeNow } from '../api/node-clock.ts'
import { send } from '../api/send.ts'
import type { RecordDetail } from '../api/shapes.ts'
import { toLocalInput } from '../kinds/local-instant.ts'
import { useText } from '../language/text.ts'
import { Confirm } from '../parts/confirm.tsx'
import { InstantField } from '../parts/day-field.tsx'
import { useParties } from '../parts/party.ts'
import { showToast } from '../parts/toast.ts'
import { problemOf } from '../record/problem-of.ts'
import { askAnswers } from './ask-recalls.ts'

/** Takes a record back from the partners that got it: from all, or from those chosen. */
export default function RecallDialog({ detail, onClose }: { readonly detail: RecordDetail; readonly onClose: () => void }) {
  const text = useText()
  const parties = useParties()
  const client = useQueryClient()
  const { data: answers } = useQuery(askAnswers(detail.id))
  const sentTo = answers?.sentTo ?? []
  const [left, setLeft] = useState<readonly string[]>([])
  const [reason, setReason] = useState('')
  const [words, setWords] = useState('')
  const [purgeBy, setPurgeBy] = useState(() => toLocalInput(new Date(nodeNow().getTime() + recallDefaultHours * 3_600_000).toISOString()))
  const [tried, setTried] = useState(false)
  const partners = sentTo.filter((partner) => !left.includes(partner))
  const names = partners.map((partner) => parties.nameOf(partner)).join(', ')
  const recall = async () => {
    setTried(true)
    const until = new Date(purgeBy)
    if (partners.length === 0) throw problemOf(text(sentTo.length === 0 ? 'recall.dialog.nobody' : 'recall.dialog.choose'))
    if (reason === '' || Number.isNaN(until.getTime())) throw problemOf(text('recall.dialog.problem'))
    const body = { partners, reason, words: words.trim(), purgeBy: until.toISOString() }
    await send('POST', `/records/${encodeURIComponent(detail.id)}/recall`, { body })
    await Promise.all(['record', 'recalls', 'inbox', 'exchange'].map((key) => client.invalidateQueries({ queryKey: [key] })))
    showToast(text('recall.dialog.done', { parties: names }), { tone: 'good' })
  }
  return (
    <Confirm
      title={text('recall.dialog.title')}
      will={[
        text('recall.dialog.will.hide', { parties: names || text('recall.dialog.nobody.short') }),
        text('recall.dialog.will.purge'),
        text('recall.dialog.will.copies'),
        text('recall.dialog.will.home'),
      ]}
      action={text('recall.dialog.do')}
      grave
      onConfirm={recall}
      onClose={onClose}
    >
      {sentTo.length === 0 ? <p>{text('recall.dialog.nobody')}</p> : null}
      {sentTo.map((partner) => (
        <Checkbox
          key={partner}
          label={parties.nameOf(partner)}
          checked={!left.includes(partner)}
          onChange={(event) => setLeft(event.currentTarget.checked ? left.filter((one) => one !== partner) : [...left, partner])}
        />
      ))}
      <NativeSelect
        label={text('recall.reason')}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={tried && reason === '' ? text('form.choose') : undefined}
        required
        data={[
          { value: '', label: text('form.chooseOne') },
          ...recallReasons.map((code) => ({ value: code, label: text(`recall.reason.${code}`) })),
        ]}
      />
      <InstantField label={text('recall.purgeBy')} value={purgeBy} onChange={(event) => setPurgeBy(event.currentTarget.value)} required />
      <Textarea
        label={text('recall.dialog.words')}
        description={text('recall.dialog.words.help')}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
        rows={2}
        maxLength={1000}
      />
    </Confirm>
  )
}
