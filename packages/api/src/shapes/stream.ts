import { type Static, Type } from 'typebox'
import { code, count } from './parts.ts'

/** Events of GET /api/v1/stream by name; each carries the journal seq as its SSE id. */
export const streamEvents = {
  record: Type.Object({ id: Type.String(), kind: code, seq: count, from: code }),
  work: Type.Object({ id: Type.String(), state: code }),
  exchange: Type.Object({ party: code }),
  inbox: Type.Object({ agency: code }),
  recall: Type.Object({ record: Type.String(), partner: code, state: Type.Union([Type.Literal('hidden'), Type.Literal('shown')]) }),
  'release-task': Type.Object({ id: code, state: Type.Union([Type.Literal('open'), Type.Literal('closed')]) }),
}
export type StreamEvents = { readonly [Name in keyof typeof streamEvents]: Static<(typeof streamEvents)[Name]> }
