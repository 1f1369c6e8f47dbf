import type { InboxEntry } from '@enlace/api'
import { useKindTitle } from '../kinds/kind-title.ts'
import { type Text, useText } from '../language/text.ts'
import { useSayProposal } from '../people/say-proposal.ts'
import { sayReason } from '../recall/say-recall.ts'

/** What is asked of whom, in a few words: «Received», «Release to decide», «Contact report owed». */
export function sayTask(entry: Pick<InboxEntry, 'source' | 'state' | 'direction' | 'waits'>, text: Text): string {
  if (entry.source === 'alert') return text(entry.direction === 'received' ? 'inbox.from' : 'inbox.sentByUs')
  // An open document is somebody's to answer; whose, is all that its reader asks.
  if (entry.source === 'clearance') return text(entry.state === 'open' && entry.waits ? 'inbox.task.clear' : 'inbox.task.clearance')
  if (entry.source === 'recall') return text(entry.direction === 'received' ? 'inbox.task.recall_received' : 'inbox.task.recall_sent')
  return text.find(`inbox.task.${entry.source === 'duty' ? entry.state : entry.source}`) ?? entry.source
}

/** The state in words, whatever the source; a code newer than these pages is shown as it is. */
export function sayState(state: string, text: Text): string {
  return (
    text.find(`work.${state}`) ??
    text.find(`inbox.task.${state}`) ??
    text.find(`inbox.state.${state}`) ??
    text.find(`clearance.state.${state}`) ??
    state
  )
}

/** The kind of what waits, in words: a record's, or what else there is. */
export function useSayKind(): (kind: string) => string {
  const text = useText()
  const kindTitle = useKindTitle()
  return (kind) => (kind === 'proposal' ? text('inbox.kind.proposal') : kindTitle(kind))
}

/** The title, or what stands for one that cannot be read any more. */
export function useEntryTitle(): (entry: Pick<InboxEntry, 'title' | 'proposal' | 'recall'>) => string {
  const text = useText()
  const sayProposal = useSayProposal()
  return ({ title, proposal, recall }) => {
    if (recall !== undefined) return text('inbox.recall.title', { reason: sayReason(recall.reason, text) })
    return proposal === undefined ? title || text('inbox.untitled') : sayProposal(proposal)
  }
}
