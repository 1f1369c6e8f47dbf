export { type IdentifierReason, type IdentifierType, identifierReasons, maxIdentifierLength } from './identifiers/identifier.ts'
export { type Identified, type Issuer, identifierTypes, identify, matchKey, possibleMatchKey } from './identifiers/identify.ts'
