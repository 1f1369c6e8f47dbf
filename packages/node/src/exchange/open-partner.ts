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
import { type Lane, lanes, type NodeName, outboundOrigin, receiptKeyName } from '../store/log-names.ts'
import type { LogWriter } from '../store/log-writer.ts'
import { type Log, markReady, markTakesSealed, openLog, readLog, type SignedTree } from '../store/logs.ts'
import { type Loop, startLoop } from '../store/loop.ts'
import type { PartnerSigners } from '../store/node-signers.ts'
import type { OwnTransport } from '../store/own-transport.ts'
import type { Pairing } from '../store/pairing.ts'
import type { RightOfWay } from '../store/right-of-way.ts'
import type { PassStep } from '../store/steps.ts'
import { judgeCertificate, type TransportRing } from '../store/transport-ring.ts'
import { countRefusals } from './count-refusals.ts'
import type { ExchangePartner } from './exchange-server.ts'
import { type LinkClient, openLinkClient } from './link-client.ts'
import { type LinkLane, openPartnerLink, type PartnerLink } from './partner-link.ts'
import { readLogBodies } from './read-bodies.ts'
import { readLogFile } from './read-files.ts'
import { readLogResource } from './read-log.ts'
import { createReceiver, type Receiver } from './receive.ts'
import { createFileRecovery } from './recover-files.ts'
import { createRecovery } from './recover-log.ts'
import { createSender, LinkFault } from './send.ts'

/** The two logs of one lane with a partner. */
export type PartnerLane = {
  readonly lane: Lane
  readonly out: Log
  readonly in: Log
  /** The partner's keys that may sign its log now, and all that ever did. */
  readonly partnerKeys: readonly VerifierKey[]
  readonly everPartnerKeys: readonly VerifierKey[]
  /** Our keys that ever signed our log. */
  readonly ownKeys: readonly VerifierKey[]
  /** Entries of the partner's log that we have receipted; kept in memory as a hint for `seen`. */
  readonly seen: () => number
  /** Entries of our log whose bytes the partner has; not all of them are receipted yet. */
  readonly sent: () => number
  /** The mirror of its log to us, for what comes by courier. */
  readonly receiver: Receiver
  /** Something reaches it by courier: the link asks before it sends that again. */
  readonly forgetSent: () => void
}

/** One paired party, with its logs and its link. */
export type Partner = {
  readonly party: string
  readonly pairing: Pairing
  readonly signers: PartnerSigners
  readonly ring: KeyRing
  readonly certificates: TransportRing
  readonly keys: PartnerKeyring
  readonly agreement: () => Agreement | undefined
  readonly lanes: Readonly<Record<Lane, PartnerLane>>
  /** Whether its node keeps logs of a lane: what it cannot take goes by the routine one. */
  readonly takes: (lane: Lane) => boolean
  /** Whether its node knows entries that are receipted before they can be read. */
  readonly takesSealed: () => boolean
  readonly link: PartnerLink
  /** Own records came back by a lane: their files are to be fetched too. */
  readonly fetchFiles: (lane: Lane) => void
  readonly exchange: ExchangePartner
  /** Our receipt's lines over the partner's kept checkpoint. */
  readonly cosign: (log: Log) => string
}

/** The partner's receipt keys as its statements have left them: those that may sign now, and all that ever signed. */
export type PartnerKeyring = {
  readonly receipt: readonly VerifierKey[]
  readonly everReceipt: readonly VerifierKey[]
}

/** The lanes of a partner, the routine one first. */
export function lanesOf<T>(partner: { readonly lanes: Readonly<Record<Lane, T>> }): T[] {
  return lanes.map((lane) => partner.lanes[lane])
}

/** The lane that one of its logs, ours or the partner's, belongs to. */
export function laneOfLog(partner: Pick<Partner, 'lanes'>, log: Pick<Log, 'origin'>): PartnerLane | undefined {
  return lanesOf(partner).find((lane) => lane.out.origin === log.origin || lane.in.origin === log.origin)
}

