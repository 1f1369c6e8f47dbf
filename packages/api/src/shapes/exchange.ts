import { type Static, Type } from 'typebox'
import { clearanceState } from './clearance.ts'
import { attachedFile } from './files.ts'
import { code, count, day, explanation, instant, label, lane, next, position, summary } from './parts.ts'

const maybe = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])
const milliseconds = Type.Number({ minimum: 0 })

/** What a log lost with an older copy of the node and got back from the partner: entries [from, to). */
const recoveredLog = Type.Object({
  from: count,
  to: count,
  moved: Type.Integer({ minimum: 0, description: 'Own entries, never signed, that moved behind what came back.' }),
  records: Type.Integer({ minimum: 0, description: 'Records that this node has again as the copy that left.' }),
  journalFrom: Type.Integer({ minimum: 0, description: 'What the journal held from this position on is lost.' }),
  at: instant,
  done: Type.Boolean({ description: 'Whether all of it is records again.' }),
})

/** Where one epoch of a log goes over into the next. */
const epochBound = Type.Object({
  origin: Type.String(),
  reason: Type.String(),
  size: Type.Union([count, Type.Null()], {
    description: 'Size of the log that ended; null until the first entry of the next one said it.',
  }),
  moved: Type.Integer({ minimum: 0, description: 'Entries without a receipt that went again into the new log.' }),
  unreadable: Type.Integer({ minimum: 0, description: 'Of those, entries that could no longer be read; a note stands in their place.' }),
  at: instant,
})

export const logStatus = Type.Object({
  origin: Type.String(),
  direction: Type.Union([Type.Literal('out'), Type.Literal('in')]),
  lane,
  ready: Type.Boolean({
    description: 'Whether the partner keeps this log; what would go by one that it does not goes by the routine lane.',
  }),
  size: count,
  receipted: count,
  sent: Type.Integer({ minimum: 0, description: 'Entries whose bytes have crossed; those beyond `receipted` have no receipt yet.' }),
  waiting: count,
  oldestWaitingSince: maybe(instant),
  frozen: maybe(Type.String()),
  wanted: Type.Optional(
    Type.Union([count, Type.Null()], { description: "While a log that lost entries comes back from the partner's copy: its size then." }),
  ),
  recovered: Type.Optional(maybe(recoveredLog)),
  checkpointSize: count,
  lastReceiptAt: maybe(instant),
  lastHour: Type.Integer({ minimum: 0, description: 'Entries that came under a receipt in the last hour.' }),
  latencyMs: Type.Object({ p50: maybe(milliseconds), p95: maybe(milliseconds) }),
  epoch: Type.Optional(count),
  endedAt: Type.Optional(Type.Union([instant, Type.Null()], { description: 'When it ended: it takes no more entries.' })),
  began: Type.Optional(Type.Union([epochBound, Type.Null()], { description: 'The log that it continues, where it is not the first.' })),
  next: Type.Optional(
    Type.Union([epochBound, Type.Null()], { description: 'The log that it goes on as, once two persons here decided so.' }),
  ),
  offered: Type.Optional(
    Type.Union([Type.Object({ size: count, reason: Type.String() }), Type.Null()], {
      description: 'The partner says that it ended this log of its at that size; two persons here have not accepted the next one.',
    }),
  ),
})
export type LogStatus = Static<typeof logStatus>

export const partnerStatus = Type.Object({
  party: code,
  name: label,
  link: Type.Union([Type.Literal('up'), Type.Literal('down'), Type.Literal('held')]),
  since: instant,
  heldUntil: Type.Optional(maybe(instant)),
  agreement: maybe(Type.Object({ id: code, title: label, from: day, to: day })),
  keys: Type.Array(
    Type.Object({
      name: Type.String(),
      algorithm: Type.String(),
      fingerprint: Type.String(),
      digits: Type.Optional(Type.String({ description: 'The whole key as eight groups of four digits, to be read aloud.' })),
      own: Type.Optional(Type.Boolean()),
      use: Type.Optional(code),
      state: Type.Optional(
        Type.Union([Type.Literal('active'), Type.Literal('overlapping'), Type.Literal('revoked')], {
          description: 'Overlapping: it signs beside its successor until `until`.',
        }),
      ),
      reason: Type.Optional(maybe(Type.Union([Type.Literal('superseded'), Type.Literal('compromised')]))),
      since: Type.Optional(
        Type.Union([instant, Type.Null()], { description: 'When it was added; null for a key that stands in the pairing.' }),
      ),
      until: Type.Optional(
        Type.Union([instant, Type.Null()], { description: 'When it is to end, or from when on what it signs does not count.' }),
      ),
      unconfirmed: Type.Optional(
        Type.Boolean({
          description: 'An own key that is revoked and still signs, because the partner has not acknowledged the revocation.',
        }),
      ),
    }),
  ),
  logs: Type.Array(logStatus),
  lastFault: maybe(Type.Object({ code, at: instant, values: explanation.properties.values })),
  keysOwed: Type.Optional(
    Type.Object(
      {
        count,
        listed: Type.Array(
          Type.Object({
            position,
            direction: Type.Union([Type.Literal('out'), Type.Literal('in')]),
            refused: Type.Boolean({ description: 'A key came and is not the one that the entry commits to.' }),
            since: instant,
            dueAt: maybe(instant),
            late: Type.Boolean(),
          }),
        ),
      },
      { description: 'Entries that are receipted and whose key was not handed over: by us (out) or by the partner (in).' },
    ),
  ),
  heldBack: Type.Optional(
    Type.Boolean({ description: 'The agreement asks for receipt before read and the partner’s node does not know it: nothing leaves.' }),
  ),
  quarantined: count,
  refused: Type.Array(
    Type.Object({
      status: Type.Integer({ minimum: 400, maximum: 599 }),
      code: Type.String({ description: 'The name by which it was refused; empty where the answer has none.' }),
      count,
      lastAt: instant,
    }),
    { description: 'What the partner sent that was refused since this node started, the most frequent first.' },
  ),
})
export type PartnerStatus = Static<typeof partnerStatus>

