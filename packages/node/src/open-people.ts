import { canonicalBytes, Fault } from '@enlace/core'
import { type Agreement, type Change, findRule, isInForce } from '@enlace/policy'
import { explainProof, parseNote, parseProofDocument } from '@enlace/proof/node'
import { logsWith, type Partner } from './exchange/open-partner.ts'
import type { PeopleServices, ShownAgreement } from './http/people-services.ts'
import { createAcceptAgreement } from './intake/accept-agreement.ts'
import type { createErase } from './intake/erase-record.ts'
import { createOwnAccount } from './intake/own-password.ts'
import { createRoster } from './intake/plan-roster.ts'
import { createChanges, type Effects } from './intake/propose-changes.ts'
import type { createProver, ProvenPosition } from './log/prove-record.ts'
import { agreementWith, openAgreement, type SelfKey, type SignedAgreement } from './store/agreements.ts'
import type { LogWriter } from './store/log-writer.ts'
import { findHoldsOver, holdLogs, type Log, readLog } from './store/logs.ts'
import type { Store } from './store/open-store.ts'
import type { Pairing } from './store/pairing.ts'

export type PeopleParts = {
  readonly store: Store
  readonly writer: LogWriter
  readonly journal: Log
  readonly dataDir: string
  readonly self: SelfKey
  readonly twoPersons: readonly Change['what'][]
  /** The agency in whose name the node itself writes: when a hold is over. */
  readonly homeAgency: string
  readonly partners: () => readonly Partner[]
  readonly pairings: readonly { readonly pairing: Pairing; readonly digits: string | null }[]
  readonly agreements: () => readonly SignedAgreement[]
  readonly addAgreement: (signed: SignedAgreement) => void
  readonly erase: ReturnType<typeof createErase>
  readonly liftHold: Effects['liftHold']
  readonly setRetention: Effects['setRetention']
  readonly changeEpoch: Effects['openEpoch']
  readonly publish: Effects['publish']
  readonly certifyRelease: (change: Extract<Change, { what: 'joint_release' }>, words: string) => Promise<number>
  readonly prover: ReturnType<typeof createProver>
  readonly policyOf: (position: ProvenPosition) => string
  readonly now: () => Date
}

