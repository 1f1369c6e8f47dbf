export { type CourierExport, type CourierStatus, type CourierTaken, maxCourierPartBytes } from './courier-routes.ts'
export type { StoppedLog } from './epoch-routes.ts'
export { openApiOf } from './openapi.ts'
export type { ListName, SheetName } from './print-routes.ts'
export type { RetentionForesight, RetentionRuleView, RetentionView } from './retention-routes.ts'
export {
  type Answer,
  type AnswerOf,
  type Body,
  type BodyOf,
  bodyFaults,
  commonFaults,
  faultsOf,
  type Method,
  type ParamsOf,
  type QueryOf,
  type Route,
  signInFaults,
} from './route.ts'
export { maxBatchBytes, maxBatchLines, maxRecognisedText, maxRecordBytes, maxUploadBytes, routes } from './routes.ts'
export type * from './shapes/briefs.ts'
export type * from './shapes/cases.ts'
export type * from './shapes/clearance.ts'
export type * from './shapes/clocks.ts'
export { maxSimulatedEvents, maxSimulatedLines, simulationRequest } from './shapes/clocks.ts'
export type * from './shapes/commitments.ts'
export type * from './shapes/drafts.ts'
export type * from './shapes/evidence.ts'
export { maxEvidenceRecords } from './shapes/evidence.ts'
export type * from './shapes/exchange.ts'
export type * from './shapes/files.ts'
export type * from './shapes/groups.ts'
export type * from './shapes/identifiers.ts'
export { maxCheckedIdentifiers } from './shapes/identifiers.ts'
export type * from './shapes/inbox.ts'
export type * from './shapes/indicators.ts'
export type * from './shapes/joint.ts'
export type * from './shapes/kinds.ts'
export type * from './shapes/ledger.ts'
export type * from './shapes/lists.ts'
export type * from './shapes/notes.ts'
export type * from './shapes/onward.ts'
export type * from './shapes/parts.ts'
export type * from './shapes/passport.ts'
export type * from './shapes/people.ts'
export type * from './shapes/programme.ts'
export type * from './shapes/publications.ts'
export type * from './shapes/recalls.ts'
export type * from './shapes/records.ts'
export type * from './shapes/reports.ts'
export type * from './shapes/requests.ts'
export type * from './shapes/results.ts'
export type * from './shapes/rights.ts'
export type * from './shapes/series.ts'
export type * from './shapes/session.ts'
export type * from './shapes/statements.ts'
export type * from './shapes/stream.ts'
export type * from './shapes/work.ts'
export type { TimestampStatus, WitnessStatus } from './witness-routes.ts'