type PartnerOptions = {
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
  readonly transport: Pick<OwnTransport, 'shownTo'>
  /** The partner's transport certificates. */
  readonly certificates: TransportRing
  /** The compartments that this node keeps, and the one for what names none of them. */
  readonly agencies: readonly string[]
  readonly defaultAgency: string
  readonly kinds: readonly string[]
  readonly software: string
  readonly sign: (logId: number, size?: number, log?: Log) => Promise<SignedTree | undefined>
  readonly now: () => Date
  readonly pass: PassStep
  readonly rightOfWay: RightOfWay
  readonly onReceipt: () => void
  readonly onReceived: (lane: Lane) => void
  /** Our log came back from the partner's copy, entries [from, to). */
  readonly onRecovered: (origin: string, from: number, to: number) => void
  readonly onChange: () => void
  readonly onAlarm: (code: string, origin: string) => void
  readonly onError: (cause: unknown) => void
}

/** Opens a partner: creates the logs the first time, and starts its link. */
export async function openPartner(options: PartnerOptions): Promise<Partner> {
  const { sql, node, pairing, signers, agreement, now } = options
  const receiptName = receiptKeyName(pairing, node.party)
  const keys: PartnerKeyring = {
    get receipt() {
      return options.ring.currentOf(receiptName)
    },
    get everReceipt() {
      return options.ring.everOf(receiptName)
    },
  }
  let link: PartnerLink | undefined
  const identity = {
    own: () => options.transport.shownTo(pairing.party, now()),
    partner: () => options.certificates.accepted(now()),
  }
  // Connections of its own for each lane: what is sent by one is never queued behind what is sent by the other.
  const clients = { routine: openLinkClient(pairing.exchangeUrl, identity), flash: openLinkClient(pairing.exchangeUrl, identity) }
  const isHeld = () => link?.isHeld() === true
  const opened = {
    routine: await openLane(options, 'routine', keys, clients.routine, isHeld),
    flash: await openLane(options, 'flash', keys, clients.flash, isHeld),
  }
  let takesSealed = opened.routine.out.takesSealed
  const ready = new Set<string>(lanes.filter((lane) => opened[lane].out.ready))
  link = openPartnerLink({
    party: node.party,
    partner: pairing.party,
    lanes: lanes.map((lane) => opened[lane].link),
    client: clients.routine,
    onLanes: (names) => {
      for (const lane of lanes.filter((name) => names.includes(name) && !ready.has(name))) {
        ready.add(lane)
        markReady(sql, opened[lane].out.logId).catch(options.onError)
      }
    },
    onSealed: (takes) => {
      if (takes === takesSealed) return
      takesSealed = takes
      markTakesSealed(sql, opened.routine.out.logId, takes).then(options.onChange, options.onError)
    },
    kinds: options.kinds,
    software: options.software,
    held: opened.routine.out.held,
    rightOfWay: options.rightOfWay,
    now,
    onChange: options.onChange,
    onError: options.onError,
  })
  const { answer, stop } = link
  return {
    party: pairing.party,
    pairing,
    signers,
    ring: options.ring,
    certificates: options.certificates,
    keys,
    agreement,
    lanes: opened,
    takes: (lane) => ready.has(lane),
    takesSealed: () => takesSealed,
    link: {
      ...link,
      stop: async () => {
        const fetching = lanes.map((lane) => opened[lane].fetching.stop())
        await Promise.all([stop(), clients.flash.close(), ...fetching])
      },
    },
    fetchFiles: (lane) => opened[lane].fetching.poke(),
    exchange: {
      party: pairing.party,
      certificates: () => options.certificates.keys().map(({ certificate }) => certificate),
      judge: (fingerprint) => judgeCertificate(options.certificates, fingerprint, now()),
      turnedAway: countRefusals({ now }),
      refusals: countRefusals({ now }),
      answer,
    },
    cosign: (log) => {
      const kept = openCheckpoint(log.checkpoint ?? '', options.ring.everOf(log.origin))
      if (!kept.ok) throw new Error(`kept checkpoint of ${log.origin} does not open`)
      return cosignCheckpoint(kept.value.checkpoint, signers.receipt, Math.floor(now().getTime() / 1000))
    },
  }
}

