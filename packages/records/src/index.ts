export {
  type AttachedFile,
  attachedFilesBytes,
  attachedFilesField,
  isFileName,
  isMediaType,
  isSha256,
  maxAttachedFiles,
  maxFileBytes,
  parseAttachedFiles,
} from './attached-files.ts'
export { maxBundleObjects, openBundle } from './bundle.ts'
export { pathways } from './cases/pathways.ts'
export { personWords } from './cases/person-words.ts'
export { personsOfCase } from './cases/persons-of-case.ts'
export { findLocalStep, type LocalStep, proceduralSteps } from './cases/procedure.ts'
export { custodyRights, rightStates } from './cases/rights.ts'
export {
  type Account,
  type Denial,
  type Ledger,
  type LedgerDocument,
  type LedgerPoint,
  ledgerOf,
  type Mark,
  type SetAside,
  type Standing,
  type StandingClaim,
} from './claims/ledger.ts'
export { type Claim, claimExtension, readClaim } from './claims/read-claim.ts'
export { readDocument, type SourceDocument, sourceDocumentExtension } from './claims/read-document.ts'
export { type Community, communities, communitiesChecked } from './communities.ts'
export { countryCodes, isCountry } from './countries.ts'
export { type CountDefinition, type CountOrder, readCount } from './counts/read-count.ts'
export { type CountedItem, countedItem, type NotComputed, type Recount, recount } from './counts/recount.ts'
export { type Crossing, crossingChoices, crossings } from './crossings.ts'
export * from './define-kind.ts'
export { type DescribedField, type DescribedKind, describeKind, type Words } from './describe-kind.ts'
export { diffEnvelopes, diffVersions, type FieldChange } from './diff-versions.ts'
export { draftFields } from './draft-fields.ts'
export * from './envelope.ts'
export { exampleEnvelope } from './envelope-example.ts'
export { envelopeSchema } from './envelope-schema.ts'
export { exampleOf } from './example-of.ts'
export * from './field.ts'
export { type FieldMark, fieldMarksOf, labelOfMarking, markingOfLabel, objectLabelOf, translatedMarks } from './field-marks.ts'
export { checkFileType, fileHeadBytes, recogniseFileType } from './file-type.ts'
export {
  type Admiralty,
  type Grading,
  type InformationGrade,
  informationGrades,
  type SourceGrade,
  sourceGrades,
  toAdmiralty,
} from './grading.ts'
export { type BorrowedLabel, borrowedLabels } from './groups/borrowed-labels.ts'
export { type Designation, designationExtension, readDesignation } from './groups/read-designation.ts'
export { type GroupRecord, type PartyStanding, type RegisteredGroup, registryOf, type StatedDesignation } from './groups/registry.ts'
export { type IdentifierReason, type IdentifierType, identifierReasons, maxIdentifierLength } from './identifiers/identifier.ts'
export { type Identified, type Issuer, identifierTypes, identify, matchKey, possibleMatchKey } from './identifiers/identify.ts'
export { type AttributionClass, type CausalWords, findCausalWords, mayClaimCause } from './indicators/attribution-words.ts'
export {
  dayAfter,
  type Frequency,
  isPeriodOf,
  nextPeriodStart,
  type Period,
  periodOf,
  type YearType,
} from './indicators/indicator-period.ts'
export { compareInstants, isDate, isInstant } from './instant.ts'
export { jsonSchemaOf } from './json-schema-of.ts'
export * from './kind.ts'
export { findKind, kindOf, kinds } from './kinds/index.ts'
export { tlp1Markings, tlp2Extension, tlp2Markings } from './kinds/native/marking-definition.ts'
export * from './labels.ts'
export { locatesPerson } from './locates-person.ts'
export {
  deriveTlp,
  type Marking,
  type MarkingScheme,
  markingSchemes,
  markingTableOwner,
  narrower,
  needsTwoPersons,
  type TlpLabel,
  tlpLabels,
} from './marking.ts'
export { type FieldConflict, type MergedObject, mergeByField, resolveConflicts } from './merge-by-field.ts'
export { nameTextOf } from './name-text.ts'
export { aboutOffices, holdersOn, type Office, type OfficeHolder, offices, officesOf } from './offices/office-holders.ts'
export { gap, markUntranslated, openPassages } from './open-passages.ts'
export { envelopeLimits, parseEnvelope } from './parse-envelope.ts'
export { type DatePrecision, maxRoughDate, parseRoughDate, precisionOf, type RoughDate } from './parse-rough-date.ts'
export { partsOf } from './parts.ts'
export { contradicts, isPermittedUse, type PermittedUse, permittedUses } from './permitted-use.ts'
export { fieldValue, personalFields, personalFieldsIn, presentFields, readField, undescribedFields } from './present-fields.ts'
export { type CountedEvent, type CountOf, openCount, type QueriedEntry, type QueryCount } from './queries/count-events.ts'
export { figureOf } from './queries/figure-of.ts'
export { kindsOfQuery, parseStatedQuery, type QueryForm, type StatedQuery } from './queries/stated-query.ts'
export { type Consent, readConsent } from './read-consent.ts'
export {
  encodeRecallNotice,
  encodeRecallReply,
  maxRecallWords,
  parseRecallNotice,
  parseRecallReply,
  type RecallNotice,
  type RecallReason,
  type RecallReply,
  recallContent,
  recallDefaultHours,
  recallReasons,
} from './recall-notice.ts'
export {
  encodeRecallTree,
  maxRecallNodes,
  parseRecallTree,
  type RecallNode,
  type RecallNodeState,
  recallNodeStates,
} from './recall-tree.ts'
export { type Found, maxFound, maxRecognisedText, recognise } from './recognise.ts'
export { type Draft, type DraftContext, draftMirrorAlert } from './recognise-draft.ts'
export { type Reference, referencesOf, titleOf, versionKeyOf } from './record-facts.ts'
export { recordLabel, recordLabels } from './record-labels.ts'
export { type Reduced, removeFields } from './remove-fields.ts'
export { removedFieldsExtension, removedFieldsOf } from './removed-fields.ts'
export { maxProblems, type ProblemCode, problemCodes } from './report.ts'
export { rewriteIds, tellingIdsIn } from './rewrite-ids.ts'
export { type SearchText, searchTextOf } from './search-text.ts'
export { parseSelector, valueAt } from './selector.ts'
export { sourceWordIn } from './source-words.ts'
export { type ComparedClause, compareClauses, compareWords, type WordRun } from './statements/compare-clauses.ts'
export { cutFurniture, type FurnitureRule, furnitureRules, type MarkedBlock } from './statements/cut-furniture.ts'
export { promisesPace } from './statements/pace-words.ts'
export type { Proposal, ProposalRule } from './statements/proposal.ts'
export { proposeFrom } from './statements/propose-from.ts'
export {
  type Clause,
  type ClausePart,
  type Cut,
  readStatement,
  type Statement,
  type StatementType,
  statementExtension,
} from './statements/read-statement.ts'
export { contradictionsIn, principlesOf, type SenseSaid } from './statements/senses-of.ts'
export { nearCopyFrom, overlapOf } from './statements/shingles.ts'
export { type Block, maxStatementText, type SplitText, splitText } from './statements/split-text.ts'
export { toAkomaNtoso } from './statements/to-akoma-ntoso.ts'
export { cutOf, languageOfText, numberClauses, toClauses } from './statements/to-clauses.ts'
export { sensesIn, type TermWarning, termFamilies, warnTerms } from './statements/warn-terms.ts'
export { isStixId, typeOfId } from './stix-id.ts'
export { type TearLine, tearLinesExtension, tearLinesOf, tornFieldsOf, withTearLines } from './tear-lines.ts'
export {
  countTransfer,
  groupTransferExtension,
  isPending,
  readTransfer,
  type Transfer,
  type TransferCount,
  type TransferMember,
} from './transfers/read-transfer.ts'
export { type CheckedObject, type ObjectRefusal, type Validated, validateObject } from './validate-object.ts'
export { type PartVersion, versionOf } from './version-of.ts'
export { tidy, writeField, writeFields } from './write-fields.ts'
export { instantAt, isZone, wallAt } from './zone-clock.ts'
