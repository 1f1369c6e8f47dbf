import { type Static, Type } from 'typebox'
import { code, day, summary } from './parts.ts'

const maybe = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])

const designation = Type.Object({
  id: Type.String(),
  from: Type.String({ description: 'Party whose node wrote it.' }),
  by: Type.String({ description: 'Party whose label it is.' }),
  as: Type.String(),
  name: Type.String(),
  instrument: Type.String(),
  article: maybe(Type.String()),
  authority: maybe(Type.String()),
  number: maybe(Type.String()),
  since: Type.String(),
  until: maybe(Type.String()),
  publisher: maybe(Type.String()),
  url: maybe(Type.String()),
})

/** A group as the registry shows it: every name with whose it is, and each party’s own standing on the day asked for. */
export const groupRow = Type.Object({
  id: Type.String(),
  ids: Type.Array(Type.String()),
  names: Type.Array(Type.Object({ name: Type.String(), alias: Type.Boolean(), from: Type.Array(code) })),
  parties: Type.Array(
    Type.Object({
      party: code,
      state: Type.Union([Type.Literal('designated'), Type.Literal('ended'), Type.Literal('to_come'), Type.Literal('none')]),
      designations: Type.Array(designation),
    }),
  ),
  hearsay: Type.Array(designation, { description: 'What one party says that another designates; designates nothing.' }),
})
export type GroupRow = Static<typeof groupRow>
export const groupList = Type.Object({ items: Type.Array(groupRow), on: day, more: Type.Boolean() })
export type GroupList = Static<typeof groupList>

/** One group with its own records, and what is held about it. */
export const groupDetail = Type.Object({
  group: groupRow,
  on: day,
  records: Type.Array(summary),
  related: Type.Array(
    Type.Object({ relation: Type.String(), direction: Type.Union([Type.Literal('out'), Type.Literal('in')]), record: summary }),
  ),
})
export type GroupDetail = Static<typeof groupDetail>
