import { canonicalBytes, Fault } from '@enlace/core'
import { holdAloneHours, type WorkCalendars } from '@enlace/policy'
import { explainProof, parseProofDocument } from '@enlace/proof/node'
import type { Partner } from './exchange/open-partner.ts'
import { lanesOf } from './exchange/open-partner.ts'
import type { EvidenceServices } from './http/evidence-services.ts'
import type { JointServices } from './http/joint-services.ts'
import type { PeopleServices } from './http/people-services.ts'
import type { Services } from './http/services.ts'
import type { HandOver } from './intake/hand-over.ts'
import type { createReadJournal } from './intake/journal-reads.ts'
import type { createMarkItems } from './intake/mark-items.ts'
import type { createSaveView } from './intake/save-view.ts'
import type { createSubmit } from './intake/submit-records.ts'
import { maxKeysListed, sayKeysOwed } from './keys-owed.ts'
import type { createProver } from './log/prove-record.ts'
import { statusOf } from './partner-status.ts'
import type { PolicyOf } from './policy-of.ts'
import { openLogReading } from './read-log-of.ts'
import { readStopped } from './read-stopped.ts'
import type { Choices } from './release/choose.ts'
import type { ClearanceStage } from './release/clearance.ts'
import type { ReleaseStage } from './release/release.ts'
import type { createShare } from './release/share.ts'
import { readEpochs } from './store/epochs.ts'
import { readLogFigures, waitingIn } from './store/exchange-status.ts'
import type { LogWriter } from './store/log-writer.ts'
import { holdLogs, type Log, readLog } from './store/logs.ts'
import type { NodeSigners } from './store/node-signers.ts'
import type { Store } from './store/open-store.ts'
import { listKeysOwed } from './store/sealed-entries.ts'
import { readStoredRecords } from './store/stored-records.ts'
import type { TransportRing } from './store/transport-ring.ts'

export type ServiceParts = {
  readonly store: Store
  readonly courier: Services['courier']
  readonly witnesses: Services['witnesses']
  readonly writer: LogWriter
  readonly journal: Log
  /** Our own transport certificates, and the name they are stated under. */
  readonly transport: { readonly name: string; readonly ring: TransportRing }
  readonly signers: NodeSigners
  readonly policyOf: PolicyOf
  readonly partners: () => readonly Partner[]
  readonly submit: ReturnType<typeof createSubmit>
  readonly people: PeopleServices
  readonly joint: JointServices
  readonly evidence: EvidenceServices
  readonly share: ReturnType<typeof createShare>
  readonly release: ReleaseStage
  readonly markItems: ReturnType<typeof createMarkItems>
  readonly handOver: HandOver
  readonly saveView: ReturnType<typeof createSaveView>
  readonly recalls: Services['recalls']
  readonly results: Services['results']
  readonly ownId: Services['ownId']
  readonly retention: Services['retention']
  readonly choices: Choices
  readonly clearance: ClearanceStage
  readonly workCalendars: WorkCalendars
  readonly notes: Services['notes']
  readonly prover: ReturnType<typeof createProver>
  readonly reads: ReturnType<typeof createReadJournal>
  readonly now: () => Date
  readonly onChange: Services['onChange']
}

