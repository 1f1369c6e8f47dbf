export {
  type Agreement,
  agreementReference,
  type BothLanguages,
  type FlashRule,
  findRule,
  isReceiptedFirst,
  type LegalCharacter,
  legalCharacters,
  otherParty,
  type ProofUse,
  type ReceiptBeforeRead,
  type Registration,
  type RegistrationDuty,
  type ReleaseRule,
  type Requirement,
  registrationStates,
  requirements,
  usualKeyWithinMinutes,
} from './agreement.ts'
export { applyOfficerDecision, type OfficerChoice, type OfficerRefusal } from './apply-officer-decision.ts'
export { type Assurance, type AssuranceLibrary, parseAssurances } from './assurance-library.ts'
export { type Beat, type BeatState, beatOfMechanism, daysBetween } from './beat-of-mechanism.ts'
export {
  type BriefFigure,
  type BriefLine,
  type BriefRecords,
  type ByLanguage,
  type FiguresOf,
  type LineCode,
  type LinePart,
  lineCodes,
} from './brief/brief-line.ts'
export type { BriefAsked } from './brief/brief-lines.ts'
export { type AtCrossing, type CommunityPair, type CommunityTable, communityView } from './brief/community-view.ts'
export { type FollowUp, followUps } from './brief/follow-up.ts'
export { type MinisterialBrief, ministerialBrief } from './brief/ministerial-brief.ts'
export { type AskedOf, type Reciprocity, reciprocity } from './brief/reciprocity.ts'
export { type DeltaGroup, deltaGroups, type SessionDelta, sessionDelta } from './brief/session-delta.ts'
export { wordsOfGuilt } from './brief/words-of-guilt.ts'
export { type CustodyChain, type CustodyLink, type CustodyState, waitsForReturn } from './case-custody.ts'
export { type Notice, type Notices, noticesOf } from './case-notices.ts'
export type { PartyPathway, Pathways } from './case-pathways.ts'
export type {
  CaseFacts,
  CaseRecords,
  CaseWarning,
  CustodyCheck,
  CustodyEvent,
  NoticeSaid,
  PathwayClaim,
  PathwaySaid,
  RoleSaid,
  StepSaid,
  WantedSaid,
} from './case-records.ts'
export type { FunnelStage, ProceduralStatus, Standing } from './case-standing.ts'
export { addMonths, type CivilDay, dayOf, isoOf, type MonthEnd, monthEnds, weekdayOf } from './civil-day.ts'
export {
  type Attachment,
  attachments,
  authorAgency,
  type ClearancePack,
  type ClearanceRoute,
  type ClearanceStep,
  missingAttachments,
  routeFor,
  type Silence,
  silences,
} from './clearance.ts'
export {
  type Clearance,
  type ClearanceAct,
  type ClearanceEvent,
  type ClearanceState,
  clearanceActs,
  clearanceStates,
  computeClearance,
  type StepState,
  silenceOf,
} from './compute-clearance.ts'
export { countLacking, custodyTermOf, type DayTerm, dayOfTerm, documentsWanted, type WantedDocument } from './count-days.ts'
export { type Deadline, dueInstant, type WorkCalendar, type WorkCalendars } from './deadline.ts'
export {
  decideEvidence,
  type EvidenceDecision,
  type EvidenceRefusal,
  type EvidenceRequest,
  type EvidenceWarning,
  evidenceRefusals,
  evidenceWarnings,
} from './decide-evidence.ts'
export {
  type BarredNames,
  barNames,
  decidePassport,
  type PassportClosed,
  type PassportDecision,
  type PassportLeftOut,
  type PassportRecord,
  passportClosed,
  passportFields,
  passportLeftOut,
} from './decide-passport.ts'
export {
  type ConsentFacts,
  decideRelease,
  type EnvelopeFacts,
  isInForce,
  type RecordFacts,
  type ReleaseRequest,
  usesWith,
  withholdWithoutConsent,
} from './decide-release.ts'
export { decideShare, type ShareRequest } from './decide-share.ts'
export {
  type Asked,
  type Decision,
  type Denied,
  type Held,
  type HoldReason,
  hold,
  holdForClearance,
  holdReasons,
  type Released,
  type Withheld,
  type WithholdReason,
  withhold,
  withholdReasons,
} from './decision.ts'
export { type CountCell, type CountSum, type CountTable, crossTable, type Dimension } from './disclosure/count-tables.ts'
export { type SafeCell, type SafeTable, type Suppressed, smallBelow, suppress, type WithheldWhy } from './disclosure/suppress.ts'
export { clashes, type Gap, gapsIn, nextShift, onDutyAt, type Shift } from './duty-roster.ts'
export { endOfDate } from './end-of-date.ts'
export {
  claimsTooMuch,
  type EvidenceLevel,
  evidenceLevels,
  type LadderRecords,
  type LadderState,
  type LadderWarning,
  levelCodes,
  maySayVerified,
  stateOfEvidence,
} from './evidence-ladder.ts'
export { type Explanation, explain } from './explanation.ts'
export { foldName, type OfficeTerm, termsOfPerson, termsOn } from './holders-on.ts'
export { type Rates, ratesOf, type Span } from './indicator-rates.ts'
export {
  type ClockCure,
  type ClockExtension,
  type ClockPause,
  elapsedMs,
  type Instrument,
  type LegalClockRule,
  type Sourced,
  type Term,
  type TermUnit,
  termUnits,
  unitLeft,
} from './instrument.ts'
export { laneOf, usualFlash } from './lane-of.ts'
export { lastDayBefore, lastDayOf } from './last-day.ts'
export {
  type ClockNeed,
  type ClockStep,
  computeLegalClock,
  type LegalClock,
  type LegalClockAnswer,
  type LegalClockState,
  type LegalEvent,
} from './legal-clock.ts'
export { mayClear, type OnItsWay, type PersonalAct, personalActs, shownTo, waitsFor } from './may-clear.ts'
export {
  type Action,
  type Actor,
  actions,
  actionsOf,
  type DenialReason,
  denialReasons,
  mayDo,
  type Permission,
  type Resource,
  type Role,
  roles,
  ruleOf,
  viewOf,
} from './may-do.ts'
export { betweenRemindersMs, type ReminderRefusal, refuseReminding } from './may-remind.ts'
export { findMilitary, type MilitaryBody, mayReceive, militaryBodies, militaryLimit } from './military.ts'
export {
  type Change,
  type ChangeFacts,
  changeNames,
  type EpochReason,
  epochReasons,
  holdAloneHours,
  maySecond,
  needsSecond,
  type Proposal,
  proposalHours,
  type SecondReason,
  secondedBy,
  secondReasons,
  secondsFor,
} from './needs-second.ts'
export { replyByStep } from './note-reply.ts'
export {
  type ComparedOffence,
  compareOffences,
  type Offence,
  type OffenceGap,
  type OffenceTable,
  outsideGrant,
  parseOffenceTable,
} from './offence-table.ts'
export { type AgreementRefusal, parseAgreement, parseAgreementDraft } from './parse-agreement.ts'
export { type AuthorityPack, parseAuthorityPack } from './parse-authorities.ts'
export { parseCalendarPack } from './parse-calendar.ts'
export { parseClearancePack } from './parse-clearance.ts'
export { parseInstrument } from './parse-instrument.ts'
export { parseRequestCourse, parseRequestForm } from './parse-request-form.ts'
export { programmeKinds } from './programme-kinds.ts'
export { receivingAgency } from './receiving-agency.ts'
export {
  type AssuranceState,
  type MoveNeed,
  moveNeeds,
  type RequestClock,
  type RequestCourse,
  type RequestForm,
  type RequestMove,
  type RequestSide,
  type RequestState,
  type WaitingPlace,
  waitingPlaces,
  watchedIn,
} from './request-form.ts'
export {
  maxRetentionDays,
  parseRetentionPack,
  type RetentionEnd,
  type RetentionPack,
  type RetentionPeriod,
  type RetentionRule,
  retentionEnds,
  rulesOfAgency,
} from './retention.ts'
export { type Assumption, type SimulatedClock, type Simulation, simulateClocks } from './simulate-clocks.ts'
export { type StatementFacts, type StatementStanding, standingOfStatement } from './standing-of-statement.ts'
export { stateOf, type WorkState, workStates } from './state-of.ts'
export { type CaseState, stateOfCase } from './state-of-case.ts'
export {
  type CommitmentRecords,
  type CommitmentState,
  type CommitmentStatus,
  type CommitmentWarning,
  type CommitmentWord,
  type DueSession,
  dependencyFaults,
  type OwnerState,
  type OwnStatus,
  stateOfCommitment,
} from './state-of-commitment.ts'
export {
  type ContestRecords,
  type ContestState,
  type ContestStep,
  type ContestWarning,
  stateOfContest,
} from './state-of-contest.ts'
export {
  agreedClauses,
  type ClauseState,
  type DraftProblem,
  type DraftRecords,
  type DraftState,
  type DraftVersion,
  stateOfDraft,
  type TwoLanguages,
  type VersionStanding,
} from './state-of-draft.ts'
export {
  type EvaluationRecords,
  type EvaluationState,
  type EvaluationWarning,
  type FindingState,
  type FindingStatus,
  stateOfEvaluation,
} from './state-of-evaluation.ts'
export {
  type ExpectationRecords,
  type ExpectationState,
  type ExpectationStatus,
  type ProgrammeWord,
  stateOfExpectation,
} from './state-of-expectation.ts'
export {
  type CardBaseline,
  type CardTarget,
  type CardVersion,
  type DirectionOfGood,
  type Entry as IndicatorEntry,
  type IndicatorLevel,
  type IndicatorMark,
  type IndicatorRecords,
  type IndicatorState,
  type IndicatorValue,
  type Line as IndicatorLine,
  missingOf as missingOfCard,
  type SideTarget,
  stateOfIndicator,
  type VersionState,
} from './state-of-indicator.ts'
export { type IssueRecords, type IssueState, type IssueStatus, stateOfIssue } from './state-of-issue.ts'
export {
  movesOfNote,
  type NoteFacts,
  type NoteMove,
  type NoteMoveChoice,
  type NoteStamp,
  type NoteStanding,
  type NoteState,
  noteMoves,
  noteStates,
  stateOfNote,
} from './state-of-note.ts'
export { type PublicationWord, type PublicState, type PublicVersion, stateOfPublication } from './state-of-publication.ts'
export {
  type ClockDifference,
  clockBoundMs,
  clockShownMs,
  type HeldCertificate,
  isBeyond,
  type ReleaseFault,
  type ReleaseState,
  releaseLeadMs,
  stateOfRelease,
} from './state-of-release.ts'
export {
  assurancesFor,
  type CountedStep,
  clocksOfRequest,
  type MoveChoice,
  movesOf,
  nextDueOf,
  outstandingAssurances,
  type RequestClockState,
  type RequestEvent,
  type RequestFacts,
  type RequestStage,
  type RequestStanding,
  type RequestStep,
  type SetAside,
  sideOf,
  stateOfRequest,
} from './state-of-request.ts'
export {
  type PartyAccount,
  type SaidState,
  type SessionAccount,
  type SessionStanding,
  type SessionState,
  type SessionWarning,
  stateOfSession,
} from './state-of-session.ts'
export { isAbove, strictestTlp } from './tlp.ts'
export { type FigureOfSeries, joinRecorded, type ValueOfSeries, valuesOfSeries } from './values-of-series.ts'
export { computeWorkClock, nextDue, openWorkClocks, type WorkClock, type WorkClocks } from './work-clocks.ts'
export {
  type CalendarEdition,
  type CalendarPack,
  type HolidayOn,
  type HolidayRule,
  openCalendar,
  type WorkDays,
} from './work-days.ts'
export type { WorkEvent } from './work-event.ts'
export { localDay } from './zone-time.ts'
