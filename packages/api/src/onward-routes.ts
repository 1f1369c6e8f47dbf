import { Type } from 'typebox'
import { defineRoute, jsonBody } from './define-route.ts'
import { onwardState } from './shapes/onward.ts'
import { code, position, recordId } from './shapes/parts.ts'

const byRecord = Type.Object({ id: recordId })

/** Routes of the third-agency rule: what was asked and consented to, and passing a received record on. */
export const onwardRoutes = {
  readOnward: defineRoute('GET', '/api/v1/records/{id}/onward', {
    action: 'record.read_onward',
    summary: 'Who asked to pass a record on, what its author answered, and until when that holds.',
    params: byRecord,
    answer: onwardState,
    faults: ['record_unknown', 'record_erased'],
  }),
  passOn: defineRoute('POST', '/api/v1/records/{id}/pass-on', {
    action: 'record.pass_on',
    summary: 'Put before a releasing officer that a received record be passed on to another party under its author’s consent.',
    params: byRecord,
    body: jsonBody(Type.Object({ partner: code }, { additionalProperties: false })),
    answer: Type.Object({ position }),
    faults: ['record_unknown', 'record_erased', 'partner_unknown', 'release_already_decided', 'log_frozen'],
  }),
}
