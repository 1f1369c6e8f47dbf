import type { JsonObject } from '@enlace/core'
import { exampleEnvelope } from './envelope-example.ts'
import type { Kind } from './kind.ts'

/** A complete example of a kind that `POST /api/v1/records` takes unchanged. Fictional throughout. */
export function exampleOf(kind: Kind): { readonly object: JsonObject; readonly envelope: JsonObject } {
  return { object: kind.example, envelope: exampleEnvelope(kind) }
}