/** How often own records are looked through for files that did not come back; whoever brings records back says so at once. */
const lookForFilesMs = 600_000

async function openLane(
  options: PartnerOptions,
  lane: Lane,
  keys: PartnerKeyring,
  client: LinkClient,
  isHeld: () => boolean,
): Promise<PartnerLane & { readonly link: LinkLane; readonly fetching: Loop }> {
  const { sql, keystore, node, pairing, signers, agreement, now, pass } = options
  const about = { partner: pairing.party, epoch: 1, lane }
  const outOrigin = outboundOrigin(node, pairing.party, 1, lane)
  const out = await openLog(sql, { origin: outOrigin, role: 'out', ready: lane === 'routine', ...about })
  const inOrigin = outboundOrigin(pairing, node.party, 1, lane)
  const incoming = await openLog(sql, { origin: inOrigin, role: 'in', ...about })
  const required = () => requiredBy(agreement())
  const giveWay = lane === 'flash' ? undefined : options.rightOfWay.giveWay
  let seen = incoming.checkpointSize
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
    isHeld,
    now,
    pass,
    giveWay,
    onReceipt: options.onReceipt,
    onAlarm: (code) => options.onAlarm(code, out.origin),
    files: options.files,
    carried: () => readCarriedSize(sql, pairing.party, lane),
  })
  const receiver = createReceiver({
    sql,
    keystore,
    logId: incoming.logId,
    origin: inOrigin,
    get partnerKeys() {
      return options.ring.currentOf(inOrigin)
    },
    get everKeys() {
      return options.ring.everOf(inOrigin)
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
    giveWay,
    onReceived: (size) => {
      seen = size
      options.onReceived(lane)
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
  const fileRecovery = createFileRecovery({
    ...{ sql, keystore, files: options.files, logId: out.logId, origin: out.origin, ownParty: node.party, link: client, isHeld },
    onRecovered: options.onChange,
  })
  const mirrored = { sql, keystore, files: options.files, partner: pairing.party, agencies: options.agencies }
  return {
    lane,
    out,
    in: incoming,
    fetching: startLoop({
      step: fileRecovery.step,
      everyMs: lookForFilesMs,
      // The partner's trouble stands on its link already; altered bytes are told.
      onError: (cause) => {
        if (!(cause instanceof LinkFault) || cause.code === 'recovery_refused') options.onError(cause)
      },
    }),
    // Keys come and go, so whoever verifies asks each time.
    get partnerKeys() {
      return options.ring.currentOf(inOrigin)
    },
    get everPartnerKeys() {
      return options.ring.everOf(inOrigin)
    },
    get ownKeys() {
      return options.everOwn(outOrigin)
    },
    seen: () => seen,
    sent: () => sender.sent(),
    receiver,
    forgetSent: sender.forget,
    link: {
      lane,
      inOrigin,
      outOrigin,
      sender,
      receiver,
      readOwn: (resource) => readLogResource(sql, out.logId, resource),
      readMirror: async (resource) => {
        const [kind, place] = splitAtSlash(resource)
        if (kind === 'bodies') return await readLogBodies(sql, keystore, incoming.logId, place)
        if (kind === 'files') return await readLogFile({ ...mirrored, logId: incoming.logId }, place)
        return await readLogResource(sql, incoming.logId, resource)
      },
      holds: async () => (await readLog(sql, incoming.logId)).size,
      recover: recovery.step,
    },
  }
}

/** What an agreement requires of signatures, as a policy states it. */
export function requiredBy(agreement: Agreement | undefined): RequiredAlgorithms | undefined {
  const signatures = agreement?.signatures
  return signatures === undefined ? undefined : { algorithms: signatures.algorithms, from: Date.parse(signatures.from) / 1000 }
}

function splitAtSlash(resource: string): readonly [string, string] {
  const at = resource.indexOf('/')
  return at === -1 ? [resource, ''] : [resource.slice(0, at), resource.slice(at + 1)]
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
