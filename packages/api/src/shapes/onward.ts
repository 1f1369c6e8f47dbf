import { type Static, Type } from 'typebox'
import { code, instant, position, recordId } from './parts.ts'

const maybe = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])
const to = { party: code, agency: maybe(code) }

/** Who may get a record through a holder: requests, newest first, and the newest answer for each recipient. */
export const onwardState = Type.Object({
  requests: Type.Array(Type.Object({ id: recordId, ...to, by: code, until: Type.String(), at: instant, answered: Type.Boolean() })),
  consents: Type.Array(
    Type.Object({
      id: recordId,
      ...to,
      by: code,
      state: Type.Union([Type.Literal('granted'), Type.Literal('refused'), Type.Literal('ended'), Type.Literal('withdrawn')]),
      until: maybe(Type.String()),
      conditions: Type.Array(Type.String()),
      at: instant,
    }),
  ),
  passedOn: Type.Array(
    Type.Object({
      party: code,
      at: instant,
      newest: Type.Boolean({ description: 'The version that it got is the newest here.' }),
      asked: Type.Boolean({ description: 'A releasing officer is asked about a newer one.' }),
    }),
    { description: 'To whom this node passed it on.' },
  ),
  newer: maybe(
    Type.Object({ at: instant, position }, { description: 'The holder says that the author has written a newer version than came here.' }),
  ),
})
export type OnwardState = Static<typeof onwardState>