/** What the pages about agencies, people and agreements ask, wired to the stages that do it. */
export function openPeople(parts: PeopleParts) {
  const { store, writer, journal, now } = parts
  const journalId = journal.logId
  const accept = createAcceptAgreement({ dataDir: parts.dataDir, writer, journalId, now })
  const roster = createRoster({ sql: store.sql, writer, journalId, now })
  const own = createOwnAccount({ writer, journalId, now })
  const findPartner = (party: string): Partner => {
    const partner = parts.partners().find((candidate) => candidate.party === party)
    if (partner === undefined) throw new Fault('partner_unknown', { party })
    return partner
  }

  const effects: Effects = {
    holdLink: async (writing, { party, hours }, by) => {
      const partner = findPartner(party)
      const until = new Date(by.since.getTime() + hours * 3_600_000)
      const document = canonicalBytes({
        at: by.at.toISOString(),
        by: by.actor.user,
        held: true,
        link: party,
        proposed_by: by.proposedBy,
        reason: by.reason,
        until: until.toISOString(),
      })
      const body = { agency: by.actor.agency, key: 'day' as const, items: [document] }
      const [seq] = await writing.append(journalId, [{ type: 'admin', at: by.at, body }])
      await holdLogs(writing.sql, party, true, until)
      partner.link.hold(true)
      return seq as number
    },
    liftHold: async (writing, change, by) => await parts.liftHold(writing, change, by),
    setRetention: parts.setRetention,
    openEpoch: parts.changeEpoch,
    publish: parts.publish,
    erase: async ({ id, agency, from }, by) => {
      const done = await parts
        .erase({ id, reason: by.reason, agency, user: by.actor.user, proposedBy: by.proposedBy, ...(from === undefined ? {} : { from }) })
        .catch((cause: unknown) => {
          // Two persons who confirm at once erase once.
          if (cause instanceof Fault && cause.code === 'record_erased') return undefined
          throw cause
        })
      return done?.seq ?? 0
    },
    certifyRelease: async (change, by) => await parts.certifyRelease(change, by.reason),
    acceptAgreement: async ({ note }, by) => {
      const signed = examine(note)
      const seq = await accept({
        agreement: signed.agreement,
        note,
        by: by.actor.user,
        agency: by.actor.agency,
        proposedBy: by.proposedBy,
        reason: by.reason,
      })
      parts.addAgreement({ agreement: signed.agreement, partner: signed.partner, note })
      return seq
    },
  }
  const changes = createChanges({
    sql: store.sql,
    writer,
    keystore: store.keystore,
    journalId,
    twoPersons: parts.twoPersons,
    effects,
    now,
  })

  const today = () => now().toISOString().slice(0, 10)
  const show = (signed: SignedAgreement): ShownAgreement => {
    const current = agreementWith(parts.agreements(), signed.partner, today())
    const note = parseNote(signed.note)
    const names = note.ok ? note.value.signatures.map((line) => line.name) : []
    // `openAgreement` let it in only because both parties' lines hold; lines of others may stand beside them and are not named here.
    const signedBy = [...new Set(names)].filter((name) => signed.agreement.parties.some((party) => name.startsWith(`node.${party}.`)))
    return { ...signed, signedBy, counts: current === signed.agreement }
  }

  function examine(note: string): SignedAgreement {
    const opened = openAgreement(
      note,
      parts.self,
      parts.pairings.map(({ pairing }) => pairing),
    )
    const problem = (code: string, values: Record<string, number> = {}) =>
      new Fault('body_invalid', {}, { problems: [{ field: '/note', code, values }] })
    if (!opened.ok) throw problem(opened.reason)
    const { agreement } = opened.value
    const known = parts.agreements().find((other) => other.agreement.id === agreement.id && other.agreement.version >= agreement.version)
    if (known !== undefined) throw problem('agreement_not_newer', { version: known.agreement.version })
    return opened.value
  }

  /** Opens every link whose hold is over; a follower asks it now and then. */
  async function endHolds(): Promise<boolean> {
    const over = await findHoldsOver(store.sql, now())
    for (const party of over) {
      await writer.transact(async (writing) => {
        const at = now()
        const document = canonicalBytes({ at: at.toISOString(), by: 'node', held: false, link: party, what: 'hold_over' })
        await writing.append(journalId, [{ type: 'admin', at, body: { agency: parts.homeAgency, key: 'day', items: [document] } }])
        await holdLogs(writing.sql, party, false)
      })
      parts
        .partners()
        .find((partner) => partner.party === party)
        ?.link.hold(false)
    }
    return false
  }

  const services: PeopleServices = {
    change: changes.ask,
    decideProposal: changes.decide,
    waitingFor: changes.waitingFor,
    listProposals: changes.list,
    changePassword: own.changePassword,
    endSessions: own.endSessions,
    planShifts: roster.plan,
    giveShift: roster.give,
    swapShift: roster.swap,
    cancelShift: roster.cancel,
    agreements: () => parts.agreements().map(show),
    agreementWith: (partner) => agreementWith(parts.agreements(), partner, today()),
    examineAgreement: (note) => {
      const signed = examine(note)
      const before = agreementWith(parts.agreements(), signed.partner, today())
      return {
        ...show(signed),
        counts: isInForce(signed.agreement, today()),
        replaces: before?.id === signed.agreement.id ? before.version : null,
        changes: changesBetween(before, signed.agreement),
      }
    },
    partners: () => parts.pairings,
    proveExchange: async (party) => {
      const partner = findPartner(party)
      const proven = await Promise.all(
        logsWith(partner).map(async ({ logId, role }) => {
          const log = await readLog(store.sql, logId)
          const covered = role === 'out' ? log.receiptedSize : log.checkpointSize
          return covered === 0 ? undefined : await parts.prover.proveEntry(logId, covered - 1)
        }),
      )
      const positions = proven
        .filter((position) => position !== undefined)
        .map((position) => ({ ...position, opening: { items: [], commitments: [] }, policy: parts.policyOf(position) }))
      const document = { record: { id: `exchange--${party}`, modified: now().toISOString() }, positions }
      const parsed = parseProofDocument(document)
      const verdict = parsed.ok ? explainProof(parsed.value) : undefined
      const said = (one: { code: string; values: Readonly<Record<string, string | number>> } | undefined, silent: string) =>
        one === undefined ? { code: silent, values: {} } : { code: one.code, values: { ...one.values } }
      return { ...document, proves: said(verdict?.proves, 'nothing'), doesNotProve: said(verdict?.doesNotProve, 'anything') }
    },
    at: (seq) => ({ origin: journal.origin, seq }),
  }
  return { services, changes, endHolds }
}

type RuleChange = { kind: string; from: string; before: string | null; after: string | null }

/** Kinds that would leave otherwise: automatically, by asking, or (null) never. */
function changesBetween(before: Agreement | undefined, after: Agreement): RuleChange[] {
  const kinds = new Set([before, after].flatMap((one) => one?.rules.flatMap((rule) => rule.kinds) ?? []))
  const modeOf = (one: Agreement | undefined, kind: string, from: string) =>
    one === undefined ? null : (findRule(one, kind, from)?.mode ?? null)
  return after.parties.flatMap((from) =>
    [...kinds].sort().flatMap((kind) => {
      const change = { kind, from, before: modeOf(before, kind, from), after: modeOf(after, kind, from) }
      return change.before === change.after ? [] : [change]
    }),
  )
}
