/** What tests of other packages need of the store: a database of their own, and proof that nothing leaks. */
export { type FoundToken, findTokens, findTokensInText } from './store/find-tokens.ts'
export { type TestDatabase, testDatabase } from './store/test-database.ts'
