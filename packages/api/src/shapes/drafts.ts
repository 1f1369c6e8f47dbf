import { type Static, Type } from 'typebox'
import { code, instant, json } from './parts.ts'

export const draftId = Type.String({ pattern: '^[A-Za-z0-9-]{1,64}$', description: 'Chosen by the writer, a UUID as a rule.' })
const revision = Type.Integer({ minimum: 0, maximum: 2_000_000_000 })

/** Largest draft, in bytes of its request. */
export const maxDraftBytes = 1_048_576

export const draftSaving = Type.Object(
  {
    kind: code,
    revision: Type.Integer({
      minimum: 0,
      maximum: 2_000_000_000,
      description: 'The revision that the writer last saw; 0 for a new draft.',
    }),
    body: json,
  },
  { additionalProperties: false },
)
export type DraftSaving = Static<typeof draftSaving>

export const draftSaved = Type.Object({ revision, changedAt: instant })
export type DraftSaved = Static<typeof draftSaved>

export const draft = Type.Object({ id: draftId, kind: code, revision, changedAt: instant, body: json })
export type Draft = Static<typeof draft>

export const draftList = Type.Object({ items: Type.Array(draft), keptDays: Type.Integer({ minimum: 1 }) })
export type DraftList = Static<typeof draftList>
