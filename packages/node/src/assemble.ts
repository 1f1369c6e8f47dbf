import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { canonicalBytes } from '@enlace/core'
import { agreementReference, openWorkClocks } from '@enlace/policy'
import { vkeyOf } from '@enlace/proof/node'
import { kinds } from '@enlace/records'
import type { NodeConfig } from './config.ts'
import { askTimestamps } from './exchange/ask-timestamp.ts'
import { askWitness } from './exchange/ask-witness.ts'
import { createCarryKeys } from './exchange/carry-keys.ts'
import { createChangeEpoch } from './exchange/change-epoch.ts'
import { openCourier } from './exchange/courier.ts'
import { openCourierUploads } from './exchange/courier-uploads.ts'
import { startExchangeServer } from './exchange/exchange-server.ts'
import { createHandOverKeys } from './exchange/hand-over-keys.ts'
import { lanesOf, logsWith, openPartner, type Partner } from './exchange/open-partner.ts'
import type { NodeChange, Services } from './http/services.ts'
import { createErase } from './intake/erase-record.ts'
import { createHandOver } from './intake/hand-over.ts'
import { createReadJournal } from './intake/journal-reads.ts'
import { createLegalHolds } from './intake/legal-holds.ts'
import { createMarkItems } from './intake/mark-items.ts'
import { createPublish } from './intake/publish.ts'
import { refuseDesignation } from './intake/refuse-designation.ts'
import { createNoteCheck } from './intake/refuse-note.ts'
import { refusePublication } from './intake/refuse-publication.ts'
import { createReminderCheck } from './intake/refuse-reminder.ts'
import { createReportCheck } from './intake/refuse-report.ts'
import { createRequestCheck } from './intake/refuse-request.ts'
import { createRightsCheck } from './intake/refuse-rights.ts'
import { createRetention } from './intake/retention.ts'
import { createSaveView } from './intake/save-view.ts'
import { createSubmit } from './intake/submit-records.ts'
import { createCheckpoints } from './log/checkpoints.ts'
import { createResults } from './log/count-results.ts'
import { proveConsent, proveRecall } from './log/prove-consent.ts'
import { createProver } from './log/prove-record.ts'
import { signSteadily } from './log/sign-steadily.ts'
import { createEvidence } from './log/write-evidence.ts'
import { openPeople } from './open-people.ts'
import { openServices } from './open-services.ts'
import { openPolicyOf } from './policy-of.ts'
import { createApply } from './projection/apply-received.ts'
import { createApplyRecovered } from './projection/apply-recovered.ts'
import { createCatalogue } from './projection/catalogue.ts'
import { createDuties } from './projection/duties.ts'
import { createProgrammeDuties } from './projection/programme-duties.ts'
import { createReindex } from './projection/reindex.ts'
import { createWorkItems } from './projection/work-items.ts'
import { createChoices } from './release/choose.ts'
import { createClearance, createClearanceGate } from './release/clearance.ts'
import { factsOf } from './release/facts-of.ts'
import { createFollowCorrections } from './release/follow-corrections.ts'
import { createJointRelease } from './release/joint-release.ts'
import { createNoteGate } from './release/note-gate.ts'
import { createPassRecallsOn } from './release/pass-recalls-on.ts'
import { createClearanceRebuild } from './release/rebuild-clearance.ts'
import { createRecall } from './release/recall.ts'
import { createRelease } from './release/release.ts'
import { createShare } from './release/share.ts'
import { createShareDelegated } from './release/share-delegated.ts'
import { agreementWith, readAgreements } from './store/agreements.ts'
import { readClearancePack } from './store/clearance-pack.ts'
import { openCourierKey } from './store/courier-key.ts'
import { dataFolder } from './store/data-folder.ts'
import { findFormal } from './store/find-formal.ts'
import { createFreshRecords } from './store/fresh-records.ts'
import { readLawPacks } from './store/instrument-packs.ts'
import { openKeyRing } from './store/key-ring.ts'
import { readRootKeys } from './store/key-statements.ts'
import { endOldCopies, listKeystoreCopies, readCopyFolders } from './store/keystore-copies.ts'
import { journalOrigin, lanes, releaseKeyName, transportKeyName } from './store/log-names.ts'
import { createLogWriter } from './store/log-writer.ts'
import { openLog } from './store/logs.ts'
import { type Loop, startLoop } from './store/loop.ts'
import { openNodeSigners } from './store/node-signers.ts'
import { openStore, type Store } from './store/open-store.ts'
import { openOwnTransport } from './store/own-transport.ts'
import { type Pairing, pairingFingerprint, pairingKeys } from './store/pairing.ts'
import { openPartnerIds } from './store/partner-ids.ts'
import { openPartnerRing, openPartnerTransport, releaseKeysOf } from './store/partner-ring.ts'
import { pairingFile, readPartners } from './store/partners.ts'
import { passBy } from './store/pass-by.ts'
import { isHoldLiftProposed } from './store/proposals.ts'
import { readQueryPacks } from './store/query-packs.ts'
import { isCarried as isCarriedBy } from './store/read-note.ts'
import { openReleaseSigner } from './store/release-signature.ts'
import { readRequestPacks } from './store/request-packs.ts'
import { readRetentionPack } from './store/retention-pack.ts'
import { openRightOfWay } from './store/right-of-way.ts'
import { passSteps } from './store/steps.ts'
import type { StoredRecord } from './store/stored-records.ts'
import { readTimestampAuthority } from './store/timestamp-authority.ts'
import { readWitnessPolicy } from './store/witness-policy.ts'
import { timestampStatusOf } from './timestamp-status.ts'
import { witnessStatusOf } from './witness-status.ts'

