import type { Actor, Permission, Role } from './may-do.ts'
import type { RetentionPeriod } from './retention.ts'

/** Why a log ends and a new epoch of it begins; the sentence of each is `epochs.reason.<code>` in epochs.json. */
export const epochReasons = ['yearly', 'forked', 'damaged', 'compromised'] as const
export type EpochReason = (typeof epochReasons)[number]

/** A change to how the node is run, as one person asks for it. Codes and names only; the reason beside it is the asker's own words. */
export type Change =
  | { readonly what: 'account_create'; readonly user: string; readonly agency: string; readonly role: Role }
  | { readonly what: 'account_role'; readonly user: string; readonly agency: string; readonly role: Role }
  | { readonly what: 'account_disable'; readonly user: string; readonly agency: string }
  | { readonly what: 'account_enable'; readonly user: string; readonly agency: string }
  | { readonly what: 'account_password'; readonly user: string; readonly agency: string }
  | { readonly what: 'link_hold'; readonly party: string; readonly hours: number }
  | {
      readonly what: 'erase'
      readonly id: string
      readonly agency: string
      /** Only what this party sent: the purge of what it took back. Absent: every copy. */
      readonly from?: string
    }
  | { readonly what: 'hold_lift'; readonly id: string; readonly agency: string }
  | (RetentionPeriod & {
      readonly what: 'retention'
      readonly rule: string
      readonly agency: string
      /** How many records the rule would have erased at once when it was proposed. */
      readonly wouldErase: number
    })
  | {
      readonly what: 'new_epoch'
      readonly party: string
      /** The log that ends: ours to that party, or its log to us. */
      readonly origin: string
      readonly code: EpochReason
    }
  | {
      /** A joint statement is to be published: its exact text by its hash, and the instant (RFC 3339). */
      readonly what: 'joint_release'
      readonly draft: string
      readonly sha256: string
      readonly at: string
      readonly embargo: string
      readonly agency: string
    }
  | { readonly what: 'agreement'; readonly agreement: string; readonly party: string; readonly note: string }
  | {
      readonly what: 'publish'
      readonly does: 'publish' | 'correct' | 'withdraw'
      readonly agency: string
      /** Each with the version that becomes public, its kind and what the list calls it. */
      readonly items: readonly { readonly id: string; readonly modified: string; readonly kind: string; readonly title: string }[]
      /** RFC 3339 in UTC. */
      readonly publishAt: string
      /** What the public is told, by language. */
      readonly announced: Readonly<Record<string, string>> | null
      readonly said: Readonly<Record<string, string>> | null
    }

export const changeNames = [
  'account_create',
  'account_role',
  'account_disable',
  'account_enable',
  'account_password',
  'link_hold',
  'erase',
  'hold_lift',
  'new_epoch',
  'retention',
  'agreement',
  'publish',
  'joint_release',
] as const satisfies readonly Change['what'][]

/** What a decision about a change has to know beside it. */
export type ChangeFacts = {
  /** The role that the account has now; undefined for a new account and for what is not about one. */
  readonly role?: Role | undefined
  /** How many open accounts of the agency have that role now, this one included. */
  readonly withThatRole?: number
}

/** Why one person is not enough; the sentence of each is `second_<reason>` in decisions.json. */
export const secondReasons = [
  'powerful_role',
  'powerful_password',
  'last_releasing_officer',
  'last_administrator',
  'long_hold',
  'erasure',
  'legal_hold',
  'retention_rule',
  'new_agreement',
  'new_epoch',
  'publication',
  'joint_release',
] as const
export type SecondReason = (typeof secondReasons)[number]

/** Roles whose misuse by one person could let records out, hand out rights or give the second key of a release. */
const powerful: readonly Role[] = ['administrator', 'releasing-officer', 'minister']

/** One person alone may hold a link this long, in hours. */
export const holdAloneHours = 24
/** A proposal that nobody answered within this many hours is void. */
export const proposalHours = 24

/**
 * Says why a change waits for a second person, or undefined when one is enough. A reset of a powerful account's password counts as
 * dangerous as the role itself: whoever learns the new password can act in its name.
 */
