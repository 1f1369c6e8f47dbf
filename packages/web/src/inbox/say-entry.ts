import type { InboxEntry } from '@enlace/api'
import type { Text } from '../language/text.ts'

/** What is asked of whom, in a few words: «Received», «Release to decide», «Contact report owed». */
export function sayTask(entry: Pick<InboxEntry, 'source' | 'state' | 'direction'>, text: Text): string {
  if (entry.source === 'alert') return text(entry.direction === 'received' ? 'inbox.from' : 'inbox.sentByUs')
  return text.find(`inbox.task.${entry.source === 'duty' ? entry.state : entry.source}`) ?? entry.source
}

/** The state in words, whatever the source; a code newer than these pages is shown as it is. */
export function sayState(state: string, text: Text): string {
  return text.find(`work.${state}`) ?? text.find(`inbox.task.${state}`) ?? text.find(`inbox.state.${state}`) ?? state
}

/** The title, or what stands for one that cannot be read any more. */
export function titleOf(entry: Pick<InboxEntry, 'title'>, text: Text): string {
  return entry.title === '' ? text('inbox.untitled') : entry.title
}
