import type { StoredRecord } from './stored-records.ts'

/**
 * Whether what is said about a record is about an earlier version of it: the record was amended, and the word was written before by its author's own account, or came before it to this
 * node. Who was confirmed and then writes something else is confirmed no more.
 */
export function isAboutEarlier(word: Pick<StoredRecord, 'seq' | 'object'>, about: Pick<StoredRecord, 'seq' | 'object'>): boolean {
  const { created, modified } = about.object
  if (typeof modified !== 'string' || modified === created) return false
  const at = word.object.modified ?? word.object.created
  return word.seq < about.seq || (typeof at === 'string' && Date.parse(at) < Date.parse(modified))
}