export function needsSecond(change: Change, facts: ChangeFacts = {}): SecondReason | undefined {
  switch (change.what) {
    case 'account_create':
      return powerful.includes(change.role) ? 'powerful_role' : undefined
    case 'account_role':
      if (change.role === facts.role) return undefined
      return powerful.includes(change.role) ? 'powerful_role' : lastOf(facts)
    case 'account_enable':
      return isPowerful(facts.role) ? 'powerful_role' : undefined
    case 'account_password':
      return isPowerful(facts.role) ? 'powerful_password' : undefined
    case 'account_disable':
      return lastOf(facts)
    case 'link_hold':
      return change.hours > holdAloneHours ? 'long_hold' : undefined
    case 'erase':
      return 'erasure'
    case 'hold_lift':
      return 'legal_hold'
    case 'retention':
      return 'retention_rule'
    case 'new_epoch':
      return 'new_epoch'
    case 'joint_release':
      return 'joint_release'
    case 'agreement':
      return 'new_agreement'
    case 'publish':
      return 'publication'
  }
}

function isPowerful(role: Role | undefined): boolean {
  return role !== undefined && powerful.includes(role)
}

function lastOf({ role, withThatRole = 0 }: ChangeFacts): SecondReason | undefined {
  if (withThatRole > 1) return undefined
  if (role === 'releasing-officer') return 'last_releasing_officer'
  return role === 'administrator' ? 'last_administrator' : undefined
}

/** A change that waits for its second person. */
export type Proposal = { readonly change: Change; readonly agency: string; readonly proposedBy: string }

/**
 * Says whether a person may confirm or refuse a proposal: never the one who proposed it nor the one it is about, and one who has the right.
 * What changes an agency's people or records is for that agency; a link and an agreement bind the whole party.
 */
export function maySecond(actor: Actor, { change, agency, proposedBy }: Proposal): Permission {
  const { roles, own } = seconds[change.what]
  if (actor.user === proposedBy) return { allowed: false, reason: 'own_proposal' }
  if ('user' in change && change.user === actor.user) return { allowed: false, reason: 'about_oneself' }
  if (!roles.includes(actor.role)) return { allowed: false, reason: 'wrong_role' }
  if (own && actor.agency !== agency) return { allowed: false, reason: 'other_agency' }
  return { allowed: true }
}

const governs: readonly Role[] = ['administrator', 'secretariat']
const aboutPeople = { roles: governs, own: true }
const aboutParty = { roles: governs, own: false }

const seconds: Readonly<Record<Change['what'], { readonly roles: readonly Role[]; readonly own: boolean }>> = {
  account_create: aboutPeople,
  account_role: aboutPeople,
  account_disable: aboutPeople,
  account_enable: aboutPeople,
  account_password: aboutPeople,
  link_hold: aboutParty,
  erase: { roles: ['analyst', 'releasing-officer'], own: true },
  hold_lift: { roles: ['releasing-officer', 'secretariat', 'legal-adviser'], own: true },
  retention: { roles: ['releasing-officer', 'secretariat'], own: true },
  new_epoch: aboutParty,
  agreement: aboutParty,
  // The site speaks for the whole party.
  publish: { roles: ['releasing-officer', 'secretariat'], own: false },
  joint_release: { roles: ['minister'], own: false },
}

/**
 * The changes for which a role can be the second person: of its own agency's alone, or of the whole party. Who proposed a change, and whom it is
 * about, `maySecond` looks at.
 */
export function secondedBy(role: Role): { readonly inAgency: readonly Change['what'][]; readonly inParty: readonly Change['what'][] } {
  const names = changeNames.filter((what) => seconds[what].roles.includes(role))
  return { inAgency: names.filter((what) => seconds[what].own), inParty: names.filter((what) => !seconds[what].own) }
}

/** Roles that can be the second person for a change, for screens that say who is waited for. */
export function secondsFor(what: Change['what']): readonly Role[] {
  return seconds[what].roles
}
