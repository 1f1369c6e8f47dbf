import { isJsonObject, type JsonObject } from '@enlace/core'
import type { Kind } from '../kind.ts'
import { actRole } from './act-role.ts'
import { callRecord } from './call-record.ts'
import { personCase } from './case.ts'
import { claim } from './claim.ts'
import { commitment } from './commitment.ts'
import { commitmentJudgement } from './commitment-judgement.ts'
import { commitmentReading } from './commitment-reading.ts'
import { commitmentStatus } from './commitment-status.ts'
import { contactReport } from './contact-report.ts'
import { contest } from './contest.ts'
import { contestStep } from './contest-step.ts'
import { custodyEvent } from './custody-event.ts'
import { designation } from './designation.ts'
import { diplomaticNote } from './diplomatic-note.ts'
import { draftClause } from './draft-clause.ts'
import { draftComment } from './draft-comment.ts'
import { emergingIssue } from './emerging-issue.ts'
import { evaluation } from './evaluation.ts'
import { evaluationResponse } from './evaluation-response.ts'
import { expectation } from './expectation.ts'
import { expectationAnswer } from './expectation-answer.ts'
import { feedback } from './feedback.ts'
import { figure } from './figure.ts'
import { groupTransfer } from './group-transfer.ts'
import { indicatorCard } from './indicator-card.ts'
import { indicatorValue } from './indicator-value.ts'
import { issueStep } from './issue-step.ts'
import { jointDraft } from './joint-draft.ts'
import { legalPathway } from './legal-pathway.ts'
import { listEntry } from './list-entry.ts'
import { matter } from './matter.ts'
import { mechanism } from './mechanism.ts'
import { mirrorAlert } from './mirror-alert.ts'
import { natives } from './native/index.ts'
import { noteStamp } from './note-stamp.ts'
import { officeTerm } from './office-term.ts'
import { onwardConsent } from './onward-consent.ts'
import { onwardRequest } from './onward-request.ts'
import { proceduralStep } from './procedural-step.ts'
import { programme } from './programme.ts'
import { progressRequest } from './progress-request.ts'
import { publication } from './publication.ts'
import { releaseCertificate } from './release-certificate.ts'
import { request } from './request.ts'
import { requestNote } from './request-note.ts'
import { requestStep } from './request-step.ts'
import { response } from './response.ts'
import { resultSeal } from './result-seal.ts'
import { rightsFlag } from './rights-flag.ts'
import { seizure } from './seizure.ts'
import { session } from './session.ts'
import { sessionItem } from './session-item.ts'
import { setAside } from './set-aside.ts'
import { sourceDocument } from './source-document.ts'
import { statement } from './statement.ts'
import { valueJudgement } from './value-judgement.ts'
import { victimNotice } from './victim-notice.ts'
import { wantedStatus } from './wanted-status.ts'

// One line a kind of ours, in the order menus show.
const ours: readonly Kind[] = [
  mirrorAlert,
  response,
  seizure,
  listEntry,
  figure,
  feedback,
  callRecord,
  contactReport,
  onwardRequest,
  onwardConsent,
  request,
  requestStep,
  requestNote,
  diplomaticNote,
  noteStamp,
  rightsFlag,
  matter,
  claim,
  sourceDocument,
  personCase,
  wantedStatus,
  custodyEvent,
  victimNotice,
  legalPathway,
  proceduralStep,
  actRole,
  designation,
  groupTransfer,
  programme,
  mechanism,
  officeTerm,
  session,
  sessionItem,
  commitment,
  commitmentJudgement,
  commitmentReading,
  commitmentStatus,
  progressRequest,
  expectation,
  expectationAnswer,
  emergingIssue,
  issueStep,
  evaluation,
  evaluationResponse,
  valueJudgement,
  resultSeal,
  contest,
  contestStep,
  statement,
  indicatorCard,
  indicatorValue,
  jointDraft,
  draftClause,
  draftComment,
  releaseCertificate,
  publication,
  setAside,
]

/** Every kind this node knows by its name: ours first, then STIX 2.1's own. */
export const kinds: ReadonlyMap<string, Kind> = new Map([...ours, ...natives.values()].map((kind) => [kind.name, kind]))

const byExtension: ReadonlyMap<string, Kind> = new Map(ours.map((kind) => [kind.extension as string, kind]))

/** The kind of a STIX object: ours when it carries the extension of one of ours on its type, else the native one; undefined when newer than this node. */
export function kindOf(object: JsonObject): Kind | undefined {
  const { type, extensions } = object
  if (isJsonObject(extensions)) {
    for (const id in extensions) {
      const kind = byExtension.get(id)
      if (kind !== undefined && kind.stixType === type) return kind
    }
  }
  return typeof type === 'string' ? natives.get(type) : undefined
}

/** The kind of that name, or undefined when it is newer than this node. */
export function findKind(name: string): Kind | undefined {
  return kinds.get(name)
}
