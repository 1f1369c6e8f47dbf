import { kinds } from '@enlace/records'
import { useQuery } from '@tanstack/react-query'
import { nodeNow } from '../api/node-clock.ts'
import { askNode, askSession } from '../api/questions.ts'
import { useKindWords } from '../kinds/kind-words.ts'
import { formatInstant } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Dialog } from '../parts/dialog.tsx'
import { useParties } from '../parts/party.ts'
import { showToast } from '../parts/toast.ts'
import { type Becoming, linkDerived } from './becoming.ts'
import { QuickForm } from './quick-form.tsx'
import { filedAt, isAsked, knownHere } from './report-from.ts'
import { useUsualEnvelope } from './use-usual-envelope.ts'

const fields = [
  'topic_class',
  'stage',
  'agent',
  'agent_office',
  'agent_accredited',
  'own_official',
  'foreign_affairs',
  'authorisation_number',
  'held_at',
  'channel',
  'filed_foreign_ministry_at',
  'filed_security_ministry_at',
  'receipt_number',
]

/** The contact report, drafted from the call: who, when, how and about what class of matter. What was said stays in the call record. */
export default function ReportDialog({ becoming, onClose }: { readonly becoming: Becoming; readonly onClose: () => void }) {
  const text = useText()
  const say = useKindWords()
  const envelope = useUsualEnvelope({ home: true })
  const parties = useParties()
  const { data: session } = useQuery(askSession)
  const { data: node } = useQuery(askNode)
  const kind = kinds.get('contact-report')
  const heldAt = String(becoming.values.held_at ?? nodeNow().toISOString())
  // The dialog opens whole, so that it opens at its first field.
  if (kind === undefined || say === undefined || envelope === undefined || session == null || node === undefined) return null
  const { user, agency } = session.account
  return (
    <Dialog title={text('inbox.report.title')} onClose={onClose} wide>
      <div className="stack">
        <p className="soft">{text('inbox.report.lead')}</p>
        <QuickForm
          kind={kind}
          say={say}
          fields={fields}
          start={knownHere(becoming.values, `${user}, ${parties.agencyName(agency)}`, parties.named)}
          shows={isAsked}
          more={async (values) => ({
            ...filedAt(values, nodeNow().toISOString()),
            name: text('inbox.report.name', { time: formatInstant(heldAt, text.tag) }),
            published: nodeNow().toISOString(),
          })}
          envelope={envelope}
          action={text('inbox.report.save')}
          onWritten={({ id }) => {
            linkDerived(id, becoming.from, envelope).catch(() => showToast(text('inbox.call.notLinked'), { tone: 'bad' }))
            showToast(text('inbox.report.saved'), { tone: 'good' })
            onClose()
          }}
        />
      </div>
    </Dialog>
  )
}