export const exchangeStatus = Type.Object({ partners: Type.Array(partnerStatus) })
export type ExchangeStatus = Static<typeof exchangeStatus>

/** An entry of a partner's log that became no record: kept and receipted, shown to the agency that it was for. */
export const quarantined = Type.Object({
  position,
  reason: code,
  kept: Type.Boolean({ description: 'Of a type newer than this node: nothing is wrong with it, and the partner was not refused.' }),
  leafType: maybe(Type.String()),
  writtenAt: maybe(instant),
  receivedAt: instant,
  at: instant,
})
export type Quarantined = Static<typeof quarantined>

export const quarantineList = Type.Object({ items: Type.Array(quarantined), next })
export type QuarantineList = Static<typeof quarantineList>

export const releaseTask = Type.Object({
  /** Whether the party's own offices have cleared it; null where its type needs none. */
  clearanceState: Type.Optional(Type.Union([clearanceState, Type.Null()])),
  paused: Type.Optional(
    Type.Union([Type.Object({ reason: code, agencies: Type.Array(code) }), Type.Null()], {
      description: 'A rights flag stands in the way: whether it waits for an answer, and of which agencies.',
    }),
  ),
  waitsForSecond: Type.Optional(Type.Boolean({ description: 'One releasing person has agreed and another has to.' })),
  waitsForOther: Type.Optional(Type.Boolean({ description: 'Not for this reader to decide: they agreed first, or handed the record in.' })),
  note: Type.Optional(
    maybe(
      Type.Object(
        {
          number: Type.String(),
          task: maybe(code),
          request: maybe(Type.Object({ task: code, title: Type.String() })),
        },
        { description: 'The diplomatic note that this is, or that waits beside this request; each with its task while that waits.' },
      ),
    ),
  ),
  id: code,
  record: summary,
  partner: code,
  agency: code,
  askedAt: instant,
  explanation,
})
export type ReleaseTask = Static<typeof releaseTask>

export const releaseTaskList = Type.Object({ items: Type.Array(releaseTask) })
export type ReleaseTaskList = Static<typeof releaseTaskList>

/** What a releasing officer chose and what has not taken effect. */
const releaseChoice = Type.Object({
  outcome: Type.Union([Type.Literal('release'), Type.Literal('deny')]),
  waitsFor: Type.Union([Type.Literal('second'), Type.Literal('undo_time')]),
  by: Type.String(),
  first: maybe(Type.String()),
  at: instant,
  effectAt: maybe(instant),
  without: Type.Array(code),
  asDraft: Type.Boolean(),
  reason: Type.String(),
})

/** What became of a choice: it took effect, can still be taken back, or waits for a second person. */
export const releaseChosen = Type.Object({
  position,
  state: Type.Union([Type.Literal('done'), Type.Literal('pending'), Type.Literal('second')]),
  effectAt: maybe(instant),
})
export type ReleaseChosen = Static<typeof releaseChosen>

export const releaseTaskDetail = Type.Interface([releaseTask], {
  outgoing: Type.String({ description: 'The exact text of the object as it would leave.' }),
  outgoingEnvelope: Type.String({ description: 'The exact text of the envelope as it would leave.' }),
  removed: Type.Array(Type.String(), { description: 'Fields that the rule strikes; an officer adds to them, never takes away.' }),
  parts: Type.Array(Type.Object({ selector: Type.String(), tlp: code, tearLine: maybe(code) }), {
    description:
      'Parts of the record that are marked by themselves, and the label of the tear-line that each has; every partner’s ceiling says which it gets.',
  }),
  files: Type.Array(attachedFile, { description: 'Files that would leave with it.' }),
  fields: Type.Array(Type.Object({ name: code, label, personal: Type.Boolean() }), { description: 'Fields present in the record.' }),
  limits: Type.Object({
    under: Type.String(),
    toAgency: code,
    permittedUse: Type.Array(code),
    retentionDays: maybe(Type.Integer({ minimum: 1 })),
  }),
  persons: Type.Integer({ minimum: 1, maximum: 2, description: 'How many releasing persons have to agree.' }),
  choice: maybe(releaseChoice),
  failed: maybe(code),
  author: maybe(Type.String()),
  draftStatus: maybe(Type.String()),
  clearance: maybe(Type.Object({ id: code, state: clearanceState })),
  needsNote: Type.Optional(
    Type.Union([Type.Object({ reason: code, note: maybe(summary) }), Type.Null()], {
      description: 'It leaves by diplomatic note, and why it cannot yet; the note, where one is written.',
    }),
  ),
  recipients: Type.Array(
    Type.Object({ partner: code, outcome: code, explanation, task: maybe(code), decidedBy: maybe(Type.String()), decidedAt: instant }),
    { description: 'Every partner that this version was decided for: each gets a copy of its own, or none.' },
  ),
})
export type ReleaseTaskDetail = Static<typeof releaseTaskDetail>

export const importList = Type.Object({
  items: Type.Array(
    Type.Object({
      list: code,
      edition: Type.String(),
      at: instant,
      source: Type.Optional(Type.String()),
      rowsRead: count,
      stored: count,
      unchanged: count,
      reported: count,
      problems: Type.Array(Type.Unknown()),
    }),
  ),
})
export type ImportList = Static<typeof importList>
