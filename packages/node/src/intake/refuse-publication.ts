import { Fault } from '@enlace/core'
import type { RecordDraft } from '../store/record-draft.ts'

/** Refuses a publication that somebody hands in: the node writes them itself, once two persons agreed. Anything else passes. */
export function refusePublication(draft: RecordDraft, party: string): Fault | undefined {
  return draft.kind === 'publication' && draft.fromParty === party ? new Fault('publication_needs_second', {}) : undefined
}
