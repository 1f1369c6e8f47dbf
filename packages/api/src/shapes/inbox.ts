import { type Static, Type } from 'typebox'
import { code, count, instant, next, summary } from './parts.ts'
import { proposal } from './people.ts'
import { role } from './session.ts'
import { clock, workItem } from './work.ts'

/** The name of an item of the inbox: its source, a dot, and what it is there. */
export const itemKey = Type.String({ minLength: 3, maxLength: 100 })

export const inboxShow = Type.Union([
  Type.Literal('open'),
  Type.Literal('waiting'),
  Type.Literal('sent'),
  Type.Literal('mine'),
  Type.Literal('unassigned'),
  Type.Literal('late'),
  Type.Literal('snoozed'),
  Type.Literal('closed'),
])
export type InboxShow = Static<typeof inboxShow>

export const inboxGroup = Type.Union([
  Type.Literal('clock'),
  Type.Literal('from'),
  Type.Literal('kind'),
  Type.Literal('assignee'),
  Type.Literal('state'),
])
export type InboxGroup = Static<typeof inboxGroup>

const facet = Type.Optional(code)

/** What narrows the inbox; `assignee` takes `-` for what is nobody's. */
export const inboxFilter = {
  show: Type.Optional(inboxShow),
  group: Type.Optional(inboxGroup),
  source: facet,
  from: facet,
  kind: facet,
  state: facet,
  assignee: facet,
  q: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
}

export const inboxEntry = Type.Object({
  key: itemKey,
  source: code,
  title: Type.String(),
  record: Type.Union([summary, Type.Null()], { description: 'The record that it is about, where one is.' }),
  work: Type.Union([workItem, Type.Null()], { description: 'For alerts: how the exchange of it stands.' }),
  clearance: Type.Optional(Type.Object({ id: code }, { description: 'For documents on their way through the party: the clearance.' })),
  task: Type.Optional(Type.Object({ id: code }, { description: 'For releases: the task.' })),
  proposal: Type.Optional(proposal),
  recall: Type.Optional(Type.Object({ id: code, reason: code }, { description: 'For recalls: the recall.' })),
  from: code,
  kind: code,
  direction: Type.Union([Type.Literal('received'), Type.Literal('sent'), Type.Literal('task'), Type.Literal('own')]),
  state: code,
  open: Type.Boolean(),
  waits: Type.Boolean({ description: 'The next step is the reader’s.' }),
  startedAt: instant,
  dueAt: Type.Union([instant, Type.Null()]),
  clocks: Type.Array(clock),
  assignee: Type.Union([code, Type.Null()]),
  snoozedUntil: Type.Union([instant, Type.Null()]),
  group: Type.String(),
})
export type InboxEntry = Static<typeof inboxEntry>

export const inboxPage = Type.Object({ items: Type.Array(inboxEntry), next, asOf: instant })
export type InboxPage = Static<typeof inboxPage>

const counted = Type.Array(Type.Object({ value: Type.String(), count }))

export const inboxCounts = Type.Object({
  total: count,
  groups: counted,
  shows: Type.Record(inboxShow, count),
  facets: Type.Object({ from: counted, kind: counted, state: counted, assignee: counted }),
  returnsAt: Type.Union([instant, Type.Null()], { description: 'When the next snoozed item comes back.' }),
  asOf: instant,
})
export type InboxCounts = Static<typeof inboxCounts>

export const markRequest = Type.Object(
  {
    changes: Type.Array(
      Type.Object(
        {
          key: itemKey,
          assignee: Type.Optional(Type.Union([code, Type.Null()])),
          snoozedUntil: Type.Optional(Type.Union([instant, Type.Null()])),
          done: Type.Optional(Type.Boolean()),
        },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: 500 },
    ),
  },
  { additionalProperties: false },
)
export type MarkRequest = Static<typeof markRequest>

export const marked = Type.Object({
  items: Type.Array(
    Type.Object({
      key: itemKey,
      outcome: Type.Union([Type.Literal('changed'), Type.Literal('unknown')]),
      before: Type.Object({
        assignee: Type.Union([code, Type.Null()]),
        snoozedUntil: Type.Union([instant, Type.Null()]),
        done: Type.Boolean(),
      }),
    }),
  ),
})
export type Marked = Static<typeof marked>

export const officers = Type.Object({ items: Type.Array(Type.Object({ user: Type.String(), role })) })
export type Officers = Static<typeof officers>

const savedFilter = Type.Object(inboxFilter, { additionalProperties: false })
export type SavedFilter = Static<typeof savedFilter>

export const viewDraft = Type.Object(
  { name: Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' }), filter: savedFilter },
  { additionalProperties: false },
)
export const savedViews = Type.Object({
  items: Type.Array(Type.Object({ id: code, name: Type.String(), filter: savedFilter, count })),
})
export type SavedViews = Static<typeof savedViews>

export const handoverDraft = Type.Object(
  {
    items: Type.Array(itemKey, { maxItems: 500, uniqueItems: true }),
    to: Type.Union([code, Type.Null()]),
    note: Type.String({ minLength: 1, maxLength: 10_000, pattern: '\\S' }),
  },
  { additionalProperties: false },
)
export const handover = Type.Object({
  id: code,
  by: code,
  to: Type.Union([code, Type.Null()]),
  at: instant,
  note: Type.String(),
  items: count,
  outcome: Type.Union([Type.Literal('accepted'), Type.Literal('withdrawn'), Type.Null()]),
  closedBy: Type.Union([code, Type.Null()]),
  closedAt: Type.Union([instant, Type.Null()]),
})
export const handoverList = Type.Object({ items: Type.Array(handover) })
export type Handover = Static<typeof handover>
export type HandoverList = Static<typeof handoverList>
