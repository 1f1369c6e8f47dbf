export { type Crossing, crossingChoices, crossings } from './crossings.ts'
export * from './define-kind.ts'
export * from './envelope.ts'
export { exampleEnvelope } from './envelope-example.ts'
export { envelopeSchema } from './envelope-schema.ts'
export * from './field.ts'
export {
  type Admiralty,
  type Grading,
  type InformationGrade,
  informationGrades,
  type SourceGrade,
  sourceGrades,
  toAdmiralty,
} from './grading.ts'
export { type IdentifierReason, type IdentifierType, identifierReasons, maxIdentifierLength } from './identifiers/identifier.ts'
export { type Identified, type Issuer, identifierTypes, identify, matchKey, possibleMatchKey } from './identifiers/identify.ts'
export * from './kind.ts'
export { kindOf, kinds } from './kinds/index.ts'
export * from './labels.ts'
export {
  deriveTlp,
  type Marking,
  type MarkingScheme,
  markingSchemes,
  markingTableOwner,
  narrower,
  type TlpLabel,
  tlpLabels,
} from './marking.ts'
export { envelopeLimits, parseEnvelope } from './parse-envelope.ts'
export { contradicts, isPermittedUse, type PermittedUse, permittedUses } from './permitted-use.ts'
export { maxProblems, type ProblemCode, problemCodes } from './report.ts'
