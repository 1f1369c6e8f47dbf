import { Checkbox } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { send } from '../api/send.ts'
import type { Erased, RecordDetail } from '../api/shapes.ts'
import { formatInstant } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Confirm } from '../parts/confirm.tsx'
import { useParties } from '../parts/party.ts'
import { ReasonField } from '../parts/reason-field.tsx'
import { showToast } from '../parts/toast.ts'
import { problemOf } from './problem-of.ts'

/** Asks that a record be erased for good, after saying what that does and what it does not. A second person confirms. */
export default function EraseDialog({ detail, onClose }: { readonly detail: RecordDetail; readonly onClose: () => void }) {
  const text = useText()
  const parties = useParties()
  const client = useQueryClient()
  const [reason, setReason] = useState('')
  const [sure, setSure] = useState(false)
  const left = [...new Set(detail.releases.filter(({ outcome }) => outcome === 'release').map(({ partner }) => parties.nameOf(partner)))]
  const erase = async () => {
    if (reason.trim() === '' || !sure) throw problemOf(text('record.erase.problem'))
    const { waits } = await send<Erased>('POST', `/records/${encodeURIComponent(detail.id)}/erase`, { body: { reason: reason.trim() } })
    if (waits !== undefined) {
      showToast(text('record.erase.waits', { until: formatInstant(waits.expiresAt, text.tag) }))
      return
    }
    showToast(text('record.erase.done'), { tone: 'good' })
    await client.resetQueries({ queryKey: ['record', detail.id] })
    for (const list of ['records', 'inbox', 'search']) client.invalidateQueries({ queryKey: [list] })
  }
  return (
    <Confirm
      title={text('record.erase.title')}
      will={[
        text('record.erase.will.second'),
        text('record.erase.will.keys'),
        text('record.erase.will.versions', { count: detail.versions.length }),
        ...(left.length === 0 ? [] : [text('record.erase.will.partners', { parties: left.join(', ') })]),
        text('record.erase.will.proof'),
      ]}
      action={text('record.erase.do')}
      grave
      onConfirm={erase}
      onClose={onClose}
    >
      <ReasonField
        label={text('record.share.reason')}
        description={text('record.share.reason.help')}
        value={reason}
        onChange={setReason}
        rows={2}
      />
      <Checkbox label={text('record.erase.sure')} checked={sure} onChange={(event) => setSure(event.currentTarget.checked)} />
    </Confirm>
  )
}
