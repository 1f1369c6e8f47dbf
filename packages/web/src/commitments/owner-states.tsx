import type { CommitmentRow } from '@enlace/api'
import { formatDay } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { PartyMark } from '../parts/party-mark.tsx'
import { type Status, StatusMark } from '../parts/status-mark.tsx'
import { Tag } from '../parts/tag.tsx'
import classes from './commitments.module.css'

type Owner = CommitmentRow['owners'][number]

const shapes: Readonly<Record<string, Status>> = {
  not_started: 'waiting',
  in_progress: 'active',
  delivered: 'active',
  verified: 'good',
  disputed: 'warn',
  withdrawn: 'off',
  superseded: 'off',
}

/** Where each party stands with what it owes, side by side; none is ever shown by another’s word. */
export function OwnerStates({ commitment }: { readonly commitment: CommitmentRow }) {
  return (
    <ul className={classes.owners}>
      {commitment.owners.map((owner) => (
        <li key={owner.party}>
          <PartyMark party={owner.party} />
          <OwnerState owner={owner} lastDay={commitment.lastDay} />
        </li>
      ))}
    </ul>
  )
}

/** Where one party stands: its own word, or what became of it once another looked, and whether it is late. */
export function OwnerState({ owner, lastDay }: { readonly owner: Owner; readonly lastDay: string | null }) {
  const text = useText()
  return (
    <span className="cluster">
      <StatusMark status={shapes[owner.status] ?? 'plain'}>
        {owner.said === null ? text('commitments.status.silent') : text(`commitments.status.${owner.status}`)}
      </StatusMark>
      {owner.asked === null ? null : (
        <Tag tone="info">{text('commitments.asked', { day: formatDay(owner.asked.at.slice(0, 10), text.tag) })}</Tag>
      )}
      {owner.overdue && lastDay !== null ? <Tag tone="bad">{text('commitments.late', { day: formatDay(lastDay, text.tag) })}</Tag> : null}
    </span>
  )
}
