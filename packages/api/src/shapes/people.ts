import { type Static, Type } from 'typebox'
import { code, count, explanation, instant, label, position, reason } from './parts.ts'
import { role } from './session.ts'

const maybe = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])

/** A sign-in name: what is stored in clear of a person, so it should be an office rather than a name. */
export const userName = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._@-]{2,63}$' })

export const onDuty = Type.Object({ user: Type.String(), role: Type.String(), startsAt: instant, endsAt: instant })
export type OnDuty = Static<typeof onDuty>

export const agencyList = Type.Object({
  items: Type.Array(
    Type.Object({
      id: code,
      name: label,
      own: Type.Boolean(),
      people: Type.Array(Type.Object({ role: Type.String(), count })),
      onDuty: Type.Array(onDuty),
      next: maybe(onDuty),
      partners: Type.Array(Type.Object({ party: code, agreement: Type.String() }), { description: 'Agreements that it takes part in.' }),
      holdings: Type.Optional(
        Type.Object(
          {
            retention: Type.Array(Type.Object({ retention: Type.String(), count })),
            given: Type.Array(Type.Object({ agency: code, count })),
          },
          { description: 'Numbers only, of the own agency; of every agency for an inspector.' },
        ),
      ),
    }),
  ),
})
export type AgencyList = Static<typeof agencyList>

export const accountSummary = Type.Object({
  user: Type.String(),
  role: Type.String(),
  agency: code,
  createdAt: maybe(instant),
  signedInAt: maybe(instant),
  disabledAt: maybe(instant),
  dormant: Type.Boolean({ description: 'Open, and not used for the days of `dormantDays`.' }),
  passwordTemporary: Type.Boolean(),
  sessions: Type.Array(Type.Object({ id: code, program: Type.Boolean(), createdAt: instant, expiresAt: instant })),
})
export type AccountSummary = Static<typeof accountSummary>
export const accountList = Type.Object({ items: Type.Array(accountSummary), dormantDays: count })
export type AccountList = Static<typeof accountList>

const changeName = Type.Union([
  Type.Literal('account_create'),
  Type.Literal('account_role'),
  Type.Literal('account_disable'),
  Type.Literal('account_enable'),
  Type.Literal('account_password'),
])
export const accountChange = Type.Object(
  {
    what: changeName,
    user: userName,
    role: Type.Optional(role),
    reason,
    dryRun: Type.Optional(Type.Boolean({ description: 'Only say what would happen; nothing is stored.' })),
  },
  { additionalProperties: false },
)
export type AccountChange = Static<typeof accountChange>

/** What became of a change: done at once, or waiting for a second person. */
export const changeAnswer = Type.Object({
  done: Type.Boolean(),
  why: maybe(code),
  seconds: Type.Array(Type.String(), { description: 'Roles that can be the second person.' }),
  proposal: maybe(Type.Object({ id: code, expiresAt: instant })),
  password: maybe(Type.String({ description: 'Shown this once; it must be changed at the first sign-in.' })),
  position: maybe(position),
})
export type ChangeAnswer = Static<typeof changeAnswer>

export const proposal = Type.Object({
  id: code,
  what: code,
  agency: code,
  subject: maybe(Type.String()),
  role: maybe(Type.String()),
  hours: maybe(Type.Number()),
  record: maybe(Type.String({ description: 'The record to be erased, or the draft of the statement to be released.' })),
  retention: maybe(
    Type.Object(
      { rule: code, days: maybe(count), atEnd: code, wouldErase: count },
      { description: 'The period asked for, and how many records it would have erased at once when it was asked for.' },
    ),
  ),
  publication: maybe(
    Type.Object(
      {
        does: Type.Union([Type.Literal('publish'), Type.Literal('correct'), Type.Literal('withdraw')]),
        publishAt: instant,
        items: Type.Array(
          Type.Object({
            id: Type.String(),
            kind: code,
            title: Type.String(),
            hasPage: Type.Boolean({ description: 'It gets a page of its own.' }),
          }),
        ),
        reason: maybe(Type.Record(Type.String(), Type.String(), { description: 'What the public is told, by language.' })),
      },
      { description: 'What the public site is to show, or no longer.' },
    ),
  ),
  reason: Type.String(),
  why: code,
  seconds: Type.Array(Type.String()),
  proposedBy: Type.String(),
  proposedAt: instant,
  expiresAt: instant,
  state: Type.Union([
    Type.Literal('open'),
    Type.Literal('confirmed'),
    Type.Literal('refused'),
    Type.Literal('withdrawn'),
    Type.Literal('expired'),
  ]),
  decidedBy: maybe(Type.String()),
  decidedAt: maybe(instant),
  mayDecide: Type.Boolean(),
  mine: Type.Boolean(),
})
export type Proposal = Static<typeof proposal>
export const proposalList = Type.Object({ items: Type.Array(proposal) })
export type ProposalList = Static<typeof proposalList>

