import { canonicalBytes, Fault } from '@enlace/core'
import { explainProof, formatPolicy, parseProofDocument, type VerifierKey, vkeyOf } from '@enlace/proof/node'
import type { Partner } from './exchange/open-partner.ts'
import type { Services } from './http/services.ts'
import type { createErase } from './intake/erase-record.ts'
import type { HandOver } from './intake/hand-over.ts'
import type { createReadJournal } from './intake/journal-reads.ts'
import type { createMarkItems } from './intake/mark-items.ts'
import type { createSaveView } from './intake/save-view.ts'
import type { createSubmit } from './intake/submit-records.ts'
import type { createProver, ProvenPosition } from './log/prove-record.ts'
import type { ReleaseStage } from './release/release.ts'
import type { createShare } from './release/share.ts'
import { readLogFigures } from './store/exchange-status.ts'
import type { LogWriter } from './store/log-writer.ts'
import { holdLogs, type Log, readLog } from './store/logs.ts'
import type { NodeSigners } from './store/node-signers.ts'
import type { Store } from './store/open-store.ts'
import { readStoredRecords } from './store/stored-records.ts'

export type ServiceParts = {
  readonly store: Store
  readonly writer: LogWriter
  readonly journal: Log
  readonly signers: NodeSigners
  readonly partners: () => readonly Partner[]
  readonly submit: ReturnType<typeof createSubmit>
  readonly erase: ReturnType<typeof createErase>
  readonly share: ReturnType<typeof createShare>
  readonly release: ReleaseStage
  readonly markItems: ReturnType<typeof createMarkItems>
  readonly handOver: HandOver
  readonly saveView: ReturnType<typeof createSaveView>
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
      const outcome = await parts.submit.submit({ ...handed, agency: actor.agency })
      if (!outcome.ok) throw outcome.fault
      return outcome.value
    },
    submitBatch: async (submissions) =>
      await parts.submit.submitMany(submissions.map(({ actor, ...handed }) => ({ ...handed, agency: actor.agency }))),
    eraseRecord: async ({ id, reason, actor }) => {
      const { erasedVersions, seq } = await parts.erase({ id, reason, agency: actor.agency, user: actor.user })
      return { erasedVersions, position: at(seq) }
    },
    shareRecord: async (request) => ({ position: at((await parts.share(request)).seq) }),
    decideTask: async (request) => ({ position: at((await parts.release.decideTask(request)).seq) }),
    previewTask: parts.release.previewTask,
    holdLink: async ({ party, held, reason, actor }) => {
      const partner = parts.partners().find((candidate) => candidate.party === party)
      if (partner === undefined) throw new Fault('partner_unknown', { party })
      const document = canonicalBytes({ at: now().toISOString(), by: actor.user, held, link: party, reason })
      const body = { agency: actor.agency, key: 'day' as const, items: [document] }
      // Who cut a link and that it is cut are one fact.
      await parts.writer.transact(async (writing) => {
        await writing.append(journal.logId, [{ type: 'admin', at: now(), body }])
        await holdLogs(writing.sql, party, held)
      })
      partner.link.hold(held)
    },
    exchangeStatus: async () => {
      const figures = await readLogFigures(sql)
      return parts.partners().map((partner) => statusOf(partner, figures))
    },
    proofOf: async ({ id, modified, versionSeq }) => {
      const positions = (await parts.prover.prove(versionSeq)).map((position) => ({
        ...position,
        opening: { items: [...position.opening.items], commitments: [...position.opening.commitments] },
        policy: policyOf(position, parts.partners(), parts.signers),
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
      const figures = await readLogFigures(sql)
      const each = (name: string, help: string, value: (log: (typeof figures)[number]) => number) => ({
        name,
        help,
        type: 'gauge' as const,
        values: figures.map((log) => ({ labels: { partner: log.partner, direction: log.direction }, value: value(log) })),
      })
      return [
        each('enlace_log_entries', 'Entries in a log.', (log) => log.size),
        each('enlace_log_unreceipted_entries', 'Entries that no receipt covers yet.', (log) => log.size - log.receipted),
        each('enlace_log_oldest_unreceipted_seconds', 'Age of the oldest entry that no receipt covers.', (log) =>
          log.oldestWaitingSince === null ? 0 : Math.max(0, (now().getTime() - log.oldestWaitingSince.getTime()) / 1000),
        ),
        each('enlace_log_frozen', 'Whether a log is frozen.', (log) => (log.frozen === null ? 0 : 1)),
        each('enlace_log_quarantined_entries', 'Received entries that wait for a person.', (log) => log.quarantined),
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

type Figures = Awaited<ReturnType<typeof readLogFigures>>

function statusOf(partner: Partner, figures: Figures) {
  const { pairing, agreement, signers } = partner
  const link = partner.link.state()
  const logs = figures.filter((log) => log.partner === partner.party)
  const keys = [
    ...pairing.keys.outbound,
    ...pairing.keys.receipt,
    pairing.keys.party,
    ...signers.outbound.map(vkeyOf),
    ...signers.receipt.map(vkeyOf),
  ]
  return {
    party: partner.party,
    name: { es: pairing.name.es ?? partner.party, en: pairing.name.en ?? partner.party },
    link: link.state,
    since: link.since.toISOString(),
    agreement:
      agreement === undefined ? null : { id: agreement.id, title: { ...agreement.title }, from: agreement.startsOn, to: agreement.endsOn },
    keys: keys.map((key) => ({ name: key.name, algorithm: algorithmOf(key), fingerprint: key.id })),
    logs: logs.map((log) => ({
      origin: log.origin,
      direction: log.direction,
      size: log.size,
      receipted: log.receipted,
      waiting: log.size - log.receipted,
      oldestWaitingSince: log.oldestWaitingSince?.toISOString() ?? null,
      frozen: log.frozen,
      checkpointSize: log.checkpointSize,
      lastReceiptAt: log.lastReceiptAt?.toISOString() ?? null,
      latencyMs: { p50: log.p50, p95: log.p95 },
    })),
    lastFault:
      link.lastFault === null
        ? null
        : { code: link.lastFault.code, at: link.lastFault.at.toISOString(), values: { ...link.lastFault.values } },
    quarantined: logs.reduce((sum, log) => sum + log.quarantined, 0),
  }
}

function algorithmOf(key: VerifierKey): string {
  return key.type === 0x06 ? 'ML-DSA-44' : 'Ed25519'
}

/** Under which keys a position is to be read: the log's, and for exchanged logs the receiver's receipt keys. */
function policyOf(position: ProvenPosition, partners: readonly Partner[], signers: NodeSigners): string {
  const partner = partners.find(({ out, in: incoming }) => out.origin === position.origin || incoming.origin === position.origin)
  const logs =
    position.role === 'journal'
      ? signers.journal.map(vkeyOf)
      : position.role === 'out'
        ? partner?.signers.outbound.map(vkeyOf)
        : partner?.pairing.keys.outbound
  const receipts =
    position.role === 'journal' ? [] : position.role === 'out' ? partner?.pairing.keys.receipt : partner?.signers.receipt.map(vkeyOf)
  const witnesses = (receipts ?? []).map((key, i) => ({ name: `receipt-${i + 1}`, key, url: null }))
  return formatPolicy({
    logs: (logs ?? []).map((key) => ({ key, url: null })),
    witnesses,
    groups: witnesses.length === 0 ? [] : [{ name: 'receipt', threshold: 1, members: witnesses.map((witness) => witness.name) }],
    quorum: witnesses.length === 0 ? 'none' : 'receipt',
  })
}
