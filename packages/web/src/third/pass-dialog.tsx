import { useQueryClient } from '@tanstack/react-query'
import { send } from '../api/send.ts'
import { useText } from '../language/text.ts'
import { Confirm } from '../parts/confirm.tsx'
import { useParties } from '../parts/party.ts'
import { showToast } from '../parts/toast.ts'

/** Puts before a releasing officer that a received record be passed on to a party that its author consents to. */
export default function PassDialog({
  id,
  partner,
  onClose,
}: {
  readonly id: string
  readonly partner: string
  readonly onClose: () => void
}) {
  const text = useText()
  const parties = useParties()
  const client = useQueryClient()
  const pass = async () => {
    await send('POST', `/records/${encodeURIComponent(id)}/pass-on`, { body: { partner } })
    await Promise.all(['record', 'release-tasks', 'inbox'].map((key) => client.invalidateQueries({ queryKey: [key] })))
    showToast(text('third.onward.pass.done'), { tone: 'good' })
  }
  return (
    <Confirm
      title={text('third.onward.pass.title', { party: parties.nameOf(partner) })}
      will={[text('third.onward.pass.will.officer'), text('third.onward.pass.will.consent'), text('third.onward.pass.will.limits')]}
      action={text('third.onward.pass')}
      onConfirm={pass}
      onClose={onClose}
    />
  )
}
