import { type Static, Type } from 'typebox'
import { code, instant, label } from './parts.ts'

export const role = Type.Union([
  Type.Literal('duty-officer'),
  Type.Literal('analyst'),
  Type.Literal('releasing-officer'),
  Type.Literal('secretariat'),
  Type.Literal('inspector'),
  Type.Literal('administrator'),
  Type.Literal('legal-adviser'),
  Type.Literal('minister'),
])
export type Role = Static<typeof role>

export const account = Type.Object({ user: Type.String(), role, agency: code, party: code })
export type Account = Static<typeof account>

export const session = Type.Object({
  account,
  expiresAt: instant,
  may: Type.Array(Type.String(), {
    description: 'Actions that the role has at all, so that pages offer nothing that the node would refuse for the role.',
  }),
  passwordTemporary: Type.Optional(Type.Boolean({ description: 'The password was made by somebody else and must be changed first.' })),
})
export type Session = Static<typeof session>

export const credentials = Type.Object(
  { user: Type.String({ minLength: 1, maxLength: 200 }), password: Type.String({ minLength: 1, maxLength: 1000 }) },
  { additionalProperties: false },
)
export type Credentials = Static<typeof credentials>

/** An office as running text names it, and the instruments whose notes go to it. */
const addressedOffice = Type.Object({ name: label, article: label, instruments: Type.Array(code) })

export const nodeInfo = Type.Object({
  party: code,
  domain: Type.String(),
  name: label,
  agencies: Type.Array(Type.Object({ id: code, name: label, article: Type.Optional(label) })),
  partners: Type.Array(
    Type.Object({
      party: code,
      name: label,
      agencies: Type.Optional(Type.Array(Type.Object({ id: code, name: label }))),
      offices: Type.Optional(
        Type.Array(addressedOffice, { description: 'To whom diplomatic notes are addressed, the foreign ministry first.' }),
      ),
    }),
  ),
  version: Type.String(),
  classification: Type.String(),
  marking: Type.Optional(
    Type.Object({ scheme: code, value: Type.String() }, { description: 'The usual marking of what is written here.' }),
  ),
  demo: Type.Boolean(),
  roles: Type.Optional(Type.Record(code, label, { description: 'What this party calls each role.' })),
})
export type NodeInfo = Static<typeof nodeInfo>
