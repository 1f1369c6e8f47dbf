import { type Static, Type } from 'typebox'
import { count } from './parts.ts'

export const sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' })

/** A file of a record. `erased`: its key was destroyed. `missing`: the record names it and this node has never had its bytes. */
export const attachedFile = Type.Object({
  sha256,
  name: Type.String(),
  type: Type.String({ description: 'Media type.' }),
  sizeBytes: count,
  state: Type.Union([Type.Literal('held'), Type.Literal('erased'), Type.Literal('missing')]),
})
export type AttachedFile = Static<typeof attachedFile>

/** What has come of an upload. While it is not whole, go on at `received`. */
export const uploaded = Type.Object({
  sha256: Type.Union([sha256, Type.Null()]),
  type: Type.String(),
  sizeBytes: count,
  received: count,
  whole: Type.Boolean(),
})
export type Uploaded = Static<typeof uploaded>

export const fileName = Type.Object({ sha256 })
