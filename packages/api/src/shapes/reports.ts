import { type Static, Type } from 'typebox'
import { code, instant, label, lastDay, summary } from './parts.ts'

const maybe = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])

/** Where a clock of the law stands, with its article and whether anybody read it there. */
const clock = Type.Object({
  title: label,
  article: Type.String(),
  verified: Type.Boolean(),
  state: code,
  dueAt: maybe(instant),
  dueOn: maybe(Type.String()),
  lastDay,
})

/** Contact reports: what is owed, what is written and where it stands, and under which law as far as the node knows it. */
export const reportList = Type.Object({
  law: maybe(Type.Object({ instrument: code, title: label, note: label, validity: label, verified: Type.Boolean() })),
  owed: Type.Array(Type.Object({ record: summary, startedAt: instant, dueAt: instant, lastDay })),
  items: Type.Array(
    Type.Object({
      record: summary,
      stage: code,
      next: Type.Array(code),
      heldAt: instant,
      channel: Type.String(),
      topicClass: Type.String(),
      agentOffice: Type.String(),
      clock: maybe(clock),
    }),
  ),
  monthly: maybe(clock),
  asOf: instant,
})
export type ReportList = Static<typeof reportList>