export type NodeLog = {
  readonly info: (values: object, message: string) => void
  readonly warn: (values: object, message: string) => void
  readonly error: (values: object, message: string) => void
}

/** A node that takes records, decides, exchanges and projects; the HTTP server stands in front of its `services`. */
export type RunningNode = {
  readonly config: NodeConfig
  readonly store: Store
  readonly services: Services
  readonly exchangePort: number
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

const software = 'enlace/0.1'
/** How often followers look even when nobody pokes them: a missed hint costs this much latency and nothing else. */
const followEveryMs = 5_000
/** What comes within these is applied together: each step costs a dozen statements however little it does. */
const applyRestMs = 120
/** The receipt goes out first: it is on its way when what it covers is applied. */
const applyLeadMs = 5
/** Keys of what was receipted within these are handed over together. */
const handOverRestMs = 100
/**
 * Followers that nobody waits for look some twice a second, and not before what woke them has gone to the partners: they share the processors and the
 * database with it. What leaves by a standing rule is decided with the record itself, and a recall hides in the transaction that applies it.
 */
const unhurried = { restMs: 400, leadMs: 50 } as const
const choiceEveryMs = 1_000
/** A witness sees a log at most this often, however fast it grows: it needs one head, not each. */
const askWitnessEveryMs = 5_000
/** How often what is over is looked for. */
const retentionEveryMs = 600_000
/** How soon a statement that a person wrote beside the node is noticed. */
const followKeysEveryMs = 2_000
/** How often copies of the keystore whose time is over are looked for. */
const endCopiesEveryMs = 60_000
/** How often a release is looked for whose instant is near; the instant itself is met by a clock of its own. */
const jointEveryMs = 1_000
const maxItemBytes = 1_000_000

/** Builds a node by hand, top to bottom, and starts it. Stages know nothing of each other: they meet here, and in the log. */
export async function assembleNode(config: NodeConfig, log: NodeLog): Promise<RunningNode> {
  const { authority, dataDir } = config
  const { party } = authority
  const agencies = authority.agencies.map((agency) => agency.id)
  const now = () => new Date()
  const pass = passSteps(config.drills)
  const tell = (stage: string) => (cause: unknown) => log.error({ stage, cause: describe(cause) }, 'a stage failed and will try again')

  const partners: Partner[] = []
  const loops: Loop[] = []
  const onBack = () => {
    for (const loop of [...loops, ...partners.map((partner) => partner.link)]) loop.retry()
  }
  const store = await openStore({ dataDir, databaseUrl: config.databaseUrl, agencies, log, onBack })
  const { sql, keystore, searchKey, files } = store
  const signers = await openNodeSigners(dataDir, authority, agencies)
  const pairings = await readPartners(dataDir, now())
  const self = { party, domain: authority.domain, partyKey: vkeyOf(signers.party) }
  let agreements = await readAgreements(dataDir, self, pairings)
  const agreementNow = (partner: string) => agreementWith(agreements, partner, now().toISOString().slice(0, 10))
  const journal = await openLog(sql, { origin: journalOrigin(authority), role: 'journal', partner: null, epoch: 1 })
  const writer = createLogWriter(sql, keystore)
  const rightOfWay = openRightOfWay()

  const listeners = new Set<(change: NodeChange) => void>()
  const announce = (change: NodeChange) => {
    for (const listener of listeners) listener(change)
  }
  const alarm = (code: string, origin: string) =>
    log.error({ code, origin }, code === 'damaged_file' ? 'an attached file cannot be read' : 'a log is frozen')

  const partnerSigners = new Map(
    await Promise.all(pairings.map(async ({ party: other }) => [other, await signers.withPartner(other)] as const)),
  )
  const rings = new Map(
    await Promise.all(pairings.map(async (pairing) => [pairing.party, await openPartnerRing(dataDir, pairing)] as const)),
  )
  const checkpoints = createCheckpoints({
    sql,
    signersOf: signers.signersOf,
    formerOf: signers.ring.everOf,
    now,
    onDamage: (origin, seq) => log.error({ origin, seq }, 'a stored entry is damaged'),
  })

  const witnessPolicy = readWitnessPolicy(dataDir)
  const policyOf = openPolicyOf({ partners: () => partners, signers, witnesses: witnessPolicy.policy.witnesses })
  const law = readLawPacks()
  const clocks = openWorkClocks(law.instruments.values(), law.calendarOf)
  const requests = readRequestPacks(law)
  const onInbox = (agency: string) => announce({ what: 'inbox', agency })
  const desk = { sql, writer, journalId: journal.logId, now, onChange: onInbox }
  const partnerIds = await openPartnerIds(dataFolder(dataDir).partnerIdsKey)
  // An agreement that never spoke of them costs nothing.
  const areMadeFor = (other: string) => partners.find((partner) => partner.party === other)?.agreement()?.partnerIds !== undefined
  const ownId = (other: string, id: string) => (areMadeFor(other) ? partnerIds.own(other, id) : undefined)
  const duties = createDuties({ sql, keystore, searchKey, party, clocks, onChange: onInbox })
  const programmeDuties = createProgrammeDuties({ sql, keystore, searchKey, party, now, onChange: onInbox })
  const share = createShare({ sql, writer, keystore, searchKey, journalId: journal.logId, party, agencies, now })
  const delegations = createShareDelegated({ sql, keystore, searchKey, party, share: share.share, onChange: onInbox })
  const workItems = createWorkItems({
    sql,
    keystore,
    searchKey,
    party,
    clocks,
    requests,
    onChange: ({ rid, state }) => announce({ what: 'work', rid, state }),
    ownId,
  })
  const routes = readClearancePack(dataDir, authority)
  const clearanceGate = createClearanceGate(routes)
  const notes = { keystore, party, isRouted: (record: StoredRecord) => clearanceGate.isNeeded(factsOf(record, false)) }
  const signRelease = openReleaseSigner(signers.release)
  const releasePartners = () =>
    partners.map((partner) => ({
      party: partner.party,
      agreement: partner.agreement(),
      outLogId: partner.lanes.routine.out.logId,
      takesSealed: partner.takesSealed(),
      flashLogId: partner.takes('flash') ? partner.lanes.flash.out.logId : undefined,
      seen: seenOf(partner),
    }))
  const release = createRelease({
    sql,
    writer,
    keystore,
    journalId: journal.logId,
    party,
    classification: authority.classification,
    partners: releasePartners,
    now,
    pass,
    onDamage: (seq) => log.error({ origin: journal.origin, seq }, 'a stored record cannot be unsealed'),
    signRelease,
    clearance: clearanceGate,
    notes: createNoteGate(notes, requests),
    proveConsent: async (seq) => await proveConsent(prover, policyOf, seq),
    ids: { partnerIds, searchKey },
  })
  // Who has to act next may be of any agency of the party.
  const moved = () => agencies.forEach(onInbox)
  const clearance = createClearance({ sql, writer, keystore, journalId: journal.logId, pack: routes, now, onChange: moved })
  const choices = createChoices({
    sql,
    writer,
    keystore,
    journalId: journal.logId,
    party,
    release,
    now,
    onChange: moved,
    onFailed: (taskId, code) => log.warn({ taskId, code }, 'a release that was chosen can no longer take effect'),
  })
  type Pace = { readonly everyMs?: number; readonly restMs?: number; readonly leadMs?: number }
  const follow = (stage: string, step: () => Promise<boolean>, pace: Pace = {}) => {
    const loop = startLoop({ step, onError: tell(stage), everyMs: followEveryMs, maxDelayMs: 5_000, ...pace })
    loops.push(loop)
    return loop
  }
  /** A step that lets what cannot wait go first. */
  const patient = (step: () => Promise<boolean>) => async () => {
    await rightOfWay.giveWay()
    return await step()
  }

  const transport = await openOwnTransport(dataDir, authority)
  const appliers = new Map<string, Loop>()
  const recovering = new Map<string, Loop>()
  const handing = new Map<string, Loop>()
  const handOverTo = (other: string) => {
    for (const lane of lanes) handing.get(`${other}/${lane}`)?.poke()
  }
  // Links start before it and may bring receipts at once.
  let workLoop: Loop | undefined
  let treeLoop: Loop | undefined
  let exchange: Awaited<ReturnType<typeof startExchangeServer>> | undefined
  /** Opens a partner and what applies its logs, as the store has them now; one that was open gives its place. Answers how to close both again. */
  const open = async (pairing: Pairing): Promise<() => Promise<void>> => {
    const agreement = () => agreementNow(pairing.party)
    const ring = rings.get(pairing.party) ?? openKeyRing(pairingKeys(pairing))
    const certificates = await openPartnerTransport(dataDir, pairing)
    const partner = await openPartner({
      sql,
      writer,
      keystore,
      files,
      journalId: journal.logId,
      signRelease,
      node: authority,
      pairing,
      agreement,
      signers: partnerSigners.get(pairing.party) ?? (await signers.withPartner(pairing.party)),
      everOwn: signers.ring.everOf,
      ring,
      transport,
      certificates,
      agencies,
      defaultAgency: agencies[0] as string,
      kinds: [...kinds.keys()],
      software,
      sign: checkpoints.sign,
      now,
      pass,
      rightOfWay,
      onReceipt: () => {
        workLoop?.poke()
        handOverTo(pairing.party)
        announce({ what: 'exchange', party: pairing.party })
      },
      onReceived: (lane) => appliers.get(`${pairing.party}/${lane}`)?.poke(),
      onRecovered: (origin, from, to) => {
        log.warn({ origin, from, to }, "a log came back from the partner's copy")
        recovering.get(origin)?.poke()
        announce({ what: 'exchange', party: pairing.party })
      },
      onChange: () => announce({ what: 'exchange', party: pairing.party }),
      onAlarm: alarm,
      onError: tell('exchange'),
    })
    const own: Loop[] = []
    const withPartner = logsWith(partner)
    const logs = {
      ownLogs: new Map(withPartner.filter(({ role }) => role === 'out').map(({ origin, logId }) => [origin, logId])),
      theirLogs: new Map(withPartner.filter(({ role }) => role === 'in').map(({ origin, logId }) => [origin, logId])),
    }
    for (const { lane, out, owns, theirs } of lanesOf(partner)) {
      const epochs = theirs.map(({ log: incoming }) =>
        createApply({
          sql,
          writer,
          keystore,
          searchKey,
          journalId: journal.logId,
          inLogId: incoming.logId,
          outLogId: out.logId,
          ...logs,
          ownParty: party,
          partner: pairing.party,
          get releaseKeys() {
            return releaseKeysOf(pairing, ring.currentOf)
          },
          keys: {
            ring,
            transport: certificates,
            dataDir,
            stating: { ...pairing, root: pairing.keys.root },
            journalId: journal.logId,
            now,
            onChange: () => {
              exchange?.refresh()
              announce({ what: 'exchange', party: pairing.party })
            },
          },
          partnerIds,
          keysOfAuthor: (author) => {
            const one = pairings.find(({ party: other }) => other === author)
            const theirRing = rings.get(author)
            return one === undefined || theirRing === undefined ? undefined : releaseKeysOf(one, theirRing.currentOf)
          },
          agencies,
          defaultAgency: agencies[0] as string,
          agreement,
          now,
          pass,
          ...(lane === 'flash' ? ({ place: 'first' } as const) : { giveWay: rightOfWay.giveWay }),
          onRecall: () => {
            treeLoop?.poke()
            announce({ what: 'exchange', party: pairing.party })
          },
          onTrouble: (code, seq, cause) =>
            log.error(
              { code, origin: incoming.origin, seq, ...(cause === undefined ? {} : { cause: describe(cause) }) },
              'a received entry is in quarantine',
            ),
        }),
      )
      // What an older epoch still holds comes first.
      const step = async () => {
        for (const epoch of epochs) if (await epoch.step()) return true
        if (lane === 'flash') for (const { log: incoming } of theirs) rightOfWay.done(incoming.origin)
        return false
      }
      const applier = follow('apply', step, lane === 'flash' ? {} : { restMs: applyRestMs, leadMs: applyLeadMs })
      own.push(applier)
      appliers.set(`${pairing.party}/${lane}`, applier)
      for (const { log: sent } of owns) {
        const recovered = createApplyRecovered({
          ...{ sql, writer, keystore, searchKey, journalId: journal.logId, outLogId: sent.logId, outOrigin: sent.origin },
          partnerIds,
          ownParty: party,
          partner: pairing.party,
          agencies,
          now,
          pass,
        })
        const makeRecords = async () => {
          const more = await recovered.step()
          if (more) partner.fetchFiles(lane)
          return more
        }
        const loop = follow('recovered', makeRecords)
        own.push(loop)
        recovering.set(sent.origin, loop)
      }
      const seen = () => partner.lanes[lane].seen()
      const handOver = createHandOverKeys({ sql, writer, keystore, logId: out.logId, seen, now, pass })
      const hand = follow('unseal', handOver.step, { restMs: handOverRestMs })
      own.push(hand)
      handing.set(`${pairing.party}/${lane}`, hand)
    }
    const before = partners.findIndex((one) => one.party === partner.party)
    partners.splice(before < 0 ? partners.length : before, 1, partner)
    return async () => {
      await Promise.all([partner.link.stop(), ...own.map((loop) => loop.stop())])
      for (const loop of own) loops.splice(loops.indexOf(loop), 1)
    }
  }
  const closers = new Map<string, () => Promise<void>>()
  for (const pairing of pairings) closers.set(pairing.party, await open(pairing))
  // One at a time: two ceremonies may end together.
  let reopening: Promise<unknown> = Promise.resolve()
  const reopen = (other: string) => {
    const pairing = pairings.find((one) => one.party === other)
    if (pairing === undefined) return
    reopening = reopening
      .then(async () => {
        await closers.get(other)?.()
        closers.set(other, await open(pairing))
        exchange?.refresh()
        announce({ what: 'exchange', party: other })
      })
      .catch(tell('exchange'))
  }
  const changeEpoch = createChangeEpoch({
    ...{ keystore, signRelease, journalId: journal.logId, node: authority },
    partners: () => partners,
    onChange: reopen,
  })
  const recalling = {
    ...{ sql, writer, keystore, searchKey, journalId: journal.logId, signRelease, partnerIds, now },
    partners: () =>
      partners.map((partner) => {
        const agreed = partner.agreement()
        return {
          party: partner.party,
          agreement: agreed === undefined ? undefined : agreementReference(agreed),
          lanes: lanesOf(partner).flatMap(({ out, theirs }) =>
            theirs.map(({ log: { logId } }) => ({ outLogId: out.logId, inLogId: logId })),
          ),
          recallLogId: partner.lanes[partner.takes('flash') ? 'flash' : 'routine'].out.logId,
          seen: seenOf(partner),
        }
      }),
  }
  const recall = createRecall({ ...recalling, party })
  const passRecallsOn = createPassRecallsOn({
    ...recalling,
    proveWord: async (logId, seq) => await proveRecall(prover, policyOf, logId, seq),
  })
  const keys = createCarryKeys({
    sql,
    writer,
    dataDir,
    self: { ...self, root: await readRootKeys(dataDir, authority) },
    signers,
    transport,
    journalId: journal.logId,
    recipients: () =>
      partners.map(({ party: other, lanes }) => ({ party: other, outLogId: lanes.routine.out.logId, seen: lanes.routine.seen })),
    agency: agencies[0] as string,
    now,
    onChange: () => announce({ what: 'exchange', party }),
  })
  // Before anything is signed: with which keys.
  await keys.step()
  const followKeys = async () => {
    const more = await keys.step()
    exchange?.refresh()
    return more
  }
  follow('keys', followKeys, { everyMs: followKeysEveryMs })
  await release.begin()
  await recall.begin()
  const recallLoop = follow('recall', recall.step, unhurried)
  treeLoop = follow('recall-tree', passRecallsOn.step, unhurried)
  const corrections = createFollowCorrections({ sql, writer, party, partners: releasePartners, passOn: release.passOn, now })
  await corrections.begin()
  const correctionsLoop = follow('corrections', corrections.step, unhurried)
  const releaseLoops = partners.map((partner) => follow('release', () => release.step(partner.party), unhurried))
  const clearanceLoop = follow('clearance', patient(clearance.step), unhurried)
  // Somebody waits at the screen for the end of an undo time.
  follow('choices', choices.step, { everyMs: choiceEveryMs })
  workLoop = follow(
    'work',
    patient(async () => {
      const more = [await workItems.step(), await duties.settleErased()]
      const picky = [duties, programmeDuties, delegations]
      const passed = await passBy(
        sql,
        picky.map(({ follower }) => follower),
      )
      for (const { follower, step } of picky) if (passed.concerned.has(follower.name)) more.push(await step())
      return [passed.more, ...more, await workItems.noteReceipts()].includes(true)
    }),
    unhurried,
  )
  follow(
    'clearance-rebuild',
    patient(createClearanceRebuild({ sql, writer, keystore, journalId: journal.logId, pack: routes, onChange: moved }).step),
  )
  follow('index', patient(createReindex({ sql, keystore, searchKey, ids: { partnerIds, areMadeFor } }).step))
  const fresh = createFreshRecords()
  const catalogueLoop = follow('catalogue', patient(createCatalogue({ sql, keystore, searchKey, fresh }).step), unhurried)
  const journalSigner = signSteadily({ checkpoints, logId: journal.logId, everyMs: 1_000, onError: tell('journal') })
  writer.onAppend((grown) => {
    if (grown.has(journal.logId)) {
      for (const loop of releaseLoops) loop.poke()
      clearanceLoop.poke()
      recallLoop.poke()
      treeLoop?.poke()
      correctionsLoop.poke()
      workLoop?.poke()
      catalogueLoop.poke()
      journalSigner.poke()
      announce({ what: 'journal' })
    }
    for (const partner of partners) {
      for (const { lane, out } of lanesOf(partner)) {
        const growth = grown.get(out.logId)
        if (growth === 'bodies') partner.link.poke(lane)
        else if (growth === 'leaves') partner.link.pokeSoon(lane)
      }
    }
  })

  const listening = await startExchangeServer({
    host: config.exchange.host,
    port: config.exchange.port,
    identities: () => transport.served(now()),
    partners: () => partners.map((partner) => partner.exchange),
    onError: tell('exchange'),
  })
  exchange = listening
  const refuseReminder = createReminderCheck({ sql, searchKey, party, clocks, now })
  const isCarried = async (request: Uint8Array, noteClass: string) => {
    const forms = [...requests.forms.values()].filter(({ note }) => note === noteClass).map(({ id }) => id)
    for (const rid of [request, ...(await findFormal(sql, request, party, forms))])
      if (await isCarriedBy({ sql, ...notes }, rid, noteClass)) return true
    return false
  }
  const refuseRequest = createRequestCheck({ sql, keystore, searchKey, party, packs: requests, now, isCarried, decideShare: share.decide })
  const refuseReport = createReportCheck({ sql, keystore, searchKey, party })
  const refuseNote = createNoteCheck({ sql, searchKey, ...notes })
  const refuseRights = createRightsCheck({ sql, searchKey, party })
  const submitting = {
    fresh,
    writer,
    journal,
    searchKey,
    party,
    envelopeDefaults: (agency: string) => ({ authorAgency: agency, marking: authority.marking }),
    now,
    pass,
    maxItemBytes,
    files,
    alongside: release.join,
  }
  // What two persons agreed to publish passes none of the checks of what one hands in.
  const publish = createPublish(createSubmit(submitting).submitMany)
  const submit = createSubmit({
    ...submitting,
    refuse: async (draft) =>
      refusePublication(draft, party) ??
      refuseDesignation(draft, party) ??
      (await refuseReminder(draft)) ??
      (await refuseRequest(draft)) ??
      (await refuseNote(draft)) ??
      (await refuseRights(draft)) ??
      (await refuseReport(draft)),
  })
  const reads = createReadJournal({ writer, journalId: journal.logId, everyMs: 1_000, now, onError: tell('reads') })
  const prover = createProver({
    sql,
    keystore,
    sign: checkpoints.sign,
    cosign: (received) => partners.find(({ party: other }) => other === received.partner)?.cosign(received) ?? '',
  })
  const erase = createErase({
    ...{ sql, writer, keystore, searchKey, journalId: journal.logId, now, files },
    onErase: (rid) => announce({ what: 'erased', rid }),
  })
  const retentionPack = readRetentionPack()
  const retention = createRetention({ sql, rules: retentionPack.rules, erase, journalId: journal.logId, now })
  const { backups } = dataFolder(dataDir)
  const endCopies = async () => {
    await endOldCopies(await readCopyFolders(backups), now())
    return false
  }
  follow('copies', endCopies, { everyMs: endCopiesEveryMs })
  const retentionLoop = follow('retention', patient(retention.step), { everyMs: retentionEveryMs })
  const holds = createLegalHolds({ writer, searchKey, journalId: journal.logId, now })
  let jointLoop: Loop | undefined
  const clocksNow = () => {
    const measured = partners.map((partner) => [partner.party, partner.clock()] as const)
    return new Map(measured.flatMap(([of, clock]) => (clock === undefined ? [] : [[of, clock] as const])))
  }
  const reading = {
    ...{ sql, keystore, ownId },
    keysOf: (of: string) =>
      of === party ? [self.partyKey] : pairings.filter((one) => one.party === of).flatMap(({ keys: known }) => known.party),
  }
  const joint = createJointRelease({
    reading,
    searchKey,
    party,
    signer: signers.party,
    clocks: clocksNow,
    write: async (record) => {
      const outcome = await submit.submit({ ...record, objectBytes: canonicalBytes(record.object) })
      if (!outcome.ok) throw outcome.fault
      return outcome.value.position.seq
    },
    now,
    onPublished: () => announce({ what: 'released' }),
    wakeIn: (ms) => setTimeout(() => jointLoop?.poke(), ms).unref(),
  })
  jointLoop = follow('joint-release', joint.step, { everyMs: jointEveryMs })
  const people = openPeople({
    store,
    writer,
    journal,
    dataDir,
    self,
    twoPersons: authority.twoPersons,
    homeAgency: agencies[0] as string,
    partners: () => partners,
    pairings: await Promise.all(
      pairings.map(async (pairing) => ({
        pairing,
        digits: pairingFingerprint(await readFile(pairingFile(dataDir, pairing.party), 'utf8')) ?? null,
      })),
    ),
    agreements: () => agreements,
    addAgreement: (signed) => {
      agreements = [signed, ...agreements]
    },
    erase,
    liftHold: holds.lift,
    changeEpoch,
    publish,
    certifyRelease: joint.certify,
    setRetention: async (writing, change, by) => {
      writing.onCommit(() => retentionLoop.poke())
      return await retention.set(writing, change, by)
    },
    prover,
    policyOf,
    now,
  })
  follow('holds', people.endHolds)
  const witnesses = witnessPolicy.witnesses.map((witness) =>
    askWitness({
      sql,
      witness,
      keysOf: signers.ring.everOf,
      now,
      onChange: () => announce({ what: 'exchange', party }),
      onAlarm: (code, origin) => log.error({ code, origin, witness: witness.url }, 'a witness contradicts this node'),
    }),
  )
  // One that is slow delays no other.
  for (const witness of witnesses) follow('witness', witness.step, { everyMs: askWitnessEveryMs })
  const authorityAsked = readTimestampAuthority(dataDir)
  const timestamps =
    authorityAsked === undefined
      ? undefined
      : askTimestamps({ sql, authority: authorityAsked, now, onChange: () => announce({ what: 'exchange', party }) })
  if (timestamps !== undefined) follow('timestamps', timestamps.step, { everyMs: askWitnessEveryMs })
  const courier = openCourier({
    sql,
    keystore,
    files,
    folder: dataFolder(dataDir).courier,
    self: { party, signer: signers.party, key: await openCourierKey(dataFolder(dataDir).courierKey) },
    partners: () => partners,
    sign: checkpoints.sign,
    now,
    journal: async (document) => {
      const body = { agency: agencies[0] as string, key: 'day' as const, items: [canonicalBytes({ at: now().toISOString(), ...document })] }
      await writer.transact((writing) => writing.append(journal.logId, [{ type: 'admin', at: now(), body }]))
    },
    onReceipt: (other) => {
      workLoop?.poke()
      handOverTo(other)
      announce({ what: 'exchange', party: other })
    },
    onChange: (other) => announce({ what: 'exchange', party: other }),
    onAlarm: alarm,
  })
  const services = openServices({
    store,
    witnesses: {
      status: () => witnessStatusOf(sql, witnessPolicy, witnesses),
      timestamps: () => timestampStatusOf(sql, authorityAsked, timestamps),
    },
    courier: { ...courier, uploads: openCourierUploads(join(dataFolder(dataDir).courier, 'in')) },
    writer,
    journal,
    transport: { name: transportKeyName(authority), ring: transport.ring },
    signers,
    policyOf,
    partners: () => partners,
    submit,
    results: createResults({
      ...{ sql, keystore, party, now, queries: readQueryPacks() },
      signer: signers.party,
      partners: () => partners.map((partner) => ({ party: partner.party, key: partner.pairing.keys.party })),
    }),
    people: people.services,
    joint: { reading, check: joint.check, withdraw: joint.withdraw, show: joint.show, clocks: clocksNow },
    evidence: {
      ...createEvidence({
        prover,
        policyOf,
        signers: signers.release,
        ownKeys: () => agencies.flatMap((agency) => signers.ring.keysOf(releaseKeyName(authority, agency))),
        partnerKeys: () =>
          partners.map((partner) => ({
            party: partner.party,
            origins: logsWith(partner).map(({ origin }) => origin),
            release: partner.pairing.agencies.flatMap(({ id }) => partner.ring.keysOf(releaseKeyName(partner.pairing, id))),
          })),
        timestampRoots: authorityAsked?.pem,
        writer,
        journalId: journal.logId,
        now,
      }),
      agreementWith: agreementNow,
    },
    share,
    release,
    markItems: createMarkItems(desk),
    handOver: createHandOver(desk),
    saveView: createSaveView(desk),
    ownId,
    recalls: {
      ...recall,
      placeHold: holds.place,
      isLiftProposed: async (id) => await isHoldLiftProposed(sql, keystore, id, now()),
    },
    retention: {
      ...{ pack: retentionPack, status: retention.status, foresee: retention.foresee },
      copies: async () => await listKeystoreCopies(await readCopyFolders(backups)),
    },
    choices,
    clearance,
    workCalendars: routes?.calendars ?? {},
    notes,
    prover,
    reads,
    now,
    onChange: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  })

  return {
    config,
    store,
    services,
    exchangePort: listening.port,
    [Symbol.asyncDispose]: async () => {
      await reopening
      await Promise.all([listening.close(), ...partners.map((partner) => partner.link.stop()), ...loops.map((loop) => loop.stop())])
      await reads.stop()
      await journalSigner.stop()
      await writer.idle()
      await store[Symbol.asyncDispose]()
    },
  }
}

/** How much of the partner's log of the same lane is receipted, by our log. */
function seenOf(partner: Partner): (outLogId: number) => number {
  return (outLogId) =>
    lanesOf(partner)
      .find(({ out }) => out.logId === outLogId)
      ?.seen() ?? 0
}

/** What the node's log keeps of an error: its name, code and place, never its message, which may quote what somebody sent. */
function describe(cause: unknown): object {
  if (!(cause instanceof Error)) return { name: typeof cause }
  const code = 'code' in cause ? String(cause.code) : undefined
  return { name: cause.name, code, at: (cause.stack ?? '').split('\n').slice(1, 6) }
}
