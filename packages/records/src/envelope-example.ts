import type { JsonObject } from '@enlace/core'
import type { Kind } from './kind.ts'

/**
 * A complete envelope for a kind's example, ready to be handed in with it. Author agency and marking are left out, since the node that
 * receives it fills in the session's own. Fictional throughout.
 */
export function exampleEnvelope(kind: Pick<Kind, 'exampleEnvelope'>): JsonObject {
  return {
    permitted_use: ['lead', 'no_onward', 'no_force_or_targeting'],
    grading: { scheme: 'admiralty', source: 'B', information: '2' },
    legal_basis: { instrument: 'FICTIONAL demonstration agreement mx-us', article: '4' },
    purpose: 'Fictional example',
    origin: 'human',
    retention: 'operational',
    ...kind.exampleEnvelope,
  }
}
