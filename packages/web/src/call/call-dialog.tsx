import { kinds } from '@enlace/records'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useRouterState } from '@tanstack/react-router'
import { useState } from 'react'
import { nodeNow } from '../api/node-clock.ts'
import { askNode, askSession } from '../api/questions.ts'
import { useKindWords } from '../kinds/kind-words.ts'
import { useText } from '../language/text.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Become } from './become.tsx'
import { partyIdentity } from './party-identity.ts'
import { QuickForm, type Written } from './quick-form.tsx'
import { useUsualEnvelope } from './use-usual-envelope.ts'

const fields = [
  'content',
  'with_person',
  'with_office',
  'with_party',
  'held_at',
  'direction',
  'channel',
  'follow_up',
  'follow_up_by',
  'must_report',
]

/**
 * A call in twenty seconds, from any page by one key: what was said is the first field, the rest has its usual value. Over a record it is about
 * that record. Once stored it can become an alert, a request or a report.
 */
export default function CallDialog({ onClose }: { readonly onClose: () => void }) {
  const text = useText()
  const say = useKindWords()
  const envelope = useUsualEnvelope({ home: true })
  const { data: node } = useQuery(askNode)
  const { data: session } = useQuery(askSession)
  const path = useRouterState({ select: (state) => state.location.pathname })
  const [written, setWritten] = useState<Written>()
  const [about] = useState(() => recordIn(path))
  const kind = kinds.get('call-record')
  const ready = kind !== undefined && say !== undefined && envelope !== undefined && node !== undefined && session != null
  if (written !== undefined) return <Become written={written} kind="call-record" onClose={onClose} />
  // The dialog opens whole, so that it opens at its first field.
  if (!ready) return null
  return (
    <Dialog title={text('inbox.call.title')} onClose={onClose} wide>
      {about === undefined ? null : <p className="soft small">{text('inbox.call.about')}</p>}
      <QuickForm
        kind={kind}
        say={say}
        fields={fields}
        start={{
          held_at: nodeNow().toISOString(),
          direction: 'they_called',
          channel: 'telephone',
          follow_up: 'no',
          must_report: node.party === 'mx' ? 'yes' : 'no',
          ...(node.partners[0] === undefined ? {} : { with_party: node.partners[0].party }),
        }}
        shows={(name, values) => name !== 'follow_up_by' || values.follow_up === 'yes'}
        draftName={`${session.account.party}.${session.account.user}.call-record`}
        more={async (values) => ({
          object_refs: [about ?? (await partyIdentity(String(values.with_party ?? node.partners[0]?.party ?? node.party)))],
        })}
        envelope={envelope}
        choices={{
          with_party: [
            { value: '', label: text('inbox.call.otherParty') },
            ...node.partners.map((partner) => ({ value: partner.party, label: text.of(partner.name) })),
          ],
        }}
        action={text('inbox.call.save')}
        onWritten={setWritten}
      />
      <div className="cluster">
        <Button variant="subtle" onClick={onClose}>
          {text('inbox.call.later')}
        </Button>
      </div>
    </Dialog>
  )
}

/** The record that the page behind shows. */
function recordIn(path: string): string | undefined {
  const found = /^\/records\/([^/]+)/.exec(path)?.[1]
  return found === undefined ? undefined : decodeURIComponent(found)
}
