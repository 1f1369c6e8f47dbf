import { type Static, Type } from 'typebox'
import { code, count, day, instant, next, summary } from './parts.ts'

const importRun = Type.Object({
  edition: Type.String(),
  at: instant,
  rowsRead: count,
  stored: count,
  unchanged: count,
  reported: count,
})

/** One official list. What is counted is what the caller may see; `imports` is what this node read of it, whoever holds it. */
export const officialList = Type.Object({
  list: code,
  edition: Type.Union([day, Type.Null()]),
  entries: count,
  editions: count,
  agencies: Type.Array(code),
  statuses: Type.Array(code),
  heldBy: Type.Union([code, Type.Null()], { description: 'The agency whose compartment this node imports the list into.' }),
  lastRun: Type.Union([importRun, Type.Null()]),
})
export type OfficialList = Static<typeof officialList>

export const officialLists = Type.Object({ items: Type.Array(officialList) })
export type OfficialLists = Static<typeof officialLists>

const tallied = Type.Object({ code: Type.String(), count })

export const listDetail = Type.Interface([officialList], {
  history: Type.Array(
    Type.Object({
      edition: day,
      entries: count,
      added: count,
      changed: count,
      absent: Type.Integer({ minimum: 0, description: 'Entries of the edition before that this one does not have.' }),
      run: Type.Union([importRun, Type.Null()]),
    }),
  ),
  facets: Type.Object({ programs: Type.Array(tallied), classes: Type.Array(tallied), statuses: Type.Array(tallied) }),
})
export type ListDetail = Static<typeof listDetail>

export const entryChange = Type.Union([Type.Literal('added'), Type.Literal('changed'), Type.Literal('same'), Type.Literal('absent')])

export const listEntries = Type.Object({
  items: Type.Array(
    Type.Object({
      record: summary,
      edition: day,
      change: entryChange,
      entryNumber: Type.String(),
      entityClass: Type.String(),
      status: Type.String(),
      statusText: Type.Union([Type.String(), Type.Null()]),
      listedOn: Type.Union([Type.String(), Type.Null()]),
      programs: Type.Array(Type.String()),
      aliases: count,
    }),
  ),
  next,
})
export type ListEntries = Static<typeof listEntries>
