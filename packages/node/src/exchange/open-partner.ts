import { fromUtf8, isJsonObject, type Json, type JsonObject } from '@enlace/core'
import { type Agreement, type ClockDifference, receivingAgency } from '@enlace/policy'
import { cosignCheckpoint, openCheckpoint, parseBody, type RequiredAlgorithms, type VerifierKey } from '@enlace/proof/node'
import { kindOf } from '@enlace/records'
import type { Sql } from 'postgres'
import { beginEpoch } from '../store/begin-epoch.ts'
import { readCarriedSize } from '../store/courier-rows.ts'
import type { SignRelease } from '../store/draft-again.ts'
import { isEndReceipted, readOwnEnds } from '../store/epochs.ts'
import type { FileStore } from '../store/files.ts'
import type { KeyRing } from '../store/key-ring.ts'
import type { Keystore } from '../store/keystore.ts'
import { type Lane, lanes, type NodeName, outboundOrigin, receiptKeyName } from '../store/log-names.ts'
import type { LogWriter } from '../store/log-writer.ts'
import { type Log, listEpochs, markReady, markTakesSealed, openLog, readLog, type SignedTree, type StoredEntry } from '../store/logs.ts'
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
import { openPartnerClock } from './partner-clock.ts'
import { type LinkLane, type LinkMirror, type LinkOwn, openPartnerLink, type PartnerLink } from './partner-link.ts'
import { readLogBodies } from './read-bodies.ts'
import { readLogFile } from './read-files.ts'
import { readLogResource } from './read-log.ts'
import { createReceiver, type Receiver } from './receive.ts'
import { createFileRecovery } from './recover-files.ts'
import { createRecovery } from './recover-log.ts'
import { createSender, LinkFault } from './send.ts'

/** Our log of one epoch to a partner. */
export type OwnEpoch = {
  readonly log: Log
  /** Our keys that ever signed it. */
  readonly keys: readonly VerifierKey[]
  /** Entries of it whose bytes the partner has; not all of them are receipted yet. */
  readonly sent: () => number
}

/** Its log of one epoch to us. */
export type TheirEpoch = {
  readonly log: Log
  /** The partner's keys that may sign it now, and all that ever did. */
  readonly keys: readonly VerifierKey[]
  readonly everKeys: readonly VerifierKey[]
  /** The mirror of it, for what comes by courier. */
  readonly receiver: Receiver
}

/** The logs of one lane with a partner. */
export type PartnerLane = {
  readonly lane: Lane
  /** Our log and its, as they are written now: the last epochs. */
  readonly out: Log
  readonly in: Log
  /** Those and the ones before them, the first epoch first. */
  readonly owns: readonly OwnEpoch[]
  readonly theirs: readonly TheirEpoch[]
  /** Entries of the partner's log that we have receipted; kept in memory as a hint for `seen`. */
  readonly seen: () => number
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
  /** Its clock against ours; undefined while nothing was measured. */
  readonly clock: () => ClockDifference | undefined
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

/** Every log with a partner, of all lanes and epochs. */
export function logsWith(partner: { readonly lanes: Readonly<Record<Lane, Pick<PartnerLane, 'owns' | 'theirs'>>> }): Log[] {
  return lanesOf(partner).flatMap(({ owns, theirs }) => [...owns, ...theirs].map(({ log }) => log))
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
  readonly sign: (logId: number, size?: number, log?: Log, entries?: readonly StoredEntry[]) => Promise<SignedTree | undefined>
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
  // One measure of its clock by the answers on all of them: the newest word counts, whichever lane it came by.
  const clock = openPartnerClock()
  const clients = {
    routine: openLinkClient(pairing.exchangeUrl, identity, clock),
    flash: openLinkClient(pairing.exchangeUrl, identity, clock),
  }
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
    ends: async () => await readOwnEnds(sql, pairing.party),
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
        const fetching = lanes.flatMap((lane) => opened[lane].fetching.map((loop) => loop.stop()))
        await Promise.all([stop(), clients.flash.close(), ...fetching])
      },
    },
    fetchFiles: (lane) => {
      for (const loop of opened[lane].fetching) loop.poke()
    },
    exchange: {
      party: pairing.party,
      certificates: () => options.certificates.keys().map(({ certificate }) => certificate),
      judge: (fingerprint) => judgeCertificate(options.certificates, fingerprint, now()),
      turnedAway: countRefusals({ now }),
      refusals: countRefusals({ now }),
      answer,
    },
    clock: clock.read,
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
): Promise<PartnerLane & { readonly link: LinkLane; readonly fetching: readonly Loop[] }> {
  const { sql, node, pairing } = options
  const first = { partner: pairing.party, epoch: 1, lane }
  const firstOwn = { origin: outboundOrigin(node, pairing.party, 1, lane), role: 'out', ...first } as const
  const firstTheirs = { origin: outboundOrigin(pairing, node.party, 1, lane), role: 'in', ...first } as const
  await openLog(sql, { ready: lane === 'routine', ...firstOwn })
  await openLog(sql, firstTheirs)
  const owns = (await listEpochs(sql, firstOwn)).map((log) => openOwn(options, log, keys, client, isHeld))
  const theirs = (await listEpochs(sql, firstTheirs)).map((log) => openTheirs(options, log))
  const [out, incoming] = [owns.at(-1), theirs.at(-1)]
  if (out === undefined || incoming === undefined) throw new Error('log vanished')
  return {
    lane,
    out: out.log,
    in: incoming.log,
    owns,
    theirs,
    seen: incoming.seen,
    forgetSent: () => {
      for (const { link } of owns) link.sender.forget()
    },
    fetching: owns.map(({ fetching }) => fetching),
    link: { lane, owns: owns.map(({ link }) => link), mirrors: theirs.map(({ link }) => link) },
  }
}