/** What the pages ask of the stages, wired to them. */
export function openServices(parts: ServiceParts): Services {
  const { store, journal, now } = parts
  const { sql } = store
  const at = (seq: number) => ({ origin: journal.origin, seq })

  return {
    submitRecord: async ({ actor, ...handed }) => {
      const outcome = await parts.submit.submit({ ...handed, agency: actor.agency, author: actor.user })
      if (!outcome.ok) throw outcome.fault
      return outcome.value
    },
    submitBatch: async (submissions) =>
      await parts.submit.submitMany(submissions.map(({ actor, ...handed }) => ({ ...handed, agency: actor.agency, author: actor.user }))),
    people: parts.people,
    evidence: parts.evidence,
    joint: parts.joint,
    courier: parts.courier,
    recalls: parts.recalls,
    results: parts.results,
    ownId: parts.ownId,
    retention: parts.retention,
    witnesses: parts.witnesses,
    eraseRecord: async ({ id, reason, agency, actor }) => {
      const asked = await parts.people.change({ change: { what: 'erase', id, agency }, reason, actor })
      const waits = asked.proposal
      return {
        erasedVersions: waits === null ? 1 : 0,
        position: at(asked.seq ?? 0),
        ...(waits === null ? {} : { waits: { proposal: String(waits.id), expiresAt: waits.expiresAt.toISOString() } }),
      }
    },
    shareRecord: async (request) => ({ position: at((await parts.share.share(request)).seq) }),
    passOn: async (request) => ({ position: at((await parts.release.passOn(request)).seq) }),
    decideTask: async (request) => {
      const { seq, state, effectAt } = await parts.choices.choose(request)
      return { position: at(seq), state, effectAt: effectAt?.toISOString() ?? null }
    },
    undoChoice: async (request) => ({ position: at((await parts.choices.undo(request)).seq) }),
    answerClearance: async (request) => ({ position: at((await parts.clearance.act(request)).seq) }),
    workCalendars: parts.workCalendars,
    notes: parts.notes,
    previewTask: async (taskId, without) => {
      const [preview, about] = await Promise.all([parts.release.previewTask(taskId, without), parts.choices.about(taskId)])
      return { ...preview, ...about }
    },
    holdLink: async ({ party, held, hours = holdAloneHours, reason, actor }) => {
      const partner = parts.partners().find((candidate) => candidate.party === party)
      if (partner === undefined) throw new Fault('partner_unknown', { party })
      // What is urgent is done at once by one person, for as long as one person may; the rest of the time waits for a second.
      const alone = Math.min(hours, holdAloneHours)
      const until = held ? new Date(now().getTime() + alone * 3_600_000) : null
      const more = until === null ? {} : { until: until.toISOString() }
      const document = canonicalBytes({ at: now().toISOString(), by: actor.user, held, link: party, reason, ...more })
      const body = { agency: actor.agency, key: 'day' as const, items: [document] }
      // Who cut a link and that it is cut are one fact.
      await parts.writer.transact(async (writing) => {
        await writing.append(journal.logId, [{ type: 'admin', at: now(), body }])
        await holdLogs(writing.sql, party, held, until)
      })
      partner.link.hold(held)
      if (held && hours > alone) await parts.people.change({ change: { what: 'link_hold', party, hours }, reason, actor })
    },
    sentSize: (outLogId) =>
      parts
        .partners()
        .flatMap(lanesOf)
        .flatMap(({ owns }) => owns)
        .find(({ log }) => log.logId === outLogId)
        ?.sent() ?? 0,
    readLog: openLogReading({ sql, journal, partners: parts.partners, policyOf: parts.policyOf }),
    readStopped: async (party, origin) => {
      const partner = parts.partners().find((candidate) => candidate.party === party)
      if (partner === undefined) throw new Fault('partner_unknown', { party })
      return await readStopped(sql, parts.policyOf, partner, origin)
    },
    exchangeStatus: async () => {
      const [figures, epochs, owed] = await Promise.all([readLogFigures(sql, now()), readEpochs(sql), listKeysOwed(sql, maxKeysListed)])
      return parts.partners().map((partner) => ({
        ...statusOf(partner, parts.signers.ring, parts.transport, figures, epochs),
        ...sayKeysOwed(partner, owed, now()),
      }))
    },
    proofOf: async ({ id, modified, versionSeq }) => {
      const positions = (await parts.prover.prove(versionSeq)).map((position) => ({
        ...position,
        opening: { items: [...position.opening.items], commitments: [...position.opening.commitments] },
        policy: parts.policyOf(position),
      }))
      const [record] = await readStoredRecords(sql, store.keystore, [versionSeq])
      const document = { record: { id, modified }, positions }
      const parsed = parseProofDocument(document)
      if (!parsed.ok) throw new Fault('log_frozen', {})
      const verdict = explainProof(parsed.value, record === undefined ? {} : { items: new Map([[0, record.objectBytes]]) })
      return { ...document, proves: explained(verdict.proves), doesNotProve: explained(verdict.doesNotProve) }
    },
    isHealthy: async () => {
      const log = await readLog(sql, journal.logId).catch(() => undefined)
      return log !== undefined && log.frozen === null
    },
    metrics: async () => {
      const figures = await readLogFigures(sql, now())
      const each = (name: string, help: string, value: (log: (typeof figures)[number]) => number) => ({
        name,
        help,
        type: 'gauge' as const,
        values: figures.map((log) => ({
          labels: { partner: log.partner, direction: log.direction, lane: log.lane, epoch: String(log.epoch) },
          value: value(log),
        })),
      })
      return [
        each('enlace_log_entries', 'Entries in a log.', (log) => log.size),
        each('enlace_log_unreceipted_entries', 'Entries that no receipt covers yet.', (log) => waitingIn(log)),
        each('enlace_log_oldest_unreceipted_seconds', 'Age of the oldest entry that no receipt covers.', (log) =>
          log.oldestWaitingSince === null || waitingIn(log) === 0
            ? 0
            : Math.max(0, (now().getTime() - log.oldestWaitingSince.getTime()) / 1000),
        ),
        each('enlace_log_frozen', 'Whether a log is frozen.', (log) => (log.frozen === null || log.endedAt !== null ? 0 : 1)),
        each('enlace_log_quarantined_entries', 'Received entries that wait for a person.', (log) => log.quarantined),
        {
          name: 'enlace_exchange_refused_total',
          help: 'Requests of a partner that were refused, by status and name.',
          type: 'counter' as const,
          values: parts.partners().flatMap((partner) =>
            partner.exchange.refusals.list().map(({ status, code, count }) => ({
              labels: { partner: partner.party, status: String(status), code },
              value: count,
            })),
          ),
        },
      ]
    },
    markItems: parts.markItems,
    saveView: parts.saveView,
    giveHandover: parts.handOver.give,
    closeHandover: parts.handOver.close,
    journalRead: (actor, rids) => parts.reads.note(actor, rids),
    onChange: parts.onChange,
  }
}

function explained({ code, values }: { code: string; values: Readonly<Record<string, string | number>> }) {
  return { code, values: { ...values } }
}
