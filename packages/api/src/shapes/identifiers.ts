import { type Static, Type } from 'typebox'
import { code, label } from './parts.ts'

/** At most so many identifiers are checked by one request. */
export const maxCheckedIdentifiers = 1000

export const identifiersToCheck = Type.Object(
  {
    items: Type.Array(
      Type.Object(
        {
          type: Type.Optional(
            Type.String({ minLength: 1, maxLength: 40, description: 'Without it the answer says what the value could be.' }),
          ),
          raw: Type.String({ maxLength: 256, description: 'As written; the lines of an MRZ are separated by a line break.' }),
        },
        { additionalProperties: false },
      ),
      { maxItems: maxCheckedIdentifiers },
    ),
  },
  { additionalProperties: false },
)

export const checkedIdentifier = Type.Object({
  type: code,
  title: label,
  raw: Type.String(),
  canonical: Type.String({ description: 'The form to match on.' }),
  valid: Type.Union([Type.Boolean(), Type.Null()], { description: 'null: the number cannot tell.' }),
  reason: code,
  explanation: label,
  matchable: Type.Boolean({ description: 'False for fillers and generic values, which never match.' }),
})
export type CheckedIdentifier = Static<typeof checkedIdentifier>

/** In the order asked. Exactly one member: the verdict, what the value could be, or that the type is not known. */
export const checkedIdentifiers = Type.Object({
  items: Type.Array(
    Type.Union([
      checkedIdentifier,
      Type.Object({ raw: Type.String(), couldBe: Type.Array(checkedIdentifier) }),
      Type.Object({ raw: Type.String(), typeUnknown: Type.String() }),
    ]),
  ),
})
export type CheckedIdentifiers = Static<typeof checkedIdentifiers>
