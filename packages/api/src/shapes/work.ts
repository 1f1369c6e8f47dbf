import { type Static, Type } from 'typebox'
import { code, count, direction, instant, label, lastDay, summary, workState } from './parts.ts'

export const clock = Type.Object({
  id: code,
  startedAt: instant,
  dueAt: instant,
  lastDay: Type.Optional(lastDay),
  stoppedAt: Type.Union([instant, Type.Null()]),
  state: Type.Union([
    Type.Literal('running'),
    Type.Literal('met'),
    Type.Literal('late'),
    Type.Literal('missed'),
    Type.Literal('lapsed'),
    Type.Literal('cured'),
  ]),
  standing: Type.Optional(
    Type.Union([Type.Literal('law'), Type.Literal('agreed'), Type.Literal('proposed')], {
      description: 'What the term rests on.',
    }),
  ),
  law: Type.Optional(
    Type.Object(
      { instrument: code, short: label, title: label, article: Type.String(), source: Type.String(), verified: Type.Boolean() },
      { description: 'The rule that the clock follows and where it stands; `verified` false: nobody read it there.' },
    ),
  ),
})
export type Clock = Static<typeof clock>

/** Which day of custody it is, and what of the documents is lacking on it. */
export const custody = Type.Object({
  clock: code,
  instrument: code,
  day: Type.Integer(),
  of: count,
  held: Type.Boolean({ description: 'A court holds the term.' }),
  dueOn: Type.Union([Type.String(), Type.Null()]),
  missing: count,
  untranslated: count,
})

export const workItem = Type.Object({
  record: summary,
  direction,
  state: workState,
  startedAt: instant,
  events: Type.Array(Type.Object({ code, at: instant, by: Type.Optional(Type.String()) })),
  clocks: Type.Array(clock),
  exchange: Type.Object({
    state: Type.Union([
      Type.Literal('held'),
      Type.Literal('awaiting_release'),
      Type.Literal('waiting'),
      Type.Literal('sent'),
      Type.Literal('receipted'),
      Type.Literal('withheld'),
      Type.Literal('paused'),
    ]),
    since: instant,
  }),
  custody: Type.Optional(custody),
})
export type WorkItem = Static<typeof workItem>

export const inbox = Type.Object({ items: Type.Array(workItem) })
export type Inbox = Static<typeof inbox>
