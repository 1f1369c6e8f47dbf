import { Fault } from '@enlace/core'
import { designationExtension, readDesignation } from '@enlace/records'
import type { RecordDraft } from '../store/record-draft.ts'

/** Says why a designation may not be written here: a party designates in its own name only. Undefined where it may, and for anything else. */
export function refuseDesignation(draft: RecordDraft, party: string): Fault | undefined {
  if (draft.fromParty !== party || draft.revoked) return undefined
  const said = readDesignation(draft.object)
  if (said === undefined || said.by === party) return undefined
  const field = `/object/extensions/${designationExtension}/by_party`
  return new Fault('body_invalid', {}, { problems: [{ field, code: 'designation_of_another' }] })
}
