import { Type } from 'typebox'
import { defineRoute, jsonBody } from './define-route.ts'
import { jointDraftDetail, jointDraftList, jointSigned, jointSigning, releasedList } from './shapes/joint.ts'
import { position, reason, recordId } from './shapes/parts.ts'

/** Routes of joint statements. Drafts, clauses and words about them are written as records; these say where each stands, and release it. */
export const jointRoutes = {
  listJointDrafts: defineRoute('GET', '/api/v1/programme/drafts', {
    action: 'joint.list',
    summary: 'Drafts of joint statements, newest first, with how many clauses stand and where the release of each is.',
    answer: jointDraftList,
  }),
  readJointDraft: defineRoute('GET', '/api/v1/programme/drafts/{id}', {
    action: 'joint.read',
    summary:
      'One draft: every clause with its versions, who accepts it, comments, the exact text with its hash, certificates and what stands in their way.',
    params: Type.Object({ id: recordId }),
    answer: jointDraftDetail,
    faults: ['record_unknown', 'record_erased', 'record_recalled'],
  }),
  exportJointDraft: defineRoute('GET', '/api/v1/programme/drafts/{id}/akn', {
    action: 'joint.export',
    summary:
      'The text in one language as Akoma Ntoso 3.0 (OASIS LegalDocML): the released one, or the draft as it reads now, marked as a draft.',
    params: Type.Object({ id: recordId }),
    query: Type.Object({ language: Type.Optional(Type.Union([Type.Literal('es'), Type.Literal('en')])) }),
    answer: { status: 200, contentType: 'application/octet-stream', schema: Type.String() },
    faults: ['record_unknown', 'record_erased', 'record_recalled'],
  }),
  signRelease: defineRoute('POST', '/api/v1/programme/drafts/{id}/sign', {
    action: 'joint.sign',
    summary:
      'The first key of a release: this exact text at this instant. A minister’s confirmation is the second, and signs the certificate.',
    params: Type.Object({ id: recordId }),
    body: jsonBody(jointSigning),
    answer: jointSigned,
    faults: [
      'record_unknown',
      'record_erased',
      'record_recalled',
      'joint_open',
      'joint_text_changed',
      'joint_certificates_differ',
      'joint_instant_past',
      'joint_clocks_differ',
      'joint_released',
      'proposal_waits',
    ],
  }),
  takeBackRelease: defineRoute('POST', '/api/v1/programme/drafts/{id}/take-back', {
    action: 'joint.withdraw',
    summary: 'Takes the own certificate back before its instant; the other party is told, and nothing is published.',
    params: Type.Object({ id: recordId }),
    body: jsonBody(Type.Object({ reason }, { additionalProperties: false })),
    answer: Type.Object({ position }),
    faults: [
      'record_unknown',
      'record_erased',
      'record_recalled',
      'joint_not_signed',
      'joint_instant_past',
      'joint_released',
      'joint_open',
    ],
  }),
  readReleased: defineRoute('GET', '/api/v1/released', {
    action: 'released.read',
    summary: 'Joint statements that this node has published, with hash, certificates, and whether the other party was seen to publish.',
    signIn: 'none',
    answer: releasedList,
  }),
}
