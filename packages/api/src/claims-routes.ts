import { Type } from 'typebox'
import { defineRoute } from './define-route.ts'
import { ledgerShape } from './shapes/ledger.ts'
import { recordId } from './shapes/parts.ts'

/** The route of the claims ledger. */
export const claimsRoutes = {
  readClaims: defineRoute('GET', '/api/v1/records/{id}/claims', {
    action: 'record.read_claims',
    summary:
      'What is said about a record, point by point: what all agree on, who says what in which word, and what does not count and why.',
    params: Type.Object({ id: recordId }),
    answer: ledgerShape,
    faults: ['record_unknown', 'record_erased', 'record_recalled'],
  }),
}
