/** What tests and measurements of other packages need: a node and a log in their own process, a database of their own, and proof that nothing leaks. */
export { assembleNode } from './assemble.ts'
export { type MeasuredLog, openMeasuredLog } from './measured-log.ts'
export { type MeasuredResults, openMeasuredResults } from './measured-results.ts'
export { type FoundToken, findTokens, findTokensInText } from './store/find-tokens.ts'
export { type LawPacks, readLawPacks } from './store/instrument-packs.ts'
export { openNodeSigners } from './store/node-signers.ts'
export { type TestDatabase, testDatabase } from './store/test-database.ts'
