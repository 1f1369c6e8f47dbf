import type { Summary } from '@enlace/api'
import { kinds } from '@enlace/records'
import { nodeNow } from '../api/node-clock.ts'
import { useKindWords } from '../kinds/kind-words.ts'
import { useText } from '../language/text.ts'
import { Dialog } from '../parts/dialog.tsx'
import { showToast } from '../parts/toast.ts'
import { QuickForm } from './quick-form.tsx'
import { useUsualEnvelope } from './use-usual-envelope.ts'

const fields = ['verdict', 'used_for', 'content']

/** «Used, not used, wrong»: what a received record was worth, told to who sent it. */
export default function FeedbackDialog({
  record,
  onClose,
}: {
  readonly record: Pick<Summary, 'id' | 'title'>
  readonly onClose: () => void
}) {
  const text = useText()
  const say = useKindWords()
  const envelope = useUsualEnvelope({ home: false })
  const kind = kinds.get('feedback')
  // The dialog opens whole, so that it opens at its first field.
  if (kind === undefined || say === undefined || envelope === undefined) return null
  return (
    <Dialog title={text('inbox.feedback.title')} onClose={onClose}>
      <div className="stack">
        <p className="soft" dir="auto">
          {record.title}
        </p>
        <QuickForm
          kind={kind}
          say={say}
          fields={fields}
          start={{ content: text('inbox.feedback.sentence') }}
          more={async () => ({ object_refs: [record.id], decided_on: nodeNow().toISOString().slice(0, 10) })}
          envelope={envelope}
          action={text('respond.send')}
          onWritten={() => {
            showToast(text('inbox.feedback.sent'), { tone: 'good' })
            onClose()
          }}
        />
      </div>
    </Dialog>
  )
}
