import { fromUtf8, isJsonObject, type Json, type JsonObject } from '@enlace/core'
import { type Agreement, receivingAgency } from '@enlace/policy'
import { cosignCheckpoint, openCheckpoint, parseBody, type RequiredAlgorithms, type VerifierKey } from '@enlace/proof/node'
import { kindOf } from '@enlace/records'
import type { Sql } from 'postgres'
import { readCarriedSize } from '../store/courier-rows.ts'
import type { SignRelease } from '../store/draft-again.ts'
import type { FileStore } from '../store/files.ts'
import type { KeyRing } from '../store/key-ring.ts'
import type { Keystore } from '../store/keystore.ts'
import { type NodeName, outboundOrigin, receiptKeyName } from '../store/log-names.ts'
import type { LogWriter } from '../store/log-writer.ts'
import { type Log, openLog, readLog, type SignedTree } from '../store/logs.ts'
import type { PartnerSigners } from '../store/node-signers.ts'
import type { Pairing } from '../store/pairing.ts'
import type { PassStep } from '../store/steps.ts'
import { countRefusals } from './count-refusals.ts'
import type { ExchangePartner } from './exchange-server.ts'
import { openLinkClient } from './link-client.ts'
import { openPartnerLink, type PartnerLink } from './partner-link.ts'
import { readLogBodies } from './read-bodies.ts'
import { readLogResource } from './read-log.ts'
import { createReceiver, type Receiver } from './receive.ts'
import { createRecovery } from './recover-log.ts'
import { createSender } from './send.ts'

/** One paired party, with its two logs and its link. */
export type Partner = {
  readonly party: string
  readonly pairing: Pairing
  readonly signers: PartnerSigners
  readonly ring: KeyRing
  readonly keys: PartnerKeyring
  readonly agreement: () => Agreement | undefined
  readonly out: Log
  readonly in: Log
  readonly link: PartnerLink
  readonly exchange: ExchangePartner
  /** Entries of the partner's log that we have receipted; kept in memory as a hint for `seen`. */
  readonly seen: () => number
  /** Entries of our log whose bytes the partner has; not all of them are receipted yet. */
  readonly sent: () => number
  /** The mirror of its log to us, for what comes by courier. */
  readonly receiver: Receiver
  /** Something reaches it by courier: the link asks before it sends that again. */
  readonly forgetSent: () => void
  /** Our receipt's lines over the partner's kept checkpoint. */
  readonly cosign: (log: Log) => string
}

/** The partner's keys as its statements have left them: those that may sign now, and all that ever signed. */
export type PartnerKeyring = {
  readonly outbound: readonly VerifierKey[]
  readonly everOutbound: readonly VerifierKey[]
  readonly receipt: readonly VerifierKey[]
  readonly everReceipt: readonly VerifierKey[]
}