export const proposalDecision = Type.Object(
  { outcome: Type.Union([Type.Literal('confirmed'), Type.Literal('refused'), Type.Literal('withdrawn')]), reason },
  { additionalProperties: false },
)

export const roleTable = Type.Object({
  roles: Type.Array(Type.String()),
  items: Type.Array(Type.Object({ action: code, roles: Type.Array(Type.String()), reach: code })),
  seconds: Type.Array(Type.Object({ what: code, roles: Type.Array(Type.String()) })),
})
export type RoleTable = Static<typeof roleTable>
export const roleQuestion = Type.Object(
  { role, action: code, place: Type.Union([Type.Literal('own'), Type.Literal('shared'), Type.Literal('other')]) },
  { additionalProperties: false },
)
export const roleAnswer = Type.Object({ allowed: Type.Boolean(), reason: maybe(code) })
export type RoleAnswer = Static<typeof roleAnswer>

export const shift = Type.Object({ id: code, user: Type.String(), role: Type.String(), startsAt: instant, endsAt: instant })
export type Shift = Static<typeof shift>
export const rosterView = Type.Object({
  agency: code,
  from: instant,
  to: instant,
  shifts: Type.Array(shift),
  gaps: Type.Array(Type.Object({ startsAt: instant, endsAt: instant })),
  officers: Type.Array(Type.Object({ user: Type.String(), role: Type.String() }), { description: 'Who can be put on duty.' }),
  now: Type.Array(Type.Object({ agency: code, onDuty: Type.Array(onDuty), next: maybe(onDuty) }), {
    description: 'Who answers for each agency of the party at this moment.',
  }),
})
export type RosterView = Static<typeof rosterView>
export const rosterPlan = Type.Object(
  {
    user: userName,
    shifts: Type.Array(Type.Object({ startsAt: instant, endsAt: instant }, { additionalProperties: false }), { minItems: 1, maxItems: 62 }),
  },
  { additionalProperties: false },
)
export const rosterGift = Type.Object({ user: userName }, { additionalProperties: false })
export const rosterSwap = Type.Object({ other: code }, { additionalProperties: false })

const terms = Type.Object({
  outcome: Type.String(),
  explanation,
  without: Type.Array(Type.String()),
  toAgency: maybe(Type.String()),
  retentionDays: maybe(Type.Integer({ minimum: 1 })),
})
export const agreementAnswer = terms
export type AgreementAnswer = Static<typeof agreementAnswer>

const rule = Type.Object({
  kinds: Type.Array(Type.String()),
  from: code,
  toAgency: code,
  mode: Type.Union([Type.Literal('automatic'), Type.Literal('ask')]),
  strike: Type.Array(Type.String()),
  personal: code,
  requires: Type.Array(code),
  only: Type.Record(Type.String(), Type.Array(Type.String())),
  retentionDays: maybe(Type.Integer({ minimum: 1 })),
})
export const agreementView = Type.Object({
  id: code,
  version: Type.Integer({ minimum: 1 }),
  partner: code,
  parties: Type.Array(code),
  agencies: Type.Record(Type.String(), Type.Array(code)),
  title: label,
  character: code,
  registration: Type.Record(
    Type.String(),
    Type.Object({ duty: Type.Boolean(), source: Type.String(), state: Type.Optional(code), reference: Type.Optional(Type.String()) }),
  ),
  depositary: Type.Optional(
    Type.Object({ duty: Type.Boolean(), source: Type.String(), state: Type.Optional(code), reference: Type.Optional(Type.String()) }),
  ),
  startsOn: Type.String(),
  endsOn: Type.String(),
  state: Type.Union([Type.Literal('in_force'), Type.Literal('not_started'), Type.Literal('ended'), Type.Literal('replaced')]),
  classification: Type.String(),
  ceiling: code,
  maxItemBytes: count,
  maxLeafBytes: count,
  permittedUse: Type.Array(code),
  proofUse: Type.Object({
    mayShowTo: Type.Array(code),
    consent: code,
    onCourtOrder: code,
    clause: Type.Optional(label),
  }),
  rules: Type.Array(rule),
  promises: Type.Array(
    Type.Object({
      id: code,
      source: Type.String(),
      standing: code,
      clocks: Type.Array(Type.Object({ id: code, title: label, term: Type.Object({ count, unit: code }) })),
    }),
    { description: 'Promises about time that count between the parties; a pack that this node lacks has no clocks.' },
  ),
  signatures: Type.Optional(
    Type.Object(
      { algorithms: Type.Array(code), from: Type.String() },
      { description: 'Algorithms that every signed head and receipt needs from a day.' },
    ),
  ),
  flash: Type.Array(Type.Object({ kinds: Type.Array(Type.String()), only: Type.Record(Type.String(), Type.Array(Type.String())) }), {
    description: 'What goes on the flash lane beside recalls.',
  }),
  openLogs: Type.Boolean(),
  tellNewer: Type.Boolean(),
  partnerIds: Type.Boolean(),
  receiptBeforeRead: Type.Optional(
    Type.Object({
      kinds: Type.Union([Type.Literal('all'), Type.Array(code)], { description: 'What travels sealed until it is receipted.' }),
      keyWithinMinutes: count,
    }),
  ),
  signedBy: Type.Array(Type.String(), { description: 'Names of the party keys whose signatures hold.' }),
  note: Type.String({ description: 'The signed file, as it was signed.' }),
})
export type AgreementView = Static<typeof agreementView>