/** One of our logs to a partner: what sends it, and what brings it back where the partner holds more of it. */
function openOwn(
  options: PartnerOptions,
  log: Log,
  keys: PartnerKeyring,
  client: LinkClient,
  isHeld: () => boolean,
): OwnEpoch & { readonly link: LinkOwn; readonly fetching: Loop } {
  const { sql, keystore, pairing, agreement, now, pass } = options
  const { logId, origin, lane } = log
  const sender = createSender({
    ...{ sql, keystore, logId, origin, link: client, isHeld, now, pass, giveWay: giveWayOf(options, lane) },
    get logKeys() {
      return options.everOwn(origin)
    },
    get receiptKeys() {
      return keys.receipt
    },
    required: () => requiredBy(agreement()),
    sign: options.sign,
    onReceipt: options.onReceipt,
    onAlarm: (code) => options.onAlarm(code, origin),
    files: options.files,
    carried: () => readCarriedSize(sql, pairing.party, lane),
    ...(log.epoch === 1 ? {} : { mayBegin: () => isEndReceipted(sql, logId) }),
  })
  const recovery = createRecovery({
    ...{ sql, writer: options.writer, keystore, journalId: options.journalId, logId, origin },
    link: client,
    get logKeys() {
      return options.everOwn(origin)
    },
    signRelease: options.signRelease,
    agencies: options.agencies,
    now,
    pass,
    onRecovered: (from, to) => options.onRecovered(origin, from, to),
    onProgress: options.onChange,
  })
  const fileRecovery = createFileRecovery({
    ...{ sql, keystore, files: options.files, logId, origin, ownParty: options.node.party, link: client, isHeld },
    onRecovered: options.onChange,
  })
  return {
    log,
    fetching: startLoop({
      step: fileRecovery.step,
      everyMs: lookForFilesMs,
      // The partner's trouble stands on its link already; altered bytes are told.
      onError: (cause) => {
        if (!(cause instanceof LinkFault) || cause.code === 'recovery_refused') options.onError(cause)
      },
    }),
    get keys() {
      return options.everOwn(origin)
    },
    sent: () => sender.sent(),
    link: { origin, sender, read: (resource) => readLogResource(sql, logId, resource), recover: recovery.step },
  }
}

/** Our mirror of one of a partner's logs, and what fills it. */
function openTheirs(options: PartnerOptions, log: Log): TheirEpoch & { readonly seen: () => number; readonly link: LinkMirror } {
  const { sql, keystore, node, pairing, signers, agreement, now, pass } = options
  const { logId, origin, lane } = log
  const mirrored = { sql, keystore, files: options.files, partner: pairing.party, agencies: options.agencies }
  let seen = log.checkpointSize
  const receiver = createReceiver({
    ...{ sql, keystore, logId, origin, now, pass, giveWay: giveWayOf(options, lane) },
    get partnerKeys() {
      return options.ring.currentOf(origin)
    },
    get everKeys() {
      return options.ring.everOf(origin)
    },
    get receiptSigners() {
      return signers.receipt
    },
    required: () => requiredBy(agreement()),
    agencyOf: (body) => {
      const agency = agencyOf(body, agreement(), pairing.party, node.party)
      return agency !== undefined && options.agencies.includes(agency) ? agency : options.defaultAgency
    },
    onReceived: (size) => {
      seen = size
      options.onReceived(lane)
    },
    onAlarm: (code) => options.onAlarm(code, origin),
    files: { store: options.files, partner: pairing.party },
    ...(log.epoch === 1 ? {} : { begins: (leaf) => beginEpoch(sql, logId, leaf, now()) }),
  })
  return {
    log,
    // Keys come and go, so whoever verifies asks each time.
    get keys() {
      return options.ring.currentOf(origin)
    },
    get everKeys() {
      return options.ring.everOf(origin)
    },
    receiver,
    seen: () => seen,
    link: {
      origin,
      receiver,
      read: async (resource) => {
        const [kind, place] = splitAtSlash(resource)
        if (kind === 'bodies') return await readLogBodies(sql, keystore, logId, place)
        if (kind === 'files') return await readLogFile({ ...mirrored, logId }, place)
        return await readLogResource(sql, logId, resource)
      },
      holds: async () => (await readLog(sql, logId)).size,
    },
  }
}

/** What is not of the flash lane lets it go first. */
function giveWayOf({ rightOfWay }: PartnerOptions, lane: Lane): (() => Promise<void>) | undefined {
  return lane === 'flash' ? undefined : rightOfWay.giveWay
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