/** Opens a partner: creates the logs the first time, and starts its link. */
export async function openPartner(options: {
  readonly sql: Sql
  readonly writer: LogWriter
  readonly keystore: Keystore
  readonly files: FileStore
  readonly journalId: number
  readonly signRelease: SignRelease
  readonly node: NodeName
  readonly pairing: Pairing
  /** What is agreed now: asked each time, so that a newly accepted agreement counts at once. */
  readonly agreement: () => Agreement | undefined
  readonly signers: PartnerSigners
  /** Our own keys that ever signed, and the partner's. */
  readonly everOwn: (name: string) => readonly VerifierKey[]
  readonly ring: KeyRing
  readonly transport: { readonly key: string; readonly certificate: string }
  /** The compartments that this node keeps, and the one for what names none of them. */
  readonly agencies: readonly string[]
  readonly defaultAgency: string
  readonly kinds: readonly string[]
  readonly software: string
  readonly sign: (logId: number, size?: number, log?: Log) => Promise<SignedTree | undefined>
  readonly now: () => Date
  readonly pass: PassStep
  readonly onReceipt: () => void
  readonly onReceived: () => void
  /** Our log came back from the partner's copy, entries [from, to). */
  readonly onRecovered: (origin: string, from: number, to: number) => void
  readonly onChange: () => void
  readonly onAlarm: (code: string, origin: string) => void
  readonly onError: (cause: unknown) => void
}): Promise<Partner> {
  const { sql, keystore, node, pairing, signers, agreement, now, pass } = options
  const out = await openLog(sql, { origin: outboundOrigin(node, pairing.party), role: 'out', partner: pairing.party, epoch: 1 })
  const inOrigin = outboundOrigin(pairing, node.party)
  const incoming = await openLog(sql, { origin: inOrigin, role: 'in', partner: pairing.party, epoch: 1 })
  const receiptName = receiptKeyName(pairing, node.party)
  const keys: PartnerKeyring = {
    get outbound() {
      return options.ring.currentOf(inOrigin)
    },
    get everOutbound() {
      return options.ring.everOf(inOrigin)
    },
    get receipt() {
      return options.ring.currentOf(receiptName)
    },
    get everReceipt() {
      return options.ring.everOf(receiptName)
    },
  }
  const required = () => requiredBy(agreement())
  let seen = incoming.checkpointSize
  const client = openLinkClient(pairing.exchangeUrl, {
    ...options.transport,
    partnerCertificate: pairing.certificate,
    partnerFingerprint: pairing.certificateFingerprint,
  })
  let link: PartnerLink | undefined
  const sender = createSender({
    sql,
    keystore,
    logId: out.logId,
    origin: out.origin,
    link: client,
    get logKeys() {
      return options.everOwn(out.origin)
    },
    get receiptKeys() {
      return keys.receipt
    },
    required,
    sign: options.sign,
    isHeld: () => link?.isHeld() === true,
    now,
    pass,
    onReceipt: options.onReceipt,
    onAlarm: (code) => options.onAlarm(code, out.origin),
    files: options.files,
    carried: () => readCarriedSize(sql, pairing.party),
  })
  const receiver = createReceiver({
    sql,
    keystore,
    logId: incoming.logId,
    origin: inOrigin,
    get partnerKeys() {
      return keys.outbound
    },
    get everKeys() {
      return keys.everOutbound
    },
    get receiptSigners() {
      return signers.receipt
    },
    required,
    agencyOf: (body) => {
      const agency = agencyOf(body, agreement(), pairing.party, node.party)
      return agency !== undefined && options.agencies.includes(agency) ? agency : options.defaultAgency
    },
    now,
    pass,
    onReceived: (size) => {
      seen = size
      options.onReceived()
    },
    onAlarm: (code) => options.onAlarm(code, inOrigin),
    files: { store: options.files, partner: pairing.party },
  })
  const recovery = createRecovery({
    ...{ sql, writer: options.writer, keystore, journalId: options.journalId, logId: out.logId, origin: out.origin },
    partner: pairing.party,
    link: client,
    get logKeys() {
      return options.everOwn(out.origin)
    },
    signRelease: options.signRelease,
    agencies: options.agencies,
    now,
    pass,
    onRecovered: (from, to) => options.onRecovered(out.origin, from, to),
    onProgress: options.onChange,
  })
  link = openPartnerLink({
    party: node.party,
    partner: pairing.party,
    inOrigin,
    outOrigin: out.origin,
    readOwn: (resource) => readLogResource(sql, out.logId, resource),
    readMirror: async (resource) =>
      resource.startsWith('bodies/')
        ? await readLogBodies(sql, keystore, incoming.logId, resource.slice('bodies/'.length))
        : await readLogResource(sql, incoming.logId, resource),
    holds: async () => (await readLog(sql, incoming.logId)).size,
    recover: recovery.step,
    client,
    sender,
    receiver,
    kinds: options.kinds,
    software: options.software,
    held: out.held,
    now,
    onChange: options.onChange,
    onError: options.onError,
  })
  return {
    party: pairing.party,
    pairing,
    signers,
    ring: options.ring,
    keys,
    agreement,
    out,
    in: incoming,
    link,
    exchange: {
      party: pairing.party,
      certificate: pairing.certificate,
      fingerprint: pairing.certificateFingerprint,
      refusals: countRefusals({ now }),
      answer: link.answer,
    },
    seen: () => seen,
    sent: () => sender.sent(),
    receiver,
    forgetSent: sender.forget,
    cosign: (log) => {
      const opened = openCheckpoint(log.checkpoint ?? '', keys.everOutbound)
      if (!opened.ok) throw new Error(`kept checkpoint of ${log.origin} does not open`)
      return cosignCheckpoint(opened.value.checkpoint, signers.receipt, Math.floor(now().getTime() / 1000))
    },
  }
}

/** What an agreement requires of signatures, as a policy states it. */
export function requiredBy(agreement: Agreement | undefined): RequiredAlgorithms | undefined {
  const signatures = agreement?.signatures
  return signatures === undefined ? undefined : { algorithms: signatures.algorithms, from: Date.parse(signatures.from) / 1000 }
}

const maxReadBytes = 1_048_576

/** The own compartment that a received body is for. A stranger's bytes: anything unreadable goes to the default compartment. */
function agencyOf(bytes: Uint8Array, agreement: Agreement | undefined, partner: string, self: string): string | undefined {
  const body = parseBody(bytes)
  if (!body.ok || agreement === undefined) return undefined
  const [object, envelope] = body.value.items.map((item) => readObject(item.bytes))
  const kind = object === undefined ? undefined : kindOf(object)
  const to = Array.isArray(envelope?.to) ? envelope.to : []
  const addressees = to.flatMap((item) =>
    isJsonObject(item) && item.party === self && typeof item.agency === 'string' ? [{ party: self, agency: item.agency }] : [],
  )
  return kind === undefined ? undefined : receivingAgency(agreement, kind.name, partner, addressees)
}

// Read loosely: it only chooses the compartment that seals the body, and what a strict reading refuses is quarantined there.
function readObject(bytes: Uint8Array): JsonObject | undefined {
  const text = fromUtf8(bytes)
  if (text === undefined || bytes.length > maxReadBytes) return undefined
  try {
    const value = JSON.parse(text) as Json
    return isJsonObject(value) ? value : undefined
  } catch {
    return undefined
  }
}