export const partnerPairing = Type.Object({
  party: code,
  name: label,
  agencies: Type.Array(Type.Object({ id: code, name: label })),
  exchangeUrl: Type.String(),
  certificateFingerprint: Type.String(),
  pairing: maybe(Type.String({ description: 'Eight groups of four digits, compared aloud when the parties were paired.' })),
  keys: Type.Array(Type.Object({ name: Type.String(), use: code, algorithm: Type.String(), digits: Type.String() })),
})
export type PartnerPairing = Static<typeof partnerPairing>

/** Duties to register or report what was agreed, as data: whose law, where written, what it asks. */
export const registrationRule = Type.Object({
  id: code,
  party: maybe(code),
  instrument: label,
  article: Type.String(),
  asks: label,
  characters: Type.Array(code),
  source: Type.String(),
})

export const agreementList = Type.Object({
  items: Type.Array(agreementView),
  partners: Type.Array(partnerPairing),
  duties: Type.Array(registrationRule),
})
export type AgreementList = Static<typeof agreementList>

export const agreementNote = Type.Object({ note: Type.String({ minLength: 1, maxLength: 400_000 }) }, { additionalProperties: false })
export const agreementProposal = Type.Object(
  { note: Type.String({ minLength: 1, maxLength: 400_000 }), reason },
  { additionalProperties: false },
)
export const agreementExamined = Type.Object({
  agreement: agreementView,
  replaces: maybe(Type.Integer({ minimum: 1 })),
  changes: Type.Array(
    Type.Object(
      { kind: code, from: code, before: maybe(code), after: maybe(code) },
      { description: 'What would leave otherwise than today.' },
    ),
  ),
})
export type AgreementExamined = Static<typeof agreementExamined>

export const agreementQuestion = Type.Object(
  {
    kind: code,
    from: Type.Optional(code),
    tlp: code,
    permittedUse: Type.Array(code, { maxItems: 20 }),
    legalBasis: Type.Boolean(),
    origin: Type.Optional(code),
    personStatus: Type.Optional(code),
    grading: Type.Optional(Type.Boolean()),
    purpose: Type.Optional(Type.Boolean()),
    locatedPerson: Type.Optional(Type.Boolean()),
    personal: Type.Optional(Type.Boolean()),
    on: Type.Optional(Type.String({ format: 'date' })),
  },
  { additionalProperties: false },
)

export const passwordChange = Type.Object(
  { current: Type.String({ minLength: 1, maxLength: 1000 }), next: Type.String({ minLength: 12, maxLength: 1000 }) },
  { additionalProperties: false },
)

export const exchangeHistory = Type.Object({
  stepSeconds: count,
  points: Type.Array(
    Type.Object({
      at: instant,
      sent: count,
      receipted: count,
      received: count,
      p50: maybe(Type.Number({ minimum: 0 })),
      p95: maybe(Type.Number({ minimum: 0 })),
    }),
  ),
})
export type ExchangeHistory = Static<typeof exchangeHistory>
