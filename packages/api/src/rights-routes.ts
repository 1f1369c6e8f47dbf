import { Type } from 'typebox'
import { defineRoute, jsonBody } from './define-route.ts'
import { recordId } from './shapes/parts.ts'
import { stored } from './shapes/records.ts'
import { recordRights, rightsAnswer, rightsFlags } from './shapes/rights.ts'

/** Routes of rights flags. A flag is raised as a record of its kind; a named officer answers it here. */
export const rightsRoutes = {
  listRightsFlags: defineRoute('GET', '/api/v1/rights-flags', {
    action: 'rights.list',
    summary: 'Rights flags of the agency, those that nobody answered first; an inspector sees where those of every agency stand.',
    answer: rightsFlags,
  }),
  readRecordRights: defineRoute('GET', '/api/v1/records/{id}/rights', {
    action: 'record.read_rights',
    summary: 'The rights flags that name a record, and whether it waits because of a flag.',
    params: Type.Object({ id: recordId }),
    answer: recordRights,
    faults: ['record_unknown', 'record_erased', 'record_recalled'],
  }),
  answerRightsFlag: defineRoute('POST', '/api/v1/rights-flags/{id}/answer', {
    action: 'rights.answer',
    summary: 'Answers a rights flag: go on, go on with an assurance, or stop. What waited is decided again.',
    params: Type.Object({ id: recordId }),
    body: jsonBody(rightsAnswer),
    answer: stored,
    faults: ['record_unknown', 'record_erased', 'record_recalled', 'version_conflict', 'record_changed', 'body_invalid'],
  }),
}
