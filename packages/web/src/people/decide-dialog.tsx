import type { Proposal } from '@enlace/api'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { send } from '../api/send.ts'
import { formatInstant } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Confirm } from '../parts/confirm.tsx'
import { ReasonField, readReason } from '../parts/reason-field.tsx'
import { showToast } from '../parts/toast.ts'
import { useSayProposal } from './say-proposal.ts'

/** What somebody is about to do with a proposal. */
export type Deciding = { readonly proposal: Proposal; readonly outcome: 'confirmed' | 'refused' | 'withdrawn' }

const grave: readonly string[] = ['erase', 'retention', 'account_disable']

/** Confirms, refuses or takes back a proposal, once it was said what follows. `onPassword`: told the password that the change made. */
export function DecideDialog({
  proposal,
  outcome,
  onClose,
  onPassword,
}: Deciding & { readonly onClose: () => void; readonly onPassword?: (password: string) => void }) {
  const text = useText()
  const client = useQueryClient()
  const say = useSayProposal()
  const [reason, setReason] = useState('')
  const decide = async () => {
    const answer = await send<{ password: string | null }>('POST', `/proposals/${proposal.id}`, {
      body: { outcome, reason: readReason(reason) },
    })
    await client.invalidateQueries()
    showToast(text(`people.proposal.said.${outcome}`), { tone: 'good' })
    if (answer.password !== null) onPassword?.(answer.password)
  }
  const { what, publication } = proposal
  const confirms = publication === null || publication.does === 'publish' ? what : `${what}.${publication.does}`
  const will =
    outcome === 'confirmed'
      ? [
          say(proposal),
          text.find(`people.confirms.${confirms}`, {
            until: holdEnd(proposal, text.tag),
            count: proposal.retention?.wouldErase ?? 0,
          }) ?? '',
          text('people.confirms.signed'),
        ].filter((sentence) => sentence !== '')
      : [text(`people.decides.${outcome}`)]
  const action = { confirmed: 'people.proposal.confirm', refused: 'people.proposal.refuse', withdrawn: 'people.proposal.withdraw' } as const
  return (
    <Confirm
      title={text(`people.proposal.title.${outcome}`)}
      will={will}
      action={text(action[outcome])}
      grave={outcome === 'confirmed' && grave.includes(what)}
      onClose={onClose}
      onConfirm={decide}
    >
      <ReasonField value={reason} onChange={setReason} />
    </Confirm>
  )
}

function holdEnd(proposal: Proposal, tag: string): string {
  const ms = Date.parse(proposal.proposedAt) + (proposal.hours ?? 0) * 3_600_000
  return formatInstant(new Date(ms).toISOString(), tag)
}
